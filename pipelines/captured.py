"""Captures read again: what the archive kept, as the reader takes it."""

from __future__ import annotations

from dataclasses import replace

from pipelines import read_and_refine
from pipelines.entries import article
from shahr20.archive.archive import Archive
from shahr20.archive.errors import CaptureDamaged
from shahr20.pages.page import Page
from shahr20.pages.reader import READER_VERSION
from shahr20.pages.site import Site


def captured(archive: Archive, capture_id: int, asked_id: int | None) -> Page:
    """A capture as a page, with the captures of its other parts.

    Raises KeyError when there is none, CaptureDamaged when it is not what was received.
    """
    answer = archive.captures.answer(capture_id)
    page = Page(
        url=answer.url,
        body=answer.body,
        fetched_at=answer.fetched_at,
        status=answer.status,
        headers=answer.headers,
        content_type=answer.content_type,
        asked_id=asked_id,
        origin=answer.origin,
    )
    return replace(
        page, parts=tuple(captured(archive, part, asked_id) for part in archive.captures.parts(capture_id))
    )


def catch_up(archive: Archive, article_id: int, site: Site) -> None:
    """Before a page is compared with what an older reader made of the last one: read that one again.

    Otherwise a better reader would look like an edit. What no longer reads stays as it was.
    """
    version = archive.rewriting.outdated(article_id, READER_VERSION)
    if version is None:
        return
    try:
        reading = read_and_refine(captured(archive, version.capture_id, article_id), site)
    except CaptureDamaged:
        return
    if reading.record is not None and reading.record.id == article_id:
        archive.rewriting.rewrite(version, article(reading.record))
