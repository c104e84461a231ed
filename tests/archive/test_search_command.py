import json

import pytest
from click.testing import CliRunner

from shahr20.archive.archive import Archive
from shahr20.cli import main


@pytest.fixture
def db(archive, make_entry):
    archive.store(make_entry(1, title="هیئت امنا", html=b"1"))
    archive.store(make_entry(2, title="هیأت مدیره", html=b"2"))
    archive.store(make_entry(3, title="مترو", html=b"3"))
    return str(archive.path)


def run(*arguments):
    return CliRunner().invoke(main, ["search", *arguments])


def test_hits_go_to_stdout_and_the_rest_to_stderr(db):
    done = run("--db", db, "هیئت")
    assert [line.split("\t") for line in done.stdout.splitlines()] == [
        ["1", "1400-12-01", "هیئت امنا"],
        ["2", "1400-12-01", "هیأت مدیره"],
    ]
    assert "2 articles" in done.stderr
    assert "هیات" in done.stderr
    assert done.exit_code == 0


def test_a_minus_is_no_option(db):
    assert run("--db", db, "گزارش -مترو -هیئت", "--json").exit_code == 0
    assert json.loads(run("--db", db, "-مترو", "--json").stdout)["total"] == 2


def test_json_has_the_pages_and_how_the_query_was_understood(db):
    first = json.loads(run("--db", db, "هیئت", "--json", "--limit", "1").stdout)
    assert (first["total"], [hit["id"] for hit in first["hits"]]) == (2, [1])
    assert first["spellings"] == {"هیئت": ["هیات"]}
    second = json.loads(run("--db", db, "هیئت", "--json", "--limit", "1", "--after", first["next"]).stdout)
    assert ([hit["id"] for hit in second["hits"]], second["next"]) == ([2], None)
    assert second["hits"][0]["kind"] == "spelling"


@pytest.mark.parametrize(
    ("arguments", "code", "words"),
    [
        (["--after", "x", "هیئت"], 2, "is no cursor"),
        (["--limit", "0", "هیئت"], 2, "0 is not in the range"),
        ([], 2, "Missing argument"),
    ],
)
def test_wrong_usage(db, arguments, code, words):
    done = run("--db", db, *arguments)
    assert (done.exit_code, words in done.stderr) == (code, True)


def test_no_archive(tmp_path):
    assert run("--db", str(tmp_path / "none.db"), "x").exit_code == 2


def test_an_index_by_other_rules_is_made_anew(db):
    with Archive(db) as archive:
        archive.db.execute("UPDATE meta SET value = '0' WHERE key = 'search'")
    assert run("--db", db, "هیئت").exit_code == 6
    done = CliRunner().invoke(main, ["rebuild", "--db", db, "--index"])
    assert (done.exit_code, "articles indexed 3" in done.stdout) == (0, True)
    assert run("--db", db, "هیئت").exit_code == 0


def test_words_in_their_context(db):
    done = run("--db", db, "هیئت", "--kwic", "right")
    assert [line.split("\t")[0] for line in done.stdout.splitlines()] == ["1", "2"]
    assert "هیئت\tامنا" in done.stdout
    places = json.loads(run("--db", db, "هیئت", "--kwic", "date", "--json").stdout)["places"]
    assert [(one["article_id"], one["line"]["kind"]) for one in places] == [(2, "spelling"), (1, "typed")]


def test_hits_over_time_as_csv(db):
    done = run("--db", db, "هیئت", "--counts", "month")
    assert done.stdout.splitlines() == ["period,hits,articles,share", "1400-12,2,3,0.666667"]
    assert json.loads(run("--db", db, "هیئت", "--counts", "year", "--json").stdout)["periods"][0]["hits"] == 2
