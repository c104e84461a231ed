"""A fifth round of layouts, the last to be written blind."""

from __future__ import annotations

from tests.pages.articles import Article
from tests.pages.layouts import LATEST, SITE, Layout, head, links, paragraphs, url

NOTE = "برای پیگیری خبرهای بیشتر، پایگاه خبری شهر بیست را در پیام‌رسان‌ها دنبال کنید و دوستان خود را خبر کنید."


def joomla(article: Article) -> str:
    """Joomla: item-page, article-info as a definition list, the introduction in its own division."""
    lead = f'<div class="article-intro">{article.lead}</div>' if article.lead else ""
    return f"""{head(article)}<body class="com_content view-article"><div class="nav-top"><ul><li><a href="/">خانه</a></li></ul></div>
<div class="item-page" itemscope><div class="page-header"><h2 itemprop="headline">{article.title}</h2></div>
<dl class="article-info"><dt>جزئیات</dt><dd class="category-name">دسته: <a href="/c/">{article.category}</a></dd><dd class="published">منتشر شده در {article.date}</dd><dd class="hits">بازدید: ۲۵۰</dd></dl>
{lead}<div itemprop="articleBody">{paragraphs(article)}</div></div>
<div class="relateditems"><h3>مطالب مرتبط</h3><ul>{links(article.related)}</ul></div>
<div class="custom"><p>{NOTE}</p></div></body></html>"""


def twenty_twelve(article: Article) -> str:
    """A WordPress default theme of old: hgroup, entry-content, entry-meta in the footer."""
    lead = f'<div class="entry-summary"><p>{article.lead}</p></div>' if article.lead else ""
    return f"""{head(article)}<body class="rtl single single-post postid-{article.id}"><div id="page" class="hfeed site"><header id="masthead" class="site-header"><hgroup><h1 class="site-title"><a href="{SITE}/">شهر بیست</a></h1><h2 class="site-description">اخبار قم</h2></hgroup></header>
<div id="main" class="wrapper"><div id="primary" class="site-content"><div id="content"><article id="post-{article.id}" class="post-{article.id} post type-post hentry"><header class="entry-header"><h1 class="entry-title">{article.title}</h1></header>{lead}
<div class="entry-content">{paragraphs(article)}</div><footer class="entry-meta">این مطلب در تاریخ <a href="{url(article)}" rel="bookmark"><time class="entry-date" datetime="2022-02-20T18:08:00+03:30">{article.date}</time></a> در <a href="/category/x/" rel="category tag">{article.category}</a> منتشر شده است.</footer></article>
<nav class="nav-single"><span class="nav-previous"><a href="{SITE}/100/x/" rel="prev">خبر پیشین درباره موضوعی دیگر</a></span><span class="nav-next"><a href="{SITE}/102/x/" rel="next">خبر پسین درباره موضوعی دیگر</a></span></nav>
<h3>نوشته‌های مشابه</h3><ul>{links(article.related)}</ul></div></div><div id="secondary" class="widget-area"><aside class="widget"><h3>تازه‌ها</h3><ul>{links(LATEST)}</ul></aside></div></div></div></body></html>"""


def mobile(article: Article) -> str:
    """A mobile page: bars, icons and a drawer before the article, tabs after it."""
    lead = f"<section class='m-lead'>{article.lead}</section>" if article.lead else ""
    return f"""{head(article)}<body><div class="drawer"><ul>{"".join(f"<li><a href='/c/{i}/'>بخش {i}</a></li>" for i in range(9))}</ul></div><div class="bar"><i>☰</i><span>شهر بیست</span></div>
<div class="m-title">{article.title}</div><div class="m-info"><i>🕑</i> {article.date}<i>👁</i> ۳۲۰</div>{lead}
<div class="m-body">{paragraphs(article, "<div class='m-p'>{}</div>")}</div>
<div class="tabs"><span>اخبار مشابه</span></div><div class="m-list">{links(article.related, '<a class="m-item" href="{url}"><img src="/t.jpg"><span>{title}</span></a>')}</div>
<div class="tabs"><span>پربازدیدترین</span></div><div class="m-list">{links(LATEST, '<a class="m-item" href="{url}"><span>{title}</span></a>')}</div></body></html>"""


def frames(article: Article) -> str:
    """An old CMS: the title an image's neighbour in bold, meta data right to left in cells of their own."""
    lead = f"<tr><td colspan=3 class=ab><b>{article.lead}</b></td></tr>" if article.lead else ""
    body = "<br/><br/>".join(article.body)
    return f"""<html><head><meta http-equiv="Content-Type" content="text/html; charset=windows-1256"><title>{article.title}</title></head><body>
<table class=main><tr><td><img src=logo.gif alt="شهر بیست"></td></tr><tr><td><table class=news><tr><td colspan=3 class=tt><h1>{article.title}</h1></td></tr>
<tr><td>کد خبر:</td><td>{article.id}</td><td>{article.date}</td></tr>{lead}<tr><td colspan=3 align=justify>{body}</td></tr></table>
<table class=rel><tr><td>خبرهای مشابه</td></tr>{links(article.related, '<tr><td><li><a href="{url}">{title}</a></td></tr>')}</table></td></tr></table></body></html>"""


def nothing(article: Article) -> str:
    """Neither classes nor labels nor metadata: headings, paragraphs and links."""
    lead = f"<p><b>{article.lead}</b></p>" if article.lead else ""
    return f"""<html><body><p><a href="/">شهر بیست</a></p><h1>{article.title}</h1><p>{article.date}</p>{lead}{paragraphs(article)}<ul>{links(article.related)}</ul></body></html>"""


def accordion(article: Article) -> str:
    """Details and summaries; the body open, the related articles folded."""
    lead = f"<p role='doc-abstract'>{article.lead}</p><hr>" if article.lead else ""
    return f"""{head(article)}<body><main><h1>{article.title}</h1><details><summary>مشخصات خبر</summary><ul><li>شناسه خبر: {article.id}</li><li>زمان انتشار: {article.date}</li></ul></details>
{lead}<div>{paragraphs(article)}</div><details><summary>مطالب مرتبط</summary><ul>{links(article.related)}</ul></details><details><summary>نظرات</summary><p>{article.comment}</p></details></main><footer><p>{NOTE}</p></footer></body></html>"""


LAYOUTS: dict[str, Layout] = {
    layout.__name__: layout for layout in (joomla, twenty_twelve, mobile, frames, nothing, accordion)
}
