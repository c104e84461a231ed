import pytest

from tests.persian.test_likeness import PARAGRAPHS

BODY = "\n\n".join(PARAGRAPHS)
FORM = (
    "به گزارش روابط عمومی هواشناسی استان، روز {day} آسمان قم {sky} پیش‌بینی می‌شود.\n\nبیشینه دمای هوا {high} و کمینه"
    " آن {low} درجه بالای صفر خواهد بود و کیفیت هوا با شاخص {index} در مرز سالم جای دارد.\n\nشهروندان از سفر به"
    " جاده‌های کوهستانی بدون زنجیر چرخ و تجهیزات زمستانی خودداری کنند."
)


@pytest.fixture
def put(archive, make_entry):
    def put(article_id, title, body, lead=None, day="01"):
        archive.store(
            make_entry(
                article_id,
                title=title,
                title_raw=title,
                lead=lead,
                lead_raw=lead,
                body=body,
                body_raw=body,
                published_at=f"2022-02-{day}T00:00:00Z",
            )
        )

    for number, body in enumerate(
        (
            "تیم والیبال بانوان حریف خود را شکست داد و به نیمه‌نهایی رفت.",
            "بازار فرش دستباف با رکود روبه‌رو است و بافندگان گلایه دارند.",
            "نمایشگاه خوشنویسی در نگارخانه هنر گشایش یافت.",
            "راهداران جاده کهک را پس از برف سنگین بازگشایی کردند.",
        ),
        start=100,
    ):
        put(number, f"خبر کوتاه {body.split()[0]}", body)
    return put


def test_what_is_about_the_same_is_similar_and_says_by_which_words(archive, put):
    put(1, "ساخت بوستان در پردیسان", BODY)
    put(
        2,
        "بوستان‌های پردیسان کی ساخته می‌شوند",
        "ساکنان پردیسان چشم‌به‌راه بوستان و کتابخانه‌اند. پیمانکار نیامد.",
    )
    similar = archive.similar(1)
    assert [one.id for one in similar] == [2]
    assert {"پردیسان", "بوستان", "کتابخانه", "پیمانکار"} <= set(similar[0].words)
    assert 0 < similar[0].score <= 1
    assert archive.reprints(1) == []


def test_a_reprint_is_told_apart_with_its_evidence(archive, put):
    put(1, "ساخت بوستان در پردیسان", BODY)
    put(2, "خبر خوش شهردار برای پردیسان", "\n\n".join((*PARAGRAPHS[:2], "انتهای پیام")), day="02")
    assert archive.similar(1) == []
    (reprint,) = archive.reprints(1)
    assert (reprint.id, reprint.published_at) == (2, "2022-02-02T00:00:00Z")
    assert reprint.share > 0.9
    assert reprint.paragraphs == ((0, 0), (1, 1))
    assert [one.id for one in archive.reprints(2)] == [1]


def test_a_reprint_that_was_edited_is_one(archive, put):
    put(1, "ساخت بوستان در پردیسان", BODY)
    edited = (
        BODY.replace("صبح دیروز", "روز گذشته").replace("پیمانکار آن", "سازنده").replace("تالاری", "سالنی")
    )
    put(2, "ساخت بوستان", edited, lead="شهردار خبر داد")
    (reprint,) = archive.reprints(1)
    assert 0.6 < reprint.share < 1


def test_a_form_that_was_filled_in_again_is_no_reprint(archive, put):
    put(1, "هوای قم", FORM.format(day="دوشنبه ۵ مهر", sky="صاف", high=31, low=14, index=78))
    put(2, "هوای قم", FORM.format(day="چهارشنبه ۲ آذر", sky="ابری", high=12, low=3, index=91))
    put(3, "هوای قم", FORM.format(day="دوشنبه ۵ مهر", sky="صاف", high=31, low=14, index=78))
    assert [one.id for one in archive.reprints(1)] == [3]
    assert archive.reprints(2) == []
    assert [one.id for one in archive.similar(1)] == [2]


def test_short_texts_are_reprints_only_when_they_are_the_same(archive, put):
    put(1, "تصویر", "گزارش تصویری از راهپیمایی امروز مردم در میدان آستانه")
    put(2, "تصویر", "گزارش تصویری از راهپیمایی امروز مردم در میدان آستانه")
    put(3, "تصویر", "گزارش تصویری از راهپیمایی امروز مردم در میدان جهاد")
    assert [one.id for one in archive.reprints(1)] == [2]


def test_an_article_alone_is_like_none(archive, put):
    put(1, "تصویر", "")
    put(2, "؟", "۱۲ ۱۳")
    assert archive.similar(1) == archive.similar(2) == archive.reprints(1) == []


def test_an_edit_is_seen_at_once(archive, put, make_entry):
    put(1, "ساخت بوستان در پردیسان", BODY)
    put(2, "ساخت بوستان در پردیسان", BODY)
    assert archive.reprints(1)
    archive.store(
        make_entry(
            2, fetched_at="2026-02-01T00:00:00Z", html=b"2", body="متن دیگر شد.", body_raw="متن دیگر شد."
        )
    )
    assert archive.reprints(1) == []


def test_at_most_so_many(archive, put):
    for number in range(1, 9):
        put(number, f"بوستان پردیسان {'الف' * number}", f"پیمانکار بوستان پردیسان شماره {'ب' * number} آمد.")
    assert len(archive.similar(1, limit=3)) == 3
    assert 1 not in {one.id for one in archive.similar(1, limit=20)}


def test_no_such_article(archive):
    for ask in (archive.similar, archive.reprints):
        with pytest.raises(KeyError, match="the archive has no article 9"):
            ask(9)
