import json

import pytest
import sqlite_utils


@pytest.fixture
def other_db(tmp_path):
    path = tmp_path / "other.db"
    db = sqlite_utils.Database(path)
    db["articles"].insert_all([{"id": 1, "title": "A plain title", "body": "word"}], pk="id")
    db["articles"].enable_fts(["title"])
    db["captures"].insert({"id": 1, "body": "mine"}, pk="id")
    db.close()
    return path


def test_an_archive_is_known_under_any_name(make, get):
    path = make(name="شهر ۲۰ - copy (2).sqlite")
    page = get([path], "/")
    assert page.status_code == 200
    assert 'dir="rtl"' in page.text


def test_a_name_with_a_dot_works(make, get):
    path = make(name="qom.1400.db")
    page = get([path], "/qom~2E1400/articles")
    assert page.status_code == 200
    assert "content-security-policy" in page.headers
    assert "نوشته‌ها" in page.text


def test_other_databases_beside_an_archive_stay_as_they_were(archive_db, other_db, get):
    def other(address):
        return get([archive_db, other_db], address)

    page = other("/other/articles")
    assert 'dir="rtl"' not in page.text
    assert "Powered by" in page.text
    assert "DATASETTE_ALLOW_FACET" in page.text
    assert (
        "script-src" not in page.headers["content-security-policy"]
    )  # plugins made for Datasette go on working
    assert json.loads(other("/other/captures.json?_shape=array").text) == [{"id": 1, "body": "mine"}]
    assert json.loads(other("/other/articles.json?_shape=array&_search=plain").text)[0]["id"] == 1
    assert 'dir="rtl"' not in other("/other/articles/1").text
    assert 'dir="rtl"' not in other("/other?sql=select+1").text
    assert 'href="/other"' in other("/").text


def test_without_an_archive_datasette_is_as_it_was(other_db, get):
    page = get([other_db], "/")
    assert "Powered by" in page.text
    assert 'dir="rtl"' not in page.text
    assert "x-frame-options" not in page.headers
    assert "Powered by" in get([other_db], "/nothing").text or get([other_db], "/nothing").status_code == 404


@pytest.mark.parametrize("first", [0, 1])
def test_the_home_is_the_archives_whichever_comes_first(archive_db, other_db, get, first):
    paths = [archive_db, other_db] if first else [other_db, archive_db]
    assert 'action="/search"' in get(paths, "/").text


def test_it_works_under_a_base_url(archive_db, get):
    settings = {"base_url": "/qom/"}
    page = get([archive_db], "/", settings=settings)
    assert 'href="/qom/-/static-plugins/shahr20/base.css' in page.text
    assert 'action="/qom/search"' in page.text
    page = get([archive_db], "/archive/articles?_search=", settings=settings)
    assert page.status_code == 200
    assert "content-security-policy" in page.headers
