"""The harness itself: it serves what the newsroom wrote, its doors shut, and it leaves nothing behind."""

from __future__ import annotations

import json
import os
import re
import selectors
import subprocess
import sys
import urllib.request
from contextlib import suppress
from pathlib import Path
from urllib.error import HTTPError
from zoneinfo import ZoneInfo

import jdatetime
import pytest

from shahr20.replica.story import Story
from tests.wordpress import newspaper
from tests.wordpress.expected import Article, text_of
from tests.wordpress.hands import HANDS, PLAIN, hand_of
from tests.wordpress.installation import WORKERS, WordPress

TEHRAN = ZoneInfo("Asia/Tehran")
EN_DASH = "\u2013"


def get(url: str) -> tuple[int, str, dict[str, str]]:
    """Status, text and headers of an address, redirects followed."""
    try:
        with urllib.request.urlopen(url) as answer:
            return answer.status, answer.read().decode(), dict(answer.headers)
    except HTTPError as answer:
        return answer.code, answer.read().decode(), dict(answer.headers)


@pytest.fixture
def open_doors(wordpress: WordPress) -> WordPress:
    wordpress.shut()
    wordpress.look()
    return wordpress


def test_it_has_published_every_public_story_word_for_word(
    published: dict[int, Article], stories: list[Story]
) -> None:
    for story in stories:
        if story.status == "future":
            assert story.id not in published
            continue
        article = published[story.id]
        # of what the newsroom writes, wptexturize changes one thing: a hyphen between spaces
        assert article.title == story.title.replace(" - ", f" {EN_DASH} ")
        assert article.lead == story.lead
        assert article.minute == story.published.strftime("%Y-%m-%dT%H:%M")
        assert article.related == tuple((other, published[other].title) for other in story.related)
        if hand_of(story) in PLAIN:
            assert article.body == "\n\n".join(story.paragraphs)


def test_every_hand_has_typed_something(stories: list[Story]) -> None:
    typed = {hand_of(story) for story in stories if story.paragraphs and story.status == "publish"}
    assert typed == set(HANDS)


def test_rest_counts_the_articles_and_the_one_behind_a_password(
    open_doors: WordPress, published: dict[int, Article]
) -> None:
    status, text, headers = get(f"{open_doors.url}/wp-json/wp/v2/posts?per_page=100&_fields=id")
    assert status == 200
    assert len(json.loads(text)) == 100
    assert int(headers["X-WP-Total"]) == len(published) + 1


def test_a_page_is_of_the_family_and_marked_by_wordpress(
    open_doors: WordPress, published: dict[int, Article]
) -> None:
    status, page, _ = get(published[47_859].url)
    assert status == 200
    for mark in (
        '<html dir="rtl" lang="fa-IR">',
        "postid-47859",
        f"<link rel='shortlink' href='{open_doors.url}/?p=47859' />",
        f'<link rel="canonical" href="{published[47_859].url}" />',
        "<li>شناسه : 47859</li>",
        "<li>انتشار : 01 اسفند 1400 - 18:08</li>",
        "شناسه مجوز : 81234",
        "<h3>نوشته های مشابه</h3>",
        "پیام هایی که حاوی تهمت یا افترا باشد منتشر نخواهد شد.",
    ):
        assert mark in page
    body = re.search(r'<div class="con">(.*)<div class="page-bottom">', page, re.DOTALL)
    assert body
    assert text_of(body[1]) == published[47_859].body
    assert published[47_859].body.count("\n\n") == 4
    assert len(published[47_859].related) == 6


WEEKDAYS = ("شنبه", "یکشنبه", "دوشنبه", "سه شنبه", "چهارشنبه", "پنجشنبه", "جمعه")
DATES = {
    "text": lambda t: f"{t.day:02} {t.j_months_fa[t.month - 1]} {t.year} - {t:%H:%M}",
    "weekday": lambda t: (
        f"{WEEKDAYS[t.weekday()]} {t.day} {t.j_months_fa[t.month - 1]} {t.year} ساعت {t:%H:%M}"
    ),
    "numeric": lambda t: f"{t.year}/{t.month:02}/{t.day:02} {t:%H:%M}",
}
PERSIAN = str.maketrans("0123456789", "۰۱۲۳۴۵۶۷۸۹")
ARABIC = str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩")


@pytest.mark.parametrize("style", DATES)
def test_dates_are_printed_in_every_style_and_script(
    open_doors: WordPress, published: dict[int, Article], stories: list[Story], style: str
) -> None:
    for digits, script in (("latin", {}), ("persian", PERSIAN), ("arabic", ARABIC)):
        open_doors.look(date_style=style, digits=digits)
        for story in [story for story in stories if story.status == "publish"][::97]:
            printed = DATES[style](
                jdatetime.datetime.fromgregorian(datetime=story.published.astimezone(TEHRAN))
            )
            assert f"<li>انتشار : {printed.translate(script)}</li>" in get(published[story.id].url)[1]


@pytest.mark.parametrize(
    ("choice", "content"),
    [
        ("absent", None),
        ("clean", "2022-02-20T18:08:00+03:30"),
        ("jalali", "1400-12-01T18:08:00+03:30"),
        ("persian", "۲۰۲۲-۰۲-۲۰T۱۸:۰۸:۰۰+۰۳:۳۰"),
        ("epoch", "1970-01-01T00:00:00+00:00"),
    ],
)
def test_the_machine_readable_date_can_be_spoilt(
    open_doors: WordPress, published: dict[int, Article], choice: str, content: str | None
) -> None:
    open_doors.look(published_time=choice)
    found = re.search(r'property="article:published_time" content="([^"]*)"', get(published[47_859].url)[1])
    assert (found and found[1]) == content


@pytest.mark.parametrize(
    ("door", "way", "path", "opened", "closed"),
    [
        ("rest", "401", "/wp-json/wp/v2/posts", 200, 401),
        ("rest", "403", "/wp-json/wp/v2/posts", 200, 403),
        ("rest", "404", "/wp-json/wp/v2/posts", 200, 404),
        ("sitemap", "404", "/wp-sitemap.xml", 200, 404),
        ("feed", "403", "/feed/", 200, 403),
        ("feed", "500", "/feed/atom/", 200, 500),
        ("listing", "404", "/page/2/", 200, 404),
        ("listing", "404", "/category/environment/", 200, 404),
        ("site", "403", "/robots.txt", 200, 403),
    ],
)
def test_a_door_opens_and_shuts(
    open_doors: WordPress, door: str, way: str, path: str, opened: int, closed: int
) -> None:
    assert get(open_doors.url + path)[0] == opened
    open_doors.shut(**{door: way})
    assert get(open_doors.url + path)[0] == closed


def test_a_shut_feed_can_lead_home(open_doors: WordPress) -> None:
    open_doors.shut(feed="home")
    status, page, _ = get(f"{open_doors.url}/feed/")
    assert status == 200
    assert "<html" in page


def test_with_listings_shut_the_home_page_names_no_article(open_doors: WordPress) -> None:
    open_doors.shut(listing="404")
    assert '<article class="' not in get(f"{open_doors.url}/")[1]


def is_hidden(post: newspaper.Post) -> bool:
    return post.get("status") in newspaper.HIDDEN


def test_what_is_no_article_is_not_public(open_doors: WordPress, stories: list[Story]) -> None:
    hidden = {post["id"]: post["status"] for post in newspaper.everything(stories) if is_hidden(post)}
    assert set(hidden.values()) == newspaper.HIDDEN
    for number in hidden:
        assert get(f"{open_doors.url}/?p={number}")[0] == 404


def test_every_request_is_in_the_access_log(open_doors: WordPress) -> None:
    open_doors.requests()
    get(f"{open_doors.url}/robots.txt")
    get(f"{open_doors.url}/?p=1")
    asked = [(request.target, request.status) for request in open_doors.requests()]
    assert asked == [("/robots.txt", 200), ("/?p=1", 404)]


def test_php_has_nothing_to_complain_of(open_doors: WordPress, published: dict[int, Article]) -> None:
    open_doors.look(date_style="mixed", digits="mixed", published_time="mixed")
    for path in (
        "/",
        "/page/2/",
        "/?s=%D9%82%D9%85",
        "/feed/atom/",
        "/wp-sitemap.xml",
        "/?p=2",
    ):
        get(open_doors.url + path)
    for article in list(published.values())[::50]:
        get(article.url)
    assert open_doors.php_errors() == ""


STARTS_AND_WAITS = """
from tests.wordpress.installation import running
with running() as wordpress:
    print(wordpress.folder, flush=True)
    input()
    raise RuntimeError("the test failed")
"""


def processes_of(folder: Path) -> list[int]:
    """Everything that runs with this folder on its command line."""
    found = []
    for process in Path("/proc").glob("[0-9]*/cmdline"):
        with suppress(OSError):  # it ended while we looked
            if os.fsencode(folder) in process.read_bytes():
                found.append(int(process.parent.name))
    return found


@pytest.mark.parametrize("killed", [False, True], ids=["failed", "killed"])
def test_nothing_is_left_when_a_run_fails_or_is_killed(killed: bool) -> None:
    run = subprocess.Popen(
        [sys.executable, "-c", STARTS_AND_WAITS],
        env={**os.environ, "PYTHONPATH": str(Path(__file__).parents[2])},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    )
    assert run.stdout
    folder = Path(run.stdout.readline().strip())
    running = processes_of(folder)
    assert len(running) == 2 + 1 + WORKERS  # the keeper and the database, PHP and its workers
    with selectors.DefaultSelector() as ended:
        ended.register(os.pidfd_open(min(running)), selectors.EVENT_READ)  # the keeper, which began first
        if killed:
            run.kill()
        run.communicate("\n")
        assert ended.select(timeout=30)
    assert processes_of(folder) == []
    assert not folder.exists()
