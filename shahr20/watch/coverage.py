"""Do the pages still read: how many give an article, and which of its fields, against the runs before.

A redesign is the way such an archive dies: every page still answers 200, and nothing is in it any more.
"""

from __future__ import annotations

import json
import math
import sqlite3
from typing import Any

from shahr20.archive.finding import Finding, Level
from shahr20.watch.run import Run

NEEDED = {"article": "give an article", "body": "have a text", "date": "have a date"}
"""What every page of an article has: when most pages of a run lose one of these, they no longer read."""

USUAL = {
    "lead": "have a lead",
    "category": "have a category",
    "source": "have a source",
    "author": "have an author",
    "image": "have a picture",
}
"""What many have. It may vary with the years, so more must be lost, of articles no older than those known."""

NOT_THE_LAYOUT = (
    "challenge", "login", "maintenance", "server_error", "not_found", "password", "home", "page",
    "attachment", "search", "part_missing", "cut_off",
)  # fmt: skip
"""Rejects that say nothing of how articles are read: the site gave another page."""

SAMPLE = 3
"""Pages that are looked at, at least: a run of fewer is seen together with those before it."""

KNOWN = 10
"""Pages that earlier runs must have read before they say what is usual."""

MEMORY = 300
"""Pages of earlier runs after which no older run is asked."""

ENOUGH = 1000
"""Of a run of more pages the last ones are looked at."""

LOST = 3
"""So many pages without it are an accident (photo posts have no text); as many again may be more."""

LOST_OF_USUAL = 30
"""So many articles must have lost what is merely usual, and two such fields at once: a day of short items has
neither lead nor source, and is no redesign."""

RARE, NEVER = 1e-3, 1e-6
"""A loss this improbable by chance is a warning; of what is merely usual, an alarm only below the second."""

MOST = 10
"""Up to so many are a few. Without earlier runs to compare with, more are needed, and more than have it."""


def coverage(db: sqlite3.Connection, run: Run) -> Finding:
    """What this run's pages gave, field by field, against what is usual.

    Alarm: a redesign, exit 5. Figures: `run` and `usual` (pages, and how many had each field), `lost`.
    """
    usual = _usual(db, run)
    values = {"run": run.id, "oldest": usual.get("oldest")}
    counted = _count(db, OF_RUN, values)
    seen = counted if counted["pages"] >= SAMPLE else _count(db, LATEST, values)
    judged = {field: _judge(field, seen, usual) for field in (*NEEDED, *USUAL)}
    lost = [field for field, level in judged.items() if level == "alarm"]
    if not NEEDED.keys() & set(lost) and len(lost) < 2:
        lost = []
    fading = [field for field, level in judged.items() if level != "ok" and field not in lost]
    figures = {"run": counted, "seen": seen, "usual": usual, "lost": lost, "fading": fading}
    if lost:
        what = "; ".join(_sentence(field, seen, usual) for field in lost)
        advice = "the site may have a new layout: see `shahr20 check URL` for one of them"
        return Finding("coverage", "alarm", f"{what}; {advice}", figures)
    if fading:
        what = "; ".join(_sentence(field, seen, usual) for field in fading)
        return Finding("coverage", "warning", what, figures)
    if not seen["pages"]:
        return Finding("coverage", "ok", "no page has been read yet", figures)
    which = "" if seen is counted else "the last "
    what = (
        f"{seen['article']} of {which}{seen['pages']} pages give an article, with the fields that are usual"
    )
    return Finding("coverage", "ok", what, figures)


def unlikely(had: int, among: int, share: float) -> float:
    """At most how probable it is that `had` or fewer of `among` have what each has with this probability.

    Chernoff's bound, exact when none has it: exp(-n·D(had/n ‖ share)).
    """
    found = had / among
    if found >= share:
        return 1.0
    distance = (found * math.log(found / share) if found else 0.0) + (1 - found) * math.log(
        (1 - found) / (1 - share)
    )
    return math.exp(-among * distance)


def loss(had: int, among: int, expected: float) -> float:
    """How probable it is that as few as `had` of `among` have what this share of them should; 1 for a few.

    Of a few pages nearly all must have lost it: three photo posts in a row of five are an accident.
    """
    lost = among - had
    if lost < LOST or had >= among * expected / (2 if lost > MOST else 4):
        return 1.0
    return unlikely(had, among, expected)


def _judge(field: str, seen: dict[str, Any], usual: dict[str, Any]) -> Level:
    had, among = seen[field], _among(field, seen)
    lost = among - had
    if _among(field, usual) < KNOWN:
        return "alarm" if field in NEEDED and lost > MOST and lost > had else "ok"
    expected = (usual[field] + 1) / (_among(field, usual) + 2)
    chance = loss(had, among, expected)
    if field in NEEDED:
        return "alarm" if chance < RARE else "ok"
    if lost >= LOST_OF_USUAL and had < among * expected / 10 and chance < NEVER:
        return "alarm"
    return "warning" if chance < RARE else "ok"


def _among(field: str, counted: dict[str, Any]) -> int:
    """Of how many pages a field is asked."""
    number = counted["pages" if field == "article" else "article" if field in NEEDED else "comparable"]
    return int(number)


def _sentence(field: str, seen: dict[str, Any], usual: dict[str, Any]) -> str:
    has = (NEEDED | USUAL)[field]
    known = _among(field, usual)
    said = f"only {seen[field]} of {_among(field, seen)} pages {has}"
    return f"{said}, usually {usual[field] / known:.0%}" if known >= KNOWN else said


# -- counting ------------------------------------------------------------------------------------------

_COUNTS = """
    count(*) AS pages, count(a.id) AS article, count(nullif(a.word_count, 0)) AS body,
    count(a.published_at) AS date, min(a.published_at) AS oldest,
    count(iif(a.published_at < :oldest, NULL, a.id)) AS comparable,
    {}
""".format(
    ", ".join(
        f"count(iif(a.published_at < :oldest, NULL, nullif(a.{column}, ''))) AS {name}"
        for name, column in zip(USUAL, ("lead", "category", "source", "author", "image_url"), strict=True)
    )
)
PAGES = f"""
    SELECT c.id, c.article_id FROM captures AS c
    LEFT JOIN rejects AS r ON r.capture_id = c.id
    WHERE c.part_of IS NULL AND coalesce(r.reason, '') NOT IN ({", ".join(map(repr, NOT_THE_LAYOUT))})
"""


OF_RUN = f"{PAGES} AND c.crawl_id = :run ORDER BY c.id DESC LIMIT {ENOUGH}"
"""The pages that a run fetched; of a long one the last, so that a signal ends it in time."""

LATEST = f"{PAGES} AND c.crawl_id IS NOT NULL ORDER BY c.id DESC LIMIT {SAMPLE}"
"""The last pages that any run fetched, as they read today: a rebuild may have mended them."""

OTHERS = f"""
    SELECT id, id AS article_id FROM articles WHERE id NOT IN
    (SELECT article_id FROM captures WHERE crawl_id = :run AND article_id IS NOT NULL)
    ORDER BY id DESC LIMIT {MEMORY}
"""
"""The newest articles that a run did not read."""


def _usual(db: sqlite3.Connection, run: Run) -> dict[str, Any]:
    """What the pages of the runs before had.

    A run whose pages had lost what is needed does not make that usual. An archive without such figures (of an
    earlier release, or imported) is asked itself, but for what this run has read.
    """
    total: dict[str, Any] = {"pages": 0, "article": 0, "comparable": 0}
    total |= dict.fromkeys((*NEEDED, *USUAL), 0)
    rows = db.execute(
        """SELECT figures FROM findings WHERE monitor = 'coverage' AND crawl_id < ?
           AND json_extract(figures, '$.run.pages') > 0 ORDER BY crawl_id DESC""",
        [run.id],
    )
    for (text,) in rows:
        figures = json.loads(text)
        if NEEDED.keys() & set(figures["lost"]):
            continue
        _add(total, figures["run"])
        if total["pages"] >= MEMORY:
            break
    if total["pages"] < KNOWN:
        _add(total, _count(db, OTHERS, {"run": run.id, "oldest": None}))
    return total


def _add(total: dict[str, Any], counted: dict[str, Any]) -> None:
    for name, number in counted.items():
        if name == "oldest":
            total["oldest"] = min(filter(None, (total.get("oldest"), number)), default=None)
        else:
            total[name] = total.get(name, 0) + number


def _count(db: sqlite3.Connection, pages: str, values: dict[str, Any]) -> dict[str, Any]:
    cursor = db.execute(
        f"WITH pages AS ({pages}) SELECT {_COUNTS} FROM pages LEFT JOIN articles AS a ON a.id = pages.article_id",
        values,
    )
    return dict(zip([column[0] for column in cursor.description], cursor.fetchone(), strict=True))
