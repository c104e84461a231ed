"""The public profile: every way that a closed table or column might leak."""

import asyncio
import json
import os
import re
import subprocess
import sys
from urllib.parse import quote
from urllib.request import urlopen

import pytest
import sqlite_utils
from datasette.app import Datasette

from shahr20.archive.schema import migrations
from shahr20.reading_room.public import MACHINERY, OPEN, SETTINGS, as_public

SECRET = "SECRET"
"""Stands in every column of text of every closed table."""
CLOSED = ("captures", "dictionaries", "rejects", "frontier", "crawls", "watermarks", "findings", "forgotten")


@pytest.fixture
def secret_db(archive_db):
    """The sample archive, with SECRET wherever an operator's table can hold it."""
    db = sqlite_utils.Database(archive_db)
    at = "2022-03-01T10:00:00Z"
    hidden = {"headers": SECRET, "origin": SECRET, "content_type": SECRET, "body": SECRET.encode()}
    for row in list(db["captures"].rows):
        db["captures"].update(row["id"], {**hidden, "reading_hash": SECRET})
    capture = {"url": SECRET, "fetched_at": SECRET, "sha256": SECRET, "status": 200, "length": 1, **hidden}
    refused = db["captures"].insert(capture).last_pk
    rejected = {"url": SECRET, "reason": "no_title", "detail": SECRET, "seen_at": at, "capture_id": refused}
    db["rejects"].insert(rejected)
    db["frontier"].insert({"url": SECRET, "article_id": 100, "door": "rest", "state": "todo", "found_at": at})
    db["crawls"].insert({"id": 1, "started_at": at, "arguments": json.dumps({"db": SECRET}), "doors": SECRET})
    db["dictionaries"].insert({"sha256": SECRET, "dictionary": SECRET.encode()})
    db.close()
    return archive_db


@pytest.fixture
def answers(secret_db):
    """`answers(addresses)` asks one public room for them all, and is the answer to each."""

    def get(addresses):
        async def look():
            datasette = Datasette([str(secret_db)], metadata=as_public({}), settings=SETTINGS)
            await datasette.invoke_startup()
            return {address: await datasette.client.get(address) for address in addresses}

        return asyncio.run(look())

    return get


@pytest.fixture
def public(secret_db, ask):
    """`public(address)` asks the public room of that archive."""

    def get(address, method="GET", headers=None, **settings):
        return ask(
            [secret_db],
            method,
            address,
            headers=headers,
            metadata=as_public({}),
            settings={**SETTINGS, **settings},
        )

    return get


def sql(text):
    return f"/archive.json?_shape=array&sql={quote(text)}"


LEAKS = [
    *(
        f"/archive/{table}{end}"
        for table in CLOSED
        for end in ("", ".json", ".csv", ".json?_shape=array", "/1", "/1.json")
    ),
    *(f"/archive/{name}" for name in ("search", "search_data", "meta", "sqlite_master", "CAPTURES")),
    "/archive/captures/1.blob?_blob_column=body",
    "/archive/captures.csv?_stream=on",
    sql("select * from captures"),
    sql("select url from frontier"),
    sql("with x as (select arguments a from crawls) select a from x"),
    "/archive?sql=select+1",
    "/archive.csv?sql=select+url+from+captures",
    "/archive/articles.json?_where=id+in+(select+article_id+from+captures+where+headers+like+'S%25')",
    "/archive/articles.json?_labels=on&_col=capture_id",
    "/archive/articles.json?_labels=on&_facet=capture_id",
    "/archive/articles?_facet=capture_id",
    "/archive/articles.csv?_labels=on&_col=capture_id",
    "/archive/revisions.json?_labels=on",
    "/archive/revisions?_facet=capture_id",
    "/archive/articles/47859.json?_extras=foreign_key_tables",
    "/archive/articles/47859",
    "/article/47859",
    "/article/47859.json",
    "/article/47859/versions.json",
    "/article/47859/v1.json",
    "/capture/1",
    "/capture/1.json",
    "/capture/1/fetched",
    "/capture/1/fetched.txt",
    "/archive/-/capture/1.json",
    *(
        "/archive/articles.json?_through=" + quote(json.dumps({"table": table, "column": column, "value": "S"}))
        for table, column in (("captures", "url"), ("frontier", "url"), ("rejects", "url"))
    ),
    "/archive.db",
    "/archive.json",
    "/archive",
    "/.json",
    "/",
    "/coverage",
    "/coverage.json",
    "/home.json",
    "/article/47859/beside/103.json",
    "/_internal",
    "/_internal.json",
    "/_internal/databases.json",
    "/_memory.json?sql=select+1",
    *(f"/-/{tool}" for tool in ("metadata", "settings", "plugins", "versions", "threads", "databases", "actor",
                                "patterns", "allow-debug", "messages", "permissions", "auth-token", "config")),
]  # fmt: skip


def holds_it(text):
    return SECRET in text or SECRET.encode().hex().upper() in text.upper() or "U0VDUkVU" in text


def test_nothing_closed_is_told(answers):
    found = answers(LEAKS).items()
    assert not {address for address, one in found if one.status_code >= 500 or holds_it(one.text)}


CLOSED_PAGES = [
    *(f"/archive/{table}" for table in CLOSED),
    "/archive/CAPTURES.json",
    "/archive/captures/1.json",
    "/capture/1",
    sql("select 1"),
    "/archive/articles.json?_where=1",
    "/archive.db",
    "/_internal.json",
    "/-/settings",
    "/-/metadata.json",
    "/-",
]


def test_it_is_refused(answers):
    found = {address: answer.status_code for address, answer in answers(CLOSED_PAGES).items()}
    assert {address: status for address, status in found.items() if status not in (400, 403, 404)} == {}


def test_no_label_is_read_from_a_closed_table(answers):
    address = "/archive/articles.json?_labels=on&_col=capture_id&_shape=array&id=47859"
    (row,) = json.loads(answers([address])[address].text)
    assert "2022" not in json.dumps(row["capture_id"])


def test_sqlite_itself_answers_nothing(secret_db):
    """What some plugin or a new page of Datasette's might ask finds NULL in every closed column."""

    async def look():
        datasette = Datasette([str(secret_db)], metadata=as_public({}), settings=SETTINGS)
        await datasette.invoke_startup()
        database = datasette.get_database("archive")
        found = {}
        for table in CLOSED:
            rows = (await database.execute(f"SELECT * FROM [{table}]")).rows
            found[table] = [value for row in rows for value in tuple(row) if value is not None]
        await datasette.client.get(
            "/coverage.json"
        )  # a page of our own reads them, and closes the door behind it
        found["after"] = [tuple(row) for row in (await database.execute("SELECT url FROM frontier")).rows]
        return found

    found = asyncio.run(look())
    assert found.pop("after") == [(None,)]
    assert not any(found.values())


def test_every_table_is_open_or_closed_by_name(secret_db):
    db = sqlite_utils.Database(secret_db)
    names = set(db.table_names()) - {migrations.migrations_table}
    db.close()
    assert names >= OPEN
    left = {name for name in names - OPEN if not name.startswith(MACHINERY)}
    assert left >= set(CLOSED)


OPEN_PAGES = ["/", "/home.json", "/article/47859/beside/103", "/sources", "/categories.json", "/article/47859",
              "/article/47859.json", "/about", "/coverage",
              "/archive", "/archive/articles", "/archive/articles.json?_search=شهردار", "/archive/articles/47859",
              "/archive/revisions.json", "/archive/sources", "/-/static-plugins/shahr20/base.css"]  # fmt: skip


def test_what_is_for_everybody_is_there(answers):
    found = answers(OPEN_PAGES)
    assert {address: answer.status_code for address, answer in found.items()} == dict.fromkeys(
        OPEN_PAGES, 200
    )
    assert {one.headers["x-robots-tag"] for one in found.values()} == {"noindex, nofollow, noarchive"}


def test_the_coverage_page_still_counts(public):
    data = json.loads(public("/coverage.json").text)
    assert data["doors"] == [{"door": "rest", "state": "todo", "addresses": 1}]
    assert data["rejects"][0]["reason"] == "no_title"


@pytest.fixture
def other_db(tmp_path):
    """A database that is no archive and not meant for anybody."""
    path = tmp_path / "other.db"
    db = sqlite_utils.Database(path)
    db["words"].insert({"id": 1, "word": SECRET}, pk="id")
    db.close()
    return path


OTHERS = ["/", "/home.json", "/.json", "/other", "/other.json", "/other/words", "/other/words.json", "/other/words/1",
          "/other/words.csv", "/other.json?sql=select+word+from+words", "/other.db",
          "/archive.json?sql=select+word+from+other.words"]  # fmt: skip


@pytest.mark.parametrize("base", ["/", "/qom/"])
def test_a_database_beside_the_archive_is_closed_whole(secret_db, other_db, base):
    async def look():
        settings = {**SETTINGS, "base_url": base}
        datasette = Datasette([secret_db, other_db], metadata=as_public({}), settings=settings)
        await datasette.invoke_startup()
        return {address: await datasette.client.get(address) for address in OTHERS}

    found = asyncio.run(look())
    assert not {address for address, one in found.items() if one.status_code >= 500 or holds_it(one.text)}
    assert "other" not in found["/"].text
    assert {found[address].status_code for address in OTHERS[3:]} <= {400, 403, 404}
    assert f'href="{base}article/' in found["/"].text


@pytest.mark.parametrize("path", ["/robots.txt", "/-/settings.json", "/captures", "/archive/captures.json"])
def test_it_is_closed_under_a_base_url_too(public, path):
    answer = public(path, base_url="/qom/")
    assert answer.status_code == (200 if path == "/robots.txt" else 403 if "archive" in path else 404)
    assert not holds_it(answer.text)


def test_a_search_in_the_table_still_finds(public):
    found = json.loads(public("/archive/articles.json?_search=شهردار&_shape=array").text)
    assert 103 in [row["id"] for row in found]


def test_robots_are_sent_away(public):
    answer = public("/robots.txt")
    assert answer.text == "User-agent: *\nDisallow: /\n"
    assert answer.headers["content-type"].startswith("text/plain")


@pytest.mark.parametrize("host", ['evil"><script>', "a b", "", "a/b", "x@y", "e\\vil"])
def test_a_host_that_is_none_is_refused(public, host):
    answer = public("/sources", headers={"host": host})
    assert answer.status_code == 400
    assert "script" not in answer.text


@pytest.mark.parametrize("path", ["/sources?page=1", "//evil.example/x"])
def test_http_before_the_proxy_becomes_https(public, path):
    answer = public(path, headers={"x-forwarded-proto": "HTTP, https", "host": "archive.example.org"})
    assert answer.status_code == 308
    assert re.match(r"https://archive\.example\.org/[^/]", answer.headers["location"])


def test_https_is_remembered_and_used_in_addresses(public):
    answer = public("/archive/articles.json?_size=1", headers={"x-forwarded-proto": "https"})
    assert answer.headers["strict-transport-security"].startswith("max-age=")
    assert json.loads(answer.text)["next_url"].startswith("https://")


def test_nothing_is_posted(public):
    assert public("/archive", "POST").status_code == 405


QUERIES = ("?callback=alert", "?_shape=<script>", "?_shape=objects&callback=x", "?_json=x")


@pytest.mark.parametrize("address", ["/sources.json", "/archive/articles.json", "/article/102.json"])
def test_json_is_json_whatever_is_asked(answers, address):
    for answer in answers([address + query for query in QUERIES]).values():
        assert answer.headers["content-type"].startswith("application/json")
        assert answer.headers["x-content-type-options"] == "nosniff"
        json.loads(answer.text)


def test_the_command_serves_it(secret_db, tmp_path):
    told = tmp_path / "metadata.yaml"
    told.write_text("license: CC BY 4.0\nplugins:\n  shahr20:\n    contact: a@example.org\n")
    command = [
        sys.executable,
        "-c",
        "from shahr20.cli import main; main()",
        "serve",
        "--port",
        "0",
        "--public",
    ]
    with subprocess.Popen(
        [*command, "--db", secret_db, "--metadata", told],
        stdout=subprocess.PIPE,
        text=True,
        env={**os.environ, "PYTHONUNBUFFERED": "1"},
    ) as process:
        address = re.search(r"http://\S+", process.stdout.readline())[0]
        with urlopen(f"{address}about.json") as page:
            about = json.load(page)
            assert page.headers["x-robots-tag"]
        process.kill()
    assert (about["license"], about["contact"]) == ("CC BY 4.0", "a@example.org")
