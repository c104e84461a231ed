"""`shahr20 check`: one page, from wherever, and what every rule makes of it."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result
from rich.cells import cell_len
from rich.console import Console

from pipelines import read_and_refine
from pipelines.entries import entry
from shahr20 import Archive
from shahr20.cli import main
from shahr20.pages import site as sites
from shahr20.pages.body import Body
from shahr20.pages.page import Page
from shahr20.pages.record import Link
from shahr20.replica.server import Replica
from shahr20.rereading import history
from shahr20.rereading.checking import check
from shahr20.rereading.side_by_side import Row, compared, one_line, rows, shortened, table

FIXTURES = Path(__file__).parents[1] / "pages" / "fixtures"
HTML, TEXT = FIXTURES / "taj-47859.html", FIXTURES / "page-47859.txt"
TITLE = "تلاش برای ارتقای هویت شهری و فرهنگ شهروندی در قم"


def run(*arguments: object) -> Result:
    return CliRunner().invoke(main, ["check", *map(str, arguments)], catch_exceptions=False)


def told(*arguments: object) -> dict[str, Any]:
    found = json.loads(run(*arguments, "--json").stdout)
    assert isinstance(found, dict)
    return found


def test_every_rule_of_a_saved_page_side_by_side() -> None:
    done = run(HTML)
    assert done.exit_code == 0
    lines = [line.split(None, 3) for line in done.stdout.splitlines()]
    assert ["title_raw", "*", "selectors:taj", TITLE] in lines
    assert ["title_raw", "metadata:opengraph", "=", "the same"] in lines
    assert ["kicker_raw", "selectors:taj", "-"] in lines
    assert f"article    47859, {TITLE}" in done.stdout
    assert "2022-02-20T14:38:00Z, 1400-12-01 18:08 in Tehran" in done.stdout
    assert "روابط عمومی شهرداری قم" in done.stdout
    assert not {"\u2068", "\u2069"} & set(done.stdout)


def test_a_plain_text_capture() -> None:
    done = told(TEXT)
    assert {one["rule"]: one["won"] for one in done["fields"]["id"]} == {"mark:address": False, "label": True}
    assert done["article"]["published_at"] == "2022-02-20T14:38:00Z"
    assert done["article"]["url"] == "https://shahr20.ir/47859/"
    assert done["reject"] is None


def test_long_values_are_shortened_in_the_middle_unless_they_are_wanted() -> None:
    body = told(HTML)["article"]["body_raw"]
    last = body.split()[-1]
    short, full = run(HTML).stdout, run(HTML, "--full").stdout
    assert body.split("\n\n")[2] not in short
    assert all(paragraph in full for paragraph in body.split("\n\n"))
    assert max(map(len, short.splitlines())) < 160
    assert f"{last}\n" in short


def test_a_page_that_is_another_article() -> None:
    done = run(HTML, "--id", 5)
    assert done.exit_code == 3
    assert "reject     other_article: article 5 was asked for and article 47859 came" in done.stdout
    assert "mark:canonical" in done.stdout


def test_a_page_that_says_nothing(tmp_path: Path) -> None:
    page = tmp_path / "page.html"
    page.write_text("<!doctype html><html><body><p>سلام</p></body></html>", encoding="utf-8")
    done = told(page)
    assert done["reject"]["reason"] == "no_id"
    assert done["article"] is None


@pytest.mark.parametrize(
    ("target", "words"),
    [
        ("nowhere.html", "nowhere.html: No such file"),
        (".", "Is a directory"),
        ("47859", "there is no archive at archive.db"),
        ("9" * 30, "No such file"),
        ("https://example.org/1/", "is not on shahr20.ir"),
        ("http://[::1/5/", "is not a web address"),
        ("https://shahr20.ir/1/", "--contact"),
    ],
)
def test_wrong_usage(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, target: str, words: str) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("SHAHR20_CONTACT", raising=False)
    done = run(target)
    assert (done.exit_code, done.stdout) == (2, "")
    assert words in done.stderr
    assert not list(tmp_path.iterdir())


def test_a_file_that_is_no_page(tmp_path: Path) -> None:
    (tmp_path / "image.png").write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(200))
    (tmp_path / "pages.warc").write_bytes(b"WARC/1.1\r\n\r\n")
    assert "neither a saved page" in run(tmp_path / "image.png").stderr
    assert "`shahr20 import`" in run(tmp_path / "pages.warc").stderr


# -- an article of the archive -----------------------------------------------------------------------


@pytest.fixture
def db(tmp_path: Path) -> Path:
    path = tmp_path / "archive.db"
    site = sites.load()
    with Archive(path, create=True) as archive:
        archive.claim(site.host)
        page = Page("https://shahr20.ir/47859/x/", HTML.read_bytes(), "2026-01-01T00:00:00Z", asked_id=47859)
        archive.store(entry(read_and_refine(page, site)))
    return path


def test_the_last_capture_of_an_article(db: Path) -> None:
    done = told("47859", "--db", db)
    assert done["fetched_at"] == "2026-01-01T00:00:00Z"
    assert done["article"]["title_raw"] == TITLE
    assert told("۴۷۸۵۹", "--db", db) == done


def test_the_last_capture_may_be_one_that_no_longer_reads(db: Path) -> None:
    site = sites.load()
    with Archive(db) as archive:
        page = Page(
            "https://shahr20.ir/47859/x/", b"<html><body></body></html>", "2026-02-01T00:00:00Z",
            asked_url="https://shahr20.ir/47859/x/", asked_id=47859,
        )  # fmt: skip
        archive.store(entry(read_and_refine(page, site)))
    done = run("47859", "--db", db)
    assert done.exit_code == 3
    assert "2026-02-01T00:00:00Z" in done.stdout
    assert "no_title" in done.stdout


def test_an_article_that_is_not_there(db: Path) -> None:
    done = run("5", "--db", db)
    assert (done.exit_code, done.stderr) == (2, f"shahr20: no page of article 5 is in {db}\n")


# -- its versions ------------------------------------------------------------------------------------


@pytest.fixture
def edited(db: Path) -> Path:
    """An archive in which article 47859 has a second version: one word of the title, one of the body."""
    page = HTML.read_text(encoding="utf-8").replace(TITLE, TITLE.replace("ارتقای", "بهبود"))
    page = page.replace("سفالگری", "کوزه‌گری")
    with Archive(db) as archive:
        fetched = Page("https://shahr20.ir/47859/x/", page.encode(), "2026-03-01T00:00:00Z", asked_id=47859)
        archive.store(entry(read_and_refine(fetched, sites.load())))
    return db


def test_what_changed_from_version_to_version(edited: Path) -> None:
    done = run("47859", "--db", edited, "--versions")
    assert done.exit_code == 0
    first, second, *changes = done.stdout.splitlines()
    assert first.startswith("version 1, seen 2026-01-01T00:00:00Z, 5 paragraphs")
    assert second.startswith("version 2, seen 2026-03-01T00:00:00Z, 5 paragraphs")
    assert second.endswith("shown in the archive")
    assert [line.split()[0] for line in changes] == ["title", "body"]
    assert "[-ارتقای -]{+بهبود +}" in changes[0]
    assert "[-سفالگری-]{+کوزه‌گری+}" in changes[1]
    assert len(changes[1]) < 250
    found = json.loads(run("47859", "--db", edited, "--versions", "--json").stdout)
    assert [version["revision"] for version in found] == [1, 2]
    assert found[0]["changes"] is None
    assert {"kind": "added", "text": "بهبود "} in found[1]["changes"]["title"]


def test_on_a_terminal_changes_are_coloured(edited: Path) -> None:
    with Archive(edited) as archive:
        shown = list(history.lines(archive.versions(47859), full=True, coloured=True))
    title = shown[2]
    assert title.plain.count("\u2068") == title.plain.count("\u2069") == 1
    styles = {title.plain[span.start : span.end]: str(span.style) for span in title.spans}
    assert styles == {"ارتقای ": "red strike", "بهبود ": "green"}


def test_versions_are_those_of_an_article_in_the_archive(db: Path) -> None:
    assert "give its id" in run(HTML, "--db", db, "--versions").stderr
    done = run("5", "--db", db, "--versions")
    assert (done.exit_code, done.stderr) == (2, f"shahr20: no article 5 is in {db}\n")


# -- an address --------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def replica() -> Iterator[Replica]:
    with Replica(articles=12) as site:
        yield site


def fetched(url: str, *options: str, folder: Path) -> subprocess.CompletedProcess[str]:
    """In a process of its own: Scrapy runs once in each."""
    command = [sys.executable, "-m", "shahr20", "check", url, *options]
    return subprocess.run(command, capture_output=True, text=True, check=False, timeout=60, cwd=folder)


def test_an_address_is_asked_for_once_and_nothing_is_kept(replica: Replica, tmp_path: Path) -> None:
    replica.requests.clear()
    url = replica.base_url + replica.public[0].path
    done = fetched(url, "--base-url", replica.base_url, "--json", folder=tmp_path)
    assert (done.returncode, done.stderr) == (0, "")
    assert json.loads(done.stdout)["article"]["id"] == replica.public[0].id
    assert [visit.path.split("/")[1] for visit in replica.requests] == [
        "robots.txt",
        str(replica.public[0].id),
    ]
    assert all("shahr20-archive" in visit.agent for visit in replica.requests)
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize(
    ("path", "code", "words"),
    [
        ("/wp-admin/", 4, "Forbidden by robots.txt"),
        ("/9999999/", 3, "the site answers 404"),
        ("/wp-json/wp/v2/posts", 4, "the site answers 401"),
    ],
)
def test_what_is_refused_and_what_is_gone(tmp_path: Path, path: str, code: int, words: str) -> None:
    with Replica(articles=12, shut={"rest"}) as site:
        done = fetched(site.base_url + path, "--base-url", site.base_url, folder=tmp_path)
    assert done.returncode == code
    assert words in done.stdout + done.stderr
    assert "Traceback" not in done.stderr


def test_nobody_answers(tmp_path: Path) -> None:
    done = fetched("http://127.0.0.1:1/5/", "--base-url", "http://127.0.0.1:1", folder=tmp_path)
    assert done.returncode == 4
    assert done.stderr.startswith("shahr20: nobody answers at http://127.0.0.1:1/robots.txt")


# -- on a terminal -----------------------------------------------------------------------------------


@pytest.mark.parametrize("width", [60, 80, 120, 200])
@pytest.mark.parametrize("full", [False, True])
def test_the_table_fits_and_keeps_persian_to_itself(width: int, full: bool) -> None:
    page = Page("https://shahr20.ir/47859/x/", HTML.read_bytes(), "2026-01-01T00:00:00Z")
    out = StringIO()
    Console(file=out, width=width, force_terminal=True, color_system=None).print(
        table(list(rows(check(page, sites.load()))), width, full=full)
    )
    lines = out.getvalue().splitlines()
    assert max(map(cell_len, lines)) <= width
    assert all(line.count("\u2068") == line.count("\u2069") for line in lines)
    answers = [line for line in lines if any("\u0600" <= letter <= "\u06ff" for letter in line)]
    assert answers
    assert all("\u2068" in line for line in answers)


def test_what_could_steer_a_terminal_is_spelt_out() -> None:
    assert one_line("a\x1b[2J\u202eb\nc\n\nd\u200cه") == "a‹U+001B›[2J‹U+202E›b ⏎ c ¶ d\u200cه"


def test_shortening_keeps_both_ends() -> None:
    assert shortened("0123456789", 10) == "0123456789"
    assert shortened("0123456789", 7) == "0123…89"
    assert len(shortened("x" * 1000, 24)) == 24


def test_an_answer_unlike_the_winner_is_said() -> None:
    said = f'<meta property="og:title" content="{TITLE}'
    page = HTML.read_bytes().replace(said.encode(), said.encode() + b"!")
    found = rows(check(Page("https://shahr20.ir/47859/x/", page, "2026-01-01T00:00:00Z"), sites.load()))
    assert Row("title_raw", "metadata:opengraph", False, f"{TITLE}!") in found


def test_of_another_body_it_is_said_how_far_it_differs() -> None:
    winner, value = Body("یک دو سه چهار"), Body("یک دو پنج چهار شش")
    assert compared(value, winner) == "1 words less, 2 more: 1 paragraphs, 5 words: یک دو پنج چهار شش"
    assert compared(Body("یک دو سه چهار", [Link(url="https://a/", text="ب")]), winner) == "= the same"
    assert compared(Body(""), winner) == "4 words less, 0 more: 0 paragraphs, 0 words: "
    assert compared(None, winner) is None


def test_the_help_is_plain_text() -> None:
    told = CliRunner().invoke(main, ["check", "--help"]).output
    assert "Exit codes: 0" in told
    assert "\\b" not in told
