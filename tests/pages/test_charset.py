from __future__ import annotations

import pytest

from shahr20.pages.charset import decode, drop_impossible

PERSIAN = "به گزارش شهر بیست، برنامه‌های «فرهنگی» گسترش می‌یابد."
ARABIC_KEYBOARD = "به گزارش شهر بيست، برنامه\u200cهاي «فرهنگي» پژوهش گسترش مي\u200cيابد."


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-32"])
def test_unicode_is_known_by_itself(encoding: str) -> None:
    found = decode(f"<p>{PERSIAN}".encode(encoding), "text/html; charset=windows-1256")
    assert (found.text, found.damage) == (f"<p>{PERSIAN}", None)


def test_windows_1256_keeps_its_half_spaces() -> None:
    found = decode(ARABIC_KEYBOARD.encode("cp1256"), "text/html; charset=utf-8")
    assert (found.text, found.encoding, found.damage) == (ARABIC_KEYBOARD, "cp1256", None)


def test_a_declared_encoding_is_taken_where_it_reads_like_persian() -> None:
    text = "به كزارش شهر بيست " * 5
    found = decode(text.encode("iso-8859-6"), "text/html; charset=iso-8859-6")
    assert (found.text, found.encoding) == (text, "iso8859-6")


def test_a_broken_letter_is_marked_and_counted() -> None:
    data = PERSIAN.encode() + b"\xd8"
    found = decode(data)
    assert found.text == PERSIAN + "\ufffd"
    assert found.damage is not None
    assert found.damage.startswith("1 ")


def test_surrogates_in_pairs_are_characters_and_alone_nothing() -> None:
    pair = "😀".encode("utf-16-be")
    as_utf8 = b"".join(
        chr(int.from_bytes(pair[i : i + 2], "big")).encode("utf-8", "surrogatepass") for i in (0, 2)
    )
    data = PERSIAN.encode() + as_utf8 + b"\xed\xa0\x80"
    assert decode(data).text == PERSIAN + "😀"


def test_only_the_impossible_is_dropped() -> None:
    text = "\u202bعلي\u202c ـ\u00ad\u200b\x07"
    assert drop_impossible(f"\0{text}\ud800") == text
