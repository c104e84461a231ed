"""Crawls that are killed at random moments, and one that is long: what is lost, what is fetched twice, how much memory.

    python benchmarks/soak.py                     100 kills, then 50,000 articles in one crawl
    python benchmarks/soak.py --kills 10 --articles 300 --long 0
    python benchmarks/soak.py --write             also puts the tables into docs/guarantees.md

Each archive is filled by crawls of a replica on this machine. A crawl is killed (SIGKILL) after a random number
of requests and a few random milliseconds, or, one time in five, at a random moment of its first seconds. Then
the next one goes on. When one ends by itself, articles are edited and the same begins again, until there were as
many kills as asked for. Memory is what the kernel gives for the crawl's process (/proc, VmRSS).
"""

from __future__ import annotations

import re
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections import Counter
from contextlib import closing
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path
from random import Random
from threading import Event

import click

from shahr20.replica.server import Replica
from shahr20.replica.web import Request, Response

CONCURRENCY = 4
"""Requests on their way at once; CONCURRENT_REQUESTS_PER_DOMAIN in shahr20_spider/settings.py."""

EDITED = 0.1
BEFORE_THE_FIRST = 0.2
STARTING = 3.0  # seconds
PATIENCE = 600.0  # seconds that one crawl may go without a request
GUARANTEES = Path(__file__).parents[1] / "docs" / "guarantees.md"


class Watched(Replica):
    """A replica that says when it has answered so many requests."""

    reached = Event()
    left = 0

    def watch(self, requests: int) -> None:
        """Set `reached` after so many more answers."""
        self.reached.clear()
        self.left = requests

    def answer(self, request: Request) -> Response:
        """As the replica does; counted."""
        response = super().answer(request)
        self.left -= 1
        if self.left == 0:
            self.reached.set()
        return response

    def pages(self) -> Counter[str]:
        """How often each article's page was asked for so far."""
        return Counter(visit.path for visit in self.requests if re.match(r"/\d+/", visit.path))


@dataclass
class Round:
    """What came of one archive that was filled by crawls that were killed."""

    articles: int
    kills: int = 0
    refetched: int = 0
    worst: int = 0
    lost: int = 0
    twice: int = 0
    problems: list[str] = field(default_factory=list)


def crawl(db: Path, site: Replica) -> subprocess.Popen[bytes]:
    """A crawl as cron starts it."""
    command = ["crawl", "--db", str(db), "--base-url", site.base_url, "--delay", "0"]
    return subprocess.Popen(
        [sys.executable, "-m", "shahr20", *command], stdout=subprocess.DEVNULL, stderr=subprocess.PIPE
    )


def killed(db: Path, site: Watched, rng: Random, most: int) -> bool:
    """Start a crawl and kill it at a random moment; False when it ended by itself before.

    Raises RuntimeError when it ended with anything but 0: a crawl that was killed before must not fail.
    """
    early = rng.random() < BEFORE_THE_FIRST
    site.watch(-1 if early else rng.randint(1, most))
    process = crawl(db, site)
    moment = time.monotonic() + (rng.uniform(0, STARTING) if early else PATIENCE)
    while process.poll() is None and time.monotonic() < moment and not site.reached.wait(0.02):
        pass
    if process.poll() is None:
        if not early:
            time.sleep(rng.uniform(0, 0.05))  # the random moment itself
        process.kill()
        process.communicate()
        return True
    _, errors = process.communicate()
    if process.returncode:
        raise RuntimeError(f"exit {process.returncode}: {errors.decode()[-2000:]}")
    return False


def until_done(db: Path, site: Watched, rng: Random, done: Round, kills: int) -> None:
    """Crawls, each killed until there were `kills` of them, until one ends by itself."""
    last: dict[str, int] = {}
    """The crawl, by its number, that asked for a page last."""
    again: Counter[int] = Counter()
    """Pages that were on their way when a crawl was killed, and asked for again by a later one."""
    for number in count():
        start = site.pages()
        most = waiting(db, otherwise=len(site.public)) // 3 + 5
        was_killed = killed(db, site, rng, most) if done.kills < kills else left_alone(db, site)
        asked = site.pages() - start
        again.update(last[page] for page in asked if page in last)
        last |= dict.fromkeys(asked, number)
        if not was_killed:
            done.refetched += again.total()
            done.worst = max(done.worst, *again.values(), 0)
            return
        done.kills += 1
        with closing(sqlite3.connect(db)) as connection:
            if connection.execute("PRAGMA quick_check").fetchone() != ("ok",):
                done.problems.append(f"quick_check after kill {done.kills}")


def waiting(db: Path, *, otherwise: int) -> int:
    """How many pages the next crawl will fetch at least; `otherwise` where nothing is known yet."""
    if not db.exists():
        return otherwise
    with closing(sqlite3.connect(db)) as connection:
        if not connection.execute("SELECT 1 FROM sqlite_master WHERE name = 'frontier'").fetchone():
            return otherwise
        row = connection.execute("SELECT count(*) FROM frontier WHERE state IN ('todo', 'leased')").fetchone()
    return int(row[0])


def left_alone(db: Path, site: Watched) -> bool:
    """A crawl to its end."""
    process = crawl(db, site)
    _, errors = process.communicate()
    if process.returncode:
        raise RuntimeError(f"exit {process.returncode}: {errors.decode()[-2000:]}")
    return False


def one_archive(articles: int, kills: int, seed: int, folder: Path) -> Round:
    """An archive filled by crawls that are killed; each time one is through, articles are edited."""
    rng = Random(seed)
    db = folder / f"archive-{seed}.db"
    edits: Counter[int] = Counter()
    with Watched(articles=articles, seed=seed) as site:
        done = Round(len(site.public))
        until_done(db, site, rng, done, kills)
        while done.kills < kills:
            for article_id in rng.sample([story.id for story in site.public], int(articles * EDITED)):
                site.edit(article_id)
                edits[article_id] += 1
            until_done(db, site, rng, done, kills)
        judge(db, site, edits, done)
    return done


def judge(db: Path, site: Watched, edits: Counter[int], done: Round) -> None:
    """What the archive holds against what the site shows."""
    expected = {story.id: story for story in site.public}
    with closing(sqlite3.connect(db)) as connection:
        bodies = dict(connection.execute("SELECT id, body_raw FROM articles"))
        versions = dict(connection.execute("SELECT article_id, count(*) FROM revisions GROUP BY 1"))
    done.lost = sum(
        bodies.get(article_id) != "\n\n".join(story.paragraphs) for article_id, story in expected.items()
    )
    done.twice = sum(each > 1 + edits[article_id] for article_id, each in versions.items())
    done.twice += len(bodies.keys() - expected.keys())
    verify = subprocess.run(
        [sys.executable, "-m", "shahr20", "verify", "--db", str(db)],
        capture_output=True,
        text=True,
        check=False,
    )
    if verify.returncode:
        done.problems.append(verify.stdout[-500:] + verify.stderr[-500:])


def memory(articles: int, folder: Path) -> list[tuple[int, int]]:
    """One crawl of so many articles: MB of the process after each tenth of them."""
    points: list[tuple[int, int]] = []
    with Watched(articles=articles, seed=50) as site:
        site.requests = (
            _Forgetful()
        )  # a log of every visit would be the replica's memory, in another process anyway
        step = len(site.public) // 10
        site.watch(step)
        process = crawl(folder / "long.db", site)
        while process.poll() is None and len(points) < 10:
            if site.reached.wait(0.5):
                points.append(((len(points) + 1) * step, resident(process.pid)))
                site.watch(step)
        _, errors = process.communicate()
        if process.returncode:
            raise RuntimeError(f"exit {process.returncode}: {errors.decode()[-2000:]}")
    return points


class _Forgetful(list):  # type: ignore[type-arg]
    def append(self, _: object) -> None:
        pass


def resident(pid: int) -> int:
    """MB of memory that a process has now."""
    for line in Path(f"/proc/{pid}/status").read_text().splitlines():
        if line.startswith("VmRSS:"):
            return int(line.split()[1]) // 1024
    return 0


def kills_table(rounds: list[Round]) -> str:
    """The rounds as a Markdown table."""
    lines = [
        "| archive | articles | kills | lost | twice | fetched again, in all | after one kill, at most | `verify` |",
        "|---|---|---|---|---|---|---|---|",
    ]
    for number, one in enumerate(rounds, start=1):
        verdict = "clean" if not one.problems else f"{len(one.problems)} problems"
        lines.append(
            f"| {number} | {one.articles} | {one.kills} | {one.lost} | {one.twice} "
            f"| {one.refetched} | {one.worst} | {verdict} |"
        )
    return "\n".join(lines)


def memory_table(points: list[tuple[int, int]]) -> str:
    """The points as a Markdown table."""
    return "\n".join(
        ["| pages asked for | MB |", "|---|---|", *(f"| {pages:,} | {size} |" for pages, size in points)]
    )


def put(page: Path, name: str, table: str) -> None:
    """The table between `<!-- name -->` and `<!-- /name -->` of the page."""
    text = page.read_text(encoding="utf-8")
    begin, end = f"<!-- {name} -->\n", f"<!-- /{name} -->"
    head, _, rest = text.partition(begin)
    _, _, tail = rest.partition(end)
    page.write_text(f"{head}{begin}{table}\n{end}{tail}", encoding="utf-8")


@click.command()
@click.option("--kills", default=100, show_default=True, help="SIGKILLs in all.")
@click.option("--articles", default=600, show_default=True, help="Articles of each archive.")
@click.option("--archives", default=5, show_default=True, help="Archives that the kills are spread over.")
@click.option(
    "--long", "long", default=50_000, show_default=True, help="Articles of the long crawl; 0: none."
)
@click.option("--seed", default=1, show_default=True)
@click.option("--write", is_flag=True, help="Put the tables into docs/guarantees.md.")
def main(kills: int, articles: int, archives: int, long: int, seed: int, write: bool) -> None:
    """Kill crawls, and look at what is there."""
    rounds: list[Round] = []
    with tempfile.TemporaryDirectory() as folder:
        for number in range(archives):
            share = kills * (number + 1) // archives - kills * number // archives
            rounds.append(one_archive(articles, share, seed + number, Path(folder)))
            click.echo(kills_table(rounds).splitlines()[-1])
        points = memory(long, Path(folder)) if long else []
    click.echo(kills_table(rounds))
    if points:
        click.echo(memory_table(points))
    if write:
        put(GUARANTEES, "kills", kills_table(rounds))
        if points:
            put(GUARANTEES, "memory", memory_table(points))
    bad = [one for one in rounds if one.lost or one.twice or one.problems or one.worst > CONCURRENCY]
    for one in bad:
        click.echo(f"not as promised: {one}", err=True)
    sys.exit(bool(bad))


if __name__ == "__main__":
    main()
