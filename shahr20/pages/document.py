"""A page, decoded and parsed once: what every rule looks at."""

from __future__ import annotations

import re
from functools import cached_property, lru_cache
from itertools import islice
from urllib.parse import urljoin

from cssselect import HTMLTranslator, SelectorError
from lxml import etree
from lxml.html import HtmlElement, HTMLParser, document_fromstring

from shahr20.pages.address import article_id, canonical
from shahr20.pages.charset import Decoded, decode
from shahr20.pages.lines import Line, lines_of, squeeze
from shahr20.pages.names import Names, key_of
from shahr20.pages.page import Page, Reject
from shahr20.pages.site import Site
from shahr20.pages.unclosed import mended
from shahr20.pages.zones import Zones

MAX_BYTES = 4_000_000
"""A page is 30 to 400 KB; lxml reads 4 MB in 0.3 s, and BeautifulSoup its body in the time that is left."""

MAX_ELEMENTS = 15_000
"""A page has 1,000 to 5,000 elements. Time grows with them, not with bytes."""

_IMPOSSIBLE_REFERENCE = re.compile(
    r"&#(?:0+|[xX]0*(?:[dD][89a-fA-F][0-9a-fA-F]{2})?|5(?:5[3-9]|6\d|7[0-3])\d\d);"
)
_CONTAINER_TAG = re.compile(
    r"<(/?)(div|section|article|main|aside|table|ul|ol|form|script|style)\b", re.IGNORECASE
)
_OPAQUE = re.compile(r"<!--.*?-->|<script\b.*?</script>|<style\b.*?</style>", re.DOTALL | re.IGNORECASE)


class UnreadableError(Exception):
    """The page cannot be parsed whole; `reject` says why."""

    def __init__(self, reason: str, detail: str) -> None:
        super().__init__(detail)
        self.reject = Reject(reason, detail)


def decoded(page: Page) -> Decoded:
    """The text of a page. Raises UnreadableError when there is too much of it, or none."""
    if len(page.body) > MAX_BYTES:
        raise UnreadableError("too_large", f"{len(page.body):,} bytes; no more than {MAX_BYTES:,} are read")
    found = decode(page.body, page.content_type)
    if not found.text.strip():
        raise UnreadableError("empty", "the answer has no content")
    return found


class Document:
    """A parsed page and the site it is of.

    Raises UnreadableError when the page is nested too deep to be parsed whole, has too many elements, is cut
    off or empty.
    """

    def __init__(self, page: Page, site: Site, decoded: Decoded) -> None:
        self.page = page
        self.site = site
        self.encoding = decoded.encoding
        self.damage = decoded.damage
        self.markup = _IMPOSSIBLE_REFERENCE.sub("", decoded.text)
        if was_cut_off(self.markup):
            raise UnreadableError("cut_off", "the page ends before its markup does: fetch it again")
        self.markup, self.unclosed = mended(self.markup)
        self.tree, self.elements = _parse(self.markup)

    @cached_property
    def body(self) -> HtmlElement:
        """The <body>, or the whole when the page has none."""
        found = self.tree.find("body")
        return self.tree if found is None else found

    @cached_property
    def lines(self) -> list[Line]:
        """The visible text of the page, line by line."""
        return lines_of(self.body)

    @cached_property
    def meta(self) -> dict[str, str]:
        """<meta> by lower-case property, name or itemprop; the first of each counts."""
        found: dict[str, str] = {}
        for element in self.tree.iter("meta"):
            name = element.get("property") or element.get("name") or element.get("itemprop")
            content = squeeze(element.get("content", ""))
            if name and content:
                found.setdefault(name.strip().lower(), content)
        return found

    @cached_property
    def head_title(self) -> str:
        """What <title> says, the site's name included."""
        found = self.tree.find(".//title")
        return "" if found is None else squeeze(found.text_content())

    @cached_property
    def names(self) -> Names:
        """Every name of the site: those of the site file, of the page's metadata, and its hosts."""
        said = [self.meta.get("og:site_name", ""), self.meta.get("application-name", "")]
        # WordPress titles its feed «name » feed»
        feeds = (link for link in self.tree.iter("link") if link.get("type") == "application/rss+xml")
        said += [link.get("title", "").partition("»")[0] for link in feeds]
        return Names(
            (
                *self.site.own_names,
                self.site.title,
                *said,
                self.site.host,
                self.site.host.removeprefix("www."),
            )
        )

    @cached_property
    def title_keys(self) -> frozenset[str]:
        """What the metadata call the article, squashed and without the site's name."""
        said = (self.head_title, self.meta.get("og:title", ""), self.meta.get("twitter:title", ""))
        return frozenset(key for key in (key_of(self.names.stripped_from(one)) for one in said if one) if key)

    @cached_property
    def zones(self) -> Zones:
        """What the parts of the page are for."""
        longest = 2 * max(map(len, self.title_keys), default=0)
        lines = [line for line in self.lines if len(line.text) <= longest]
        titles = [line for line in lines if key_of(line.text) in self.title_keys and line.node is not None]
        # lists of the latest articles name this one too, as a link
        own = [line for line in titles if not line.is_linked or line.node.tag in ("h1", "h2")]
        return Zones(self.body, [line.node for line in own or titles[:1]])

    def select(self, css: str, root: HtmlElement | None = None) -> list[HtmlElement]:
        """Elements under `root` (the page) that match a CSS selector, in document order."""
        found: list[HtmlElement] = compiled(css)(self.tree if root is None else root)
        return found

    @cached_property
    def _base(self) -> str:
        """What relative addresses are relative to."""
        element = self.tree.find(".//base[@href]")
        href: str = "" if element is None else element.get("href")
        return urljoin(self.page.url, href)

    def absolute(self, href: str) -> str | None:
        """An http(s) address, absolute and in its one spelling; None for any other."""
        return _spelt(href, "" if href.startswith(("http://", "https://")) else self._base)

    def article_id(self, url: str | None) -> int | None:
        """The id of this site's article that an address leads to."""
        return article_id(url, self.site) if url else None


@lru_cache(maxsize=8192)
def _spelt(href: str, base: str) -> str | None:
    """An address in its one spelling. The same ones stand around every page of a site."""
    try:
        return canonical(href, base)
    except ValueError:
        return None


@lru_cache(maxsize=512)
def compiled(css: str) -> etree.XPath:
    """A CSS selector ready to be used on lxml elements. Raises ValueError when it is not CSS."""
    try:
        return etree.XPath(HTMLTranslator().css_to_xpath(css))
    except SelectorError as error:
        raise ValueError(f"«{css}» is not a CSS selector: {error}") from error


def _parse(markup: str) -> tuple[HtmlElement, list[HtmlElement]]:
    """The tree of a page and its elements, or UnreadableError: never a tree with something missing.

    lxml makes an element's object anew whenever none is held: holding them all makes what follows faster.
    """
    parser = HTMLParser(encoding="utf-8")
    try:
        tree: HtmlElement = document_fromstring(markup.encode("utf-8"), parser=parser)
    except etree.ParserError as error:
        raise UnreadableError("empty", f"the page has no markup to read: {error}") from error
    for entry in parser.error_log.filter_from_fatals():
        raise UnreadableError("too_deep", f"the page cannot be parsed whole: {entry.message}")
    elements = list(islice(tree.iter(), MAX_ELEMENTS + 1))
    if len(elements) > MAX_ELEMENTS:
        raise UnreadableError("too_large", f"more than {MAX_ELEMENTS:,} elements")
    return tree, elements


def was_cut_off(markup: str) -> bool:
    """Whether a page stops in the middle.

    Themes and minifiers leave out `</body>` and `</html>` (HTML lets them), so that alone is no sign. A page
    without either that also ends inside a tag, or with containers still open, was cut off.
    """
    tail = markup[-20_000:].lower()
    if "</html" in tail or "</body" in tail:
        return False
    if markup.rfind("<") > markup.rfind(">"):
        return True
    bare = _OPAQUE.sub("", markup)
    if "<!--" in bare:
        return True
    opened = sum(-1 if match[1] else 1 for match in _CONTAINER_TAG.finditer(bare))
    return opened > 0
