"""`shahr20 check`: what is typed, and how it ends."""

from __future__ import annotations

import sys
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import click

from shahr20.archive.archive import Archive
from shahr20.archive.ending import ending
from shahr20.failing import REFUSED, REJECTS, WRONG_USAGE, fail
from shahr20.pages import site as sites
from shahr20.pages.address import MAX_DIGITS
from shahr20.pages.site import SiteError
from shahr20.rereading.commands import site_of

if TYPE_CHECKING:
    from shahr20.rereading.checking import Checked


@click.command()
@click.argument("target", metavar="URL|FILE|ID")
@click.option("--db", default="archive.db", show_default=True, help="The archive that holds article ID.")
@click.option("--base-url", metavar="URL", help="Another address of the site: a mirror, a replica.")
@click.option("--site", metavar="FILE", help="Another site file, say one being written.")
@click.option(
    "--id", "number", type=click.IntRange(min=1), metavar="N", help="The article that the page is to be."
)
@click.option(
    "--versions", is_flag=True, help="Of article ID in the archive: its versions, and what changed."
)
@click.option("--full", is_flag=True, help="Whole values, however long.")
@click.option("--json", "as_json", is_flag=True, help="JSON for scripts, values whole.")
@click.option(
    "--contact",
    envvar="SHAHR20_CONTACT",
    metavar="ADDRESS",
    help="Where the site's people can reach you; goes into the user agent. Required on a live site.",
)
def check(
    target: str,
    db: str,
    base_url: str | None,
    site: str | None,
    number: int | None,
    versions: bool,
    full: bool,
    as_json: bool,
    contact: str | None,
) -> None:
    """What each rule makes of one page, field by field, the winner marked; then what comes of it.

    The page is at a web address of the site (fetched once, politely, and not kept), in a file that somebody
    saved, or the last one in the archive of the article with this ID.

    Exit codes: 0 it is an article · 3 it is a reject · 4 nobody answers, or refuses · 2 wrong usage
    """
    from shahr20.rereading import checking
    from shahr20_spider.politeness import Impolite

    with ending(db, SiteError, Impolite, checking.NothingToCheck):
        if versions:
            _versions(target, db, full, as_json)
            return
        known = sites.load(site)
        known = known.at(base_url) if base_url else known
        try:
            if is_address(target):
                page = checking.fetched(target, known, contact)
            elif is_id(target):
                with Archive(db) as archive:
                    page = checking.in_archive(int(target), archive)
                    known = site_of(archive, known, base_url)
            else:
                page = checking.in_file(Path(target), known)
        except checking.NoPage as error:
            fail(str(error), REFUSED)
        checked = checking.check(replace(page, asked_id=number or page.asked_id), known)
    _show(checked, full, as_json)
    if checked.reading.record is None:
        sys.exit(REJECTS)


def is_address(target: str) -> bool:
    """Whether a target is a web address."""
    return target.lower().startswith(("http://", "https://"))


def is_id(target: str) -> bool:
    """Whether a target is the id of an article; a file of such a name is ./47859."""
    return target.isdecimal() and len(target) < MAX_DIGITS


def _show(checked: Checked, full: bool, as_json: bool) -> None:
    from shahr20.rereading import side_by_side

    if as_json:
        click.echo(side_by_side.as_json(checked))
    else:
        side_by_side.show(checked, full=full)


def _versions(target: str, db: str, full: bool, as_json: bool) -> None:
    from shahr20.rereading import history

    if not is_id(target):
        fail(f"--versions are those of an article in the archive: give its id, not {target}", WRONG_USAGE)
    with Archive(db) as archive:
        found = archive.versions(int(target))
    if not found:
        fail(f"no article {target} is in {db}", WRONG_USAGE)
    if as_json:
        click.echo(history.as_json(found))
    else:
        history.show(found, full=full)
