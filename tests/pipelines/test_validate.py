import pytest

from pipelines.step import Unfit
from pipelines.validate import validate


def test_an_article_passes_as_it_is(record, site):
    article = record()
    assert validate(article, site) == article


@pytest.mark.parametrize(
    ("title", "reason"),
    [
        ("\u200f\u200c ـ", "no_title"),
        ("…", "no_title"),
        ("شهر بیست", "not_an_article"),
        ("پایگاه خبری شهر‌بیست", "not_an_article"),
        ("shahr20.ir", "not_an_article"),
    ],
)
def test_what_is_no_article_is_unfit(record, site, title, reason):
    with pytest.raises(Unfit) as unfit:
        validate(record(title_raw=title), site)
    assert unfit.value.reason == reason
    assert "47859" in unfit.value.detail


@pytest.mark.parametrize("body", ["", " \n "])
def test_no_text_is_an_article_flagged(record, site, body):
    photo = record(body_raw=body, flags={"other": "kept"})
    assert set(validate(photo, site).flags) == {"no_text", "other"}
    assert set(photo.flags) == {"other"}
