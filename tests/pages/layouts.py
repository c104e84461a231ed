"""The same article in layouts unlike each other: what a redesign, a plugin or another site makes of it."""

from __future__ import annotations

from collections.abc import Callable
from urllib.parse import quote

from tests.pages.articles import Article

SITE = "https://shahr20.ir"
LATEST = tuple(
    (48000 + i, f"خبر تازه شماره {n} که هیچ پیوندی با این مطلب ندارد")
    for i, n in enumerate(["یک", "دو", "سه", "چهار", "پنج"])
)
Layout = Callable[[Article], str]


def url(article: Article) -> str:
    return SITE + quote(article.path)


def links(items: tuple[tuple[int, str], ...], form: str = '<li><a href="{url}">{title}</a></li>') -> str:
    return "\n".join(form.format(url=f"{SITE}/{i}/{quote('خبر')}/", title=t) for i, t in items)


def head(article: Article, charset: str = "utf-8", marks: bool = True, published: str = "") -> str:
    marked = (
        f'<link rel="canonical" href="{url(article)}"><link rel="shortlink" href="{SITE}/?p={article.id}">'
        if marks
        else ""
    )
    date = f'<meta property="article:published_time" content="{published}">' if published else ""
    return (
        f'<!DOCTYPE html><html dir="rtl" lang="fa"><head><meta charset="{charset}">'
        f"<title>{article.title} | شهر بیست</title>{marked}{date}</head>"
    )


def paragraphs(article: Article, form: str = "<p>{}</p>") -> str:
    return "\n".join(form.format(one) for one in article.body)


def renamed(article: Article) -> str:
    """Every class another, the order changed, the labels other wordings; the sidebar comes first."""
    lead = f'<div class="news-intro">{article.lead}</div>' if article.lead else ""
    kicker = f'<h4 class="upper">{article.kicker}</h4>' if article.kicker else ""
    return f"""{head(article)}<body class="theme-x">
<div class="top"><span>امروز: جمعه ۳ تیر ۱۴۰۱ - ۲۳:۵۹</span> <a href="/">شهر بیست</a></div>
<div class="col-side"><div class="box"><h3>جدیدترین مطالب</h3><ul>{links(LATEST)}</ul></div></div>
<div class="col-main"><div class="news">
{kicker}<h1 class="news-title">{article.title}</h1>
{lead}
<div class="news-text">
{paragraphs(article)}
</div>
<div class="news-info"><span>کد خبر: {article.id}</span><span> | تاریخ انتشار: {article.date}</span></div>
<div class="news-more"><h4>اخبار مرتبط</h4><ul>{links(article.related)}</ul></div>
<div class="news-replies"><h4>نظرات کاربران</h4><div>علی: {article.comment}</div><form><textarea></textarea></form></div>
</div></div>
<div class="bottom">شناسه مجوز : 81234 تمامی حقوق محفوظ است © ۱۳۹۵</div></body></html>"""


def unlabelled(article: Article) -> str:
    """No label before anything, and no class that says anything."""
    lead = f"<div class='b2'><p>{article.lead}</p></div>" if article.lead else ""
    return f"""{head(article)}<body>
<div class="a1"><a href="/">شهر بیست</a><ul><li><a href="/category/x/">شهری</a></li><li><a href="/category/y/">فرهنگی</a></li></ul></div>
<div class="a2"><div class="b0">
<h2>{article.title}</h2>
<div class="b1"><span>{article.date}</span></div>
{lead}
<div class="b3">{paragraphs(article)}</div>
<div class="b4"><ul>{links(article.related)}</ul></div>
</div><div class="b9"><ul>{links(LATEST)}</ul></div></div>
<div class="a3"><p>تمامی حقوق این پایگاه متعلق به شهر بیست است و استفاده از مطالب با ذکر منبع بلامانع است.</p></div>
</body></html>"""


def block_theme(article: Article) -> str:
    """A WordPress block theme (Twenty Twenty-Four and its kin)."""
    excerpt = (
        f'<div class="wp-block-post-excerpt"><p class="wp-block-post-excerpt__excerpt">{article.lead}</p></div>'
        if article.lead
        else ""
    )
    return f"""{head(article)}<body class="rtl single single-post postid-{article.id} wp-embed-responsive">
<div class="wp-site-blocks"><header class="wp-block-template-part"><p class="wp-block-site-title"><a href="{SITE}">شهر بیست</a></p>
<nav class="wp-block-navigation"><ul><li><a href="/a">خانه</a></li></ul></nav></header>
<main class="wp-block-group is-layout-flow"><div class="wp-block-group has-global-padding">
<h1 class="wp-block-post-title">{article.title}</h1>
<div class="wp-block-template-part"><div class="wp-block-group"><div class="wp-block-post-date"><time datetime="2022-02-20T18:08:00+03:30">{article.date}</time></div>
<div class="taxonomy-category wp-block-post-terms"><span>در </span><a href="{SITE}/category/c/" rel="tag">{article.category}</a></div></div></div>
{excerpt}</div>
<div class="entry-content wp-block-post-content has-global-padding is-layout-constrained">
{paragraphs(article, '<p class="wp-block-paragraph">{}</p>')}
</div>
<div class="wp-block-group related-query"><h2 class="wp-block-heading">نوشته‌های مرتبط</h2><div class="wp-block-query"><ul class="wp-block-post-template">
{links(article.related, '<li class="wp-block-post post type-post"><h3 class="wp-block-post-title"><a href="{url}">{title}</a></h3><div class="wp-block-post-date"><time datetime="2022-01-01T00:00:00+03:30">۱۱ دی ۱۴۰۰</time></div></li>')}</ul></div></div>
<div class="wp-block-comments"><h2>دیدگاهتان را بنویسید</h2><p>{article.comment}</p><form><textarea></textarea></form></div>
</main><footer class="wp-block-template-part"><p>ساخته شده با وردپرس برای شهر بیست در شهر قم و استان قم و کشور ایران.</p></footer></div></body></html>"""


def amp(article: Article) -> str:
    """An AMP page."""
    lead = f'<p class="amp-summary">{article.lead}</p>' if article.lead else ""
    return f"""<!doctype html><html ⚡ dir="rtl"><head><meta charset="utf-8"><title>{article.title}</title>
<link rel="canonical" href="{url(article)}"><style amp-boilerplate>body{{}}</style>
<script type="application/ld+json">{{"@context":"http://schema.org","@type":"NewsArticle","headline":"{article.title}","datePublished":"2022-02-20T18:08:00+03:30"}}</script></head>
<body><amp-sidebar id="s" layout="nodisplay"><ul>{links(LATEST)}</ul></amp-sidebar>
<header class="amp-wp-header"><div><a href="{SITE}">شهر بیست</a></div></header>
<article class="amp-wp-article"><header class="amp-wp-article-header"><h1 class="amp-wp-title">{article.title}</h1>
<div class="amp-wp-meta amp-wp-posted-on"><time>{article.date}</time></div></header>
<figure class="amp-wp-article-featured-image"><amp-img src="/x.jpg" width="600" height="300"></amp-img></figure>
<div class="amp-wp-article-content">{lead}{paragraphs(article)}</div>
<footer class="amp-wp-article-footer"><div class="amp-wp-meta"><a href="/tag/x" rel="tag">برچسب</a></div>
<div class="amp-related"><h3>مطالب مشابه</h3><ul>{links(article.related)}</ul></div></footer></article>
<footer class="amp-wp-footer"><p>تمامی حقوق برای شهر بیست محفوظ است.</p></footer></body></html>"""


def tables(article: Article) -> str:
    """A page of 1384: tables, <font> and <br>, one cell for all of it."""
    lead = f"<b>{article.lead}</b><br><br>" if article.lead else ""
    body = "<br><br>\n".join(article.body)
    related = links(article.related, '<a href="{url}">{title}</a><br>')
    return f"""<HTML dir=rtl><HEAD><META http-equiv=Content-Type content="text/html; charset=windows-1256">
<TITLE>{article.title} - شهر بیست</TITLE><LINK rel=canonical href="{url(article)}"></HEAD><BODY bgcolor=white>
<TABLE width=100%><TR><TD colspan=2><A href="/">شهر بیست</A> | امروز یکشنبه ۵ دی ۱۴۰۰</TD></TR>
<TR><TD width=200 valign=top><TABLE><TR><TD><B>پربازدیدترین</B></TD></TR>{links(LATEST, '<TR><TD><A href="{url}">{title}</A></TD></TR>')}</TABLE></TD>
<TD valign=top><FONT face=tahoma size=4 color=navy><B>{article.title}</B></FONT><BR><BR>
<FONT size=1>کد مطلب : {article.id} - زمان انتشار : {article.date}</FONT><BR><BR>
{lead}{body}<BR><BR>
<B>مطالب مرتبط</B><BR>{related}
</TD></TR></TABLE><CENTER>Copyright © 2005</CENTER></BODY></HTML>"""


def flat(article: Article) -> str:
    """Everything a child of <body>: headings tell the parts."""
    lead = f"<p><strong>{article.lead}</strong></p>" if article.lead else ""
    return f"""{head(article)}<body>
<h4>پایگاه خبری شهر بیست</h4><p><a href="/">خانه</a> <a href="/category/a/">شهری</a></p>
<h1>{article.title}</h1><p>شناسه خبر : {article.id}</p><p>انتشار : {article.date}</p>
{lead}{paragraphs(article)}
<h3>اخبار مشابه</h3><ul>{links(article.related)}</ul>
<h3>پربازدیدترین</h3><ul>{links(LATEST)}</ul>
<p>تمامی حقوق محفوظ است</p></body></html>"""


def divs(article: Article) -> str:
    """A framework's soup of <div> and <span>: no heading, no paragraph, hashed classes."""
    lead = f'<div class="css-1x"><span>{article.lead}</span></div>' if article.lead else ""
    return f"""{head(article)}<body><div id="__next"><div class="css-0a"><span>شهر بیست</span></div>
<div class="css-9z"><div class="css-8y"><div class="css-7t"><span>{article.title}</span></div>
<div class="css-6m"><span class="css-5">شناسه مطلب</span><span>: </span><span>{article.id}</span></div>
<div class="css-6m"><span>زمان انتشار</span><div>{article.date}</div></div>{lead}
<div class="css-4b">{paragraphs(article, '<div class="css-3p"><span>{}</span></div>')}</div>
<div class="css-2r"><div>نوشته‌های مشابه</div>{links(article.related, '<div><a href="{url}"><div><img src="a.jpg"></div><div>{title}</div></a></div>')}</div>
</div><div class="css-7s"><div>جدیدترین مطالب</div>{links(LATEST, '<div><a href="{url}">{title}</a></div>')}</div></div></div></body></html>"""


LAYOUTS: dict[str, Layout] = {
    layout.__name__: layout for layout in (renamed, unlabelled, block_theme, amp, tables, flat, divs)
}
