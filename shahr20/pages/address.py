"""Addresses of a site: one spelling for each, and the article id they carry."""

from __future__ import annotations

import re
from functools import lru_cache
from urllib.parse import parse_qs, quote, unquote, urljoin, urlsplit, urlunsplit

from shahr20.pages.site import Site
from shahr20.persian.digits import to_latin

SAFE = "/:@!$&'()*+,;=~-._?%"
MAX_DIGITS = 16
"""A number with more digits is no id: SQLite holds 18 of them for sure."""

DEFAULT_PORTS = {"http": 80, "https": 443}


def canonical(url: str, base: str = "") -> str:
    """One spelling of an address (RFC 3986, section 6.2.2).

    Absolute, scheme and host in lower case, the path percent-encoded UTF-8 with capital hex
    digits, no default port and no fragment. Raises ValueError when it is no http(s) address.
    """
    return _spelt(urljoin(base, url.strip()))


@lru_cache(maxsize=8192)  # a site's pages link to the same places over and over
def _spelt(url: str) -> str:
    parts = urlsplit(url)
    scheme, host = parts.scheme.lower(), (parts.hostname or "")
    if scheme not in DEFAULT_PORTS or not host:
        raise ValueError(f"not a web address: {url!r}")
    if ":" in host:
        host = f"[{host}]"
    if parts.port and parts.port != DEFAULT_PORTS[scheme]:
        host = f"{host}:{parts.port}"
    return urlunsplit((scheme, host, _encoded(parts.path) or "/", _encoded(parts.query), ""))


def same_host(url: str, site: Site) -> bool:
    """Whether an address is on the site's own host, with or without `www.`."""
    return _bare(urlsplit(url).netloc) == _bare(site.host)


def article_id(url: str, site: Site) -> int | None:
    """The article id an address of this site carries, in its path or as `?p=`; else None."""
    return _id_in(url, site.base_url, site.article_path)


@lru_cache(maxsize=8192)
def _id_in(url: str, base_url: str, article_path: str) -> int | None:
    try:
        parts, base = urlsplit(url), urlsplit(base_url)
    except ValueError:
        return None
    if parts.netloc and _bare(parts.netloc) != _bare(base.netloc):
        return None
    path = unquote(parts.path)
    found = re.match(article_path, path.removeprefix(base.path))
    said = found["id"] if found else parse_qs(parts.query).get("p", [""])[0]
    return (int(to_latin(said)) or None) if said.isdecimal() and len(said) < MAX_DIGITS else None


def _encoded(part: str) -> str:
    """Percent-encoded, with what already was left so, in capitals."""
    part = re.sub("%(?![0-9A-Fa-f]{2})", "%25", part)
    return re.sub("%[0-9a-f]{2}", lambda code: code[0].upper(), quote(part, safe=SAFE), flags=re.IGNORECASE)


def _bare(netloc: str) -> str:
    return netloc.lower().removeprefix("www.")
