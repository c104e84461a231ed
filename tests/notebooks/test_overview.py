import json
from pathlib import Path

import nbformat
import pytest
from nbclient import NotebookClient
from nbformat.v4 import new_code_cell

from shahr20.archive.archive import Archive
from shahr20.archive.entry import Answer, Article, Entry
from shahr20.archive.schema import ARTICLE_FIELDS

NOTEBOOK = Path(__file__).parents[2] / "notebooks" / "01_overview.ipynb"


def article(number, year=None, month=None, **changed):
    fields = {**dict.fromkeys(ARTICLE_FIELDS), "title": "عنوان", "body": "متن", "flags": "{}", **changed}
    del fields["content_hash"]
    if year:
        fields |= {"jalali_year": year, "jalali_month": month, "published_at": "2022-01-01T00:00:00Z"}
        fields["published_jalali"] = f"{year}-{month:02}-01 10:00"
    fields |= {f"{name}_raw": fields[name] for name in ("title", "lead", "body")}
    related = ((1, "https://shahr20.ir/1/", "عنوان"), (9, "https://shahr20.ir/9/", "بیرون"))
    return Article(number, f"https://shahr20.ir/{number}/", fields, related, (), (("فرهنگی", None),))


@pytest.fixture
def archive_db(tmp_path):
    path = tmp_path / "archive.db"
    with Archive(path, create=True) as archive:
        for made in (
            article(1, 1400, 11, source="ایسنا"),
            article(2, 1401, 1, source="ایسنا", flags='{"no_text": "the page has no text"}'),
            article(3, 1401, 1),
            article(4),
        ):
            archive.store(Entry(Answer(made.url, b"<html></html>", "2022-03-01T10:00:00Z"), made))
    return path


@pytest.fixture
def run(monkeypatch, tmp_path):
    """`run(path, code)` executes the notebook on an archive, then tells what the code evaluates to."""

    def run(path, code):
        monkeypatch.setenv("SHAHR20_DB", str(path))
        monkeypatch.setenv("TMPDIR", str(tmp_path))
        notebook = nbformat.read(NOTEBOOK, as_version=4)
        notebook.cells.append(new_code_cell(f"import json; print(json.dumps({code}))"))
        NotebookClient(notebook, resources={"metadata": {"path": NOTEBOOK.parent}}).execute()
        return notebook, json.loads(notebook.cells[-1].outputs[0].text)

    return run


def test_it_is_stored_without_outputs():
    notebook = nbformat.read(NOTEBOOK, as_version=4)
    nbformat.validate(notebook)
    for cell in notebook.cells:
        assert not cell.get("outputs")
        assert cell.get("execution_count") is None


def test_it_runs_on_an_archive_and_charts_every_month(archive_db, run):
    notebook, told = run(
        archive_db,
        "{'chart': chart.to_dict(), 'missing': missing.values.tolist(),"
        " 'csv': (folder / 'articles-per-month.csv').read_text('utf-8-sig')}",
    )
    (rows,) = told["chart"]["datasets"].values()
    assert [(row["year"], row["month"], row["articles"]) for row in rows] == [
        (1400, 11, 1),
        (1400, 12, 0),
        (1401, 1, 2),
    ]
    assert rows[0]["name"] == "\u2067بهمن ۱۴۰۰\u2069"
    assert told["chart"]["encoding"]["x"]["scale"]["reverse"] is True
    assert told["chart"]["encoding"]["y"]["axis"]["orient"] == "right"
    assert ["flag", "no_text", 1] in told["missing"]
    assert ["article", "undated", 1] in told["missing"]
    assert told["csv"].splitlines() == ["year,month,articles", "1400,11,1", "1400,12,0", "1401,1,2"]
    drawn = [output for cell in notebook.cells for output in cell.get("outputs", ()) if "data" in output]
    assert any("image/svg+xml" in output.data for output in drawn)
    tables = " ".join(output.data.get("text/plain", "") for output in drawn)
    assert "ایسنا" in tables
    assert "فرهنگی" in tables


def test_it_runs_on_an_empty_archive(tmp_path, run):
    Archive(tmp_path / "empty.db", create=True).close()
    _, rows = run(tmp_path / "empty.db", "len(months)")
    assert rows == 0
