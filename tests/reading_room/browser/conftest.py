"""A filled archive, served for the session, and a browser that looks at it."""

from __future__ import annotations

import asyncio
import shutil
import socket
import threading
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from datasette.app import Datasette
from playwright.sync_api import Browser, BrowserContext, sync_playwright
from uvicorn import Config, Server

from pipelines import read_and_refine
from pipelines.entries import entry
from shahr20.archive.archive import Archive
from shahr20.archive.entry import Answer
from shahr20.pages import site as sites
from shahr20.pages.page import Page
from shahr20.replica.server import Replica
from shahr20.replica.web import Request
from tests.reading_room.hostile import HOSTILE

ARTICLES = 40
REPRINT = 99001
"""The id of an article that says the same as the edited one."""
SCREENSHOTS = Path(__file__).parent / "screenshots"
PERSIAN = {"locale": "fa-IR", "viewport": {"width": 1280, "height": 800}}
MODES = {
    "light": PERSIAN,
    "dark": {**PERSIAN, "color_scheme": "dark"},
    "phone": {
        **PERSIAN,
        "viewport": {"width": 360, "height": 740},
        "device_scale_factor": 2,
        "has_touch": True,
    },
    "english": {**PERSIAN, "locale": "en-GB"},
}
"""How each page is looked at."""


@pytest.fixture(scope="module")  # not longer: while it is open no other test can run an event loop
def browser() -> Iterator[Browser]:
    """Debian's Chromium; without it every test is skipped from one line, so that it is said once."""
    chromium = shutil.which("chromium")
    if chromium is None:
        pytest.skip(
            "no chromium on PATH; tests/reading_room/browser/debian-packages.txt names what the tests look with"
        )
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        yield opened
        opened.close()


def page_of(replica: Replica, target: str, day: int = 1) -> Page:
    """A page of the replica as a crawl of that day gets it."""
    body = replica.answer(Request.parsed("GET", target, {})).body
    return Page(url=replica.base_url + target, body=body, fetched_at=f"2026-01-{day:02}T00:00:00Z")


@pytest.fixture(scope="session")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An archive of the replica's pages, one of them edited, one unreadable, after one crawl."""
    path = tmp_path_factory.mktemp("browser") / "archive.db"
    with Replica(articles=ARTICLES) as replica, Archive(path, create=True) as archive:
        site = sites.load().at(replica.base_url)
        archive.claim(site.host)

        def take(target: str, day: int) -> None:
            archive.store(entry(read_and_refine(page_of(replica, target, day), site)))

        for story in replica.public:
            take(story.path, 1)
        edited = replica.public[0]
        replica.edit(edited.id)
        take(edited.path, 2)
        take("/7/nowhere/", 3)
        again = entry(read_and_refine(page_of(replica, edited.path), site))
        body = again.made.fields["body"].replace("گفت", "اعلام کرد") + "\n\nپایان پیام."
        fields = {
            **again.made.fields,
            "title": f"بازنشر: {again.made.fields['title']}",
            "body": body,
            "body_raw": body,
        }
        address = f"{replica.base_url}/{REPRINT}/"
        answer = replace(again.answer, url=address, fetched_at="2026-01-05T00:00:00Z")
        archive.store(
            replace(again, answer=answer, made=replace(again.made, id=REPRINT, url=address, fields=fields))
        )
        archive.captures.add(Answer(f"{replica.base_url}/8/", HOSTILE.encode(), "2026-01-04T00:00:00Z"))
        archive.db["crawls"].insert(
            {
                "started_at": "2026-01-01T00:00:00Z",
                "finished_at": "2026-01-01T00:01:00Z",
                "outcome": "done",
                "exit_code": 0,
                "doors": "rest",
                "found": ARTICLES,
                "fetched": ARTICLES,
                "stored": ARTICLES,
            }
        )
        lacking(archive)
    return path


def lacking(archive: Archive) -> None:
    """What the page of coverage tells of: an audit, gaps, an article removed, addresses by door, a run that failed."""
    at = "2026-01-06T00:00:00Z"
    run = {"started_at": at, "finished_at": at, "doors": "rest", "arguments": '{"full": true}'}
    archive.db["crawls"].insert({**run, "outcome": "the site gives no page", "exit_code": 4, "failed": 1234})
    reasons = (
        "gone: answers 404",
        "rejected: no_title",
        "only the REST and the feed door names it",
        "waiting",
    )
    for number, reason in enumerate(reasons, start=1):
        gap = {"article_id": number, "url": f"https://shahr20.ir/{number}/", "listed_by": "rest, sitemap"}
        archive.db["gaps"].insert({**gap, "crawl_id": 1, "missing_from": "archive", "reason": reason})
    removed = archive.db.execute("SELECT max(id) FROM articles WHERE id < ?", [REPRINT]).fetchone()[0]
    archive.db["articles"].update(removed, {"gone_at": at})
    for door, state in (("rest", "gone"), ("sitemap", "todo"), ("listing", "done")):
        address = {"url": f"https://shahr20.ir/{door}/", "article_id": removed, "door": door, "state": state}
        archive.db["frontier"].insert({**address, "found_at": at})


@pytest.fixture(scope="session")
def names(filled: Path) -> dict[str, object]:
    """What fills in the `{names}` of addresses."""
    with Archive(filled) as archive:

        def first(sql: str) -> object:
            return archive.db.execute(sql).fetchone()[0]

        return {
            "edited": first("SELECT article_id FROM revisions WHERE revision > 1"),
            "reprint": REPRINT,
            "removed": first("SELECT id FROM articles WHERE gone_at IS NOT NULL"),
            "hostile": first("SELECT id FROM captures WHERE url LIKE '%/8/'"),
            "rejected": first("SELECT capture_id FROM rejects WHERE capture_id IS NOT NULL"),
            "source": first("SELECT name FROM sources ORDER BY articles DESC"),
            "category": first("SELECT name FROM categories ORDER BY id"),
            "tag": first("SELECT name FROM tags ORDER BY id"),
        }


@pytest.fixture(scope="session")
def served(filled: Path) -> Iterator[str]:
    """The address of the reading room, without a slash at its end."""
    listener = socket.create_server(("127.0.0.1", 0))
    server = Server(Config(Datasette([str(filled)]).app(), log_level="warning", lifespan="on"))
    thread = threading.Thread(target=lambda: asyncio.run(server.serve(sockets=[listener])))
    thread.start()
    yield f"http://127.0.0.1:{listener.getsockname()[1]}"
    server.should_exit = True
    thread.join()


@pytest.fixture(scope="module", params=list(MODES))
def mode(request: pytest.FixtureRequest) -> str:
    """The name of one of MODES."""
    return str(request.param)


@pytest.fixture(scope="module")
def looking(mode: str, browser: Browser, served: str) -> Iterator[BrowserContext]:
    """A window in that mode."""
    context = browser.new_context(base_url=served, **MODES[mode])
    if mode == "english":
        context.add_cookies([{"name": "shahr20_lang", "value": "en", "url": served}])
    yield context
    context.close()
