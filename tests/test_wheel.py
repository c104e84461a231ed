"""The wheel: installed in an environment of its own, away from the checkout, it does all the project does."""

from __future__ import annotations

import json
import os
import re
import sqlite3
import subprocess
import sys
import venv
from contextlib import closing
from pathlib import Path
from zipfile import ZipFile

import pytest

ROOT = Path(__file__).parent.parent
PACKAGES = ("shahr20", "shahr20_spider", "pipelines")


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
    built = [sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", str(folder), str(ROOT)]
    subprocess.run(built, check=True, capture_output=True, timeout=120)
    (found,) = folder.glob("*.whl")
    return found


@pytest.fixture(scope="module")
def bin_(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The commands of an environment with the wheel, which finds its dependencies where these tests do."""
    home = tmp_path_factory.mktemp("environment")
    venv.create(home, with_pip=False, symlinks=True)
    bin_ = home / "bin"
    pip = [sys.executable, "-m", "pip", "--python", str(bin_ / "python"), "install", "--quiet"]
    offline = ["--no-deps", "--no-index", "--disable-pip-version-check", str(wheel)]
    subprocess.run([*pip, *offline], check=True, capture_output=True, timeout=120)
    (site,) = home.glob("lib/python*/site-packages")
    dependencies = [path for path in sys.path if path.endswith("site-packages")]
    (site / "dependencies.pth").write_text("\n".join(dependencies) + "\n", encoding="utf-8")
    return bin_


def run(*words: str | Path, folder: Path) -> str:
    """What a command says, in a folder that holds nothing of the project's."""
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONPATH"}
    done = subprocess.run(
        list(map(str, words)),
        cwd=folder,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_every_file_of_the_packages_is_in_it(wheel: Path) -> None:
    """Templates, styles, site files, prose, SQL: whatever lies beside the code."""
    ours = {
        path.relative_to(ROOT).as_posix()
        for package in PACKAGES
        for path in (ROOT / package).rglob("*")
        if path.is_file() and "__pycache__" not in path.parts
    }
    with ZipFile(wheel) as archive:
        names = {name for name in archive.namelist() if ".dist-info/" not in name}
    assert names == ours
    suffixes = {Path(name).suffix for name in names}
    assert {".py", ".html", ".css", ".toml", ".txt"} <= suffixes


@pytest.fixture(scope="module")
def crawled(bin_: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An archive that the installed command made of the installed replica."""
    folder = tmp_path_factory.mktemp("empty")
    environment = {**os.environ, "PYTHONUNBUFFERED": "1"}
    environment.pop("PYTHONPATH", None)
    words = [str(bin_ / "shahr20"), "replica", "--articles", "9", "--port", "0"]
    with subprocess.Popen(words, cwd=folder, env=environment, stdout=subprocess.PIPE, text=True) as replica:
        assert replica.stdout is not None
        said = re.match(r"http://\S+:\d+", replica.stdout.readline())
        assert said
        run(bin_ / "shahr20", "crawl", "--base-url", said[0], "--delay", "0", folder=folder)
        replica.terminate()
    return folder


def test_it_is_the_wheel_that_runs(bin_: Path, tmp_path: Path) -> None:
    where = run(bin_ / "python", "-c", "import shahr20; print(shahr20.__file__)", folder=tmp_path)
    assert Path(where.strip()).is_relative_to(bin_.parent)
    said = run(bin_ / "shahr20", "--help", folder=tmp_path)
    assert all(name in said for name in ("crawl", "serve", "check", "rebuild", "import", "export", "replica"))
    assert not list(tmp_path.iterdir())


def test_it_crawls_in_an_empty_folder(crawled: Path) -> None:
    with closing(sqlite3.connect(crawled / "archive.db")) as db:
        (source,) = db.execute("SELECT source FROM articles WHERE id = 47859").fetchone()
        assert source == "روابط عمومی شهرداری قم"
        assert db.execute("SELECT count(*) FROM rejects").fetchone() == (0,)


def test_it_checks_a_page(bin_: Path, crawled: Path) -> None:
    told = json.loads(run(bin_ / "shahr20", "check", "47859", "--json", folder=crawled))
    assert told["article"]["read_by"]["title_raw"] == "selectors:taj"


@pytest.mark.parametrize(
    ("path", "words"),
    [
        ("/", "شهر بیست"),
        ("/archive/articles/47859", "هویت شهری"),
        ("/archive/articles?_search=%D9%82%D9%85", "/archive/articles/47859"),
    ],
)
def test_datasette_finds_the_reading_room(bin_: Path, crawled: Path, path: str, words: str) -> None:
    page = run(bin_ / "python", "-m", "datasette", "archive.db", "--get", path, folder=crawled)
    assert words in page
    sheet = re.search(r'href="(/-/static-plugins/[^"?]+)', page)
    assert sheet
    assert run(bin_ / "python", "-m", "datasette", "archive.db", "--get", sheet[1], folder=crawled)
