"""Pages that a CDN or a host puts before a site to tell people from programs: challenges, captchas, cookie tests."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Final
from urllib.parse import urljoin, urlsplit

from shahr20.pages.printed import Phrase, any_of

FEW_LETTERS: Final = 700
"""Letters that people can read on such a page, at most; a page of the site has its menus and footer alone."""

LARGEST: Final = 200_000
"""Characters that such a page has at most, scripts and pictures included."""

WALLS: Final = {
    "Cloudflare": r"_cf_chl_opt|cf-browser-verification|cf_chl_|jschl[-_]|challenge-platform/[^\"']*orchestrate"
    r"|challenges\.cloudflare\.com/turnstile|cdn-cgi/challenge-platform",
    "ArvanCloud": r"__arcsjs|__arcsco|arvancloud[^<>]{0,40}challenge|arcaptcha",
    "Derak": r"derak\.cloud/challenge|__derak",
    "DDoS-Guard": r"ddos-guard",
    "Sucuri": r"sucuri_cloudproxy|sucuri\.net/privacy",
    "a captcha": r"g-recaptcha|h-captcha|hcaptcha\.com/1/api|recaptcha/api\.js",
    "a cookie test": r"slowAES|toNumbers\(",
}
"""Marks of each in its markup."""

SENTENCES: Final = (
    "just a moment", "attention required", "checking your browser", "verify you are human", "are you a robot",
    "در حال بررسی مرورگر", "در حال انتقال به سایت مورد نظر", "بررسی امنیت اتصال", "من ربات نیستم", "ربات نیستید",
    "جاوا اسکریپت را فعال", "javascript را فعال", "enable javascript and cookies",
)  # fmt: skip
"""What it says to people."""

_WALLS = {name: re.compile(marks, re.IGNORECASE) for name, marks in WALLS.items()}
_SENTENCES = Phrase(any_of(SENTENCES))
_OF_AN_ARTICLE = re.compile(r"\bpostid-\d|rel=[\"']?shortlink|شناسه\s*:\s*[0-9۰-۹]", re.IGNORECASE)
_UNSEEN = re.compile(
    r"<(script|style|svg|noscript)\b.*?</\1\s*>|<!--.*?-->|<[^>]*>", re.IGNORECASE | re.DOTALL
)
_SETS_COOKIE = re.compile(r"document\.cookie\s*=")
_GOES_ON = re.compile(r"location\s*(?:\.\s*(?:reload|replace|assign|href)|=)|\.submit\s*\(")


def wall(status: int, url: str, header: Callable[[str], str | None], markup: str) -> str | None:
    """Whose wall stands before the site, by one answer; None when it is an answer of the site itself.

    `header` gives the value of a header by its lower-case name. Cloudflare names itself in one
    (developers.cloudflare.com, "Detect a Challenge Page response"); ArvanCloud's cookie challenge is a 307 to the
    same address with a cookie (docs.arvancloud.ir, "DDoS Protection"); the others are known by their markup.
    """
    if (header("cf-mitigated") or "").lower() == "challenge":
        return "Cloudflare"
    if 300 <= status < 400:
        return "a cookie test" if header("set-cookie") and _is_same(url, header("location")) else None
    return by_markup(markup)


def by_markup(markup: str) -> str | None:
    """The same by the page alone: next to nothing to read, no mark of an article, and the marks of a wall."""
    if len(markup) > LARGEST or "<" not in markup or _OF_AN_ARTICLE.search(markup):
        return None
    seen = _UNSEEN.sub(" ", markup)
    if sum(map(str.isalpha, seen)) > FEW_LETTERS:
        return None
    for name, marks in _WALLS.items():
        if marks.search(markup):
            return name
    if _SETS_COOKIE.search(markup) and _GOES_ON.search(markup):
        return "a cookie test"
    return "a challenge" if _SENTENCES.is_in(seen) else None


def _is_same(url: str, location: str | None) -> bool:
    """Whether a redirect leads to where it comes from."""
    if location is None:
        return False
    return urlsplit(urljoin(url, location))[1:4] == urlsplit(url)[1:4]
