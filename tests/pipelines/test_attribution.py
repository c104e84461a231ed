from pipelines.attribution import attribution
from pipelines.text import text

FIRST = "به گزارش «شهر بیست» به نقل از روابط عمومي شهرداری قم، سید احمد گفت"


def test_source_is_read_from_the_first_paragraph_of_the_body(record, site):
    made = attribution(record(body_raw=f"\n\n{FIRST}\n\nبه گزارش ایسنا، متن"), site)
    assert made.source == "روابط عمومی شهرداری قم"
    assert made.source_raw == "روابط عمومي شهرداری قم"


def test_neither_the_lead_nor_a_later_paragraph_gives_a_source(record, site):
    made = attribution(record(lead_raw=FIRST, body_raw=f"متن\n\n{FIRST}"), site)
    assert (made.source, made.source_raw) == (None, None)


def test_no_body_no_source(record, site):
    assert attribution(record(body_raw=""), site).source is None


def test_every_name_of_the_site_is_the_site(record, site):
    for name in (*site.own_names, site.title, site.host):
        made = attribution(record(body_raw=f"به گزارش «{name}»، متن"), site)
        assert made.source is None, name


def test_a_source_gets_back_the_half_spaces_that_its_article_lost(record, site):
    body = "به گزارش «شهر بیست» به نقل از روابط عمومی سازمان آتشنشانی، بهروز بهرامی گفت"
    made = attribution(text(record(body_raw=body), site), site)
    assert (made.source, made.source_raw) == (
        "روابط عمومی سازمان آتش‌نشانی",
        "روابط عمومی سازمان آتشنشانی",
    )


def test_a_caption_is_not_the_first_paragraph(record, site):
    made = attribution(record(body_raw="عکس از آرشیو\n\nبه گزارش ایسنا، متن خبر.", leading_captions=1), site)
    assert made.source == "ایسنا"
