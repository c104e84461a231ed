"""A third round of layouts, written without a look at what the reader does with them."""

from __future__ import annotations

from tests.pages.articles import Article
from tests.pages.layouts import LATEST, SITE, Layout, head, links, paragraphs, url

FILLER = "شهروندان گرامی می‌توانند برای دریافت تازه‌ترین خبرهای شهر در خبرنامه پایگاه نام‌نویسی کنند."


def newspaper(article: Article) -> str:
    """Lead in a quotation, kicker above, byline, date in <time> after the body, related as a grid outside."""
    lead = f"<blockquote>{article.lead}</blockquote>" if article.lead else ""
    kicker = f"<p class='over'>{article.kicker}</p>" if article.kicker else ""
    grid = links(
        article.related,
        '<div class="g"><a href="{url}"><img src="/i.jpg" alt="{title}"></a><h6><a href="{url}">{title}</a></h6><p>قم</p></div>',
    )
    return f"""{head(article)}<body><div id="page"><div id="brand"><a href="/"><img alt="شهر بیست"></a></div>
<div id="story">{kicker}<h1 id="headline">{article.title}</h1>{lead}
<div id="copy">{paragraphs(article)}</div>
<div id="dateline"><time>{article.date}</time></div></div>
<div id="grid"><h2>مطالب پیشنهادی</h2>{grid}</div>
<div id="letter"><p>{FILLER}</p><form><input name="email"></form></div></div></body></html>"""


def definition(article: Article) -> str:
    """The article as a definition list with labels for everything, the lead too."""
    lead = f"<dt>خلاصه خبر</dt><dd>{article.lead}</dd>" if article.lead else ""
    body = "".join(f"<p>{one}</p>" for one in article.body)
    return f"""{head(article)}<body><h2>شهر بیست</h2><dl><dt>عنوان</dt><dd><h3>{article.title}</h3></dd>
<dt>شماره خبر</dt><dd>{article.id}</dd><dt>تاریخ درج</dt><dd>{article.date}</dd>{lead}<dt>متن خبر</dt><dd>{body}</dd>
<dt>خبرهای مرتبط</dt><dd><ul>{links(article.related)}</ul></dd></dl></body></html>"""


def font(article: Article) -> str:
    """<center>, <font> and nothing else; paragraphs parted by <p> that is never closed."""
    lead = f"<p><font color=gray>{article.lead}</font>" if article.lead else ""
    body = "".join(f"<p align=justify>{one}" for one in article.body)
    return f"""<html><head><title>{article.title} - پایگاه خبری شهر بیست</title></head><body dir=rtl>
<center><font size=7>شهر بیست</font></center><hr><p><font size=5><b>{article.title}</b></font>
<p><small>شناسه : {article.id}</small> <small>انتشار : {article.date}</small>{lead}{body}
<hr><p><b>نوشته های مشابه</b>{links(article.related, '<p>&raquo; <a href="{url}">{title}</a>')}<hr>
<center><a href="/">بازگشت به صفحه نخست</a></center></body></html>"""


def sticky(article: Article) -> str:
    """Breadcrumb with the title, share buttons beside the text, tags and an author's box below."""
    lead = f'<p class="s-sum">{article.lead}</p>' if article.lead else ""
    tags = "".join(f'<a href="/tag/{t}/" rel="tag">#{t}</a> ' for t in article.tags)
    return f"""{head(article)}<body><ul class="bc"><li><a href="/">خانه</a></li><li><a href="/category/x/">{article.category}</a></li><li>{article.title}</li></ul>
<div class="s"><div class="s-l"><a href="https://t.me/share?u=1">تلگرام</a><a href="https://eitaa.com/share?u=1">ایتا</a><button>A+</button></div>
<div class="s-r"><h1>{article.title}</h1><div class="s-m"><span>{article.category}</span><span>{article.date}</span><span>کد: {article.id}</span></div>
{lead}<div class="s-t">{paragraphs(article)}</div><div class="s-g">{tags}</div>
<div class="s-a"><b>درباره نویسنده</b> <a href="/author/a/">خبرنگار</a></div>
<div class="s-x"><h3>پست های مرتبط</h3><ul>{links(article.related)}</ul></div></div></div>
<div class="s-f">{FILLER}</div></body></html>"""


def react(article: Article) -> str:
    """Sections of a framework, the data again as JSON in a script, the latest news before the article."""
    lead = f'<section><h2 style="font-weight:400">{article.lead}</h2></section>' if article.lead else ""
    return f"""{head(article, marks=False)}<body><div id="root"><section class="_3x"><h3>آخرین خبرها</h3>{links(LATEST, '<div><a href="{url}"><span>{title}</span></a><time>۲ اسفند ۱۴۰۰</time></div>')}</section>
<section class="_4y"><section><h1>{article.title}</h1><div><time dateTime="2022-02-20T14:38:00Z">{article.date}</time></div></section>{lead}
<section>{paragraphs(article)}</section><section><h3>خبرهای مشابه</h3>{links(article.related, '<div><a href="{url}"><span>{title}</span></a></div>')}</section></section></div>
<script id="__DATA__" type="application/json">{{"title":"{article.title}","body":"<p>{article.body[0]}</p>"}}</script></body></html>"""


def printable(article: Article) -> str:
    """The print view: header, rule, text, address at the foot."""
    lead = f"<div style='font-weight:bold'>{article.lead}</div>" if article.lead else ""
    return f"""<html><head><meta charset=utf-8><title>{article.title}</title><link rel=canonical href="{url(article)}"></head><body onload="print()">
<div>پایگاه خبری شهر بیست (shahr20.ir)</div><hr><h2>{article.title}</h2>
<div>شناسه : {article.id}</div><div>انتشار : {article.date}</div><hr>{lead}
{paragraphs(article, '<div style="text-align:justify">{}</div>')}
<hr><div>مطالب مشابه</div><ol>{links(article.related)}</ol><hr><div>{url(article)}</div></body></html>"""


def elementor(article: Article) -> str:
    """A page builder: eight wrappers around everything."""

    def wrap(kind: str, inner: str) -> str:
        return f'<div class="elementor-element elementor-widget elementor-widget-{kind}"><div class="elementor-widget-container">{inner}</div></div>'

    lead = wrap("theme-post-excerpt", article.lead) if article.lead else ""
    info = wrap(
        "post-info",
        f'<ul class="elementor-icon-list-items"><li><span class="elementor-icon-list-text elementor-post-info__item">{article.date}</span></li><li><span>بدون دیدگاه</span></li></ul>',
    )
    cards = links(
        article.related,
        '<article class="elementor-post post"><div class="elementor-post__text"><h3 class="elementor-post__title"><a href="{url}">{title}</a></h3><div class="elementor-post-date">۵ دی ۱۴۰۰</div></div></article>',
    )
    return f"""{head(article)}<body class="single postid-{article.id} elementor-page"><header class="elementor elementor-location-header">{wrap("heading", '<a href="/">شهر بیست</a>')}</header>
<div class="elementor elementor-location-single post type-post"><section class="elementor-section"><div class="elementor-container"><div class="elementor-column">
{wrap("theme-post-title", f"<h1>{article.title}</h1>")}{info}{lead}{wrap("theme-post-content", paragraphs(article))}
{wrap("share-buttons", "<div>اشتراک در تلگرام</div>")}{wrap("heading", "<h4>نوشته‌های مشابه</h4>")}{wrap("posts", f'<div class="elementor-posts-container">{cards}</div>')}
{wrap("post-comments", f"<h3>دیدگاه‌ها</h3><p>{article.comment}</p>")}</div></div></section></div><footer class="elementor-location-footer"><p>{FILLER}</p></footer></body></html>"""


def two_columns(article: Article) -> str:
    """The body in two columns of a table, meta data in a third; the related articles as a table."""
    half = (len(article.body) + 1) // 2
    left, right = (
        "".join(f"<p>{one}</p>" for one in part) for part in (article.body[:half], article.body[half:])
    )
    lead = f"<p class='lid'>{article.lead}</p>" if article.lead else ""
    return f"""{head(article)}<body><h1>{article.title}</h1>{lead}<table><tr><td valign=top width=20%>کد خبر : {article.id}<br>انتشار : {article.date}</td>
<td valign=top>{left}</td><td valign=top>{right}</td></tr></table>
<h3>اخبار مرتبط</h3><table>{links(article.related, '<tr><td><a href="{url}">{title}</a></td></tr>')}</table></body></html>"""


def infinite(article: Article) -> str:
    """The next article begins on the same page, below the first."""
    lead = f'<p class="sub">{article.lead}</p>' if article.lead else ""
    other = f'<article data-url="{SITE}/48000/x/"><h2><a href="{SITE}/48000/x/">{LATEST[0][1]}</a></h2><p>{FILLER} {FILLER}</p><p>{FILLER}</p><p>{FILLER} {FILLER} {FILLER}</p></article>'
    return f"""{head(article)}<body><main><article data-url="{url(article)}"><h1>{article.title}</h1><p class="when">{article.date}</p>{lead}{paragraphs(article)}
<h5>موضوعات مرتبط</h5><ul>{links(article.related)}</ul></article>{other}</main></body></html>"""


def lists(article: Article) -> str:
    """Everything is an item of a list."""
    lead = f"<li><em>{article.lead}</em></li>" if article.lead else ""
    body = "".join(f"<li><p>{one}</p></li>" for one in article.body)
    return f"""{head(article)}<body><ul id="m"><li><a href="/">شهر بیست</a></li></ul><ul id="n"><li><h1>{article.title}</h1></li><li>{article.date}</li>{lead}<li><ul>{body}</ul></li>
<li>اخبار مرتبط</li><li><ul>{links(article.related)}</ul></li></ul></body></html>"""


LAYOUTS: dict[str, Layout] = {
    layout.__name__: layout
    for layout in (
        newspaper,
        definition,
        font,
        sticky,
        react,
        printable,
        elementor,
        two_columns,
        infinite,
        lists,
    )
}
