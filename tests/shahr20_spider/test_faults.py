"""One fault a test: what becomes of the page, of the archive, of the run.

The table in docs/guarantees.md is made of these cases.
"""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from shahr20.replica import faults
from shahr20.replica.faults import answer
from shahr20.replica.server import Replica
from tests.shahr20_spider.crawling import Crawl, crawl, rows
from tests.shahr20_spider.other_theme import other_theme

KNOWN = 47859
PAGES = r"/\d+/.*"
ANY = "any"

CHALLENGE = (
    "<html><head><title>Just a moment...</title></head><body><script>_cf_chl_opt={}</script></body></html>"
)
NOBODY = "User-agent: *\nDisallow: /"
NO_ARTICLES = "User-agent: *\nDisallow: /*/*-"
COOKIE_TEST = "<html><body><script>document.cookie='t=1';location.reload();</script></body></html>"
LOGIN = "<html><body class='login'><h1>ورود</h1><form><input type=password></form></body></html>"
NOT_FOUND = "<html><head><title>صفحه یافت نشد</title></head><body><h1>صفحه یافت نشد</h1></body></html>"
NEW_THEME = "<html><body><div>به‌زودی با چهره‌ای تازه</div></body></html>"
HOME = "<html><head><title>شهر بیست</title></head><body class='home blog'><h1>شهر بیست</h1></body></html>"


@dataclass(frozen=True)
class Case:
    """What happens to which addresses, and what must come of it."""

    what: str
    fault: faults.Fault
    paths: str = ""
    """Which addresses, where it is not one page alone."""
    times: int | None = None
    exit_code: int = 0
    state: str = "done"
    stored: bool = False
    """Whether the article's new version is in the archive; else it is as it was."""
    reject: str | None = None
    error: str = ""
    """What the frontier says of the address."""
    said: str = ""
    """What the run says."""
    asked: int | None = None
    """How often the addresses were asked for; None: does not matter."""
    settings: dict[str, Any] = field(default_factory=dict)


QUICK = {"DOWNLOAD_TIMEOUT": 2}

PAGE_CASES = [
    Case("429 with Retry-After", answer(429, retry_after="1"), times=1, stored=True, asked=2),
    Case("503 with Retry-After", answer(503, retry_after="1"), times=1, stored=True, asked=2),
    Case("503 without it", answer(503), times=1, stored=True, asked=2),
    Case("500, always", answer(500), state="failed", error="answers 500", asked=3),
    Case("403", answer(403), state="failed", error="answers 403", asked=1),
    Case("connection reset, once", faults.reset, times=1, stored=True, asked=2),
    Case("connection reset, always", faults.reset, state="failed", asked=3),
    Case("no answer at all", faults.silence, state="failed", error="took longer", asked=3),
    Case("a byte now and then", faults.drip(0.05), state="failed", error="took longer", asked=3),
    Case("half a gzip, once", faults.half_a_gzip, times=1, stored=True, asked=2),
    Case("half a gzip, always", faults.half_a_gzip, state="failed", error="breaks off", asked=3),
    Case("shorter than its Content-Length, once", faults.shorter_than_said, times=1, stored=True, asked=2),
    Case("shorter than its Content-Length, always", faults.shorter_than_said, state="failed", asked=3),
    Case("the last chunk missing", faults.without_last_chunk, state="failed", asked=3),
    Case("cut off, no length given, once", faults.cut_off, times=1, stored=True, asked=2),
    Case("cut off, no length given, always", faults.cut_off, state="failed", error="breaks off", asked=3),
    Case("whole, no length given", faults.without_length, stored=True, asked=1),
    Case("gzip bomb", faults.bomb(64 << 20), state="failed", error="more than 10,485,760 bytes", asked=1),
    Case("deflate bomb", faults.bomb(64 << 20, "deflate"), state="failed", error="more than", asked=1),
    Case("brotli bomb", faults.bomb(64 << 20, "br"), state="failed", error="more than", asked=1),
    Case("100 MB page", faults.huge(100 << 20), state="failed"),
    Case("100 MB page, no length given", faults.huge(100 << 20, says_so=False), state="failed"),
    Case("a redirect to itself", answer(302, location="#"), state="failed", error="max redirections"),
    Case("a redirect to 127.0.0.2", answer(302, location="http://127.0.0.2:8020/"), state="failed", error="is not on"),
    Case("a redirect to file:", answer(302, location="file:///etc/passwd"), state="failed", error="answers 302"),
    Case("a redirect to another port", answer(302, location="http://127.0.0.1:1/"), state="failed", error="is not on"),
    Case("a redirect to the home page", answer(302, location="/"), reject="home"),
    Case("a redirect to the login", answer(302, location="/wp-login.php"), state="failed", reject="login"),
    Case("«not found» with status 200", answer(200, NOT_FOUND), reject="not_found"),
    Case("a challenge on one page", answer(200, CHALLENGE), state="failed", reject="challenge", asked=1),
    Case("another charset than declared", faults.declared("windows-1256"), stored=True, asked=1),
    Case("404, once", answer(404), times=1, state="gone", asked=1),
]  # fmt: skip

WHOLE_SITE = [
    Case("500 for nine requests", answer(500), PAGES + "|/", times=9, stored=True),
    Case("500 from now on", answer(500), ".*(?<!robots.txt)", exit_code=4, state="done", asked=20,
         said="no good answer"),
    Case("resets from now on", faults.reset, ".*(?<!robots.txt)", exit_code=4, state="done", asked=20,
         said="no good answer"),
    Case("429 from now on", answer(429), PAGES + "|/", exit_code=4, state="todo", asked=20, said="no good answer"),
    Case("Retry-After: an hour", answer(429, retry_after="3600"), PAGES, exit_code=4, state="todo", asked=4,
         said="left alone for 3600 s"),
    Case("403 for every page", answer(403), PAGES + "|/", exit_code=4, state=ANY, asked=20, said="answers 403"),
    Case("a challenge, status 503", answer(503, CHALLENGE), ".*", exit_code=4, state="done", asked=1,
         said="a challenge came (Cloudflare)"),
    Case("a challenge, status 200", answer(200, CHALLENGE), PAGES, exit_code=4, asked=6, said="(Cloudflare",
         state=ANY),
    Case("a cookie test in JavaScript", answer(200, COOKIE_TEST), ".*", exit_code=4, state="done", asked=3,
         said="a cookie test"),
    Case("a cookie test by redirect", answer(307, location="#", set_cookie="__arcsco=1"), PAGES, exit_code=4,
         state=ANY, asked=6, said="a cookie test"),
    Case("a login on every page", answer(200, LOGIN), PAGES, exit_code=4, state=ANY, reject=ANY, asked=14,
         said="pages in a row are none"),
    Case("another theme, readable", other_theme, PAGES, stored=True),
    Case("another theme, unreadable", answer(200, NEW_THEME), PAGES, exit_code=5, reject=ANY),
    Case("the home page for every page", answer(200, HOME), PAGES, exit_code=5, reject=ANY),
    Case("robots.txt: 404", answer(404), "/robots.txt", stored=True, asked=1),
    Case("robots.txt: 500", answer(500), "/robots.txt", exit_code=4, state="done", asked=3,
         said="robots.txt answers 500"),
    Case("robots.txt: no answer", faults.silence, "/robots.txt", exit_code=4, state="done", asked=3,
         said="nobody answers", settings=QUICK),
    Case("robots.txt: 500, once", answer(500), "/robots.txt", times=1, stored=True, asked=2),
    Case("robots.txt: a page of markup", answer(200, HOME), "/robots.txt", stored=True, asked=1),
    Case("robots.txt: a redirect to itself", answer(302, location="/robots.txt"), "/robots.txt", stored=True),
    Case("robots.txt: a redirect elsewhere", answer(302, location="http://127.0.0.2/robots.txt"), "/robots.txt",
         exit_code=4, state="done", asked=1, said="sends us elsewhere"),
    Case("robots.txt: forbids all", answer(200, NOBODY, "text/plain"), "/robots.txt",
         exit_code=4, state="done", said="robots.txt forbids the whole site"),
    Case("robots.txt: forbids the articles", answer(200, NO_ARTICLES, "text/plain"),
         "/robots.txt", exit_code=4, state=ANY, said="robots.txt forbids the articles"),
]  # fmt: skip

MENDED = [case for case in PAGE_CASES if case.stored]
REFUSED = [case for case in PAGE_CASES if not case.stored]


@dataclass(frozen=True)
class Broken:
    """A site and its archive before a fault, and what a crawl made of them after it."""

    site: Replica
    before: Path
    after: Path
    done: Crawl


@dataclass(frozen=True)
class Whole:
    """A site and its archive before anything goes wrong."""

    site: Replica
    before: Path

    def broken(self, after: Path, break_it: Callable[[Replica], Mapping[str, Any]]) -> Broken:
        """Edit every article, break the site, and crawl it again."""
        shutil.copy(self.before, after)
        for story in self.site.public:
            self.site.edit(story.id, lead=f"ویرایش‌شده: {story.title}")
        self.site.faults.clear()
        self.site.requests.clear()
        settings = break_it(self.site)
        return Broken(self.site, self.before, after, crawl(after, self.site.base_url, **settings))


@contextmanager
def whole(folder: Path, articles: int) -> Iterator[Whole]:
    """A site that was crawled."""
    with Replica(articles=articles) as site:
        before = folder / "before.db"
        assert crawl(before, site.base_url).exit_code == 0
        yield Whole(site, before)


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Whole]:
    with whole(tmp_path_factory.mktemp("whole"), 22) as site:
        yield site


def articles_of(cases: list[Case], site: Replica) -> dict[str, int]:
    """Each case has an article to itself."""
    return {case.what: story.id for case, story in zip(cases, site.public, strict=False)}


def with_faults(cases: list[Case], folder: Path) -> Broken:
    """One crawl of a site where every case happens to another page."""

    def break_it(site: Replica) -> Mapping[str, Any]:
        for case in cases:
            site.faults.add(rf"/{articles_of(cases, site)[case.what]}/.*", case.fault, times=case.times)
        site.faults.add("/wp-login.php", answer(200, LOGIN))
        return QUICK

    with whole(folder, len(cases) + 12) as site:
        return site.broken(folder / "after.db", break_it)


@pytest.fixture(scope="module")
def mended(tmp_path_factory: pytest.TempPathFactory) -> Broken:
    return with_faults(MENDED, tmp_path_factory.mktemp("mended"))


@pytest.fixture(scope="module")
def refused(tmp_path_factory: pytest.TempPathFactory) -> Broken:
    return with_faults(REFUSED, tmp_path_factory.mktemp("refused"))


@pytest.mark.parametrize("case", MENDED, ids=lambda case: case.what)
def test_a_page_that_comes_right_in_the_end_is_stored(case: Case, mended: Broken) -> None:
    assert mended.done.exit_code == 0, mended.done.said
    number = articles_of(MENDED, mended.site)[case.what]
    assert_state(mended, case, number)
    assert asked_for(mended.site, rf"/{number}/.*") == case.asked


@pytest.mark.parametrize("case", REFUSED, ids=lambda case: case.what)
def test_a_page_that_does_not_changes_nothing(case: Case, refused: Broken) -> None:
    assert refused.done.exit_code == 3, "so many of the pages that came were rejects"
    assert "Traceback" not in refused.done.said
    number = articles_of(REFUSED, refused.site)[case.what]
    assert_state(refused, case, number)
    if case.asked is not None:
        assert asked_for(refused.site, rf"/{number}/.*") == case.asked


def test_bombs_and_endless_pages_take_no_memory(mended: Broken, refused: Broken) -> None:
    """Four of them at a time, 10 MB of each, and a copy while it is handed on."""
    assert refused.done.peak - mended.done.peak < 96 * 1024 * 1024


def test_one_such_page_among_many_is_no_failed_run(site: Whole, tmp_path: Path) -> None:
    def break_it(site: Replica) -> Mapping[str, Any]:
        site.faults.add(rf"/{KNOWN}/.*", answer(500))
        return {}

    assert site.broken(tmp_path / "after.db", break_it).done.exit_code == 0


@pytest.mark.parametrize("case", WHOLE_SITE, ids=lambda case: case.what)
def test_the_whole_site(case: Case, site: Whole, tmp_path: Path) -> None:
    def break_it(site: Replica) -> Mapping[str, Any]:
        site.faults.add(case.paths, case.fault, times=case.times)
        return case.settings

    found = site.broken(tmp_path / "after.db", break_it)
    assert found.done.exit_code == case.exit_code, found.done.said
    assert case.said in found.done.said
    assert "Traceback" not in found.done.said
    assert_state(found, case, KNOWN)
    if case.asked is not None:
        assert 0 < asked_for(found.site, case.paths) <= case.asked
    assert not rows(found.after, "SELECT * FROM frontier WHERE state = 'leased'")


def assert_state(found: Broken, case: Case, number: int) -> None:
    """What the archive holds of an article, and what the frontier knows of its address."""
    (row,) = rows(found.after, "SELECT * FROM frontier WHERE article_id = ?", number)
    assert row["state"] == case.state or case.state == ANY, dict(row)
    assert case.error in (row["last_error"] or "")
    rejects = [
        one["reason"] for one in rows(found.after, "SELECT reason FROM rejects WHERE article_id = ?", number)
    ]
    assert rejects == ([case.reject] if case.reject else []) or case.reject == ANY
    ((article,), (before,)) = (
        rows(db, "SELECT * FROM articles WHERE id = ?", number) for db in (found.after, found.before)
    )
    if case.stored:
        assert article["lead_raw"] == found.site.desk.story(number).lead
        assert article["body_raw"] == before["body_raw"]
        assert article["revision"] == before["revision"] + 1
    else:
        assert dict(article) == dict(before)


def asked_for(site: Replica, paths: str) -> int:
    return sum(bool(re.fullmatch(paths, visit.path)) for visit in site.requests)
