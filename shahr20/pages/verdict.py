"""Which answers are no article: not found with 200, login, maintenance, a challenge, a password, a list.

Marks decide (WordPress's body classes, forms, a CDN's own script); words decide only where a page has no mark
of an article at all, because articles are written about all of these things.
"""

from __future__ import annotations

from urllib.parse import unquote, urlsplit

from shahr20.pages import verdict_words
from shahr20.pages.document import Document
from shahr20.pages.layers import labels, marks
from shahr20.pages.page import Reject
from shahr20.pages.rules import Draft

BODY_CLASSES = {
    "attachment": ("attachment", "the page of a picture or file, not an article"),
    "error404": ("not_found", "WordPress marks the page as not found, with status 200"),
    "home": ("home", "the home page came instead of an article"),
    "archive": ("listing", "a list of articles, not an article"),
    "search": ("listing", "a list of search results, not an article"),
    "login": ("login", "a login page came instead of an article"),
    "page": ("page", "a page of WordPress's (about us, contact), not an article"),
}


def not_an_article(document: Document) -> Reject | None:
    """Why a page is no article, or None when it may be one."""
    classes = document.body.get("class", "").split()
    marked = marks.postid(document, Draft()) is not None
    if any(form.get("class", "").find("post-password-form") >= 0 for form in document.body.iter("form")):
        return Reject("password", "the article is protected by a password")
    for name, (reason, detail) in BODY_CLASSES.items():
        if name in classes and (not marked or name == "attachment"):
            return Reject(reason, detail)
    return home(document) or (
        None if marked or has_article_marks(document) else verdict_words.verdict(document)
    )


def home(document: Document) -> Reject | None:
    """The home page, where redirects of deleted articles often end."""
    url = document.page.url
    parts = urlsplit(url)
    is_home = unquote(parts.path).rstrip("/") == urlsplit(document.site.base_url).path.rstrip("/")
    named = (
        document.article_id(url)
        or marks.canonical_id(document, Draft())
        or marks.shortlink_id(document, Draft())
    )
    if is_home and parts.scheme.startswith("http") and named is None:
        return Reject("home", "the home page came instead of an article")
    return None


def has_article_marks(document: Document) -> bool:
    """Whether the page itself names an article: canonical, shortlink or a printed id."""
    nothing = Draft()
    found = (marks.canonical_id, marks.shortlink_id, labels.printed_id)
    return any(rule(document, nothing) is not None for rule in found)
