"""Pages that somebody saved to a file: what kind of file it is, and which address and time the page has.

Browsers, SingleFile, HTTrack and wget each leave their mark; where there is none, the page's own canonical
link and the place of the file in a mirror's folders say which address it had.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from html import unescape
from pathlib import Path
from typing import Literal
from urllib.parse import quote, urlsplit

from shahr20.archive.times import stamp
from shahr20.pages.address import article_id, canonical
from shahr20.pages.charset import decode
from shahr20.pages.page import Page
from shahr20.pages.plain import is_plain
from shahr20.pages.site import Site
from shahr20.rereading.tape import GZIP, RECORD
from shahr20.rereading.wayback import original

Kind = Literal["warc", "html", "text"]

HEAD = 1 << 16  # bytes; marks of who saved a page stand at its beginning
WARC_NAMES = (".warc", ".warc.gz")

_SAVED_FROM = re.compile(r"<!--\s*saved from url=\(\d+\)(\S+)\s*-->")
_SINGLE_FILE = re.compile(r"Page saved with SingleFile\s+url:\s*(\S+)\s+saved date:\s*([^\n(]+)")
_HTTRACK = re.compile(r"<!--\s*Mirrored from (\S+) by HTTrack[^>]*?\],\s*([^>]+?)\s*-->")
_LINK = re.compile(r"<link\b[^>]*\brel\s*=\s*[\"']?canonical\b[^>]*>", re.IGNORECASE)
_META = re.compile(r"<meta\b[^>]*\bproperty\s*=\s*[\"']?og:url\b[^>]*>", re.IGNORECASE)
_VALUE = re.compile(r"\b(?:href|content)\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|([^\s>]+))", re.IGNORECASE)
_INDEX = re.compile(r"(?:^|/)index\.html?$")


@dataclass(frozen=True)
class Saved:
    """A saved page, and whether its time is only that of the file."""

    page: Page
    time_of_file: bool


def kind_of(path: Path) -> Kind | None:
    """What a file is by its content, and for a WARC by its name too; None when it is nothing to read."""
    with path.open("rb") as file:
        head = file.read(HEAD)
    if head.startswith(GZIP):
        try:
            head = zlib.decompressobj(zlib.MAX_WBITS + 16).decompress(head, len(RECORD))
        except zlib.error:
            head = b""
    if head.startswith(RECORD) or path.name.lower().endswith(WARC_NAMES):
        return "warc"
    text = decode(head).text.strip()
    if not text or _is_binary(head):
        return None
    if not is_plain(text, None):
        return "html"
    return "text" if path.suffix.lower() == ".txt" else None


def files_in(folder: Path) -> Iterator[Path]:
    """Every file of a folder and of those in it, in the order of names; links to folders are not followed."""
    for path in sorted(folder.iterdir()):
        if path.is_dir():
            if not path.is_symlink():
                yield from files_in(path)
        elif path.is_file():
            yield path


def saved(path: Path, kind: Literal["html", "text"], site: Site, name: str) -> Saved:
    """The page in a file. `name` is what the file is called among those given."""
    body = path.read_bytes()
    at = datetime.fromtimestamp(path.stat().st_mtime, UTC)
    file_time = stamp(min(at, datetime.now(UTC)))
    nowhere = "file:///" + quote(name.lstrip("./"))
    if kind == "text":
        return Saved(Page(nowhere, body, file_time, content_type="text/plain"), time_of_file=True)
    text = decode(body[:HEAD]).text
    url, time = _marks(text)
    address = url or _own_address(text, site) or _mirrored(name, site) or nowhere
    return Saved(Page(address, body, time or file_time), time_of_file=time is None)


def _marks(text: str) -> tuple[str | None, str | None]:
    """The address and the time that the program which saved the page wrote into it."""
    if found := _SINGLE_FILE.search(text):
        said, time = found[1], _javascript_time(found[2])
    elif found := _HTTRACK.search(text):
        said, time = f"https://{found[1]}", _http_time(found[2])
    elif found := _SAVED_FROM.search(text):
        said, time = found[1], None
    else:
        return None, None
    inner = original(unescape(said))
    try:
        return canonical(inner.url), inner.time or time
    except ValueError:  # about:internet, file:…
        return None, time


def _own_address(text: str, site: Site) -> str | None:
    """The canonical link or `og:url`, when it names an article of the site."""
    for pattern in (_LINK, _META):
        tag = pattern.search(text)
        value = _VALUE.search(tag[0]) if tag else None
        if value:
            url = original(unescape(value[1] or value[2] or value[3] or "")).url
            if article_id(url, site) and urlsplit(url).netloc:
                return canonical(url)
    return None


def _mirrored(name: str, site: Site) -> str | None:
    """The address of a file in a mirror's folders: `shahr20.ir/47859/slug/index.html`."""
    parts = name.replace("\\", "/").split("/")
    hosts = {site.host, site.host.removeprefix("www."), f"www.{site.host}", site.host.replace(":", "+")}
    at = next((at for at, part in enumerate(parts) if part.lower() in hosts), None)
    if at is None:
        return None
    base = urlsplit(site.base_url)
    path = _INDEX.sub("/", "/".join(parts[at + 1 :])).lstrip("/")
    url = canonical(f"{base.scheme}://{base.netloc}/{quote(path, safe='/%')}")
    return url if article_id(url, site) else None


def _javascript_time(said: str) -> str | None:
    """`Mon Feb 21 2022 10:00:00 GMT+0330`, as JavaScript prints a Date."""
    try:
        return stamp(datetime.strptime(said.strip(), "%a %b %d %Y %H:%M:%S GMT%z"))
    except (ValueError, OverflowError):
        return None


def _http_time(said: str) -> str | None:
    """`Mon, 21 Feb 2022 06:30:00 GMT` (RFC 9110, section 5.6.7)."""
    try:
        return stamp(parsedate_to_datetime(said))
    except (ValueError, OverflowError):
        return None


def _is_binary(head: bytes) -> bool:
    """Whether bytes are no text in any encoding that pages have."""
    control = sum(1 for letter in decode(head[:4096]).text if ord(letter) < 32 and letter not in "\t\n\r\f")
    utf16 = head.startswith((b"\xff\xfe", b"\xfe\xff")) or head[:2] in (b"<\0", b"\0<")
    return control > 8 or (head[:4096].count(0) > 8 and not utf16)
