"""`make demo`: the replica crawled into archive.db, a look at one article, and the reading room.

    python -m shahr20.replica.demo [--no-serve]

Each part runs as the command a person would type, so that what the demo shows is what there is.
"""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import click

from shahr20 import Archive

PORT = 8020
ADDRESS = f"http://127.0.0.1:{PORT}"
ARTICLES = 300
KNOWN = 47859


@click.command()
@click.option("--no-serve", is_flag=True, help="Stop after the crawl.")
def demo(no_serve: bool) -> None:
    """Crawl the replica into archive.db, show what came of it, open the reading room."""
    replica = subprocess.Popen(
        [*SHAHR20, "replica", "--articles", str(ARTICLES), "--port", str(PORT)], stdout=subprocess.PIPE
    )
    try:
        wait_for(replica)
        run("crawl", "--base-url", ADDRESS, "--delay", "0")
        show()
        if not no_serve:
            run("serve", "--open")
    except KeyboardInterrupt:
        pass
    finally:
        replica.terminate()
        replica.wait()


SHAHR20 = [sys.executable, "-m", "shahr20"]


def run(*arguments: str) -> None:
    """One `shahr20` command, shown as it would be typed; its failure is the demo's."""
    click.secho(f"$ shahr20 {' '.join(arguments)}", bold=True)
    ended = subprocess.run([*SHAHR20, *arguments], check=False)
    if ended.returncode:
        sys.exit(ended.returncode)


def wait_for(replica: subprocess.Popen[bytes]) -> None:
    """Until the replica says where it is; exit 1 when it could not start, of which it has said why.

    That something answers on its port proves nothing: it may be somebody else.
    """
    assert replica.stdout
    if not replica.stdout.readline():
        click.echo(f"the replica did not start; the demo needs port {PORT} of this machine free", err=True)
        sys.exit(1)


def show() -> None:
    """What the archive has now, and one article of it."""
    with Archive(Path("archive.db")) as archive:
        span = archive.db.execute(
            "SELECT min(published_jalali), max(published_jalali) FROM articles"
        ).fetchone()
        article = next(iter(archive.db.query("SELECT * FROM articles WHERE id = ?", [KNOWN])))
        related = archive.db.execute("SELECT count(*) FROM related WHERE article_id = ?", [KNOWN]).fetchone()[
            0
        ]
        click.echo(f"\narchive.db: {archive.count()} articles, {span[0]} to {span[1]}\n")
    rows = {
        "id": article["id"],
        "title": article["title"],
        "published_at": article["published_at"],
        "published_jalali": article["published_jalali"],
        "source": article["source"],
        "body": f"{len(article['body'].split(chr(10) * 2))} paragraphs, {article['word_count']} words",
        "related": related,
    }
    for name, value in rows.items():
        click.echo(f"  {name:17} {value}")
    click.echo()


if __name__ == "__main__":
    demo()
