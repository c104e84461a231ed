"""What is chosen, the state it is of, and the command."""

import json
import sqlite3
import subprocess
import sys
import threading

import nbformat
import pytest
from click.testing import CliRunner
from nbclient import NotebookClient

from shahr20.archive.archive import Archive
from shahr20.cli import main
from shahr20.exporting import FORMATS, Export, NoSelection, Selection

CHOSEN = [
    ({}, [100, 47859, 103, 102, 101]),
    ({"q": "شهردار"}, [103]),
    ({"q": "-شهردار", "year": "1402"}, [100]),
    ({"source": "ایسنا"}, [100]),
    ({"category": "فرهنگی", "year": "۱۴۰۲"}, [100]),
    ({"tag": "هویت شهری"}, [47859]),
    ({"tag": "' OR 1"}, []),
    ({"month": "1400-12", "source": "روابط عمومی شهرداری قم"}, [47859, 103]),
    ({"year": ["1402", "۱۴۰۰"], "source": ["ایسنا", "روابط عمومی شهرداری قم"]}, [100, 47859, 103]),
    ({"from": "1401"}, [100]),
    ({"to": "1400-12-01", "q": "مترو"}, [103]),
    ({"q": "=متروی", "inflections": "1"}, []),
    ({"q": "source:ایسنا"}, [100]),
    ({"q": "هیچ‌کجا"}, []),
]


@pytest.mark.parametrize(("args", "ids"), CHOSEN, ids=[str(args) for args, _ in CHOSEN])
def test_what_is_asked_for_is_chosen(archive_db, args, ids):
    wanted = Selection.of(args)
    assert Selection.of(wanted.args) == wanted
    with Export(archive_db, wanted) as export:
        assert [record["id"] for record in export.records()] == ids
        assert len(export) == export.manifest()["articles"] == len(ids)


def test_a_query_finds_what_the_search_finds(archive_db):
    with Archive(archive_db) as archive, Export(archive_db, Selection("شهر* -مترو")) as export:
        assert set(export.ids) == {hit.id for hit in archive.search("شهر* -مترو").hits}


@pytest.mark.parametrize(
    "args",
    [{"year": "x"}, {"month": "13"}, {"month": "1400-13"}, {"from": "کی"}, {"from": "1402", "to": "1401"}],
)
def test_what_cannot_be_meant_is_a_sentence(args):
    with pytest.raises(NoSelection, match=next(iter(args))):
        Selection.of(args).require_bounds()


def test_a_manifest_says_what_the_file_is(archive_db):
    with Export(archive_db, Selection("شهردار", years=(1400,))) as export:
        manifest = export.manifest()
    assert manifest["query"] == {"q": "شهردار", "year": ["1400"]}
    assert manifest["understood"]["en"]
    assert manifest["articles"] == 1
    assert all(manifest["version"].values())
    assert manifest["made_at"].endswith("Z")
    assert set(manifest["columns"]) >= {"id", "body", "body_raw"}


def test_an_export_is_of_one_moment(archive_db):
    with Export(archive_db) as export:
        records = export.records()
        db = sqlite3.connect(archive_db)
        db.execute("UPDATE articles SET title = 'تازه'")
        db.execute("DELETE FROM article_tags")
        db.commit()
        db.close()
        assert "تازه" not in {record["title"] for record in records}


def test_threads_take_turns(archive_db):
    found = []
    with Export(archive_db) as export:
        records = export.records()
        threads = [threading.Thread(target=lambda: found.append(next(records)["id"])) for _ in range(3)]
        for thread in threads:
            thread.start()
            thread.join()
    assert found == [100, 47859, 103]


def run(*words):
    return CliRunner().invoke(main, ["export", *map(str, words)])


@pytest.mark.parametrize("name", FORMATS)
def test_the_command_writes_a_file_and_its_manifest(archive_db, tmp_path, name):
    out = tmp_path / "out.x"
    result = run("--format", name, "--db", archive_db, "-o", out, "--year", "1400", "-مترو")
    assert result.exit_code == 0, result.output
    assert out.stat().st_size
    manifest = json.loads((tmp_path / "out.x.manifest.json").read_text(encoding="utf-8"))
    assert manifest["query"] == {"q": "-مترو", "year": ["1400"]}
    assert sorted(path.name for path in tmp_path.glob("out*")) == ["out.x", "out.x.manifest.json"]


WRONG = [
    (["--format", "csv", "--year", "x"], "year must be"),
    (["--format", "warc", "--year", "1400"], "whole archive"),
    (["--format", "csv", "-o", "/nowhere/x.csv"], "does not exist"),
    (["--format", "csv", "--db", "/nowhere.db"], "no archive"),
]


@pytest.mark.parametrize(("words", "said"), WRONG)
def test_a_mistake_is_a_sentence(archive_db, words, said):
    result = run("--db", archive_db, *words)
    assert result.exit_code == 2
    assert said in result.output
    assert "Traceback" not in result.output


def test_the_archive_is_not_written_over(archive_db):
    assert run("--format", "csv", "--db", archive_db, "-o", archive_db).exit_code == 2
    with Export(archive_db) as export:
        assert len(export) == 5


def test_the_notebook_runs(archive_db, monkeypatch):
    monkeypatch.setenv("SHAHR20_DB", str(archive_db))
    quoted = 'شهردار "قم\'"\n\\'
    for wanted, number in (
        (Selection("قم"), None),
        (Selection(quoted), None),
        (Selection("هیچ‌کجا"), 0),
    ):
        with Export(archive_db, wanted) as export:
            number = len(export) if number is None else number
            text = b"".join(FORMATS["notebook"].write((), export.manifest())).decode()
        notebook = nbformat.reads(text, as_version=4)
        nbformat.validate(notebook)
        assert notebook.cells[0].source.startswith("# ")
        assert [cell.source[:3] for cell in notebook.cells[1:] if cell.cell_type == "markdown"] == [
            "## ",
            "## ",
        ]
        NotebookClient(notebook, timeout=120).execute()
        said = [output for cell in notebook.cells for output in cell.get("outputs", ())]
        assert f"{number} articles now; {number} when" in json.dumps(said)
        assert "vega-lite" in json.dumps(said)


MEASURE = """
import resource, sys
from shahr20.exporting import FORMATS, Export
with Export(sys.argv[1]) as export:
    form = FORMATS[sys.argv[2]]
    manifest = export.manifest()
    for number, block in enumerate(form.write(export.records(300), manifest)): pass
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    size = sum(len(block) for block in form.write(export.records(), manifest))
    print(size, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before)
"""


@pytest.fixture(scope="module")
def large_db(tmp_path_factory):
    """20,000 articles, 160 MB of text, copied inside of SQLite."""
    path = tmp_path_factory.mktemp("large") / "archive.db"
    with Archive(path, create=True) as archive:
        names = (
            "id, url, revision, first_seen_at, content_hash, title, title_raw, body, body_raw, published_at"
        )
        archive.db.execute(
            f"""INSERT INTO articles ({names})
                WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 20000)
                SELECT i, 'https://shahr20.ir/' || i || '/', 1, '2022-03-01T10:00:00Z', hex(randomblob(32)),
                       'عنوان ' || i, 'عنوان ' || i, hex(randomblob(2000)), hex(randomblob(2000)),
                       strftime('%Y-%m-%dT%H:%M:%SZ', 1600000000 + i * 3600, 'unixepoch') FROM n"""
        )
        archive.db.conn.commit()
    return path


@pytest.mark.parametrize("name", ["csv", "jsonl", "parquet", "bibtex", "ris"])
def test_memory_does_not_grow_with_the_articles(large_db, name):
    measured = subprocess.run(
        [sys.executable, "-c", MEASURE, large_db, name], capture_output=True, text=True, check=True
    )
    size, grown = map(int, measured.stdout.split())
    assert size > 5_000_000
    assert grown < 60_000  # KiB; CSV and JSONL are 170 MB
