from hypothesis import given
from hypothesis import strategies as st

from shahr20.persian.digits import to_latin, to_persian


def test_three_scripts_become_one():
    assert to_latin("۱۴۰۰/١٢/01 ساعت ۱۸:۰۸") == "1400/12/01 ساعت 18:08"
    assert to_persian("۱۴۰۰/١٢/01 ساعت 18:08") == "۱۴۰۰/۱۲/۰۱ ساعت ۱۸:۰۸"


@given(st.text())
def test_only_digits_change(text):
    assert to_latin(to_persian(text)) == to_latin(text)
    assert len(to_persian(text)) == len(text)
