"""`/feed/` (RSS 2.0) and `/feed/atom/`: ten articles a page, with WordPress's validators.

Both take `paged=N`, `orderby=modified` and `order=asc`. Past the last page the answer is 404, with
an empty feed. ETag and Last-Modified tell the last change of anything on the site, as
WP::send_headers has it.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from hashlib import md5
from html import escape
from typing import Final

from shahr20.replica.site import Site
from shahr20.replica.story import Story
from shahr20.replica.themes import SITE_NAME, TAGLINE
from shahr20.replica.themes.body import body
from shahr20.replica.web import Request, Response, http_date

PER_PAGE: Final = 10
_KINDS: Final = {"/feed": "rss", "/feed/rss2": "rss", "/feed/atom": "atom"}


def answer(site: Site, request: Request) -> Response | None:
    """A page of a feed; 403 when the door is shut."""
    kind = _KINDS.get(request.path.rstrip("/"))
    if kind is None:
        return None
    if not site.open("feed"):
        return Response(403, "خوراک این پایگاه در دسترس نیست.".encode())
    edition = site.desk.edition()
    by = "modified" if request.query.get("orderby") == "modified" else "date"
    entries = edition.ordered(
        "modified" if by == "modified" else "date", request.query.get("order", "desc").lower() != "asc"
    )
    number = max(1, request.number("paged") or 1)
    shown = entries[(number - 1) * PER_PAGE : number * PER_PAGE]
    stories = [site.desk.story(entry.id) for entry in shown]
    document = (
        _atom(site, stories, edition.last_change)
        if kind == "atom"
        else _rss(site, stories, edition.last_change)
    )
    content_type = f"application/{'atom' if kind == 'atom' else 'rss'}+xml; charset=UTF-8"
    if not shown:
        return Response(404, document.encode(), content_type)
    etag = f'"{md5(http_date(edition.last_change).encode(), usedforsecurity=False).hexdigest()}"'
    return Response(200, document.encode(), content_type, etag=etag, modified=edition.last_change)


def _rss(site: Site, stories: Sequence[Story], changed: datetime) -> str:
    items = "".join(_rss_item(site, story) for story in stories)
    return f"""<?xml version="1.0" encoding="UTF-8"?>
<rss version="2.0"
	xmlns:content="http://purl.org/rss/1.0/modules/content/"
	xmlns:dc="http://purl.org/dc/elements/1.1/"
	xmlns:atom="http://www.w3.org/2005/Atom"
	xmlns:sy="http://purl.org/rss/1.0/modules/syndication/">
<channel>
	<title>{SITE_NAME}</title>
	<atom:link href="{site.base}/feed/" rel="self" type="application/rss+xml" />
	<link>{site.base}</link>
	<description>{TAGLINE}</description>
	<lastBuildDate>{_rfc822(changed)}</lastBuildDate>
	<language>fa-IR</language>
	<sy:updatePeriod>hourly</sy:updatePeriod>
	<generator>https://wordpress.org/?v=6.1.1</generator>
{items}</channel>
</rss>
"""


def _rss_item(site: Site, story: Story) -> str:
    categories = "".join(
        f"<category>{_cdata(term.name)}</category>" for term in (*story.categories, *story.tags)
    )
    return f"""	<item>
		<title>{escape(story.title, quote=False)}</title>
		<link>{site.base}{story.path}</link>
		<dc:creator>{_cdata(story.author or SITE_NAME)}</dc:creator>
		<pubDate>{_rfc822(story.published)}</pubDate>
		{categories}
		<guid isPermaLink="false">{site.base}/?p={story.id}</guid>
		<description>{_cdata(_summary(story))}</description>
		<content:encoded>{_cdata(body(story))}</content:encoded>
	</item>
"""


def _atom(site: Site, stories: Sequence[Story], changed: datetime) -> str:
    entries = "".join(_atom_entry(site, story) for story in stories)
    return f"""<?xml version="1.0" encoding="UTF-8"?>
<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="fa-IR">
	<title type="text">{SITE_NAME}</title>
	<subtitle type="text">{TAGLINE}</subtitle>
	<updated>{changed:%Y-%m-%dT%H:%M:%SZ}</updated>
	<link rel="alternate" type="text/html" href="{site.base}" />
	<id>{site.base}/feed/atom/</id>
	<link rel="self" type="application/atom+xml" href="{site.base}/feed/atom/" />
	<generator uri="https://wordpress.org/" version="6.1.1">WordPress</generator>
{entries}</feed>
"""


def _atom_entry(site: Site, story: Story) -> str:
    terms = "".join(
        f'<category scheme="{site.base}" term="{escape(term.name)}" />'
        for term in (*story.categories, *story.tags)
    )
    return f"""	<entry>
		<author><name>{escape(story.author or SITE_NAME, quote=False)}</name></author>
		<title type="html">{_cdata(story.title)}</title>
		<link rel="alternate" type="text/html" href="{site.base}{story.path}" />
		<id>{site.base}/?p={story.id}</id>
		<updated>{story.modified:%Y-%m-%dT%H:%M:%SZ}</updated>
		<published>{story.published:%Y-%m-%dT%H:%M:%SZ}</published>
		{terms}
		<summary type="html">{_cdata(_summary(story))}</summary>
		<content type="html" xml:base="{site.base}{story.path}">{_cdata(body(story))}</content>
	</entry>
"""


def _summary(story: Story) -> str:
    return story.lead or (story.paragraphs[0] if story.paragraphs else "")


def _cdata(text: str) -> str:
    return f"<![CDATA[{text.replace(']]>', ']]]]><![CDATA[>')}]]>"


def _rfc822(moment: datetime) -> str:
    """RFC 822 with a numeric zone, as PHP's DATE_RSS."""
    return f"{http_date(moment).removesuffix(' GMT')} +0000"
