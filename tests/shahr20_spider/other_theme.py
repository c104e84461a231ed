"""The replica's article pages as another theme shows them: the blocks of WordPress's own, nothing of Taj."""

from __future__ import annotations

from dataclasses import replace
from html import escape

from lxml import html

from shahr20.replica.faults import Wire
from shahr20.replica.web import Response


def other_theme(wire: Wire, response: Response) -> None:
    """A fault: the site's own answer, laid out anew; the words stay."""
    wire.send(wire.packed(replace(response, body=laid_out_anew(response.body))))


def laid_out_anew(page: bytes) -> bytes:
    """An article's page in the blocks of a WordPress theme: no label, no class and no place is as before.

    What an SEO plugin says in the head does not go with a theme: the picture is still named there.
    """
    tree = html.document_fromstring(page.decode())
    [con] = tree.find_class("con")
    [post] = tree.find_class("post")
    for one in con.find_class("page-bottom"):
        one.drop_tree()
    title = post.find_class("single-post-title")[0].text_content()
    text = "".join(html.tostring(one, encoding="unicode") for one in con)
    lead = "".join(f"<p class='wp-block-post-excerpt__excerpt'>{escape(one.text_content())}</p>" for one in
                   post.find_class("lead"))  # fmt: skip
    published = tree.xpath("string(//meta[@property='article:published_time']/@content)")
    canonical = tree.xpath("string(//link[@rel='canonical']/@href)")
    terms = "".join(
        f"<a href='{one.get('href')}' rel='tag'>{escape(one.text_content())}</a>"
        for one in tree.xpath("//div[@class='meta-cat']//a")
    )
    picture = tree.xpath("string(//meta[@property='og:image']/@content)")
    return f"""<!DOCTYPE html><html dir="rtl" lang="fa-IR"><head><meta charset="UTF-8">
<title>{escape(title)} – شهر بیست</title><link rel="canonical" href="{canonical}">
<meta property="og:image" content="{picture}">
</head><body class="rtl wp-embed-responsive single"><div class="wp-site-blocks">
<header class="wp-block-template-part"><p class="wp-block-site-title"><a href="/">شهر بیست</a></p></header>
<main class="wp-block-group"><h1 class="wp-block-post-title">{escape(title)}</h1>
<div class="wp-block-post-excerpt">{lead}</div>
<div class="wp-block-post-date"><time datetime="{published}">{published[:10]}</time></div>
<div class="taxonomy-category wp-block-post-terms">{terms}</div>
<div class="entry-content wp-block-post-content">{text}</div></main>
<footer class="wp-block-template-part"><p>شهر بیست</p></footer></div></body></html>""".encode()
