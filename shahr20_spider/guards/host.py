"""No request leaves the site."""

from __future__ import annotations

from urllib.parse import urlsplit

from scrapy import Request
from scrapy.core.downloader import Downloader
from scrapy.crawler import Crawler

from shahr20.pages.address import DEFAULT_PORTS
from shahr20.pages.site import Site
from shahr20_spider.guards.refusals import Elsewhere


class HostGuard:
    """Scheme, host and port are the site's own, in every request: redirects and retries come by here too."""

    def __init__(self, crawler: Crawler) -> None:
        self.crawler = crawler

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> HostGuard:
        """As Scrapy makes it."""
        return cls(crawler)

    def process_request(self, request: Request) -> None:
        """Refuse an address elsewhere; what is the site's own shares one queue, `www.` or not."""
        site: Site = self.crawler.spider.site  # type: ignore[union-attr]
        if not is_of(request.url, site):
            raise Elsewhere(f"{request.url} is not on {site.base_url}")
        request.meta[Downloader.DOWNLOAD_SLOT] = site.host


def is_of(url: str, site: Site) -> bool:
    """Whether an address has the site's scheme, host and port.

    The host may have `www.` or not, as with `pages.address.same_host`. A site named with http may send us to
    https, both on their usual ports; never the other way.
    """
    try:
        asked, own = _origin(url), _origin(site.base_url)
    except ValueError:
        return False
    upgraded = ("https", own[1], 443) if own[::2] == ("http", 80) else own
    return asked in (own, upgraded)


def _origin(url: str) -> tuple[str, str, int]:
    """Scheme, host and port. Raises ValueError for an address that has none of these, or a user's name."""
    parts = urlsplit(url)
    host = (parts.hostname or "").rstrip(".").removeprefix("www.")
    if parts.scheme not in DEFAULT_PORTS or not host or "@" in parts.netloc:
        raise ValueError(url)
    return parts.scheme, host, parts.port or DEFAULT_PORTS[parts.scheme]
