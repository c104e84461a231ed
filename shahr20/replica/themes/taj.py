"""The site's own layout, of the «taj» family: as far as it is known, and the rest in its manner."""

from __future__ import annotations

import json
import zlib
from collections.abc import Iterable, Sequence
from functools import lru_cache
from html import escape
from typing import Final

from shahr20.replica.spelling import DIGITS
from shahr20.replica.story import Headline, Story, Term, encoded
from shahr20.replica.themes import SITE_NAME, TAGLINE, Listing, View
from shahr20.replica.themes.body import body
from shahr20.replica.themes.dates import clock, machine, printed
from shahr20.replica.themes.inline import global_styles

LICENCE: Final = "شناسه مجوز : 81234"
RELATED: Final = "نوشته های مشابه"
COMMENTS: Final = "ثبت دیدگاه"
RULES: Final = (
    "دیدگاه های ارسال شده توسط شما، پس از تایید توسط تیم مدیریت در پایگاه منتشر خواهد شد.",
    "پیام هایی که حاوی تهمت یا افترا باشد منتشر نخواهد شد.",
    "پیام هایی که به غیر از زبان فارسی یا غیر مرتبط باشد منتشر نخواهد شد.",
)
ASSETS: Final = "/wp-content/themes/taj/assets"


def article(view: View, story: Story, related: Sequence[Headline]) -> str:
    """An article's own page."""
    url, title = view.link(story.path), escape(story.title)
    classes = f"rtl post-template-default single single-post postid-{story.id} single-format-standard"
    content = f"""<section class="single">
<article id="post-{story.id}" class="post-{story.id} post type-post status-publish hentry">
<div class="meta-cat">{_term_links(view, "category", story.categories)}</div>
{_optional('<small class="subtitle">{}</small>', story.kicker)}
<h2 class="single-post-title"><a href="{url}" rel="bookmark">{title}</a></h2>
{_optional('<div class="lead"><p>{}</p></div>', story.lead)}
{_thumbnail(view, story)}
<div class="print-header"><span>{TAGLINE} (shahr20.ir) :</span><br>
<strong>{title}</strong></div>
<ul class="post-meta">
<li>شناسه : {str(story.id).translate(DIGITS[story.digits])} |</li>
<li>انتشار : {printed(story.published, story.date_style, story.digits)}</li>
<li>&nbsp; <a class="print-link" href="{url}?print=1" rel="nofollow">پرینت</a></li>
</ul>
<div class="con">
{body(story)}<div class="page-bottom">
{_share(view, story)}
{_related(view, related)}
</div>
</div>
{_byline(story)}
<div class="tag">{_term_links(view, "tag", story.tags)}</div>
</article>
</section>
{_comments(story)}"""
    return _page(view, f"{story.title} - {SITE_NAME}", classes, _article_head(view, story), content)


def listing(view: View, listing: Listing, stories: Sequence[Story]) -> str:
    """A page of the front page, a category or a tag: ten articles and the way on."""
    url = view.link(listing.path if listing.number == 1 else f"{listing.path}page/{listing.number}/")
    cards = "\n".join(_card(view, story) for story in stories)
    heading = escape(listing.heading)
    content = f"""<section class="archive">
<h1 class="archive-title">{heading}</h1>
{cards}
{_pagination(view, listing)}
</section>"""
    kind = "home blog" if listing.path == "/" else "archive"
    paged = f" paged paged-{listing.number}" if listing.number > 1 else ""
    head = f'<link rel="canonical" href="{url}">'
    return _page(view, f"{listing.heading} - {SITE_NAME}", f"rtl {kind}{paged}", head, content)


def plain(view: View, title: str, paragraphs: Sequence[str], page_id: int | None) -> str:
    """A page that is no article: «about us», or without an id a message such as 404."""
    text = "\n".join(f"<p>{escape(paragraph)}</p>" for paragraph in paragraphs)
    classes = f"rtl page-template-default page page-id-{page_id}" if page_id else "rtl error404"
    content = f"""<section class="single page-content">
<h1 class="page-title">{escape(title)}</h1>
<div class="con">
{text}
</div>
</section>"""
    head = (
        f'<link rel="shortlink" href="{view.base}/?p={page_id}">'
        if page_id
        else '<meta name="robots" content="noindex">'
    )
    return _page(view, f"{title} - {SITE_NAME}", classes, head, content)


def _page(view: View, title: str, classes: str, head: str, content: str) -> str:
    return f"""<!DOCTYPE html>
<html dir="rtl" lang="fa-IR">
<head>
<meta charset="UTF-8">
<title>{escape(title)}</title>
{head}
{_head(view.base)}
</head>
<body class="{classes}">
{_header(view)}
<main class="wrap content">
<div class="primary">
{content}
</div>
{_aside(view)}
</main>
{_footer(view)}
</body>
</html>
"""


@lru_cache(maxsize=8)
def _head(base: str) -> str:
    assets = base + ASSETS
    return f"""<meta name="viewport" content="width=device-width, initial-scale=1">
<link rel="profile" href="https://gmpg.org/xfn/11">
<link rel="alternate" type="application/rss+xml" title="{SITE_NAME} &raquo; خوراک" href="{base}/feed/">
<link rel="alternate" type="application/atom+xml" title="{SITE_NAME} &raquo; اتم" href="{base}/feed/atom/">
<link rel="https://api.w.org/" href="{base}/wp-json/">
<link rel="EditURI" type="application/rsd+xml" title="RSD" href="{base}/xmlrpc.php?rsd">
<link rel="stylesheet" id="taj-style-css" href="{assets}/taj.css?ver=4.2.1" media="all">
<style id="wp-emoji-styles-inline-css">
img.wp-smiley,img.emoji{{display:inline!important;border:none!important;height:1em!important;width:1em!important}}
</style>
{global_styles()}
<meta name="generator" content="WordPress 6.1.1">
<link rel="icon" href="{assets}/icon.png" sizes="32x32">
<meta name="theme-color" content="#0b3d5c">"""


@lru_cache(maxsize=8)
def _header(view: View) -> str:
    """With the clock: no two fetches of a page are alike."""
    menu = "\n".join(
        f'<li class="menu-item">{link}</li>'
        for link in (_term_link(view, "category", term, "") for term in view.menu)
    )
    about = view.link(f"/{encoded('درباره-ما')}/")
    return f"""<div class="top-bar"><div class="wrap"><span class="today">امروز : {clock(view.now)}</span> \
<a href="{about}">درباره ما</a></div></div>
<header class="site-header"><div class="wrap">
<a class="logo" href="{view.base}/" rel="home">\
<img src="{view.base}{ASSETS}/logo.png" alt="{SITE_NAME}" width="120" height="60"></a>
<p class="site-description">{TAGLINE}؛ اخبار شهر قم</p>
<div class="ads ads-header"><a href="https://www.example.com/" rel="nofollow sponsored">\
<img src="{view.base}/wp-content/uploads/header.gif" alt="تبلیغ" width="728" height="90"></a></div>
<form role="search" class="search-form" action="{view.base}/">\
<input type="search" name="s" placeholder="جست‌وجو در خبرها">\
<button>بگرد</button></form>
</div></header>
<nav class="main-nav"><ul class="wrap menu">
<li class="menu-item"><a href="{view.base}/">خانه</a></li>
{menu}
</ul></nav>"""


@lru_cache(maxsize=8)
def _aside(view: View) -> str:
    return f"""<aside class="sidebar">
<div class="widget ads"><span>تبلیغات</span><a href="https://www.example.com/carpet" rel="nofollow">\
فروش ویژه فرش دستباف قم؛ به نقل از خریداران، بهترین قیمت</a></div>
<div class="widget widget-latest"><h3>جدیدترین مطالب</h3>
{_headlines(view, view.latest)}</div>
<div class="widget widget-popular"><h3>پربازدیدترین</h3>
{_headlines(view, view.popular)}</div>
<div class="widget widget-links"><h3>پیوندها</h3><ul>
<li><a href="https://www.qom.ir/" rel="nofollow">شهرداری قم</a></li>
<li><a href="https://www.example.org/shora" rel="nofollow">شورای اسلامی شهر قم</a></li></ul></div>
</aside>"""


@lru_cache(maxsize=8)
def _footer(view: View) -> str:
    nonce = f"{zlib.crc32(f'{view.base}{view.now:%Y%m%d%H}'.encode()):08x}"
    settings = json.dumps({"ajaxurl": f"{view.base}/wp-admin/admin-ajax.php", "nonce": nonce, "ver": "4.2.1"})
    visits = f"{2000 + view.now.hour * 613 + view.now.minute * 11 + view.now.second // 6}".translate(
        DIGITS["persian"]
    )
    return f"""<footer class="site-footer"><div class="wrap">
<p>تمامی حقوق این پایگاه متعلق به «{SITE_NAME}» است. استفاده از مطالب با ذکر منبع بلامانع است.</p>
<p>{LICENCE} | صاحب امتیاز: سازمان فرهنگی، اجتماعی و ورزشی شهرداری قم</p>
<p>بازدید امروز: <span class="visits">{visits}</span> | تلفن: ۰۲۵-۳۶۱۰۰۰۰۰ | news@shahr20.ir | © 1391-1405</p>
</div></footer>
<script id="taj-js-extra">
var taj = {settings};
</script>
<script src="{view.base}{ASSETS}/taj.js?ver=4.2.1" id="taj-js" defer></script>"""


def _headlines(view: View, headlines: Iterable[Headline]) -> str:
    items = "\n".join(
        f'<li><a href="{view.base}{line.path}">{escape(line.title, quote=False)}</a></li>'
        for line in headlines
    )
    return f"<ul>\n{items}\n</ul>"


def _optional(markup: str, text: str | None) -> str:
    return markup.format(escape(text, quote=False)) if text else ""


def _term_links(view: View, taxonomy: str, terms: Iterable[Term]) -> str:
    rel = ' rel="category tag"' if taxonomy == "category" else ' rel="tag"'
    return " ".join(_term_link(view, taxonomy, term, rel) for term in terms)


def _term_link(view: View, taxonomy: str, term: Term, rel: str) -> str:
    url = view.link(f"/{taxonomy}/{encoded(term.slug)}/")
    return f'<a href="{url}"{rel}>{escape(term.name, quote=False)}</a>'


def _thumbnail(view: View, story: Story) -> str:
    if not story.image:
        return ""
    caption = _optional("<figcaption>{}</figcaption>", story.caption)
    return f"""<figure class="single-thumb"><img class="attachment-large size-large wp-post-image" \
src="{view.base}{story.image}" alt="{escape(story.title)}" width="800" height="500">{caption}</figure>"""


def _byline(story: Story) -> str:
    return _optional('<div class="post-author">نویسنده : <span class="author">{}</span></div>', story.author)


def _share(view: View, story: Story) -> str:
    url = view.link(story.path)
    return f"""<div class="share"><span>اشتراک گذاری :</span>
<a href="https://t.me/share/url?url={url}" rel="nofollow" aria-label="Telegram"></a>
<a href="https://eitaa.com/share/url?url={url}" rel="nofollow" aria-label="Eitaa"></a>
<a href="whatsapp://send?text={url}" rel="nofollow" aria-label="WhatsApp"></a>
<label>لینک کوتاه \
<input type="text" class="short-link" value="{view.base}/?p={story.id}" readonly></label></div>"""


def _related(view: View, related: Sequence[Headline]) -> str:
    if not related:
        return ""
    return f"""<div class="related"><h3>{RELATED}</h3>
{_headlines(view, related)}</div>"""


def _comments(story: Story) -> str:
    """Under every article the form with its rules, above it what readers have written."""
    said = "\n".join(
        f"""<li id="comment-{story.id}{number}" class="comment">
<span class="comment-author">{escape(comment.author)}</span>
<time datetime="{machine(comment.written)}">{printed(comment.written, "numeric", "persian")}</time>
<p>{escape(comment.text, quote=False)}</p></li>"""
        for number, comment in enumerate(story.comments, 1)
    )
    readers = f'<ol class="comment-list">\n{said}\n</ol>' if said else ""
    rules = "\n".join(f"<li>{rule}</li>" for rule in RULES)
    return f"""<section id="comments" class="comments-area">
{readers}
<div id="respond" class="comment-respond"><h3 id="reply-title">{COMMENTS}</h3>
<ul class="comment-rules">
{rules}
</ul>
<form action="/wp-comments-post.php" method="post" id="commentform">
<textarea name="comment" placeholder="متن دیدگاه" rows="5" required></textarea>
<input name="author" placeholder="نام"><input name="email" type="email" placeholder="رایانامه">
<input type="hidden" name="comment_post_ID" value="{story.id}"><input type="submit" value="ارسال">
</form></div>
</section>"""


def _card(view: View, story: Story) -> str:
    url = view.link(story.path)
    summary = _optional('<div class="entry-summary"><p>{}</p></div>', story.lead)
    return f"""<article class="post-{story.id} post type-post status-publish hentry">
<h2 class="entry-title"><a href="{url}" rel="bookmark">{escape(story.title, quote=False)}</a></h2>
<span class="date">{printed(story.published, story.date_style, story.digits)}</span>
{summary}
</article>"""


def _pagination(view: View, listing: Listing) -> str:
    def to(number: int) -> str:
        return view.link(listing.path if number == 1 else f"{listing.path}page/{number}/")

    number, pages = listing.number, listing.pages
    shown = sorted({1, pages, *range(max(1, number - 2), min(pages, number + 2) + 1)})
    parts = [
        f'<span aria-current="page" class="page-numbers current">{other}</span>'
        if other == number
        else f'<a class="page-numbers" href="{to(other)}">{other}</a>'
        for other in shown
    ]
    if number > 1:
        parts.insert(0, f'<a class="prev page-numbers" href="{to(number - 1)}">قبلی</a>')
    if number < pages:
        parts.append(f'<a class="next page-numbers" href="{to(number + 1)}">بعدی</a>')
    return f'<nav class="navigation pagination">{" ".join(parts)}</nav>' if pages > 1 else ""


def _article_head(view: View, story: Story) -> str:
    """What an SEO plugin prints: canonical and short link, OpenGraph, article: dates, JSON-LD."""
    url = view.link(story.path)
    title = escape(f"{story.title} - {SITE_NAME}")
    description = escape(story.lead or (story.paragraphs[0][:150] if story.paragraphs else story.title))
    published, modified = machine(story.published), machine(story.modified)
    image = f'\n<meta property="og:image" content="{view.base}{story.image}">' if story.image else ""
    graph = {
        "@context": "https://schema.org",
        "@type": "NewsArticle",
        "headline": story.title,
        "url": url,
        "datePublished": published,
        "dateModified": modified,
        "author": {"@type": "Person", "name": story.author or SITE_NAME},
        "publisher": {"@type": "Organization", "name": TAGLINE},
        "articleSection": [term.name for term in story.categories],
        "inLanguage": "fa-IR",
    }
    linked_data = json.dumps(graph, ensure_ascii=False).replace("</", "<\\/")
    return f"""<link rel="canonical" href="{url}">
<link rel="shortlink" href="{view.base}/?p={story.id}">
<meta name="description" content="{description}">
<meta property="og:locale" content="fa_IR">
<meta property="og:type" content="article">
<meta property="og:title" content="{title}">
<meta property="og:description" content="{description}">
<meta property="og:url" content="{url}">
<meta property="og:site_name" content="{SITE_NAME}">{image}
<meta property="article:published_time" content="{published}">
<meta property="article:modified_time" content="{modified}">
<meta name="twitter:card" content="summary_large_image">
<script type="application/ld+json" class="yoast-schema-graph">{linked_data}</script>"""
