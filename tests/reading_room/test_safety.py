import json
from urllib.parse import quote

import pytest
import sqlite_utils

SECRETS = (
    "/archive/captures.json?_shape=array",
    "/archive/captures/1.json?_shape=array",
    "/archive/captures/1.blob?_blob_column=body",
    "/archive/captures.csv",
    "/archive/captures.json?_shape=array&_col=body",
    "/archive.json?_shape=array&sql=select+body+from+captures",
    "/archive.json?_shape=array&sql=select+hex(c.BODY)+from+(select+*+from+captures)+c",
    "/archive.json?_shape=array&sql=select+group_concat(body)+from+main.captures",
    "/archive.json?_shape=array&sql=with+x+as+(select+body+as+b+from+captures)+select+b+from+x",
    "/archive.json?_shape=array&sql=select+dictionary+from+dictionaries",
)


@pytest.fixture
def with_secrets(archive_db):
    db = sqlite_utils.Database(archive_db)
    db.execute("UPDATE captures SET body = CAST('SECRET' AS BLOB)")
    db.execute("INSERT INTO dictionaries (sha256, dictionary) VALUES ('x', CAST('SECRET' AS BLOB))")
    db.conn.commit()
    db.close()
    return archive_db


@pytest.mark.parametrize("address", SECRETS)
def test_pages_as_fetched_are_never_returned(with_secrets, get, address):
    text = get([with_secrets], address).text
    assert "SECRET" not in text
    assert "534543524554" not in text  # in hexadecimal
    assert "U0VDUkVU" not in text  # in base64


def test_nor_through_attached_databases(with_secrets, get):
    address = "/_memory.json?_shape=array&sql=select+id,+hex(body)+as+body+from+archive.captures"
    rows = json.loads(get([with_secrets], address, crossdb=True).text)
    assert len(rows) == 5
    assert {row["body"] for row in rows} == {""}


def test_nor_as_the_whole_file(with_secrets, get):
    assert get([], "/archive.db", immutables=[str(with_secrets)]).status_code == 403


@pytest.mark.parametrize(
    "address",
    [
        "/",
        "/archive",
        "/archive/articles",
        "/archive/articles.json",
        "/sources",
        "/sources.json",
        "/article/47859?lang=en",
        "/article/1",
        "/about",
        "/nothing",
        "/-/versions",
    ],
)
def test_headers_keep_pages_safe(room, address):
    headers = room.get(address).headers
    assert "script-src 'self'" in headers["content-security-policy"]
    assert "unsafe" not in headers["content-security-policy"]
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["x-frame-options"] == "DENY"
    assert headers["referrer-policy"] in ("same-origin", "no-referrer")  # the latter is Datasette's own
    assert "camera=()" in headers["permissions-policy"]


@pytest.mark.parametrize("host", ["evil.example", '"><script>alert(1)</script>', "a\\b"])
@pytest.mark.parametrize("address", ["/sources", "/article/47859", "/sources.json"])
def test_a_hostile_host_is_not_repeated(room, address, host):
    answer = room.get(address, headers={"host": host})
    assert host not in answer.text
    assert "evil" not in answer.text


@pytest.mark.parametrize(
    "through",
    ["", "x", "{", "[]", "null", '{"table": "article_tags"}', '{"table": 1, "column": [], "value": {}}'],
)
@pytest.mark.parametrize("form", ["", ".json"])
def test_a_through_without_sense_is_said(room, form, through):
    answer = room.get(f"/archive/articles{form}?_through={quote(through)}")
    assert answer.status_code == 400
    assert "_through must be JSON" in answer.text
