"""An archive of the replica's pages, filled as a crawl fills it, and ways to look into its files."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from pipelines import read_and_refine
from pipelines.entries import entry
from shahr20 import Archive
from shahr20.archive import captures
from shahr20.archive.frontier import Found
from shahr20.cli import main
from shahr20.pages import site as sites
from shahr20.pages.address import canonical
from shahr20.pages.page import Page
from shahr20.replica.desk import Desk
from shahr20.replica.doors import answer
from shahr20.replica.newsroom import Newsroom
from shahr20.replica.site import Site
from shahr20.replica.themes import taj
from shahr20.replica.web import Request

BASE = "https://shahr20.ir"
ARTICLES = 30
ENOUGH = 20  # for a dictionary, here


def page_at(site: Site, path: str, **about: object) -> Page:
    body = answer(site, Request.parsed("GET", path, {})).body
    return Page(url=canonical(BASE + path), body=body, content_type="text/html", **about)  # type: ignore[arg-type]


def replica() -> Site:
    return Site(Desk(Newsroom(ARTICLES, 20), lambda: datetime(2026, 1, 1, tzinfo=UTC)), BASE, taj)


def fill(path: Path) -> None:
    """Every article, one of them twice, and a page that is none."""
    site, known = replica(), sites.load(None)
    with Archive(path, create=True) as archive:
        archive.claim("shahr20.ir")
        run = archive.ledger.start({})
        ids = sorted(site.desk.edition().entries)
        for number in (*ids, ids[5]):
            url = site.desk.headline(number).path
            page = page_at(
                site, url, fetched_at=f"2026-01-0{1 + (number == ids[5])}T00:00:00Z", asked_id=number
            )
            archive.frontier.add([Found(page.url, number)], door="rest", crawl_id=run)
            reading = read_and_refine(page, known)
            reading.lease = page.url
            archive.store(entry(reading), run)
        lost = page_at(site, "/?page_id=2", fetched_at="2026-01-01T00:00:00Z", asked_url=f"{BASE}/2/about/")
        archive.store(entry(read_and_refine(lost, known)), run)


@pytest.fixture(scope="session")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("filled") / "archive.db"
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(captures, "ENOUGH", ENOUGH)
        fill(path)
    return path


@pytest.fixture
def db(filled: Path, tmp_path: Path) -> Path:
    """A copy of the filled archive, in a folder of its own."""
    folder = tmp_path / "here"
    folder.mkdir()
    return Path(shutil.copy(filled, folder / "archive.db"))


@pytest.fixture
def typed() -> Callable[..., Result]:
    """The command, run in this process."""

    def run(*arguments: object) -> Result:
        return CliRunner().invoke(main, list(map(str, arguments)), catch_exceptions=False)

    return run


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Callable[[int], Path]]:
    """A disk of so many bytes, whose folder may be mounted anew; only root may mount one."""
    if os.geteuid() != 0 or sys.platform != "linux":
        pytest.skip("only root mounts a disk")
    mounted: list[Path] = []

    def mount(size: int) -> Path:
        folder = tmp_path / f"disk{len(mounted)}"
        folder.mkdir()
        done = subprocess.run(
            ["mount", "-t", "tmpfs", "-o", f"size={size}", "tmpfs", folder], capture_output=True, check=False
        )
        if done.returncode:
            pytest.skip("this machine lets nobody mount a disk")
        mounted.append(folder)
        return folder

    yield mount
    for folder in mounted:
        subprocess.run(["umount", "--lazy", folder], check=True)
