"""A page of the taj family around any body."""

from __future__ import annotations

from shahr20.pages.page import Page
from shahr20.pages.reader import read
from shahr20.pages.record import Record
from shahr20.pages.site import Site

TITLE = "تلاش برای ارتقای هویت شهری در قم"
LEAD = "سرپرست سازمان فرهنگی شهرداری قم به فعالیت این سازمان در چهار سرای محله اشاره کرد."
META = "شناسه : 47859 | انتشار : 01 اسفند 1400 - 18:08"
URL = "https://shahr20.ir/47859/%D8%AA%D9%84%D8%A7%D8%B4/"


def taj(
    body: str,
    *,
    head: str = "",
    lead: str = LEAD,
    above: str = "",
    classes: str = "single postid-47859",
    url: str = URL,
) -> Page:
    """A page whose `.con` holds `body`; `above` stands between the title and the lead."""
    leading = f'<div class="lead"><p>{lead}</p></div>' if lead else ""
    markup = f"""<!DOCTYPE html><html dir="rtl"><head><meta charset="utf-8"><title>{TITLE} | شهر بیست</title>
<link rel="canonical" href="{URL}"><link rel="shortlink" href="https://shahr20.ir/?p=47859">{head}</head>
<body class="{classes}"><header><div class="clock">امروز : ۵ مهر ۱۴۰۱ - ۱۲:۰۰</div><nav><a href="/">خانه</a></nav></header>
<section class="single"><h2 class="single-post-title">{TITLE}</h2>{above}{leading}<p class="meta">{META}</p>
<div class="con">{body}<div class="page-bottom"><div class="share">اشتراک</div></div></div></section>
<aside><h3>جدیدترین مطالب</h3><a href="/1/x/">خبر کناری</a></aside><footer>شناسه مجوز : 81234</footer></body></html>"""
    return Page(
        url=url,
        body=markup.encode("utf-8", "surrogatepass"),
        fetched_at="2026-01-01T00:00:00Z",
        asked_id=47859,
    )


def record(page: Page, site: Site) -> Record:
    reading = read(page, site)
    assert reading.record is not None, reading.reject
    return reading.record
