"""`/robots.txt`, as WordPress writes it."""

from __future__ import annotations

from shahr20.replica.site import Site
from shahr20.replica.web import Request, Response


def answer(site: Site, request: Request) -> Response | None:
    """The rules, a Crawl-delay if the site has one, and the sitemaps that are open."""
    if request.path != "/robots.txt":
        return None
    lines = ["User-agent: *", "Disallow: /wp-admin/", "Allow: /wp-admin/admin-ajax.php"]
    if site.crawl_delay is not None:
        lines.append(f"Crawl-delay: {site.crawl_delay:g}")
    lines.append("")
    if site.open("sitemap", "core-sitemap"):
        lines.append(f"Sitemap: {site.base}/wp-sitemap.xml")
    if site.open("sitemap", "seo-sitemap"):
        lines.append(f"Sitemap: {site.base}/sitemap_index.xml")
    return Response(200, "\n".join([*lines, ""]).encode(), "text/plain; charset=utf-8")
