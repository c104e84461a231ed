import re
from importlib import resources

import pytest
from parsel import Selector

from shahr20.reading_room import language

PLACES = re.compile(r"{(\w+)}")


def test_both_catalogues_have_every_word_with_the_same_places():
    persian, english = language.catalogue("fa"), language.catalogue("en")
    assert list(persian) == list(english)
    for key, words in persian.items():
        assert set(PLACES.findall(words)) == set(PLACES.findall(english[key])), key


def test_templates_say_only_what_the_catalogues_have():
    templates = resources.files("shahr20.reading_room") / "templates" / "room"
    known = language.catalogue("fa")
    for template in templates.iterdir():
        text = template.read_text(encoding="utf-8")
        for key in re.findall(r"""say\(["']([\w.]+)["'][,)]""", text):
            assert key in known, (template.name, key)
        assert not re.search("[آ-ی]", text), f"{template.name} has words of its own"


@pytest.mark.parametrize(
    ("address", "cookies", "spoken"),
    [
        ("/sources", {}, "fa"),
        ("/sources?lang=en", {}, "en"),
        ("/sources", {"shahr20_lang": "en"}, "en"),
        ("/sources?lang=fa", {"shahr20_lang": "en"}, "fa"),
        ("/sources?lang=xx", {"shahr20_lang": "yy"}, "fa"),
        ("/archive/articles?lang=en&_search=قم", {}, "en"),
        ("/archive/articles/47859?lang=en", {}, "en"),
        ("/article/1?lang=en", {}, "en"),
        ("/nothing?lang=en", {}, "en"),
    ],
)
def test_a_page_speaks_the_language_of_its_address_then_of_the_cookie(room, address, cookies, spoken):
    html = Selector(room.get(address, cookies=cookies).text)
    assert html.xpath("/html/@lang").get() == spoken
    assert html.xpath("/html/@dir").get() == {"fa": "rtl", "en": "ltr"}[spoken]


def test_the_choice_is_remembered_and_forgotten(room):
    chosen = room.get("/sources?lang=en")
    assert "shahr20_lang=en; Path=/; Max-Age=31536000" in chosen.headers["set-cookie"]
    assert chosen.headers["cache-control"] == "private, no-store"
    assert "Max-Age=0" in room.get("/sources?lang=fa").headers["set-cookie"]
    assert "set-cookie" not in room.get("/sources").headers


def test_the_switch_keeps_what_the_address_asks(room):
    html = Selector(room.get("/archive/articles?_search=قم&jalali_year=1400").text)
    assert html.css(".switch::attr(href)").get() == "?_search=%D9%82%D9%85&jalali_year=1400&lang=en"
    english = Selector(room.get("/archive/articles?jalali_year=1400&lang=en").text)
    assert english.css(".switch::attr(href)").get() == "?jalali_year=1400&lang=fa"
