"""`shahr20 forget`: the takedown as it is typed."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from urllib.parse import urlsplit

import click

from shahr20.archive import forgotten
from shahr20.archive.archive import Archive
from shahr20.archive.ending import ending
from shahr20.archive.errors import ArchiveError
from shahr20.archive.times import now
from shahr20.archive.transactions import writing
from shahr20.failing import WRONG_USAGE, fail
from shahr20.keeping.commands import ticking
from shahr20.keeping.finding import some
from shahr20.persian.digits import to_latin


@click.command()
@click.argument("what", metavar="[ID|URL]", required=False)
@click.option("--db", default="archive.db", show_default=True, help="The archive's file.")
@click.option("--reason", metavar="TEXT", help="Why; recorded.")
@click.option("--actor", metavar="NAME", help="Who decided; recorded.")
@click.option("--yes", is_flag=True, help="Do not ask.")
@click.option(
    "--backups",
    metavar="DIR",
    type=click.Path(path_type=Path, exists=True, file_okay=False),
    help="Name the backups in DIR that still hold it. What `restore` put aside is named in any case.",
)
@click.option("--from-backups", is_flag=True, help="With --backups: remove it from all these too.")
@click.option("--list", "listing", is_flag=True, help="What was taken down, when, by whom and why.")
@click.option("--allow", is_flag=True, help="Let ID or URL come in again; nothing is brought back.")
@click.option("--finish", is_flag=True, help="Only finish a takedown that was cut short.")
def forget(
    what: str | None,
    db: str,
    reason: str | None,
    actor: str | None,
    yes: bool,
    backups: Path | None,
    from_backups: bool,
    listing: bool,
    allow: bool,
    finish: bool,
) -> None:
    """Take an article down: out of the archive, its file, later crawls, imports and exports.

    Named by its id or by an address. Removed for good are its text, versions, pages, keys in the search index
    and links to it on other articles' pages. See docs/policy.md for what stays.
    """
    if listing:
        with ending(db), Archive(db) as archive:
            _list(archive)
        return
    if not finish and not (what and reason and actor):
        fail("say what (an id or an address), --reason and --actor", WRONG_USAGE)
    if from_backups and not backups:
        fail("--from-backups needs --backups DIR", WRONG_USAGE)
    with ending(db), Archive(db, upgrade=True, locked=True) as archive:
        if what and reason and actor:
            article_id, url = _named(archive, what)
            if allow:
                _allow(archive, article_id, url, actor, reason)
                return
            _confirm(archive, article_id, url, yes)
            _forget(archive, article_id, url, actor, reason)
        done = forgotten.finish(archive.db)
        _copies(archive, backups, from_backups)
        if what and not backups:
            click.echo("backups were not looked at; name their folder with --backups DIR")
    if finish and done:
        click.echo("nothing of what was taken down is left in the file")
    if not done:
        fail(
            f"removed, but another program is reading {db}, so that the file still has the bytes; end it "
            "(as `shahr20 serve`) and run `shahr20 forget --finish`",
            ArchiveError.exit_code,
        )


def _named(archive: Archive, what: str) -> tuple[int | None, str | None]:
    """The article and the address that are meant."""
    if what.isdecimal() and len(what) <= forgotten.MAX_DIGITS:
        return int(to_latin(what)), None
    try:
        host = urlsplit(what).netloc.lower().removeprefix("www.")
    except ValueError:
        host = ""
    if not host:
        fail(f"{what} is neither an id nor an address", WRONG_USAGE)
    if archive.site and host != archive.site.removeprefix("www."):
        fail(f"{what} is no address of {archive.site}, which this archive is of", WRONG_USAGE)
    from shahr20.keeping import takedowns

    names = set(forgotten.hashes(what))
    for table, key in (("articles", "id"), ("captures", "article_id"), ("frontier", "article_id")):
        for number, url in archive.db.execute(f"SELECT {key}, url FROM {table} WHERE {key} IS NOT NULL"):
            if url and not names.isdisjoint(forgotten.hashes(url)):
                return number, what
    before = [one.article_id for one in takedowns.known(archive.db) if one.is_its(what)]
    return next((one for one in before if one is not None), None), what


def _confirm(archive: Archive, article_id: int | None, url: str | None, yes: bool) -> None:
    name = f"article {article_id}" if article_id is not None else str(url)
    row = archive.db.execute("SELECT title FROM articles WHERE id = ?", [article_id]).fetchone()
    if row:
        counts = [
            f"{archive.db.table(table).count_where('article_id = ?', [article_id])} {table}"
            for table in ("revisions", "captures")
        ]
        click.echo(f"{name}: {row[0]} ({', '.join(counts)})")
    else:
        click.echo(f"{name} is not in the archive; its traces go, and it is kept out from now on")
    if yes:
        return
    if not sys.stdin.isatty():
        fail("there is nobody to ask; say --yes", WRONG_USAGE)
    click.confirm("Take it down for good?", abort=True)


def _forget(archive: Archive, article_id: int | None, url: str | None, actor: str, reason: str) -> None:
    from shahr20.keeping import takedowns

    takedown = takedowns.decided(archive.db, article_id, url, actor=actor, reason=reason)
    with ticking("pages") as tick:
        removed = takedowns.remove(archive, takedown, lambda done, total: tick("looked through", done, total))
    rows = ", ".join(f"{table} {number}" for table, number in removed.rows.items()) or "nothing was here"
    click.echo(f"removed: {rows}; cut out of {removed.pages_cut} pages of others")
    if removed.was_known:
        click.echo("it was taken down before, and that record stands: see `shahr20 forget --list`")
    if removed.quoted_by:
        ids = some(tuple(map(str, removed.quoted_by)), len(removed.quoted_by))
        click.echo(f"its title stands in the text of {ids}: their own words, which stay")


def _allow(archive: Archive, article_id: int | None, url: str | None, actor: str, reason: str) -> None:
    names = forgotten.hashes(url) if url else ()
    marks = ", ".join("?" * len(names))
    with writing(archive.db):
        rows = archive.db.execute(
            f"""UPDATE forgotten SET allowed_at = ?, allowed_by = ?, allowed_because = ? WHERE allowed_at IS NULL
                AND (article_id = ? OR id IN
                     (SELECT forgotten_id FROM forgotten_addresses WHERE url_hash IN ({marks})))""",
            [now(), actor, reason, article_id, *names],
        ).rowcount
    if not rows:
        fail(f"{url or article_id} was not taken down", WRONG_USAGE)
    click.echo(f"{url or article_id} may come in again; nothing is brought back but by a crawl or an import")


def _list(archive: Archive) -> None:
    for row in archive.db.query("SELECT * FROM forgotten ORDER BY id"):
        name = row["article_id"] if row["article_id"] is not None else "an address"
        click.echo(f"{row['forgotten_at']}  {name}  by {row['actor']}: {row['reason']}")
        rows = ", ".join(f"{table} {number}" for table, number in json.loads(row["removed"]).items())
        click.echo(f"    removed: {rows}")
        if row["allowed_at"]:
            click.echo(f"    allowed {row['allowed_at']} by {row['allowed_by']}: {row['allowed_because']}")


def _copies(archive: Archive, folder: Path | None, remove: bool) -> None:
    """Backups, if their folder is named; always what `restore` put aside, of which nobody thinks."""
    from shahr20.keeping import takedowns
    from shahr20.keeping.backup import backups, held_in, rewrite
    from shahr20.keeping.restore import replaced, settle

    known = takedowns.known(archive.db)
    aside = replaced(archive.path)
    for path in (*aside, *(backups(folder) if folder else ())):
        try:
            if path in aside:
                settle(path)
            held = held_in(path, known)
        except ArchiveError as error:
            if path not in aside:
                raise
            click.echo(f"shahr20: {error}; {path} may still hold what was taken down; remove it", err=True)
            continue
        ids = ", ".join(held)
        if held and remove:
            rewrite(path, lambda copy: takedowns.repeat(copy, known))
            click.echo(f"removed from {path}: {ids}")
        elif held:
            click.echo(f"{path} still holds {ids}")
