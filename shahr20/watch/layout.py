"""By which rules the pages are read: a new theme shows here even where the reader copes with it."""

from __future__ import annotations

import sqlite3
from collections import Counter

from shahr20.archive.finding import Finding
from shahr20.watch.coverage import KNOWN, LATEST, OF_RUN, OTHERS, RARE, SAMPLE, loss
from shahr20.watch.run import Run

FIELDS = {"title_raw": "title", "body_raw": "text", "published_raw": "date"}

SHARE = 0.05
"""A rule that read so many of the other articles is one of the usual ones."""


def layout(db: sqlite3.Connection, run: Run) -> Finding:
    """The rules that gave title, text and date, against those of the newest articles this run did not read."""
    said, figures = [], {}
    for field, name in FIELDS.items():
        seen, others = _rules(db, OF_RUN, run, field), _rules(db, OTHERS, run, field)
        if seen.total() < SAMPLE:
            seen = _rules(db, LATEST, run, field)
        figures[name] = {"run": dict(seen), "usual": dict(others)}
        if others.total() < KNOWN or not seen:
            continue
        usual = {rule for rule, number in others.items() if number >= others.total() * SHARE}
        share = (sum(others[rule] for rule in usual) + 1) / (others.total() + 2)
        had = sum(seen[rule] for rule in usual)
        if loss(had, seen.total(), share) < RARE:
            said.append(f"the {name} is read by {_names(seen)}, usually by {_names(others)}")
    if not said:
        return Finding("layout", "ok", "the pages are read by the rules that are usual", figures)
    advice = "the site may have a new layout: see `shahr20 check URL` for one of the newest pages"
    return Finding("layout", "warning", f"{'; '.join(said)}; {advice}", figures)


def _rules(db: sqlite3.Connection, pages: str, run: Run, field: str) -> Counter[str]:
    """How many of the articles among some pages each rule read, `nothing` where none did."""
    found = db.execute(
        f"""WITH pages AS ({pages})
            SELECT coalesce(json_extract(a.read_by, :field), 'nothing'), count(*)
            FROM pages JOIN articles AS a ON a.id = pages.article_id GROUP BY 1""",
        {"run": run.id, "field": f"$.{field}"},
    )
    return Counter(dict(found))


def _names(rules: Counter[str]) -> str:
    return rules.most_common(1)[0][0]
