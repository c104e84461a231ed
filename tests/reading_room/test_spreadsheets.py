import csv
import io

import pytest
import sqlite_utils


@pytest.fixture
def evil(room):
    db = sqlite_utils.Database(room.path)
    db["articles"].update(
        100,
        {
            "title": '=HYPERLINK("http://evil.example","x")',
            "source": "+1",
            "lead": " @x\n=2",
            "word_count": -3,
        },
    )
    db.close()
    return room


@pytest.mark.parametrize(
    "address",
    [
        "/archive/articles.csv?id=100",
        "/archive/articles.csv?id=100&_stream=on&_labels=on",
        "/archive.csv?sql=select+*+from+articles+where+id=100",
        "/archive/articles/100.csv",
    ],
)
def test_datasettes_own_csv_is_safe_too(evil, address):
    answer = evil.get(address)

    assert answer.content.startswith(b"\xef\xbb\xbf")
    (row,) = csv.DictReader(io.StringIO(answer.content.decode("utf-8-sig"), newline=""))
    assert row["title"] == '\'=HYPERLINK("http://evil.example","x")'
    assert (row["source"], row["lead"], row["word_count"]) == ("'+1", "' @x\n=2", "-3")


def test_ours_is_left_as_it_is(evil):
    text = evil.get("/export.csv").content
    assert text.count(b"\xef\xbb\xbf") == 1
    assert b"''" not in text


def test_another_databases_csv_is_as_datasette_makes_it(tmp_path, get):
    path = tmp_path / "other.db"
    sqlite_utils.Database(path)["t"].insert({"a": "=1"})
    assert get([path], "/other/t.csv").text == "rowid,a\r\n1,=1\r\n"
