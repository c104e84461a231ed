"""More layouts, written after the reader was finished and kept as they came: what it makes of the unforeseen."""

from __future__ import annotations

from urllib.parse import quote

from tests.pages.articles import Article
from tests.pages.layouts import LATEST, SITE, Layout, head, links, paragraphs, url

PROSE = "در این نشست کارشناسان درباره راهکارهای توسعه پایدار و حمل و نقل پاک سخن گفتند و تجربه شهرهای دیگر را بررسی کردند."


def teasers(article: Article) -> str:
    """A sidebar of teasers with prose of their own, nothing labelled as what it is, another wording for related."""
    side = "".join(
        f'<div class="k"><a href="{SITE}/{i}/x/"><b>{t}</b></a><p>{PROSE}</p><span>۲ اسفند ۱۴۰۰</span></div>'
        for i, t in LATEST
    )
    lead = f'<div class="h"><p>{article.lead}</p></div>' if article.lead else ""
    return f"""{head(article)}<body><div class="w"><div class="x"><a href="/">شهر بیست</a></div>
<div class="c1"><h1>{article.title}</h1><div class="i"><i></i> {article.date} <i></i> <a href="#c">۳ دیدگاه</a></div>{lead}
<div class="t">{paragraphs(article)}</div>
<div class="o"><div class="oo">شاید بپسندید</div>{links(article.related, '<div><a href="{url}">{title}</a></div>')}</div></div>
<div class="c2">{side}</div></div></body></html>"""


def upside_down(article: Article) -> str:
    """The related block above the body, the meta data in a list below it."""
    lead = f"<section><p>{article.lead}</p></section>" if article.lead else ""
    return f"""{head(article)}<body><main><article>
<header><h1>{article.title}</h1></header>
{lead}
<div class="also"><h5>مطالب مرتبط</h5><ol>{links(article.related)}</ol></div>
<section>{paragraphs(article)}</section>
<dl><dt>کد خبر</dt><dd>{article.id}</dd><dt>تاریخ انتشار</dt><dd>{article.date}</dd><dt>سرویس</dt><dd><a href="/category/f/" rel="category tag">{article.category}</a></dd></dl>
</article></main><footer>شهر بیست</footer></body></html>"""


def rows(article: Article) -> str:
    """Every paragraph a row of a table inside a table."""
    lead = f"<tr><td align=right><i>{article.lead}</i></td></tr>" if article.lead else ""
    body = "".join(f"<tr><td align=right>{one}</td></tr>" for one in article.body)
    return f"""<html><head><title>شهر بیست :: {article.title}</title></head><body>
<table><tr><td>شهر بیست</td><td>۲۳:۱۰ - ۱۴۰۱/۰۱/۰۲</td></tr></table>
<table><tr><td><table><tr><td><b>{article.title}</b></td></tr><tr><td>{article.date} شناسه خبر: {article.id}</td></tr>
{lead}{body}</table><table><tr><td><b>اخبار مشابه</b></td></tr>
{links(article.related, '<tr><td>- <a href="{url}">{title}</a></td></tr>')}</table></td></tr></table></body></html>"""


def microdata(article: Article) -> str:
    """schema.org in attributes."""
    lead = f'<p itemprop="description">{article.lead}</p>' if article.lead else ""
    return f"""{head(article, marks=False)}<body itemscope itemtype="http://schema.org/WebPage">
<div itemscope itemtype="http://schema.org/NewsArticle"><div><h1 itemprop="headline">{article.title}</h1>
<time itemprop="datePublished" datetime="2022-02-20T18:08">{article.date}</time></div>{lead}
<div itemprop="articleBody">{paragraphs(article)}</div><div><strong>نوشته های مشابه :</strong>
{links(article.related, '<p><a href="{url}">{title}</a></p>')}</div></div></body></html>"""


def components(article: Article) -> str:
    """Elements of its own naming."""
    lead = f"<news-lead>{article.lead}</news-lead>" if article.lead else ""
    return f"""{head(article)}<body><site-header><a href="/">شهر بیست</a></site-header><news-page>
<h1>{article.title}</h1><news-meta><span>شناسه: {article.id}</span> <span>انتشار: {article.date}</span></news-meta>{lead}
<news-body>{paragraphs(article)}</news-body><news-related><h2>اخبار مرتبط</h2>{links(article.related, '<div><a href="{url}">{title}</a></div>')}</news-related>
</news-page><site-footer>تمامی حقوق محفوظ است</site-footer></body></html>"""


def magazine(article: Article) -> str:
    """A picture between title and lead, the lead a heading, the body in two sections with an advert between."""
    lead = f"<h2>{article.lead}</h2>" if article.lead else ""
    half = len(article.body) // 2
    first, second = (
        "".join(f"<p>{one}</p>" for one in part) for part in (article.body[:half], article.body[half:])
    )
    return f"""{head(article)}<body class="magazine"><nav><a href="/">خانه</a></nav><article>
<h1>{article.title}</h1><figure><img src="/a.jpg"><figcaption>عکس: آرشیو شهرداری</figcaption></figure>
{lead}<div class="by"><span>انتشار</span> <time>{article.date}</time></div>
<div class="txt"><section>{first}</section><div class="advert"><a href="https://ads.example/x">خرید اقساطی فرش دستباف قم با بهترین قیمت</a></div><section>{second}</section></div>
</article><section class="similar-posts"><h3>مطالب مشابه</h3>{links(article.related, '<article><a href="{url}"><h4>{title}</h4></a><time>۱ دی ۱۴۰۰</time></article>')}</section></body></html>"""


def single_breaks(article: Article) -> str:
    """A line break where others have paragraphs, and the title in an element of another part of the page."""
    lead = f'<div id="summary">{article.lead}</div>' if article.lead else ""
    return f"""{head(article)}<body><div id="masthead"><a href="/">شهر بیست</a></div><div id="pagetitle"><h1>{article.title}</h1></div>
<div id="cols"><div id="left"><h3>پربازدیدترین</h3><ul>{links(LATEST)}</ul></div><div id="right"><p class="stamp">تاریخ: {article.date}</p>{lead}
<div id="fulltext">{"<br>".join(article.body)}</div><div id="bottomlinks"><b>اخبار مرتبط:</b><ul>{links(article.related)}</ul></div></div></div></body></html>"""


def chatty(article: Article) -> str:
    """Long comments between the body and the related articles."""
    lead = f"<p class=teaser><b>{article.lead}</b></p>" if article.lead else ""
    said = "".join(f"<div><b>کاربر {i}</b><p>{article.comment} {PROSE}</p></div>" for i in range(6))
    return f"""{head(article)}<body><div><h1><a href="{url(article)}">{article.title}</a></h1><p>{article.date}</p>{lead}
<div>{paragraphs(article)}</div><h4>نظرات</h4>{said}<form><textarea name=c></textarea></form>
<h4>مطالب مرتبط</h4><ul>{links(article.related)}</ul></div></body></html>"""


def headless(article: Article) -> str:
    """Neither <head> nor <body>, neither <title> nor canonical link."""
    lead = f"<p><em>{article.lead}</em></p><hr>" if article.lead else ""
    return f"""<div><h1>{article.title}</h1><small>شناسه خبر: {article.id} / {article.date}</small>{lead}{paragraphs(article)}
<h2>نوشته‌های مشابه</h2><ul>{links(article.related)}</ul></div>"""


def card(article: Article) -> str:
    """Bootstrap: everything is a card in a row; time and day in two elements."""
    day, _, time = article.date.rpartition(" ")
    lead = f'<div class="card-header"><p class="card-text">{article.lead}</p></div>' if article.lead else ""
    return f"""{head(article)}<body><div class="container"><div class="row"><div class="col-12"><ol class="breadcrumb"><li><a href="/">خانه</a></li><li>{article.title}</li></ol></div>
<div class="col-8"><div class="card"><h3 class="card-title">{article.title}</h3><p class="card-subtitle"><span>{day}</span> <span>{time}</span></p>{lead}
<div class="card-body">{paragraphs(article, '<p class="card-text">{}</p>')}</div></div>
<div class="card"><div class="card-header">اخبار مشابه</div><div class="list-group">{links(article.related, '<a class="list-group-item" href="{url}">{title}</a>')}</div></div></div>
<div class="col-4"><div class="card"><div class="card-header">آخرین اخبار</div><div class="list-group">{links(LATEST, '<a class="list-group-item" href="{url}">{title}</a>')}</div></div></div></div></div></body></html>"""


LAYOUTS: dict[str, Layout] = {
    layout.__name__: layout
    for layout in (
        teasers,
        upside_down,
        rows,
        microdata,
        components,
        magazine,
        single_breaks,
        chatty,
        headless,
        card,
    )
}
__all__ = ["LAYOUTS", "quote"]
