import json
import re
from html.parser import HTMLParser
from urllib.parse import parse_qs

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shahr20 import citing
from tests.citing.records import BARE, HOSTILE, WHOLE, read_bibtex, read_ris

URL = "https://shahr20.ir/47859/%D8%A8%D8%B1%D9%86%D8%A7%D9%85%D9%87/?a=1&b=2"
ANY = st.text(st.characters(exclude_categories=["Cs"]))


def test_bibtex_has_what_biblatex_and_classic_styles_read():
    kind, key, fields = read_bibtex(citing.bibtex(WHOLE))
    assert (kind, key) == ("misc", "shahr20-47859")
    assert fields["title"] == "برنامه‌های COVID-19 در قم"
    assert fields["author"] == "{گروه خبر}"
    assert (fields["date"], fields["year"], fields["month"]) == ("2022-02-20", "2022", "feb")
    assert (fields["url"], fields["urldate"]) == (URL, "2022-03-02")
    assert (fields["langid"], fields["version"]) == ("persian", "2")
    assert fields["keywords"] == "فرهنگی, هویت شهری"
    assert "۱ اسفند ۱۴۰۰" in fields["note"]
    assert "شناسهٔ ۴۷۸۵۹، نسخهٔ ۲، دیده‌شده در ۱۱ اسفند ۱۴۰۰" in fields["note"]
    assert r"\url{http://127.0.0.1:8001/article/47859/v2}" in fields["note"]
    assert fields["contenthash"] == "sha256:" + "ab" * 32


@pytest.mark.parametrize(
    ("sign", "written"),
    [
        ("50%", r"50\%"), ("a_b & c#1 $", r"a\_b \& c\#1 \$"), ("~^", r"{\textasciitilde}{\textasciicircum}"),
        ("{", r"{\textbraceleft}"), ("}", r"{\textbraceright}"), ("\\", r"{\textbackslash}"),
        ("می‌رود", "می‌رود"), ("a\n\n b", "a b"),
    ],
)  # fmt: skip
def test_bibtex_writes_what_tex_would_take_for_its_own_otherwise(sign, written):
    assert read_bibtex(citing.bibtex({**WHOLE, "title": sign}))[2]["title"] == written


@given(ANY, ANY, ANY)
def test_any_text_is_one_entry_of_each_format(title, author, tag):
    record = {**WHOLE, "title": title, "author": author, "tags": [tag], "lead": tag}
    assert read_bibtex(citing.bibtex(record))[2]["langid"] == "persian"
    assert [tag for tag, _ in read_ris(citing.ris(record))].count("TY") == 1
    assert json.loads(json.dumps(citing.csl(record)))["id"] == "shahr20-47859"
    assert "\n" not in citing.plain(record) + citing.plain(record, "en")


def test_ris_has_the_tags_of_a_newspaper_article():
    found = read_ris(citing.ris(WHOLE))
    tags = dict(found)
    assert tags["TY"] == "NEWS"
    assert (tags["TI"], tags["AU"], tags["T2"]) == ("برنامه‌های COVID-19 در قم", "گروه خبر", "شهر بیست")
    assert (tags["PY"], tags["DA"], tags["Y2"]) == ("2022", "2022/02/20/", "2022/03/02/")
    assert (tags["UR"], tags["LA"], tags["AN"], tags["ET"]) == (URL, "fa", "47859", "2")
    assert [value for tag, value in found if tag == "KW"] == ["فرهنگی", "هویت شهری"]
    notes = [value for tag, value in found if tag == "N1"]
    assert "Archived: http://127.0.0.1:8001/article/47859/v2" in notes
    assert "SHA-256: " + "ab" * 32 in notes


def test_csl_is_an_item_of_the_schema():
    item = citing.csl(WHOLE)
    assert item["type"] == "article-newspaper"
    assert item["issued"] == {"date-parts": [[2022, 2, 20]]}
    assert item["accessed"] == {"date-parts": [[2022, 3, 2]]}
    assert (item["language"], item["URL"], item["version"]) == ("fa-IR", URL, "2")
    assert item["author"] == [{"literal": "گروه خبر"}]
    assert (item["archive"], item["archive_location"]) == ("آرشیو شهر بیست", WHOLE["permalink"])
    assert item["custom"]["published_jalali"] == "1400-12-01 01:08"
    strings = set(item) - {"author", "issued", "accessed", "custom"}
    assert {type(item[name]) for name in strings} == {str}


def test_plain_text_in_two_languages():
    assert citing.plain(WHOLE) == (
        "گروه خبر. «برنامه‌های COVID-19 در قم». شهر بیست، ۱ اسفند ۱۴۰۰. "
        "آرشیو شهر بیست، شناسهٔ ۴۷۸۵۹، نسخهٔ ۲، دیده‌شده در ۱۱ اسفند ۱۴۰۰. "
        f"SHA-256: {'ab' * 32}. نشانی در آرشیو: {WHOLE['permalink']} نشانی اصلی: {WHOLE['url']}"
    )
    assert citing.plain(WHOLE, "en") == (
        "گروه خبر.\u200e “برنامه‌های COVID-19 در قم”. Shahr-e Bist, 20 February 2022 [1 Esfand 1400]. "
        "Shahr-e Bist archive, article 47859, version 2, seen 2 March 2022. "
        f"SHA-256: {'ab' * 32}. Archived: {WHOLE['permalink']} Original: {URL}"
    )


def test_what_is_not_known_is_left_out():
    assert read_bibtex(citing.bibtex(BARE))[2].keys() == {
        "title",
        "howpublished",
        "version",
        "langid",
        "note",
    }
    assert {"AU", "DA", "UR", "Y2"}.isdisjoint(dict(read_ris(citing.ris(BARE))))
    assert {"author", "issued", "URL", "accessed"}.isdisjoint(citing.csl(BARE))
    assert citing.plain(BARE) == "«عنوان». شهر بیست، بی‌تاریخ. آرشیو شهر بیست، شناسهٔ ۷، نسخهٔ ۱."
    assert (
        citing.plain(BARE, "en") == "“عنوان”. Shahr-e Bist, n.d. Shahr-e Bist archive, article 7, version 1."
    )


def test_a_version_by_itself_has_a_key_of_its_own():
    version = {**WHOLE, "article_id": 47859, "revision": 1, "seen_at": "2022-02-21T10:00:00Z"}
    del version["id"], version["last_seen_at"], version["first_seen_at"]
    assert read_bibtex(citing.bibtex(version))[1] == "shahr20-47859-v1"
    assert citing.csl(version)["accessed"] == {"date-parts": [[2022, 2, 21]]}


def test_a_removed_article_is_looked_up_in_the_archive():
    gone = {**WHOLE, "gone_at": "2023-01-01T00:00:00Z"}
    _, _, fields = read_bibtex(citing.bibtex(gone))
    assert fields["url"] == WHOLE["permalink"]
    assert "\\url{" + URL.replace("%", "\\%") + "}" in fields["note"]
    assert ("N1", f"Original: {URL}") in read_ris(citing.ris(gone))
    assert citing.csl({**gone, "permalink": None})["URL"] == URL


class Elements(HTMLParser):
    def __init__(self, html):
        super().__init__()
        self.seen, self.data = [], []
        self.feed(html)

    def handle_starttag(self, tag, attributes):
        self.seen.append(tag)

    def handle_data(self, data):
        self.data.append(data)


def test_hostile_text_is_inert():
    page = Elements(f'<script type="application/ld+json">{citing.json_ld(HOSTILE)}</script>')
    assert page.seen == ["script"]
    assert json.loads("".join(page.data))["headline"].startswith("</script>")
    for made in (citing.bibtex(HOSTILE), citing.ris(HOSTILE), json.dumps(citing.csl(HOSTILE))):
        assert "javascript:" not in made
        assert not re.search("[\u202e\u0007]", made)
    assert read_bibtex(citing.bibtex(HOSTILE))[0] == "misc"
    assert [value for tag, value in read_ris(citing.ris(HOSTILE)) if tag == "TY"] == ["NEWS"]


def test_the_page_says_what_zotero_and_others_look_for():
    tags = {(name, content) for _, name, content in citing.meta_tags(WHOLE)}
    assert ("citation_title", WHOLE["title"]) in tags
    assert ("citation_publication_date", "2022/02/20") in tags
    assert {("DC.date", "2022-02-20"), ("DC.language", "fa"), ("og:type", "article")} <= tags
    context = parse_qs(citing.coins(WHOLE))
    assert context["rft.type"] == ["newspaperArticle"]
    assert (context["rft.title"], context["rft.date"]) == ([WHOLE["title"]], ["2022-02-20"])
    data = json.loads(citing.json_ld(WHOLE))
    assert (data["@type"], data["datePublished"]) == ("NewsArticle", "2022-02-19T21:38:00Z")
