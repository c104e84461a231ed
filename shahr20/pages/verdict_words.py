"""What a page without any mark of an article says it is: not found, login, maintenance, a challenge, an error.

News are written about all of these, and themes put a login form beside everything. So a word counts where it is
most of a heading, or where the page says next to nothing else.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from lxml.html import HtmlElement

from shahr20.pages import walls
from shahr20.pages.document import Document
from shahr20.pages.page import Reject
from shahr20.pages.printed import Phrase, any_of

TITLES: Final = {
    "challenge": (
        "just a moment", "attention required", "checking your browser", "در حال بررسی مرورگر",
        "در حال انتقال به سایت مورد نظر",
    ),
    "maintenance": (
        "maintenance", "under construction", "coming soon", "service unavailable", "در دست تعمیر",
        "در حال به روز رسانی", "در حال بروزرسانی", "در دست بروزرسانی", "به زودی", "سایت در دست ساخت",
    ),
    "not_found": (
        "404", "۴۰۴", "not found", "پیدا نشد", "یافت نشد", "وجود ندارد", "برگه پیدا نشد", "صفحه مورد نظر",
    ),
    "server_error": (
        "error establishing a database connection", "fatal error", "خطا در برقراری ارتباط با پایگاه داده",
    ),
}  # fmt: skip
"""Words of titles and headings."""

SENTENCES: Final = {
    "challenge": "a CDN's challenge came instead of the page",
    "maintenance": "a maintenance page came instead of the article",
    "not_found": "a «not found» page came with status 200",
    "login": "a login page came instead of the article",
    "server_error": "an error page of the server came with status 200",
}

LITTLE: Final = 700
"""Letters of prose that a page has at most which is one of these; a few sentences of news have as many."""

NEXT_TO_NOTHING: Final = 300
"""The same where a password is asked for under another heading («حساب کاربری من»)."""

_TITLES = {reason: Phrase(any_of(words)) for reason, words in TITLES.items()}
_LOGIN = Phrase(
    r"(?:صفحه )?(?:ورود|لاگین)"
    r"(?: به (?:سایت|سامانه|سیستم|پنل|حساب|ناحیه|پیشخوان|مدیریت|بخش)(?: (?:کاربری|مدیریت|خود))*)?"
    r"(?: (?:کاربر|کاربران|اعضا|اعضای سایت|مدیران|همکاران|خبرنگاران))?(?: ?[/|،و-]? ?(?:ثبت ?نام|عضویت))?"
    r"|(?:log ?in|sign ?in)(?: to .{1,40})?(?: ?(?:/|or|\|) ?(?:register|sign ?up))?"
)
"""A heading that is a login page's, and no headline: «ورود», «ورود به حساب کاربری», «ورود کاربران», «ورود / عضویت»."""

_SITES_NAME = re.compile(r"\s[|‹›«»·–—-]\s|[‹›|]")
_NO_PROSE: Final = frozenset(
    "a aside button footer form header nav noscript option script select style svg template".split()
)
_BESIDE: Final = frozenset("aside footer header nav template".split())
_OUT_OF_SIGHT = re.compile(r"modal|popup|pop-up|offcanvas|off-canvas|dropdown|lightbox|display:\s*none", re.I)


def verdict(document: Document) -> Reject | None:
    """What the page is by its words, or None when it may be an article."""
    if walls.by_markup(document.markup):
        return Reject("challenge", SENTENCES["challenge"])
    prose = sum(map(str.isalpha, "".join(_prose(document.body))))
    said = list(_said(document))
    for reason, words in _TITLES.items():
        if any(_is_most(words, text) or (prose < LITTLE and words.is_in(text)) for text in said):
            return Reject(reason, SENTENCES[reason])
    is_named = prose < LITTLE and any(_LOGIN.is_all_of(text) for text in said)
    if is_named or (prose < NEXT_TO_NOTHING and _asks_for_a_password(document)):
        return Reject("login", SENTENCES["login"])
    return None


def _said(document: Document) -> Iterator[str]:
    """The parts of the title, and the headings that are no links to something else."""
    yield from (part.strip() for part in _SITES_NAME.split(document.head_title))
    for heading in document.body.iter("h1", "h2"):
        if heading.tag == "h1" or heading.find(".//a") is None:
            yield " ".join(heading.text_content().split())


def _is_most(words: Phrase, text: str) -> bool:
    """Whether the words are half of a heading or more."""
    return 2 * sum(map(len, words.find(text))) >= len(text) > 0


def _prose(body: HtmlElement) -> Iterator[str]:
    """The texts that are read as such, in no order: not those of links, forms, menus, headers and footers."""
    waiting = [body]
    while waiting:
        node = waiting.pop()
        if isinstance(node.tag, str) and node.tag not in _NO_PROSE:
            yield node.text or ""
            yield from (child.tail or "" for child in node)
            waiting += node


def _asks_for_a_password(document: Document) -> bool:
    """In the page itself, not in a box of the theme that opens over every page."""
    fields = (one for one in document.body.iter("input") if (one.get("type") or "").lower() == "password")
    return any(not any(map(_is_beside, field.iterancestors())) for field in fields)


def _is_beside(node: HtmlElement) -> bool:
    seen = f"{node.get('class', '')} {node.get('id', '')} {node.get('style', '')}"
    hidden = "hidden" in node.attrib or node.get("aria-hidden") == "true"
    return node.tag in _BESIDE or hidden or _OUT_OF_SIGHT.search(seen) is not None
