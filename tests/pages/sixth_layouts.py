"""A sixth round of layouts, written blind: what Iranian news sites on WordPress are made of.

Bought themes (Jannah, Newspaper, Publisher, Divi), the markup of Persian news systems rebuilt as themes, AMP and
print. Leads have one paragraph, two or none, one article is a short item of two.
"""

from __future__ import annotations

from tests.pages.articles import Article
from tests.pages.layouts import LATEST, SITE, Layout, head, links, url

ABOUT = "پایگاه خبری شهر بیست از سال ۱۳۹۵ رویدادهای شهر قم، شهرداری و شورای اسلامی شهر را گزارش می‌کند."
VIEWED = tuple((48100 + i, f"پربازدیدی که {n} ساعت پیش نوشته شد") for i, n in enumerate(["یک", "دو", "سه"]))
MENU = "".join(
    f'<li class="menu-item"><a href="{SITE}/category/c{i}/">{name}</a></li>'
    for i, name in enumerate(("شهری", "فرهنگی", "اجتماعی", "اقتصادی", "ورزشی", "چندرسانه‌ای"))
)


def lead(article: Article, form: str, one: str = "<p>{}</p>") -> str:
    """The lead's paragraphs, each in `one`, all in `form`; nothing where there is none."""
    parts = (article.lead or "").split("\n\n") if article.lead else []
    return form.format("".join(one.format(part) for part in parts)) if parts else ""


def body(article: Article, form: str = "<p>{}</p>") -> str:
    return "\n".join(form.format(one) for one in article.body)


def tags(article: Article, form: str = '<a href="{url}" rel="tag">{name}</a>', between: str = " ") -> str:
    return between.join(form.format(url=f"{SITE}/tag/{i}/", name=name) for i, name in enumerate(article.tags))


def jannah(article: Article) -> str:
    """Jannah of TieLabs: subtitle under the title, cards of related posts, previous and next."""
    sub = lead(article, '<div class="entry-sub-title">{}</div>')
    cards = links(
        article.related,
        '<div class="related-item tie-standard"><a aria-label="{title}" href="{url}" class="post-thumb"><div class="post-thumb-overlay-wrap"></div><img src="/t.jpg"></a>'
        '<h3 class="post-title"><a href="{url}">{title}</a></h3><div class="post-meta clearfix"><span class="date meta-item tie-icon">۵ دی ۱۴۰۰</span></div></div>',
    )
    return f"""{head(article)}<body class="rtl single single-post postid-{article.id} single-format-standard wrapper-has-no-shadow is-percent-width">
<div class="background-overlay"><div id="tie-container" class="site tie-container"><div id="tie-wrapper"><header id="theme-header" class="theme-header header-layout-3">
<nav id="top-nav" class="top-nav"><div class="topbar-today-date tie-icon">جمعه , ۳ تیر ۱۴۰۱</div><div class="breaking"><span class="breaking-title">خبر فوری</span><ul id="breaking-news-in-header">{links(LATEST)}</ul></div></nav>
<div class="logo"><a href="{SITE}/">شهر بیست</a></div><nav id="main-nav"><ul id="menu" class="menu">{MENU}</ul></nav></header>
<div id="content" class="site-content container"><div id="main-content-row" class="tie-row main-content-row"><div class="main-content tie-col-md-8" role="main">
<article id="the-post" class="container-wrapper post-content tie-standard"><header class="entry-header-outer"><nav id="breadcrumb"><a href="{SITE}/">خانه</a><em class="delimiter">/</em><a href="{SITE}/category/x/">{article.category}</a><em class="delimiter">/</em><span class="current">{article.title}</span></nav>
<div class="entry-header"><span class="post-cat-wrap"><a class="post-cat tie-cat-5" href="{SITE}/category/x/">{article.category}</a></span><h1 class="post-title entry-title">{article.title}</h1>{sub}
<div class="single-post-meta post-meta clearfix"><span class="author-meta"><a href="{SITE}/author/admin/" class="author-name">سردبیر</a></span><span class="date meta-item tie-icon">{article.date}</span><div class="tie-alignright"><span class="meta-comment meta-item">۰</span><span class="meta-views meta-item">۴۵</span><span class="meta-reading-time meta-item">خواندن ۲ دقیقه</span></div></div></div></header>
<div class="featured-area"><figure class="single-featured-image"><img src="/p.jpg" class="attachment-jannah-image-post wp-post-image"></figure></div>
<div class="entry-content entry clearfix">{body(article)}<div class="post-bottom-meta post-bottom-tags"><div class="post-bottom-meta-title">برچسب ها</div><span class="tagcloud">{tags(article)}</span></div></div>
<div class="share-buttons share-buttons-bottom"><a href="https://t.me/share?u=1">تلگرام</a><a href="https://wa.me/?u=1">واتساپ</a></div></article>
<div class="post-components"><div class="about-author container-wrapper"><h3><a href="{SITE}/author/admin/">سردبیر</a></h3><div class="author-bio">{ABOUT}</div></div>
<div class="prev-next-post-nav container-wrapper"><div class="prev-post"><a href="{SITE}/100/x/"><h3 class="post-title">خبر پیشین درباره موضوعی دیگر</h3></a></div><div class="next-post"><a href="{SITE}/102/x/"><h3 class="post-title">خبر پسین درباره موضوعی دیگر</h3></a></div></div>
<div id="related-posts" class="container-wrapper has-extra-post"><div class="mag-box-title the-global-title"><h3>نوشته های مشابه</h3></div><div class="related-posts-list">{cards}</div></div>
<div id="comments" class="comments-area"><h3>دیدگاهتان را بنویسید</h3><p>{article.comment}</p><form><textarea></textarea></form></div></div></div>
<aside class="sidebar tie-col-md-4"><div class="container-wrapper widget"><div class="widget-title the-global-title"><div class="the-subtitle">پربازدیدترین</div></div><ul class="posts-list-items">{links(VIEWED)}</ul></div></aside></div></div>
<footer id="footer" class="site-footer"><p>{ABOUT}</p></footer></div></div></div></body></html>"""


def newspaper_tagdiv(article: Article) -> str:
    """Newspaper of tagDiv: tabs as the heading of the related posts, the category over each picture."""
    sub = lead(article, '<div class="td-post-sub-title">{}</div>')
    cards = links(
        article.related,
        '<div class="td-related-span4"><div class="td_module_related_posts"><div class="td-module-image"><div class="td-module-thumb"><a href="{url}" rel="bookmark" class="td-image-wrap" title="{title}"><img src="/t.jpg"></a></div><a href="https://shahr20.ir/category/x/" class="td-post-category">شهری</a></div>'
        '<div class="item-details"><h3 class="entry-title td-module-title"><a href="{url}" rel="bookmark">{title}</a></h3></div></div></div>',
    )
    return f"""{head(article)}<body class="rtl post-template-default single single-post postid-{article.id} global-block-template-1">
<div id="td-outer-wrap" class="td-theme-wrap"><div class="td-header-wrap td-header-style-1"><div class="td-header-top-menu-full"><div class="td_data_time">جمعه, تیر ۳, ۱۴۰۱</div></div><div class="td-header-sp-logo"><a href="{SITE}/">شهر بیست</a></div><div class="td-header-menu-wrap"><ul>{MENU}</ul></div></div>
<div class="td-main-content-wrap td-container-wrap"><div class="td-container"><div class="td-crumb-container"><div class="entry-crumbs"><span><a class="entry-crumb" href="{SITE}/">خانه</a></span> <i class="td-icon-right td-bread-sep"></i> <span><a class="entry-crumb" href="{SITE}/category/x/">{article.category}</a></span></div></div>
<div class="td-pb-row"><div class="td-pb-span8 td-main-content" role="main"><div class="td-ss-main-content">
<article id="post-{article.id}" class="post-{article.id} post type-post status-publish" itemscope itemtype="https://schema.org/Article"><div class="td-post-header"><ul class="td-category"><li class="entry-category"><a href="{SITE}/category/x/">{article.category}</a></li></ul>
<header class="td-post-title"><h1 class="entry-title">{article.title}</h1>{sub}<div class="td-module-meta-info"><div class="td-post-author-name"><div class="td-author-by">توسط</div> <a href="{SITE}/author/a/">تحریریه</a><div class="td-author-line"> - </div></div><span class="td-post-date"><time class="entry-date updated td-module-date">{article.date}</time></span><div class="td-post-comments"><a href="#respond">0</a></div><div class="td-post-views"><span class="td-nr-views">45</span></div></div></header></div>
<div class="td-post-sharing-top"><div class="td-post-sharing-visible"><a class="td-social-sharing-button" href="https://t.me/share?u=1"><div class="td-social-but-text">Telegram</div></a></div></div>
<div class="td-post-content tagdiv-type"><div class="td-post-featured-image"><img class="entry-thumb" src="/p.jpg"></div>{body(article)}</div>
<footer><div class="td-post-source-tags"><ul class="td-tags td-post-small-box clearfix"><li><span>برچسب ها</span></li>{tags(article, '<li><a href="{url}">{name}</a></li>')}</ul></div>
<div class="td-block-row td-post-next-prev"><div class="td-block-span6 td-post-prev-post"><div class="td-post-next-prev-content"><span>مقاله قبلی</span><a href="{SITE}/100/x/">خبر پیشین درباره موضوعی دیگر</a></div></div><div class="td-block-span6 td-post-next-post"><div class="td-post-next-prev-content"><span>مقاله بعدی</span><a href="{SITE}/102/x/">خبر پسین درباره موضوعی دیگر</a></div></div></div>
<div class="author-box-wrap"><div class="desc"><div class="td-author-name vcard author"><a href="{SITE}/author/a/">تحریریه</a></div><div class="td-author-description">{ABOUT}</div></div></div></footer></article>
<div class="td_block_wrap td_block_related_posts td_with_ajax_pagination"><h4 class="td-related-title td-block-title"><a id="tdi_3" class="td-related-left td-cur-simple-item" href="#">مقالات مرتبط</a><a class="td-related-right" href="#">از همین نویسنده</a></h4><div class="td_block_inner"><div class="td-related-row">{cards}</div></div></div>
<div class="comments" id="comments"><div id="respond"><h3 id="reply-title">پاسخ دهید</h3><form><textarea></textarea></form></div></div></div></div>
<div class="td-pb-span4 td-main-sidebar" role="complementary"><div class="td_block_wrap td_block_7"><h4 class="block-title"><span>آخرین اخبار</span></h4>{links(LATEST, '<div class="td_module_6"><h3 class="entry-title"><a href="{url}">{title}</a></h3></div>')}</div></div></div></div></div>
<div class="td-footer-wrapper"><p>{ABOUT}</p></div></div></body></html>"""


def publisher(article: Article) -> str:
    """Publisher of BetterStudio: subtitle as h2, an inline box of related posts, «ممکن است شما دوست داشته باشید»."""
    sub = lead(article, '<div class="post-subtitle">{}</div>')
    first, *rest = article.body
    irp = f'<div class="bs-irp right bs-irp-text-1-full"><div class="bs-irp-heading"><span class="h-text heading-typo">بیشتر بخوانید</span></div><div class="bs-pagination-wrapper"><div class="listing listing-text"><div class="listing-item"><h2 class="title"><a href="{SITE}/48001/x/" class="post-title post-url">{LATEST[1][1]}</a></h2></div></div></div></div>'
    text = f"<p>{first}</p>{irp}" + "".join(f"<p>{one}</p>" for one in rest)
    cards = links(
        article.related,
        '<div class="post-9 type-post format-standard listing-item listing-item-thumbnail"><div class="item-inner clearfix"><div class="featured"><div class="term-badges floated"><span class="term-badge"><a href="https://shahr20.ir/category/x/">شهری</a></span></div><a title="{title}" class="img-holder" href="{url}"></a></div><p class="title"><a class="post-url" href="{url}" title="{title}">{title}</a></p></div></div>',
    )
    return f"""{head(article)}<body class="rtl single single-post postid-{article.id} bs-theme bs-publisher full-width"><div class="main-wrap content-main-wrap"><header id="header" class="site-header header-style-2"><section class="topbar"><span class="topbar-date">جمعه, ۳ تیر , ۱۴۰۱</span></section><p id="site-branding" class="logo"><a href="{SITE}/">شهر بیست</a></p><nav id="menu-main" class="menu main-menu-container"><ul>{MENU}</ul></nav></header>
<nav role="navigation" class="bf-breadcrumb clearfix bc-top-style"><ul class="bf-breadcrumb-items"><li class="bf-breadcrumb-item bf-breadcrumb-begin"><a href="{SITE}/"><span>خانه</span></a></li><li class="bf-breadcrumb-item"><a href="{SITE}/category/x/"><span>{article.category}</span></a></li><li class="bf-breadcrumb-item bf-breadcrumb-end"><span>{article.title}</span></li></ul></nav>
<main id="content" class="content-container"><div class="container layout-2-col post-template-1"><div class="row main-section"><div class="col-sm-8 content-column"><div class="single-container">
<article id="post-{article.id}" class="post-{article.id} post type-post single-post-content has-thumbnail"><div class="single-featured"><a class="post-thumbnail open-lightbox" href="/p.jpg"><img src="/p.jpg"></a></div><div class="post-header-inner"><div class="post-header-title"><div class="term-badges floated"><span class="term-badge term-5"><a href="{SITE}/category/x/">{article.category}</a></span></div>
<h1 class="single-post-title"><span class="post-title" itemprop="headline">{article.title}</span></h1>{sub}<div class="post-meta single-post-meta"><a href="{SITE}/author/a/" class="post-author-a"><span class="post-author-name">به وسیله <b>تحریریه</b></span></a><span class="time"><time class="post-published updated">در <b>{article.date}</b></time></span></div></div></div>
<div class="post-share single-post-share top-share"><span class="views post-share-btn-views"><b class="number">45</b></span><span class="share-handler"><b class="text">اشتراک گذاری</b></span></div>
<div class="entry-content clearfix single-post-content">{text}</div><div class="entry-terms post-tags clearfix"><span class="terms-label"></span>{tags(article)}</div></article>
<section class="next-prev-post clearfix"><div class="prev-post"><p class="pre-title heading-typo">نوشته قبلی</p><p class="title heading-typo"><a href="{SITE}/100/x/" rel="prev">خبر پیشین درباره موضوعی دیگر</a></p></div><div class="next-post"><p class="pre-title heading-typo">نوشته بعدی</p><p class="title heading-typo"><a href="{SITE}/102/x/" rel="next">خبر پسین درباره موضوعی دیگر</a></p></div></section></div>
<div class="post-related"><div class="section-heading sh-t1 multi-tab"><a href="#relatedposts_1" class="main-link active"><span class="h-text related-posts-heading">ممکن است شما دوست داشته باشید</span></a><a href="#relatedposts_2" class="other-link"><span class="h-text related-posts-heading">بیشتر از نویسنده</span></a></div><div class="tab-content"><div class="tab-pane active" id="relatedposts_1"><div class="bs-pagination-wrapper"><div class="listing listing-thumbnail clearfix">{cards}</div></div></div></div></div>
<section id="comments-template-1" class="comments-template"><div id="respond"><h3>ارسال یک پاسخ</h3><p>{article.comment}</p></div></section></div>
<div class="col-sm-4 sidebar-column"><aside id="sidebar-primary-sidebar" class="sidebar"><div class="widget"><div class="section-heading"><span class="h-text">محبوب‌ترین‌ها</span></div>{links(VIEWED)}</div></aside></div></div></div></main>
<footer id="site-footer" class="site-footer"><div class="copy-footer"><p>{ABOUT}</p></div></footer></div></body></html>"""


def agency_items(article: Article) -> str:
    """An agency's system: the code beside the date, the lead as h3, boxes whose headings are links."""
    intro = lead(article, '<h3 class="item-summary">{}</h3>', '<p class="summary introtext">{}</p>')
    news = links(
        article.related,
        '<li class="news"><figure><a href="{url}" target="_blank"><img src="/t.jpg"></a></figure><div class="desc"><h3><a href="{url}" target="_blank">{title}</a></h3></div></li>',
    )
    return f"""{head(article)}<body class="rtl news-page"><header id="masthead"><div class="container"><a href="{SITE}/">شهر بیست</a><nav><ul>{MENU}</ul></nav></div></header>
<main id="main"><div class="container"><div class="row"><div class="col-xs-12 col-md-8 main-content"><article id="item" class="item"><div class="item-header"><div class="item-nav row"><div class="col-md-4 item-date"><span>{article.date}</span></div><div class="item-path"><ol class="breadcrumb"><li><a href="{SITE}/category/x/">{article.category}</a></li></ol></div><div class="item-code">کد خبر: <span>{article.id}</span></div></div>
<div class="item-title"><h1 class="title"><a href="{url(article)}">{article.title}</a></h1></div></div><figure class="item-img"><img src="/p.jpg" alt="{article.title}"></figure>{intro}
<div class="item-body"><div class="item-text" itemprop="articleBody">{body(article)}</div></div>
<div class="item-footer"><div class="item-link"><span>لینک کوتاه</span> <input value="{SITE}/?p={article.id}" readonly></div></div></article>
<section class="box tags"><header><h2><a href="{SITE}/tags/">برچسب‌ها</a></h2></header><div><ul>{tags(article, '<li><a href="{url}" rel="Index, Tag">{name}</a></li>')}</ul></div></section>
<section class="box header-clean list-thumbs"><header><h2><a href="#">در همین زمینه</a></h2></header><div><ul>{news}</ul></div></section>
<section class="box comments"><header><h2>نظر شما</h2></header><div>{article.comment}</div></section></div>
<aside class="col-md-4 sidebar"><section class="box tabs"><header><h2>پربازدیدها</h2></header><ul>{links(VIEWED)}</ul></section><section class="box"><header><h2>تازه‌های سایت</h2></header><ul>{links(LATEST)}</ul></section></aside></div></div></main>
<footer id="footer"><p>{ABOUT}</p></footer></body></html>"""


def samaneh(article: Article) -> str:
    """A hosted news system: labels beside values, body in .body, related in an <aside> whose heading is a <span>."""
    sub = lead(article, '<div class="subtitle">{}</div>', "<div>{}</div>")
    text = "".join(f'<div style="text-align: justify;">{one}</div>\n' for one in article.body)
    return f"""{head(article)}<body><div class="header_c"><div class="top_date">۳ تیر ۱۴۰۱ - ۲۳:۵۹</div><a href="/">شهر بیست</a><ul class="menu_c">{MENU}</ul></div>
<div class="container"><div class="row"><div class="col-sm-24 content_c"><div class="inner_content"><div class="news_toolbar"><div class="news_nav news_id_c"><span class="news_nav_title">کد خبر: </span>{article.id}</div><div class="news_nav news_pdate_c"><span class="news_nav_title">تاریخ انتشار: </span>{article.date}</div><div class="news_path"><a href="{SITE}/" class="news_path_home">صفحه نخست</a> » <a href="{SITE}/category/x/" rel="category tag">{article.category}</a></div></div>
<div class="title"><h1><a class="title">{article.title}</a></h1></div>{sub}<div class="news_lead_pic"><img src="/p.jpg"></div>
<div class="body">{text}</div><div class="wrapper"></div>
<div class="news_bottom_c"><div class="short_link_con">لینک کوتاه: <span>{SITE}/?p={article.id}</span></div><div class="tag_items"><span>برچسب ها:</span> {tags(article, between=" ، ")}</div></div>
<aside class="hamrah"><span class="hamrah_t">مطالب پیشنهادی</span> {links(article.related, '<a class="hamrah_i" href="{url}">{title}</a><br>')}</aside>
<div class="comments_container"><div class="comments_c"><div class="comment_title">نظرات بینندگان</div><div class="comment_body">{article.comment}</div></div></div></div></div>
<div class="col-sm-12 left_c"><div class="box_header">پربیننده ترین</div><div class="box_body">{links(VIEWED, '<div class="linear_news"><a href="{url}" class="title5">{title}</a></div>')}</div></div></div></div>
<div class="footer_c">{ABOUT}</div></body></html>"""


def amp_for_wp(article: Article) -> str:
    """AMP for WP, design one: everything in an <article>, related posts with an excerpt each."""
    excerpt = lead(article, '<div class="ampforwp_single_excerpt">{}</div>', '<p class="amp-excerpt">{}</p>')
    related = links(
        article.related,
        '<li class="has_thumbnail"><a href="{url}"><amp-img src="/t.jpg" width="150" height="150"></amp-img></a><div class="related_link"><a href="{url}" title="{title}">{title}</a></div></li>',
    )
    markup = head(article, marks=False).replace("<html ", "<html amp ")
    canonical = f'<link rel="canonical" href="{url(article)}"></head>'
    return f"""{markup.replace("</head>", canonical)}<body class="body single-post {article.id} post-id-{article.id} singular-{article.id} amp-single design_1_wrapper"><amp-sidebar id="sidebar" layout="nodisplay"><nav><ul class="amp-menu">{MENU}</ul></nav></amp-sidebar>
<header class="amp-wp-header"><div><a href="{SITE}/amp/">شهر بیست</a></div></header><main><article class="amp-wp-article"><header class="amp-wp-article-header ampforwp-title"><h1 class="amp-wp-title">{article.title}</h1></header>
<div class="amp-wp-article-header amp-wp-article-category ampforwp-meta-taxonomy"><div class="amp-wp-meta amp-wp-tax-category"><span>دسته‌ها: </span><span class="amp-cat"><a href="{SITE}/category/x/amp/">{article.category}</a></span></div></div>
<div class="amp-wp-article-header ampforwp-meta-info"><div class="amp-wp-content post-title-meta"><ul class="amp-wp-meta amp-meta-wrapper"><li class="amp-wp-byline"><span class="amp-wp-author author vcard">تحریریه</span></li><li class="amp-wp-meta-date">{article.date}</li></ul></div></div>
<div class="amp-wp-article-featured-image amp-wp-content featured-image-content"><figure><amp-img src="/p.jpg" width="600" height="300"></amp-img></figure></div>{excerpt}
<div class="amp-wp-article-content"><div class="amp-wp-content the_content">{body(article)}</div></div>
<div class="amp-wp-content amp-wp-article-tags ampforwp-meta-taxonomy"><div class="amp-wp-meta ampforwp-tax-tag"><span>برچسب‌ها: </span>{tags(article, '<span class="amp-tag"><a href="{url}">{name}</a></span>')}</div></div>
<div class="ampforwp-social-icons-wrapper"><amp-social-share type="telegram"></amp-social-share></div>
<div class="amp-wp-content relatedpost"><div class="related_posts"><ol class="clearfix"><span class="related-title">نوشته‌های مرتبط</span>{related}</ol></div></div>
<div class="ampforwp-comment-wrapper"><div class="comment-button-wrapper"><a href="{url(article)}#commentform">ارسال دیدگاه</a></div></div></article></main>
<footer class="amp-wp-footer"><div><p>{ABOUT}</p><p class="back-to-top"><a href="#top">بازگشت به بالا</a></p></div></footer></body></html>"""


def wp_print(article: Article) -> str:
    """WP-Print: the site's name above, byline with category, addresses below, no related articles."""
    intro = lead(article, "{}", "<p><strong>{}</strong></p>")
    return f"""<!DOCTYPE html><html dir="rtl"><head><meta charset="UTF-8"><title>شهر بیست » چاپ » {article.title}</title><meta name="robots" content="noindex, nofollow"><link rel="canonical" href="{url(article)}"></head>
<body><main role="main" class="center"><header class="entry-header"><span class="hat"><strong>- شهر بیست - <span dir="ltr">{SITE}</span> -</strong></span><h1 class="entry-title">{article.title}</h1><span class="entry-date">ارسال شده توسط <u>تحریریه</u> در <u>{article.date}</u> در دسته <u><a href="{SITE}/category/x/" rel="category tag">{article.category}</a></u> | <u><a href="#comments_controls">بدون دیدگاه</a></u></span></header>
<div class="entry-content">{intro}{body(article)}</div></main><div class="comments"></div>
<footer class="footer"><p>چاپ شده از شهر بیست: <strong dir="ltr">{SITE}</strong></p><p>نشانی مطلب: <strong dir="ltr">{url(article)}</strong></p><p style="text-align: left"><a href="#Print" onclick="window.print(); return false;">برای چاپ اینجا را کلیک کنید.</a></p></footer>
<p style="text-align: center;">حق نشر © ۱۳۹۵ شهر بیست. کلیه حقوق محفوظ است.</p></body></html>"""


def jarideh(article: Article) -> str:
    """A Persian theme: a list of facts over the text, «بیشتر بخوانید» on the line of its links in an <aside>."""
    lid = lead(article, '<div class="khabar-lid">{}</div>')
    more = " ".join(
        f'<a href="{SITE}/{ident}/x/">{title}</a>' + ("" if at == len(article.related) - 1 else " |")
        for at, (ident, title) in enumerate(article.related)
    )
    return f"""{head(article)}<body class="rtl single single-post postid-{article.id}"><div class="navbar-top"><span>جمعه / ۳ تیر / ۱۴۰۱</span><ul>{MENU}</ul></div><h2 class="logo-text"><a href="{SITE}">شهر بیست</a></h2>
<section class="container"><div class="row"><div class="col-md-9"><div class="khabar-box"><ul class="khabar-facts"><li>شماره خبر : {article.id}</li><li>{article.date}</li><li>۴۵ بازدید</li><li><a href="?print=1">پرینت</a></li></ul>
<h1 class="khabar-titr">{article.title}</h1><div class="khabar-thumb"><img src="/p.jpg" class="attachment-large wp-post-image"></div>{lid}
<div class="khabar-matn">{body(article)}</div>
<div class="khabar-dast">دسته بندی : <a href="{SITE}/category/x/" rel="category tag">{article.category}</a></div><div class="khabar-tag">برچسب ها : {tags(article, between=" , ")}</div>
<aside class="khabar-more"><b>بیشتر بخوانید:</b> {more}</aside>
<div class="khabar-link">لینک کوتاه : <span>{SITE}/?p={article.id}</span></div>
<div class="khabar-nazar"><h4>ارسال دیدگاه</h4><ul><li>دیدگاه های ارسال شده توسط شما، پس از تایید منتشر خواهد شد.</li></ul><p>{article.comment}</p></div></div></div>
<div class="col-md-3"><div class="side-khabar"><h3>آخرین اخبار</h3><ul>{links(LATEST)}</ul></div><div class="side-khabar"><h3>پربیننده‌ها</h3><ul>{links(VIEWED)}</ul></div></div></div></section><div class="foot-khabar"><p>{ABOUT}</p></div></body></html>"""


def hamrah(article: Article) -> str:
    """A Persian theme: related articles in a <nav> under «در همین رابطه», the body in an unknown class."""
    lid = lead(article, '<div class="c-lid">{}</div>')
    return f"""{head(article)}<body class="rtl"><header class="c-top"><a href="{SITE}">شهر بیست</a><nav class="c-menu"><ul>{MENU}</ul></nav></header><main class="c-main"><div class="c-card">
<div class="c-cat"><a href="{SITE}/category/x/" rel="category tag">{article.category}</a></div><h1 class="c-title">{article.title}</h1><div class="c-date"><i class="icon-clock"></i> {article.date}</div>
<img class="c-img" src="/p.jpg">{lid}<div class="c-text">{body(article)}</div>
<div class="c-share"><span>به اشتراک بگذارید:</span><a href="https://t.me/share?u=1">تلگرام</a><a href="https://eitaa.com/share?u=1">ایتا</a></div>
<nav class="c-same" aria-label="same"><span>در همین رابطه</span><ul>{links(article.related)}</ul></nav>
<nav class="c-pn"><a rel="prev" href="{SITE}/100/x/">خبر پیشین درباره موضوعی دیگر</a><a rel="next" href="{SITE}/102/x/">خبر پسین درباره موضوعی دیگر</a></nav></div>
<aside class="c-side"><h3>پربحث‌ترین‌ها</h3><ul>{links(VIEWED)}</ul></aside></main><footer class="c-foot"><nav><ul>{MENU}</ul></nav><p>{ABOUT}</p></footer></body></html>"""


def generatepress(article: Article) -> str:
    """GeneratePress with YARPP: byline under the title, categories and tags in the footer of the entry."""
    excerpt = lead(article, '<div class="post-excerpt">{}</div>')
    yarpp = links(
        article.related,
        '<li><a href="{url}" rel="bookmark" title="{title}">{title}</a> <small>(۵ دی ۱۴۰۰)</small></li>',
    )
    return f"""{head(article)}<body class="rtl post-template-default single single-post postid-{article.id} wp-embed-responsive right-sidebar nav-below-header"><a class="screen-reader-text skip-link" href="#content">رفتن به محتوا</a><header class="site-header" id="masthead"><div class="inside-header"><p class="main-title"><a href="{SITE}/" rel="home">شهر بیست</a></p></div></header><nav class="main-navigation" id="site-navigation"><ul>{MENU}</ul></nav>
<div class="site grid-container" id="page"><div class="site-content" id="content"><div class="content-area" id="primary"><main class="site-main" id="main"><article id="post-{article.id}" class="post-{article.id} post type-post"><div class="inside-article"><div class="featured-image"><img src="/p.jpg" class="wp-post-image"></div>
<header class="entry-header"><h1 class="entry-title">{article.title}</h1><div class="entry-meta"><span class="posted-on"><time class="entry-date published">{article.date}</time></span> <span class="byline">توسط <a class="url fn n" href="{SITE}/author/a/" rel="author">تحریریه</a></span></div></header>{excerpt}
<div class="entry-content">{body(article)}<div class='yarpp yarpp-related yarpp-related-website yarpp-template-list'><h3>خبرهای همسو:</h3><ol>{yarpp}</ol></div></div>
<footer class="entry-meta"><span class="cat-links"><span class="screen-reader-text">دسته‌ها </span><a href="{SITE}/category/x/" rel="category tag">{article.category}</a></span> <span class="tags-links">{tags(article, between="، ")}</span>
<nav id="nav-below" class="post-navigation"><div class="nav-previous"><a href="{SITE}/100/x/" rel="prev">خبر پیشین درباره موضوعی دیگر</a></div><div class="nav-next"><a href="{SITE}/102/x/" rel="next">خبر پسین درباره موضوعی دیگر</a></div></nav></footer></div></article>
<div class="comments-area"><div id="comments"><h3 class="comments-title">یک دیدگاه درباره «{article.title}»</h3><div class="comment-content"><p>{article.comment}</p></div></div></div></main></div>
<div class="widget-area sidebar is-right-sidebar" id="right-sidebar"><aside class="widget inner-padding widget_recent_entries"><h2 class="widget-title">نوشته‌های تازه</h2><ul>{links(LATEST)}</ul></aside></div></div></div><footer class="site-info"><p>{ABOUT}</p></footer></body></html>"""


def divi(article: Article) -> str:
    """The Divi builder: byline, date, category and count of comments on one line, blog modules below."""
    text = lead(
        article,
        '<div class="et_pb_module et_pb_text et_pb_text_0 lead-text"><div class="et_pb_text_inner">{}</div></div>',
    )
    blog = links(
        article.related,
        '<article class="et_pb_post clearfix post-9 post type-post"><a href="{url}" class="entry-featured-image-url"><img src="/t.jpg"></a><h2 class="entry-title"><a href="{url}">{title}</a></h2><p class="post-meta"><span class="published">۵ دی ۱۴۰۰</span></p></article>',
    )
    return f"""{head(article)}<body class="rtl single single-post postid-{article.id} et_pb_button_helper_class et-tb-has-template et-tb-has-body"><div id="page-container"><header class="et-l et-l--header"><div class="et_pb_menu"><nav><ul>{MENU}</ul></nav></div></header>
<div id="et-main-area"><div id="main-content"><div class="et-l et-l--body"><div class="et_builder_inner_content et_pb_gutters3"><div class="et_pb_section et_pb_section_0_tb_body"><div class="et_pb_row"><div class="et_pb_column et_pb_column_4_4">
<div class="et_pb_module et_pb_post_title et_pb_post_title_0_tb_body"><div class="et_pb_title_container"><h1 class="entry-title">{article.title}</h1><p class="et_pb_title_meta_container">توسط <span class="author vcard"><a href="{SITE}/author/a/" rel="author">تحریریه</a></span> | <span class="published">{article.date}</span> | <a href="{SITE}/category/x/" rel="category tag">{article.category}</a> | <span class="comments-number"><a href="#respond">۰ دیدگاه</a></span></p></div><div class="et_pb_title_featured_container"><img src="/p.jpg"></div></div>
{text}<div class="et_pb_module et_pb_post_content et_pb_post_content_0_tb_body">{body(article)}</div></div></div>
<div class="et_pb_row"><div class="et_pb_column"><div class="et_pb_module et_pb_text et_pb_text_1"><div class="et_pb_text_inner"><h4>پیشنهاد سردبیر</h4></div></div><div class="et_pb_module et_pb_blog_0 et_pb_blog_grid_wrapper"><div class="et_pb_blog_grid">{blog}</div></div></div></div>
<div class="et_pb_row"><div class="et_pb_module et_pb_comments_0"><section id="comment-wrap"><h1 id="comments" class="page_title">۰ دیدگاه</h1><p>{article.comment}</p></section></div></div></div></div></div></div>
<footer class="et-l et-l--footer"><p>{ABOUT}</p></footer></div></div></body></html>"""


def panels(article: Article) -> str:
    """A Persian theme on Bootstrap 3: panels, the lead in bold paragraphs, related articles as a list group."""
    bold = lead(article, "{}", '<p class="text-justify"><strong>{}</strong></p>')
    return f"""{head(article, marks=False)}<body><div class="navbar navbar-default"><div class="container"><a class="navbar-brand" href="{SITE}">شهر بیست</a><ul class="nav navbar-nav">{MENU}</ul></div></div>
<div class="container"><div class="row"><div class="col-lg-8"><div class="panel panel-default"><div class="panel-heading"><h3 class="panel-title">{article.title}</h3><small class="text-muted"><span class="glyphicon glyphicon-time"></span> {article.date} <span class="glyphicon glyphicon-folder-open"></span> <a href="{SITE}/category/x/" rel="category tag">{article.category}</a></small></div>
<div class="panel-body"><img class="img-responsive" src="/p.jpg">{bold}{body(article, '<p class="text-justify">{}</p>')}</div><div class="panel-footer">شناسه: {article.id} <span class="pull-left">۱۲۳ بار خوانده شد</span></div></div>
<div class="panel panel-info"><div class="panel-heading">خواندنی‌های مرتبط</div><div class="list-group">{links(article.related, '<a href="{url}" class="list-group-item">{title}</a>')}</div></div>
<div class="panel panel-default"><div class="panel-heading">نظرات کاربران</div><div class="panel-body">{article.comment}</div></div></div>
<div class="col-lg-4"><div class="panel panel-primary"><div class="panel-heading">پربازدیدهای هفته</div><div class="list-group">{links(VIEWED, '<a href="{url}" class="list-group-item">{title}</a>')}</div></div><div class="panel panel-primary"><div class="panel-heading">آخرین مطالب</div><div class="list-group">{links(LATEST, '<a href="{url}" class="list-group-item">{title}</a>')}</div></div></div></div></div>
<footer><div class="container"><p>{ABOUT}</p></div></footer></body></html>"""


LAYOUTS: dict[str, Layout] = {
    layout.__name__: layout
    for layout in (
        jannah,
        newspaper_tagdiv,
        publisher,
        agency_items,
        samaneh,
        amp_for_wp,
        wp_print,
        jarideh,
        hamrah,
        generatepress,
        divi,
        panels,
    )
}
