"""What the parts of a page are for, by their tags and the words in their classes and ids.

Class names are hints and nothing more: a wrapper called `has-sidebar` can hold the whole article. So a zone
counts only where it holds neither the article's title nor most of the page's text.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache
from typing import Any

from lxml.html import HtmlElement

_KINDS = {
    # only where it is made of links: the line of an article's date is called so too
    "links": "nav navbar navigation menu menus pagination pager prev next previous",
    "around": "sidebar sidebars aside widget widgets topbar masthead toolbar ticker "
    "marquee copyright breadcrumb breadcrumbs newsletter popup modal cookie login search offcanvas",
    "share": "share shares sharing sharebar social socials addtoany sharedaddy shortlink print printfriendly "
    "rating ratings kksr ulike postviews",
    "ads": "ad ads adv advert adverts advertise advertisement advertising adsbygoogle adsense banner banners "
    "sponsor sponsored tabligh tablighat yektanet mediaad kaprila triboon najva anetwork clickyab",
    "related": "related similar yarpp relatedposts moshabeh mortabet irp crp",
    "comments": "comment comments commentform commentlist respond disqus",
}
KIND_OF_WORD = {word: kind for kind, words in _KINDS.items() for word in words.split()}
KIND_OF_TAG = {"nav": "around", "aside": "around"}
KIND_OF_ROLE = {
    "navigation": "around",
    "banner": "around",
    "contentinfo": "around",
    "complementary": "around",
    "search": "around",
}

PLUGINS = {
    "page-links": "parts",
    "post-nav-links": "parts",
    "wp-link-pages": "parts",
    "ez-toc-container": "around",
    "toc_container": "around",
    "lwptoc": "around",
    "wp-block-table-of-contents": "around",
    "elementor-location-header": "around",
    "elementor-location-footer": "around",
    "wp-block-query": "related",
    "wp-block-latest-posts": "related",
    "wp-block-comments": "comments",
    "wp-block-post-comments": "comments",
    "wp-block-post-comments-form": "comments",
    "wp-block-post-navigation-link": "around",
}
"""Whole names that WordPress and its plugins give: `wp_link_pages`, tables of contents, dynamic blocks."""

_SITE_WIDE = re.compile(
    r"(?:(?:site|main|top|page|global|app|theme|master|amp-wp)-?)?(?:header|footer)\b|(?:header|footer)-"
)
"""A header or footer of the page: `site-header`, `footer-widgets`; not `card-header`, `entry-footer`."""

_HOME = re.compile(r"(?:https?://[^/]+)?/?")

_WORDS = re.compile(r"[-_:\s]+|(?<=[a-z])(?=[A-Z])")
_EDITORS_OWN = ("wp-block-", "has-", "is-", "align", "size-", "wp-image-", "wp-caption", "wp-element-")
"""Classes that the editor's own blocks carry: `wp-block-social-links` is content."""


def kind_of_names(names: Iterable[str]) -> str | None:
    """What classes and ids say an element is for: a key of `_KINDS`, or parts. None: no sign of anything."""
    return next(filter(None, map(_kind_of_name, names)), None)


@lru_cache(maxsize=4096)
def _kind_of_name(name: str) -> str | None:
    if name in PLUGINS:
        return PLUGINS[name]
    if _SITE_WIDE.match(name):
        return "around"
    if name.startswith(_EDITORS_OWN):
        return None
    return next(filter(None, (KIND_OF_WORD.get(word.lower()) for word in _WORDS.split(name))), None)


class Zones:
    """The zones of one page.

    `titles` are elements that stand in the article, whatever the classes around them say. A name of an
    element around a title is no sign on this page, nor is a longer name that begins so: a page builder
    calls every part of the article a widget.
    """

    def __init__(self, body: HtmlElement, titles: Iterable[HtmlElement]) -> None:
        self._half = len(body.text_content()) / 2
        self._open: set[Any] = {body, body.getparent()}
        around = {one for title in titles for one in (title, *title.iterancestors())} - self._open
        self._open |= around
        names = {name for one in around for name in _names_of(one)}
        self._no_sign = tuple(name for name in names if _kind_of_name(name))
        self._known: dict[Any, str | None] = {}

    def of(self, element: HtmlElement | None) -> str | None:
        """What the element's place in the page is for besides the article; the innermost zone counts."""
        if element is None or element in self._open:
            return None
        if element not in self._known:
            own = self._own_kind(element)
            if own and len(element.text_content()) > self._half:
                own = None
            self._known[element] = own or self.of(element.getparent())
        return self._known[element]

    def _own_kind(self, element: HtmlElement) -> str | None:
        """What an element is for by its tag, its role and its names."""
        named = KIND_OF_TAG.get(element.tag) or KIND_OF_ROLE.get(element.get("role", ""))
        if named:
            return named
        if element.tag in ("header", "footer") and _is_of_the_page(element):
            return "around"
        kind = kind_of_names(name for name in _names_of(element) if not name.startswith(self._no_sign))
        return kind if kind != "links" or _is_linked(element) else None


def _is_of_the_page(element: HtmlElement) -> bool:
    """Whether a <header> or <footer> is the page's and not an article's, a section's or a box's."""
    if any(one.tag in ("article", "main", "section", "aside") for one in element.iterancestors()):
        return False
    return element.tag == "footer" or any(
        one.tag != "a" or _HOME.fullmatch(one.get("href", "")) for one in element.iter("a", "nav", "form")
    )


def _is_linked(element: HtmlElement) -> bool:
    """Whether most of an element's words are links."""
    linked = sum(len(one.text_content().strip()) for one in element.iter("a"))
    return linked > 0.5 * len(element.text_content().strip())


def _names_of(element: HtmlElement) -> list[str]:
    """The classes, the id and the own-made tag of an element."""
    names: list[str] = element.get("class", "").split()
    names.extend(filter(None, (element.get("id"), element.tag if "-" in element.tag else None)))
    return names


def words_in(element: HtmlElement) -> set[str]:
    """The words in an element's class, id and itemprop."""
    names = " ".join((element.get("class", ""), element.get("id", ""), element.get("itemprop", ""))).lower()
    return set(names.replace("sub-", "sub").replace("-", " ").replace("_", " ").split())
