import pytest

from pipelines.text import count_words, text


def test_every_field_has_its_text_for_reading(record, site):
    published = record(
        kicker_raw="شهردار قم :",
        title_raw="نمايش كتاب هاي 1400",
        lead_raw="گفته مي شود",
        body_raw="بند يك.\n\nبند دو",
    )
    refined = text(published, site)
    assert (refined.kicker, refined.title, refined.lead, refined.body) == (
        "شهردار قم :",
        "نمایش کتاب‌های ۱۴۰۰",
        "گفته می‌شود",
        "بند یک.\n\nبند دو",
    )
    assert refined.word_count == 4
    assert refined.model_dump(include={"title_raw", "lead_raw", "body_raw"}) == published.model_dump(
        include={"title_raw", "lead_raw", "body_raw"}
    )


LOST = {
    "kicker_raw": "سرپرست سازمان آتشنشانی :",
    "title_raw": "برنامههای تازه",
    "lead_raw": "نمیتوان گفت",
    "body_raw": "بهعنوان نمونه https://a.ir/برنامههای\n\nسرمایه گذاری ها",
}


def test_lost_half_spaces_come_back_but_not_as_published(record, site):
    refined = text(record(**LOST), site)
    assert (refined.kicker, refined.title, refined.lead, refined.body) == (
        "سرپرست سازمان آتش‌نشانی :",
        "برنامه‌های تازه",
        "نمی‌توان گفت",
        "به‌عنوان نمونه https://a.ir/برنامههای\n\nسرمایه‌گذاری‌ها",
    )
    assert refined.word_count == 4
    assert {name: getattr(refined, name) for name in LOST} == LOST
    assert refined.flags == {"lost_half_spaces": "the page has lost its half-spaces: 6 of them were put back"}


def test_an_article_that_keeps_some_is_left_as_it_is(record, site):
    refined = text(record(**{**LOST, "lead_raw": "نمی‌توان گفت"}), site)
    assert refined.title == "برنامههای تازه"
    assert refined.flags == {}


def test_what_was_not_published_stays_none(record, site):
    refined = text(record(body_raw="", lead_raw="\u200f"), site)
    assert (refined.kicker, refined.lead, refined.body, refined.word_count) == (None, None, "", 0)


@pytest.mark.parametrize(
    ("written", "words"), [("", 0), ("می‌شود", 1), ("شهر بیست – قم ۱۴۰۰ .", 4), ("خط\nخط\n\nبند\tخانه", 4)]
)
def test_words_are_what_has_letters(written, words):
    assert count_words(written) == words
