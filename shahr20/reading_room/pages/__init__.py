"""The pages of the reading room: one file each, all of them named here.

To add one, write `pages/NAME.py` with a `read(ask, connection)` that returns plain values, which are the
page as JSON; `templates/room/NAME.html`, which shows them; and a line in `PAGES`. docs/reading_room.md tells more.
"""

from __future__ import annotations

from shahr20.reading_room.pages import (
    about,
    article,
    beside,
    capture,
    counts,
    coverage,
    export,
    home,
    search,
    terms,
    versions,
)
from shahr20.reading_room.pages.citation import FORMATS
from shahr20.reading_room.pages.page import Ask, Page

HOME = "home"
"""The first page, which stands at `/` too."""

PAGES: dict[str, Page] = {
    page.name: page
    for page in (
        Page("home", HOME, home.read),
        Page("search", "search", search.read),
        Page("counts", "counts", counts.read, formats=("json", "csv")),
        Page("sources", "sources", terms.SOURCES.all, template="terms"),
        Page("source", "source/<name>", terms.SOURCES.one, template="term"),
        Page("categories", "categories", terms.CATEGORIES.all, template="terms"),
        Page("category", "category/<name>", terms.CATEGORIES.one, template="term"),
        Page("tags", "tags", terms.TAGS.all, template="terms"),
        Page("tag", "tag/<name>", terms.TAGS.one, template="term"),
        Page("article", "article/<int:id>", article.read, formats=("json", *FORMATS)),
        Page("versions", "article/<int:id>/versions", versions.read),
        Page("beside", "article/<int:id>/beside/<int:other>", beside.read),
        Page("version", "article/<int:id>/v<int:revision>", versions.read_one, formats=("json", *FORMATS)),
        Page("capture", "capture/<int:id>", capture.read, table="captures"),
        Page("fetched", "capture/<int:id>/fetched", capture.fetched, formats=("txt",), table="captures"),
        Page("coverage", "coverage", coverage.read),
        Page("export", "export", export.read, formats=("json", *export.ENDINGS)),
        Page("about", "about", about.read),
    )
}

__all__ = ["HOME", "PAGES", "Ask", "Page"]
