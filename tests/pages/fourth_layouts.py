"""A fourth round of layouts, again written before the reader had seen them."""

from __future__ import annotations

from tests.pages.articles import Article
from tests.pages.layouts import LATEST, SITE, Layout, head, links, paragraphs, url

ABOUT = "شهر بیست پایگاه خبری شهر قم است و خبرهای شهرداری، شورای شهر و شهروندان را هر روز منتشر می‌کند."


def agency(article: Article) -> str:
    """A news agency's: code and date beside a picture, lead under it, 'read also' in the text by class."""
    lead = f'<div class="item-summary"><p>{article.lead}</p></div>' if article.lead else ""
    first, *rest = article.body
    inner = f'<div class="related-in-text"><a href="{SITE}/48001/x/">{LATEST[1][1]}</a></div>'
    body = f"<p>{first}</p>{inner}" + "".join(f"<p>{one}</p>" for one in rest)
    return f"""{head(article)}<body><div class="wrap"><div class="item-header"><h1 class="first-title"><a href="{url(article)}">{article.title}</a></h1></div>
<div class="item-nav"><span class="code">کد خبر <b>{article.id}</b></span> <span class="stamp">تاریخ انتشار: <i>{article.date}</i></span></div>
<div class="item-img"><img src="/p.jpg" alt="{article.title}"></div>{lead}<div class="item-text">{body}</div>
<div class="item-tags"><h2>برچسب‌ها</h2><a href="/tag/a" rel="tag">قم</a></div>
<div class="box"><header><h2>اخبار مرتبط</h2></header><div><ul>{links(article.related)}</ul></div></div>
<div class="box"><header><h2>نظر شما</h2></header><form><textarea></textarea></form></div></div></body></html>"""


def magenta(article: Article) -> str:
    """Title below the text's picture in a <div>, no metadata of any kind in <head>, everything in <span>."""
    lead = f"<span class='x4'>{article.lead}</span><br>" if article.lead else ""
    return f"""<html><head><title>{article.title}</title></head><body><span class="x1"><a href="/">شهر بیست</a></span><br>
<span class="x2">{article.title}</span><br><span class="x3">شناسه : {article.id} | انتشار : {article.date}</span><br>{lead}
{"<br>".join(f"<span class='x5'>{one}</span>" for one in article.body)}<br><span class="x6">نوشته های مشابه</span><br>
{links(article.related, "<span><a href='{url}'>{title}</a></span><br>")}</body></html>"""


def liveblog(article: Article) -> str:
    """Times beside every paragraph's block are not the article's date."""
    lead = f"<p class='standfirst'>{article.lead}</p>" if article.lead else ""
    return f"""{head(article)}<body><header><a href="/">شهر بیست</a><time>جمعه ۹ دی ۱۴۰۱ - ۱۱:۱۱</time></header><main>
<h1>{article.title}</h1><p class="byline"><a href="/author/x">خبرنگار</a>، <time>{article.date}</time> — <span>آخرین به‌روزرسانی: ۲۹ اسفند ۱۴۰۲ - ۱۰:۰۰</span></p>
{lead}<div>{paragraphs(article)}</div></main><aside><h2>خبرهای مرتبط</h2><ul>{links(article.related)}</ul></aside>
<footer><p>{ABOUT}</p></footer></body></html>"""


def portal(article: Article) -> str:
    """A DotNetNuke portal: a form around the whole page, ids with underscores, tables for layout."""
    lead = f'<span id="dnn_ctr1_lblSummary">{article.lead}</span>' if article.lead else ""
    return f"""{head(article)}<body id="Body"><form id="Form" action="/" method="post"><input type="hidden" name="__VIEWSTATE" value="x">
<table id="dnn_outer"><tr><td id="dnn_HeaderPane"><a href="/">شهر بیست</a></td></tr><tr><td id="dnn_ContentPane">
<div id="dnn_ctr1"><span id="dnn_ctr1_lblTitle" class="Head">{article.title}</span><br><span id="dnn_ctr1_lblDate">{article.date}</span>
<div>{lead}</div><div id="dnn_ctr1_Body">{paragraphs(article)}</div>
<div id="dnn_ctr1_Rel"><span>مطالب مرتبط</span><ul>{links(article.related)}</ul></div></div></td>
<td id="dnn_LeftPane"><div><b>پربازدیدترین</b><ul>{links(LATEST)}</ul></div></td></tr></table></form></body></html>"""


def gallery(article: Article) -> str:
    """Pictures with captions between lead and body, and a note of the photographer's below."""
    lead = f"<h3 class='desc'>{article.lead}</h3>" if article.lead else ""
    return f"""{head(article)}<body><article><h1>{article.title}</h1><div class="date">{article.date}</div>{lead}
<div class="pics"><img src="/1.jpg"><img src="/2.jpg"></div><div class="body-text">{paragraphs(article)}</div>
<ul class="tags"><li><a rel="tag" href="/tag/x">قم</a></li></ul></article>
<section><h2>نوشته‌های مرتبط</h2>{links(article.related, '<figure><a href="{url}"><img src="/t.jpg"></a><figcaption><a href="{url}">{title}</a></figcaption></figure>')}</section></body></html>"""


def minified(article: Article) -> str:
    """One line, no quotes, no closing tag that HTML lets out."""
    lead = f"<p class=ld>{article.lead}" if article.lead else ""
    body = "".join(f"<p>{one}" for one in article.body)
    related = "".join(f"<li><a href={SITE}/{i}/x/>{t}</a>" for i, t in article.related)
    return f"""<!doctype html><html lang=fa dir=rtl><meta charset=utf-8><title>{article.title} – شهر بیست</title><link rel=canonical href={url(article)}><body class=s><div class=h><a href=/>شهر بیست</a></div><div class=m><h1>{article.title}</h1><div class=t><span>کد مطلب: {article.id}</span><span>{article.date}</span></div><div class=c>{lead}{body}</div><div class=r><h4>مطالب مشابه</h4><ul>{related}</ul></div></div>"""


def numbered(article: Article) -> str:
    """Title and site name in one heading level, the date in words before the title."""
    lead = f"<div class='z'><div>{article.lead}</div></div>" if article.lead else ""
    return f"""{head(article)}<body><h1>پایگاه خبری شهر بیست</h1><div class="n1"><div class="n2">{article.date}</div><h1>{article.title}</h1>
<div class="n3">شماره خبر: {article.id}</div>{lead}<div class="n4">{paragraphs(article)}</div></div><div class="n5"><h1>اخبار مشابه</h1><ol>{links(article.related)}</ol></div>
<div class="n6"><h1>جدیدترین مطالب</h1><ol>{links(LATEST)}</ol></div></body></html>"""


def drupal(article: Article) -> str:
    """Drupal's fields: a wrapper, a label and an item for each."""
    lead = (
        f'<div class="field field-name-field-lead"><div class="field-items"><div class="field-item even">{article.lead}</div></div></div>'
        if article.lead
        else ""
    )
    return f"""{head(article)}<body class="html not-front node-type-news page-node sidebar-first"><div id="page-wrapper"><div id="header"><a href="/">شهر بیست</a></div>
<div id="main"><div id="content" class="column"><h1 class="page__title title" id="page-title">{article.title}</h1>
<div id="node-{article.id}" class="node node-news clearfix"><div class="submitted">{article.date}</div>{lead}
<div class="field field-name-body"><div class="field-items"><div class="field-item even" property="content:encoded">{paragraphs(article)}</div></div></div></div>
<div class="block block-views"><h2>نوشته های مرتبط</h2><div class="view-content">{links(article.related, '<div class="views-row"><span class="field-content"><a href="{url}">{title}</a></span></div>')}</div></div></div>
<div id="sidebar-first" class="column sidebar"><h2>آخرین</h2><ul>{links(LATEST)}</ul></div></div><div id="footer"><p>{ABOUT}</p></div></div></body></html>"""


def sheet(article: Article) -> str:
    """A table of label and value."""
    lead = f"<tr><th>لید</th><td>{article.lead}</td></tr>" if article.lead else ""
    return f"""{head(article)}<body><table border=1><tr><th>عنوان</th><td>{article.title}</td></tr><tr><th>شناسه خبر</th><td>{article.id}</td></tr>
<tr><th>تاریخ انتشار</th><td>{article.date}</td></tr>{lead}<tr><th>متن</th><td>{paragraphs(article)}</td></tr>
<tr><th>اخبار مرتبط</th><td><ul>{links(article.related)}</ul></td></tr></table></body></html>"""


def letters(article: Article) -> str:
    """A newsletter's markup: nested tables with widths, preheader hidden, everything centred."""
    lead = f'<tr><td style="padding:8px"><strong>{article.lead}</strong></td></tr>' if article.lead else ""
    body = "".join(f'<tr><td style="padding:8px"><p>{one}</p></td></tr>' for one in article.body)
    related = links(article.related, '<tr><td><a href="{url}">{title}</a></td></tr>')
    return f"""{head(article)}<body><div style="display:none">{article.lead or ""} متن پنهان</div><center><table width=600><tr><td><a href="/"><img alt="شهر بیست"></a></td></tr>
<tr><td><h2>{article.title}</h2></td></tr><tr><td><span>{article.date}</span></td></tr><tr><td><table>{lead}{body}</table></td></tr>
<tr><td><table><tr><td>مطالب مرتبط</td></tr>{related}</table></td></tr><tr><td>{ABOUT}</td></tr></table></center></body></html>"""


LAYOUTS: dict[str, Layout] = {
    layout.__name__: layout
    for layout in (agency, magenta, liveblog, portal, gallery, minified, numbered, drupal, sheet, letters)
}
