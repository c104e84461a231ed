"""How fast the search is, and how large its index: `python -m benchmarks.search.timing`.

The articles go straight into the tables, with the archive's own function for the index.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from pathlib import Path
from random import Random
from statistics import quantiles
from typing import Any

from sqlite_utils import Database

from benchmarks.search.archive import Shahr20, program
from benchmarks.search.corpus import WORD, ZWNJ, composed
from shahr20.archive import search
from shahr20.archive.archive import Archive

ARTICLES = 100_000
SEED = 5
BATCH = 2000
ROUNDS = 15
SHARES = {"40 %": 0.4, "5 %": 0.05, "0.1 %": 0.001}
FIRST_DAY = datetime(2015, 3, 21, 8)


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.search.timing", description=__doc__)
    parser.add_argument("--articles", type=int, default=ARTICLES)
    parser.add_argument("--archive", type=Path, help="one that is there already, instead of making one")
    asked_for = parser.parse_args()
    path: Path = asked_for.archive or large(asked_for.articles)
    engine = Shahr20(path)
    count = engine.archive.db.table("articles").count
    print(f"{count:,} articles, {sys.platform}, one process\n")
    text, index = sizes(engine.archive.db)
    print(f"index / text: {index / text:.2f}   ({index / 1e6:,.0f} MB / {text / 1e6:,.0f} MB)\n")
    asked = questions(engine.archive.db)
    print("| milliseconds | ranked p50 | p95 | by date p50 | p95 | found |")
    print("|---|---|---|---|---|---|")
    everything: dict[str, list[float]] = {"rank": [], "date": []}
    for name, queries in asked.items():
        cells = []
        for order in ("rank", "date"):
            took = timed(engine.page, queries, order)
            everything[order] += took
            cells.append(_percentiles(took))
        found = sorted(len(engine.ids(query)) for query in queries)[len(queries) // 2]
        print(f"| {name} | {cells[0]} | {cells[1]} | {found:,} |")
    print(f"| all | {_percentiles(everything['rank'])} | {_percentiles(everything['date'])} | |")


def timed(page: Callable[[str, str], Any], queries: list[str], order: str) -> list[float]:
    """Milliseconds of this process for the first page of each query, after one that nobody counts."""
    took = []
    page(queries[0], order)
    for query in queries:
        begin = time.process_time()
        page(query, order)
        took.append((time.process_time() - begin) * 1000)
    return took


def _percentiles(took: list[float]) -> str:
    cut = quantiles(took, n=20)
    return f"{cut[9]:.1f} | {cut[18]:.1f}"


def questions(db: Database) -> dict[str, list[str]]:
    """Queries of each kind, from the words of a sample of the articles."""
    rng = Random(SEED)
    rows = [row for (row,) in db.execute("SELECT body FROM articles ORDER BY id LIMIT 4000")]
    seen = Counter(word for body in rows for word in set(WORD.findall(body)) if len(word) > 2)
    asked = {}
    for name, share in SHARES.items():
        near = sorted(seen, key=lambda word: abs(seen[word] - share * len(rows)))[:ROUNDS]
        asked[f"word in {name}"] = near
    common, rare = asked["word in 40 %"], asked["word in 0.1 %"]
    asked["two words"] = [f"{rng.choice(common)} {rng.choice(rare)}" for _ in range(ROUNDS)]
    asked["two common words"] = [" ".join(rng.sample(common, 2)) for _ in range(ROUNDS)]
    asked["phrase"] = [f'"{_run(rng.choice(rows), rng)}"' for _ in range(ROUNDS)]
    compounds = [word for word in seen if ZWNJ in word and seen[word] > 20]
    asked["compound, apart"] = [rng.choice(compounds).replace(ZWNJ, " ") for _ in range(ROUNDS)]
    asked["inflections"] = ["~" + rng.choice(compounds) for _ in range(ROUNDS)]
    asked["prefix"] = [word[:3] + "*" for word in rng.sample(sorted(seen), ROUNDS)]
    return asked


def _run(body: str, rng: Random) -> str:
    words = WORD.findall(body)
    at = rng.randrange(len(words) - 3)
    return " ".join(words[at : at + 3])


def sizes(db: Database) -> tuple[int, int]:
    """Bytes of the texts for reading, and of the index: all that its shadow tables hold."""
    (text,) = db.execute(
        """SELECT sum(octets) FROM (SELECT length(CAST(title AS BLOB)) + length(CAST(coalesce(lead, '') AS BLOB))
           + length(CAST(body AS BLOB)) AS octets FROM articles)"""
    ).fetchone()
    shadow = {"data": "length(block)", "idx": "length(term) + 8", "docsize": "length(sz) + 8"}
    tables = [name for name in db.table_names() if name.startswith("search_")]
    parts = [(name, shadow[end]) for name in tables if (end := name.rpartition("_")[2]) in shadow]
    index = sum(
        db.execute(f"SELECT coalesce(sum({what}), 0) FROM {name}").fetchone()[0] for name, what in parts
    )
    return text, index


def large(count: int) -> Path:
    """An archive of so many articles, made once for the same program; kept among temporary files."""
    path = Path(tempfile.gettempdir()) / f"shahr20-benchmark-{count}-{program()}.db"
    if path.exists():
        return path
    unfinished = path.with_suffix(".unfinished")
    unfinished.unlink(missing_ok=True)
    with Archive(unfinished, create=True) as archive:
        archive.claim("shahr20.ir")
        archive.db.execute("PRAGMA synchronous = OFF")
        for start in range(0, count, BATCH):
            with archive.db.atomic():
                _put(archive.db, range(start + 1, min(start + BATCH, count) + 1), count)
            print(f"\r{min(start + BATCH, count):,} of {count:,} articles", end="", file=sys.stderr)
        print(file=sys.stderr)
        archive.db.execute("PRAGMA journal_mode = DELETE")
    unfinished.rename(path)
    return path


def _put(db: Database, numbers: range, count: int) -> None:
    rows = list(_rows(numbers, count))
    db.table("articles").insert_all(rows)
    for row in rows:
        search.index(db, row)


def _rows(numbers: range, count: int) -> Iterator[dict[str, Any]]:
    for number in numbers:
        title, lead, paragraphs = composed(number, SEED)
        body = "\n\n".join(paragraphs)
        moment = FIRST_DAY + timedelta(minutes=number * 5_000_000 // count)
        written = f"{moment:%Y-%m-%dT%H:%M:%SZ}"
        yield {
            "id": number,
            "url": f"https://shahr20.ir/{number}/",
            "title": title,
            "lead": lead,
            "body": body,
            "title_raw": title,
            "lead_raw": lead,
            "body_raw": body,
            "published_at": written,
            "jalali_year": moment.year - 621,
            "jalali_month": moment.month,
            "content_hash": str(number),
            "revision": 1,
            "first_seen_at": written,
            "last_seen_at": written,
            "word_count": len(body.split()),
        }


if __name__ == "__main__":
    main()
