"""The body is what the editor wrote, all of it and nothing else."""

from __future__ import annotations

from dataclasses import replace

import pytest

from shahr20.pages.record import Link
from shahr20.pages.site import Site
from tests.pages.taj import LEAD, META, TITLE, record, taj

ONE = "به گزارش «شهر بیست» به نقل از روابط عمومی شهرداری قم، برنامه‌های سازمان فرهنگی در سطح شهر گسترش می‌یابد."
TWO = "وی افزود: رشته‌های سفالگری و دوره‌های تخصصی گردشگری نیز افزوده شده است."

WRITTEN = {
    "paragraphs": (f"<p>{ONE}</p>\n<p>{TWO}</p>", f"{ONE}\n\n{TWO}"),
    "line breaks": (f"<p>{ONE}<br />\n{TWO}</p>", f"{ONE}\n{TWO}"),
    "two line breaks": (f"{ONE}<br><br>{TWO}", f"{ONE}\n\n{TWO}"),
    "bare text beside blocks": (f"{ONE}<p>{TWO}</p>پایان", f"{ONE}\n\n{TWO}\n\nپایان"),
    "empty paragraphs": (
        f"<p>&nbsp;</p><p>{ONE}</p><p>\u200b</p><p> </p><p>{TWO}</p>",
        f"{ONE}\n\n\u200b\n\n{TWO}",
    ),
    "headings": (f"<p>{ONE}</p><h2>مشخصات طرح</h2><p>{TWO}</p>", f"{ONE}\n\nمشخصات طرح\n\n{TWO}"),
    "lists": (
        f"<p>{ONE}</p><ul><li>یک</li><li>دو<ol><li>سه</li></ol></li></ul>",
        f"{ONE}\n\nیک\n\nدو\n\nسه",
    ),
    "a quotation": (
        f'<p>{ONE}</p><blockquote class="wp-block-quote"><p>{TWO}</p><cite>شهردار</cite></blockquote>',
        f"{ONE}\n\n{TWO}\n\nشهردار",
    ),
    "a quotation with a footer": (
        f"<p>{ONE}</p><blockquote><p>{TWO}</p><footer>شهردار قم</footer></blockquote>",
        f"{ONE}\n\n{TWO}\n\nشهردار قم",
    ),
    "a table of numbers": (
        f"<p>{ONE}</p><figure class='wp-block-table'><table><thead><tr><th>سال</th><th>تعداد</th></tr></thead>"
        "<tbody><tr><td>۱۳۹۹</td><td>۱۲</td></tr><tr><td>۱۴۰۰</td><td>۴۵</td></tr></tbody></table>"
        "<figcaption>آمار دو سال</figcaption></figure>",
        f"{ONE}\n\nسال\tتعداد\n۱۳۹۹\t۱۲\n۱۴۰۰\t۴۵\n\nآمار دو سال",
    ),
    "numbers at the end": (f"<p>{ONE}</p><table><tr><td>۱</td><td>۲</td></tr></table>", f"{ONE}\n\n۱\t۲"),
    "captions": (
        f"<p>{ONE}</p><figure class='wp-block-image'><img src='/a.jpg' alt='x'><figcaption>آیین افتتاح</figcaption></figure>"
        "<div id='attachment_5' class='wp-caption alignnone'><img src='/b.jpg'><p class='wp-caption-text'>نمای پل</p></div>",
        f"{ONE}\n\nآیین افتتاح\n\nنمای پل",
    ),
    "a caption between paragraphs": (
        f"<p>{ONE}</p><figure><img src='/a.jpg'><figcaption>آیین</figcaption></figure><p>{TWO}</p>",
        f"{ONE}\n\nآیین\n\n{TWO}",
    ),
    "a picture first": (
        f"<figure><img src='/a.jpg'><figcaption>آیین افتتاح</figcaption></figure><p>{ONE}</p><p>{TWO}</p>",
        f"{ONE}\n\n{TWO}",
    ),
    "words cut by markup": (
        "<p>برنامه<b>‌های</b> شهر<i>دار</i>ی <a href='https://qom.ir/x'>قم</a>.</p>",
        "برنامه‌های شهرداری قم.",
    ),
    "every control character": (
        "<p>كتاب\u200cها \u200fو ﷺ \u202bعلي\u202c ـــ\u00ad</p>",
        "كتاب\u200cها \u200fو ﷺ \u202bعلي\u202c ـــ\u00ad",
    ),
    "spaces of every kind": ("<p>یک&nbsp;&nbsp;دو\u2003سه\n\tچهار </p>", "یک دو سه چهار"),
    "entities": ("<p>الف&zwnj;ب &laquo;ج&raquo; &amp;lt; &#8204;د &hellip;</p>", "الف‌ب «ج» &lt; ‌د …"),
    "embedded things": (
        f"<p>{ONE}</p><script>var a='<p>x</p>'</script><style>p{{}}</style><iframe src='/v'>ویدئو</iframe>"
        f"<noscript><p>بدون اسکریپت</p></noscript><p>{TWO}</p>",
        f"{ONE}\n\n{TWO}",
    ),
    "a reading tip the editor typed": (
        f"<p>{ONE}</p><p>بیشتر بخوانید: <a href='/5/x/'>خبر دیگر</a></p><p>{TWO}</p>",
        f"{ONE}\n\nبیشتر بخوانید: خبر دیگر\n\n{TWO}",
    ),
    "a heading called views": (
        f"<p>{ONE}</p><h3>نظرات</h3><p>{TWO}</p><p>به نظر او این روند ادامه دارد.</p>",
        f"{ONE}\n\nنظرات\n\n{TWO}\n\nبه نظر او این روند ادامه دارد.",
    ),
    "a date of the editor's": (f"<p>۵ مهر ۱۳۹۹</p><p>{ONE}</p>", f"۵ مهر ۱۳۹۹\n\n{ONE}"),
    "an id in a sentence": (
        f"<p>{ONE}</p><p>شناسه ۱۲۳۴ برای این طرح ثبت شد.</p>",
        f"{ONE}\n\nشناسه ۱۲۳۴ برای این طرح ثبت شد.",
    ),
    "blocks of the editor's": (
        f"<div class='wp-block-columns'><div class='wp-block-column'><p>{ONE}</p></div><div class='wp-block-column'>"
        f"<p>{TWO}</p></div></div><aside class='wp-block-group'><p>نکته</p></aside>",
        f"{ONE}\n\n{TWO}\n\nنکته",
    ),
    "verse": (
        f"<p>{ONE}</p><pre class='wp-block-verse'>یک مصرع\nمصرع دوم</pre>",
        f"{ONE}\n\nیک مصرع\nمصرع دوم",
    ),
    "an ending": (f"<p>{ONE}</p><p>انتهای پیام/</p>", f"{ONE}\n\nانتهای پیام/"),
    "all of it in a wrapper with a bad name": (
        f"<div class='share-content ads-inside'><p>{ONE}</p><p>{TWO}</p></div>",
        f"{ONE}\n\n{TWO}",
    ),
}


@pytest.mark.parametrize(("written", "expected"), WRITTEN.values(), ids=WRITTEN)
def test_what_the_editor_wrote_is_the_body(written: str, expected: str, site: Site) -> None:
    assert record(taj(written), site).body_raw == expected


THEIRS = {
    "print header": f"<div>پایگاه خبری شهر بیست (shahr20.ir) :<br>{TITLE}</div>",
    "print header on one line": f"<p>پایگاه خبری شهر بیست (shahr20.ir) : {TITLE}</p>",
    "meta line": f"<p>{META} <a href='?print'>پرینت</a></p>",
    "meta list": "<ul><li>شناسه : ۴۷۸۵۹</li><li>انتشار : 01 اسفند 1400 - 18:08</li><li>پرینت</li></ul>",
    "meta bare": f"{META} &nbsp; پرینت<br><br>",
    "lead again": f"<p><strong>{LEAD}</strong></p>",
    "title again": f"<h1>{TITLE}</h1>",
    "all of it": f"<p><b>{LEAD}</b></p>شهر بیست (shahr20.ir):<br>{TITLE}<br>{META}<br>",
    "an advert": '<div class="ads"><a href="https://x.example/">فروش ویژه فرش دستباف قم با بهترین قیمت</a> همین حالا</div>',
    "an advert of a network": '<div id="mediaad-AbC"></div><ins class="adsbygoogle">تبلیغ</ins>',
    "hidden words": '<span class="screen-reader-text">پنهان</span><p style="display: none">پنهان</p><p hidden>پنهان</p>',
}  # fmt: skip


@pytest.mark.parametrize("theirs", THEIRS.values(), ids=THEIRS)
def test_what_the_theme_puts_above_is_not(theirs: str, site: Site) -> None:
    assert record(taj(f"{theirs}<p>{ONE}</p><p>{TWO}</p>"), site).body_raw == f"{ONE}\n\n{TWO}"


AFTER = {
    "related": '<div class="more"><h3>نوشته‌های مشابه</h3><ul><li><a href="/5/x/">خبر یک</a></li></ul></div>',
    "related, bare": "<b>اخبار مرتبط :</b><br><a href='/5/x/'>خبر یک</a><br><a href='/6/x/'>خبر دو</a>",
    "share": "<div>اشتراک گذاری : <a href='https://t.me/x'>تلگرام</a> <a href='https://x.com/'>توییتر</a></div>",
    "tags": "<p>برچسب ها : <a href='/tag/a'>شهرداری</a>، <a href='/tag/b'>قم</a></p>",
    "short link": "<p>لینک کوتاه : https://shahr20.ir/?p=47859</p>",
    "comments": "<h3>ثبت دیدگاه</h3><ul><li>دیدگاه های ارسال شده توسط شما، پس از تایید منتشر خواهد شد.</li>"
    "<li>پیام هایی که حاوی تهمت یا افترا باشد منتشر نخواهد شد.</li></ul><form><textarea>متن</textarea></form>",
    "parts": '<div class="page-links">برگه‌ها: <span>1</span> <a href="2/">2</a></div>',
    "everything": "<p>پرینت</p><p>برچسب‌ها: <a href='/tag/a'>قم</a></p><h4>مطالب مشابه</h4><a href='/5/x/'>خبر یک</a>",
    "a plugin's box": '<div class="yarpp-related"><p>همچنین بخوانید: <a href="/5/x/">خبر یک</a> که خواندنی است</p></div>',
}


@pytest.mark.parametrize("theirs", AFTER.values(), ids=AFTER)
def test_what_the_theme_puts_below_is_not(theirs: str, site: Site) -> None:
    assert record(taj(f"<p>{ONE}</p><p>{TWO}</p>{theirs}"), site).body_raw == f"{ONE}\n\n{TWO}"


def test_a_body_that_is_only_the_lead_stays(site: Site) -> None:
    assert record(taj(f"<p>{LEAD}</p>"), site).body_raw == LEAD


def test_an_article_without_text_is_an_article(site: Site) -> None:
    found = record(taj('<p><img src="/a.jpg"></p>', lead=""), site)
    assert found.body_raw == ""
    assert "no_text" in found.flags


def test_links_out_of_the_body_are_kept(site: Site) -> None:
    written = (
        "<p>به <a href='https://137.qom.ir/a?b=1'>سامانه ۱۳۷</a> یا <a href='/5/x/'>خبر دیگر</a> یا "
        "<a href='mailto:a@b.ir'>رایانامه</a> یا <a href='#x'>اینجا</a> بنگرید؛ <a>هیچ</a>.</p>"
    )
    assert record(taj(written), site).links == [
        Link(url="https://137.qom.ir/a?b=1", text="سامانه ۱۳۷"),
        Link(url="https://shahr20.ir/5/x/", text="خبر دیگر"),
    ]


SIBLINGS = {
    "post-content": ("<h1>{}</h1>", "post-content", "excerpt"),
    "full-text": ('<h2 class="single-post-title">{}</h2>', "full-text", "lead"),
    "WordPress's own": (
        '<header class="entry-header"><h1 class="entry-title">{}</h1></header>',
        "entry-content",
        "entry-summary",
    ),
    "con in post-content": ("<h1>{}</h1>", 'post-content"><div class="con', "lead"),
}


@pytest.mark.parametrize(("title", "body", "lead"), SIBLINGS.values(), ids=SIBLINGS)
@pytest.mark.parametrize("led", [True, False], ids=["with a lead", "without"])
def test_siblings_of_the_theme_are_read_to_the_last_letter(
    title: str, body: str, lead: str, led: bool, site: Site
) -> None:
    written = f"<p>{ONE}</p><ul><li>یک</li></ul><p>{TWO}</p><p><a href='https://qom.ir/'>پیوند</a></p><table><tr><td>۱</td><td>۲</td></tr></table>"
    leading = f'<div class="{lead}"><p>{LEAD}</p></div>' if led else ""
    markup = f"""<html><head><title>{TITLE} | شهر بیست</title></head><body><header><h1><a href="/">شهر بیست</a></h1></header>
    <div class="wrap">{title.format(TITLE)}{leading}<ul><li>شناسه خبر: 47859</li><li>تاریخ انتشار: 01 اسفند 1400 - 18:08</li></ul>
    <div class="{body}">{written}</div></div><div>
    <h3>اخبار مشابه</h3><ul><li><a href="/5/x/">خبر یک</a></li><li><a href="/6/x/">خبر دو</a></li></ul></div></body></html>"""
    found = record(replace(taj(""), body=markup.encode()), site)
    assert found.body_raw == f"{ONE}\n\nیک\n\n{TWO}\n\nپیوند\n\n۱\t۲"
    assert found.title_raw == TITLE
    assert found.lead_raw == (LEAD if led else None)
    assert found.published_raw == "01 اسفند 1400 - 18:08"
    assert [one.id for one in found.related] == [5, 6]
    assert found.read_by["body_raw"] == "selectors:family"


@pytest.mark.parametrize("tag", ["td", "li", "section", "span", "main", "dd"])
def test_the_body_may_be_any_element(tag: str, site: Site) -> None:
    shown = taj(f"<p>{ONE}</p><p>{TWO}</p>")
    around = {"td": ("<table><tr>", "</tr></table>"), "li": ("<ul>", "</ul>"), "dd": ("<dl>", "</dl>")}.get(
        tag, ("", "")
    )
    markup = shown.body.decode().replace('<div class="con">', f'{around[0]}<{tag} class="con">')
    markup = markup.replace("</div></div></section>", f"</div></{tag}>{around[1]}</section>")
    assert record(replace(shown, body=markup.encode()), site).body_raw == f"{ONE}\n\n{TWO}"
