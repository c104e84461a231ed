"""Every address of the reading room is made here.

Pages of the first archive stand at the top (`/sources`), those of the others under their names (`/qom/-/sources`),
all under Datasette's `base_url`. A page that has the name of a served database gives way to it.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any
from urllib.parse import quote, urlencode

from datasette.utils import tilde_encode

from shahr20.reading_room.archives import archives

if TYPE_CHECKING:
    from datasette.app import Datasette

FIELD = re.compile(r"<(?:(int):)?(\w+)>")
FORMAT = "format"


def pattern(address: str, formats: tuple[str, ...], under: str = "/") -> str:
    """The regular expression of a page's address: `article/<int:id>`, `source/<name>`.

    A part may hold anything but a slash, percent-encoded; a whole number has at most 18 digits, as SQLite can hold.
    """
    parts = FIELD.sub(lambda part: f"(?P<{part[2]}>{'[0-9]{1,18}' if part[1] else '[^/]+?'})", address)
    return rf"{under}{parts}(?:\.(?P<{FORMAT}>{'|'.join(map(re.escape, formats))}))?$"


def at_the_top(datasette: Datasette, address: str) -> bool:
    """Whether a page stands at the top: unless a database is called like its first part."""
    return address.partition("/")[0] not in datasette.databases


class Links:
    """`Links(datasette, "archive")("source", "ایسنا", page=2)` is `/source/%D8%A7…?page=2`."""

    def __init__(self, datasette: Datasette, archive: str) -> None:
        self.datasette = datasette
        self.archive = archive

    def __call__(self, page: str, /, *parts: object, format: str | None = None, **query: object) -> str:  # noqa: A002
        """The address of a page by its name in `pages.PAGES`; arguments that are None are left out."""
        from shahr20.reading_room.pages import PAGES  # the pages make links themselves

        address = PAGES[page].address
        values = iter(parts)
        path = FIELD.sub(lambda part: _part(next(values)), address)
        if self.archive != archives(self.datasette)[0] or not at_the_top(self.datasette, address):
            path = f"{tilde_encode(self.archive)}/-/{path}"
        asked = {key: value for key, value in query.items() if value is not None}
        return self._whole(f"/{path}{f'.{format}' if format else ''}", asked)

    def table(self, table: str, **query: object) -> str:
        """Datasette's page of a table."""
        return self._whole(f"/{tilde_encode(self.archive)}/{tilde_encode(table)}", query)

    def sql(self, sql: str, params: dict[str, Any] | None = None) -> str:
        """Datasette's page of a query, with the values of its `:names`."""
        return self._whole(f"/{tilde_encode(self.archive)}", {"sql": sql, **(params or {})})

    def _whole(self, path: str, query: dict[str, Any]) -> str:
        return str(self.datasette.urls.path(f"{path}?{urlencode(query, doseq=True)}" if query else path))


def _part(value: object) -> str:
    """One part of a path; a point in it is no ending (`shahr20.ir` is no format)."""
    return quote(str(value), safe="").replace(".", "%2E")
