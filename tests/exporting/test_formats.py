"""Every format, read back by the library its users read it with."""

import codecs
import csv
import io
import json
import re

import pytest
from lxml import etree
from pyarrow import parquet

from shahr20.exporting import FORMATS, Export, Selection
from shahr20.exporting.as_csv import cell
from shahr20.exporting.columns import COLUMNS


def written(export, name):
    form = FORMATS[name]
    return b"".join(form.write(export.records(form.most), export.manifest()))


def rows_of(data):
    return list(csv.DictReader(io.StringIO(data.decode("utf-8-sig"), newline="")))


@pytest.fixture
def export(archive_db):
    with Export(archive_db) as export:
        yield export


def test_csv_opens_in_a_spreadsheet(export):
    data = written(export, "csv")
    assert data.startswith(codecs.BOM_UTF8)
    rows = rows_of(data)
    assert list(rows[0]) == list(COLUMNS)
    assert [int(row["id"]) for row in rows] == [100, 47859, 103, 102, 101]
    assert rows[0]["categories"] == "شهری | فرهنگی"
    assert rows[-1]["published_at"] == ""
    assert data.count(b"\r\n") >= len(rows) + 1


FORMULAS = [
    '=HYPERLINK("http://evil.example")', "+1+1", "-2+3", "@SUM(A1)", "\t=1", "\r=1", "\n=1", " =1", "\u200e=1",
    "\u200c=1", "＝1+1", "\u00a0=1", "\ufeff=1",  "\x00=1",
]  # fmt: skip


@pytest.mark.parametrize("formula", FORMULAS, ids=ascii)
def test_no_cell_is_a_formula(formula):
    assert cell(formula).startswith("'")


@pytest.mark.parametrize("text", ["برنامه", "a=b", "۱۴۰۰", "«نقل»", "'x", "", "1-2"])
def test_other_cells_are_as_they_are(text):
    assert cell(text) == text


def test_every_column_is_safe(make, article):
    evil = "=1+1"
    names = (
        "title",
        "lead",
        "body",
        "source",
        "category",
        "author",
        "image_url",
        "image_caption",
        "published_jalali",
        "kicker",
    )
    path = make(
        article(
            7,
            categories=((evil, "x"),),
            tags=((evil, "y"),),
            flags='{"=1": ""}',
            **dict.fromkeys(names, evil),
        )
    )
    with Export(path) as export:
        (row,) = rows_of(written(export, "csv"))
    assert {name for name, value in row.items() if value and value[0] in "=+-@"} == set()
    assert row["title_raw"] == row["tags"] == row["categories"] == row["flags"].replace("=1", evil) == "'=1+1"


def test_jsonl_is_one_article_a_line(make, article):
    with Export(make(article(7, title="خط\u2028دیگر"))) as export:
        lines = written(export, "jsonl").decode().splitlines()
    (record,) = map(json.loads, lines)
    assert record["title"] == "خط\u2028دیگر"
    assert record["categories"] == ["فرهنگی"]
    assert record["flags"] == ["lost_half_spaces"]
    assert list(record) == list(COLUMNS)


def test_parquet_is_read_with_its_manifest(export):
    table = parquet.read_table(io.BytesIO(written(export, "parquet")))
    assert table.column_names == list(COLUMNS)
    assert table.column("id").to_pylist() == [100, 47859, 103, 102, 101]
    assert table.column("categories").to_pylist()[0] == ["شهری", "فرهنگی"]
    assert json.loads(table.schema.metadata[b"shahr20"])["articles"] == 5
    assert table.schema.field("id").metadata[b"meaning"]


def test_parquet_of_nothing_is_a_table_too(archive_db):
    with Export(archive_db, Selection("نیست‌درجهان")) as export:
        assert parquet.read_table(io.BytesIO(written(export, "parquet"))).num_rows == 0


def test_bibtex_and_ris_have_an_entry_an_article(export):
    assert re.findall(r"^@misc\{shahr20-(\d+),", written(export, "bibtex").decode(), re.M)[:2] == [
        "100",
        "47859",
    ]
    ris = written(export, "ris").decode()
    assert ris.count("TY  - NEWS\r\n") == ris.count("ER  - \r\n") == 5


ATOM = {"a": "http://www.w3.org/2005/Atom"}


def test_atom_is_a_feed(make, article):
    path = make(
        article(7, title="<b>&\x01\x0b", lead="a]]>\ufffe", source='"><x>'),
        article(8),
    )
    with Export(path) as export:
        feed = etree.fromstring(written(export, "atom"))
    entries = feed.findall("a:entry", ATOM)
    assert len(entries) == 2
    for one in (feed, *entries):
        for needed in ("id", "title", "updated"):
            assert one.findtext(f"a:{needed}", namespaces=ATOM)
    assert entries[1].findtext("a:title", namespaces=ATOM) == "<b>&"
    assert all(link.get("href").startswith("http") for link in feed.iterfind(".//a:link", ATOM))


@pytest.mark.parametrize("query", ["مترو یا اتوبوس", '"<>%&\x00 #', ""])
def test_the_ids_of_a_feed_are_uris(make, article, query):
    """RFC 4287, section 4.2.6, and RFC 4151: no spaces, no port, nothing raw."""
    path = make(article(7))
    with Export(path, Selection(query)) as export:
        manifest = export.manifest() | {"archive": "127.0.0.1:8020"}
        feed = etree.fromstring(b"".join(FORMATS["atom"].write(export.records(), manifest)))
    for one in feed.iterfind(".//a:id", ATOM):
        assert re.fullmatch(r"tag:127\.0\.0\.1,2026:[\w/=&%.+-]+", one.text, re.ASCII), one.text


def test_every_format_takes_a_hostile_article(make, article):
    evil = "\x01\x0b\x00\ufffe\u2028\u202e'\"<script>\\}{%$#\r\n=1"
    path = make(
        article(
            7, title=evil, lead=evil, body=evil, source=evil, author=evil, category=evil, tags=((evil, "t"),)
        )
    )
    with Export(path) as export:
        for name in FORMATS:
            assert written(export, name)
