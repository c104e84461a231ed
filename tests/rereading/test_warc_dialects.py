"""WARC files as different tools write them."""

from __future__ import annotations

import gzip
import json
import zlib
from collections.abc import Callable
from typing import Any

import brotli
import pytest
import zstandard
from click.testing import Result

from shahr20.pages.address import canonical

Tally = Callable[[Result], dict[str, int]]
ID = 47859


def chunked(body: bytes, size: int = 1000) -> bytes:
    parts = [body[at : at + size] for at in range(0, len(body), size)]
    return b"".join(b"%x\r\n%s\r\n" % (len(part), part) for part in parts) + b"0\r\n\r\n"


def as_it_is(body: bytes) -> bytes:
    return body


@pytest.mark.parametrize(
    ("encode", "headers"),
    [
        (as_it_is, []),
        (gzip.compress, [("Content-Encoding", "gzip")]),
        (gzip.compress, [("content-encoding", "x-gzip")]),
        (zlib.compress, [("Content-Encoding", "deflate")]),
        (lambda body: zlib.compress(body)[2:-4], [("Content-Encoding", "deflate")]),
        (brotli.compress, [("Content-Encoding", "br")]),
        (zstandard.ZstdCompressor().compress, [("Content-Encoding", "zstd")]),
        (chunked, [("Transfer-Encoding", "chunked")]),
        (
            lambda body: chunked(gzip.compress(body)),
            [("Transfer-Encoding", "Chunked"), ("Content-Encoding", "gzip")],
        ),
        # stored decoded, with the headers of the wire: as many crawlers do
        (as_it_is, [("Transfer-Encoding", "chunked"), ("Content-Encoding", "gzip"), ("Content-Length", "9")]),
        (as_it_is, [("Content-Encoding", "br")]),
        (as_it_is, [("Content-Encoding", "deflate")]),
        (as_it_is, [("Content-Encoding", "zstd")]),
        (as_it_is, [("X-Crawl-Content-Encoding", "gzip"), ("Content-Encoding", "identity")]),
    ],
)
def test_bodies_in_every_encoding(
    press: Any, warc: Any, db: Any, encode: Callable[[bytes], bytes], headers: list[tuple[str, str]]
) -> None:
    tape = warc()
    page = press.html(ID)
    tape.add(press.url(ID), encode(page), headers=[("Content-Type", "text/html"), *headers])
    assert db.take(tape.path).exit_code == 0
    (row,) = db.rows(
        "SELECT a.title_raw, c.length, c.origin FROM articles a JOIN captures c ON c.id = a.capture_id"
    )
    assert row["title_raw"] == press.desk.story(ID).title
    assert row["length"] == len(page)


@pytest.mark.parametrize("name", ["pages.warc.gz", "pages.warc", "no-name-that-says-so"])
@pytest.mark.parametrize("version", ["1.0", "1.1"])
def test_with_and_without_gzip(press: Any, warc: Any, db: Any, tally: Tally, name: str, version: str) -> None:
    tape = warc(name, version=version)
    for article_id in press.ids[:4]:
        tape.add(press.url(article_id), press.html(article_id))
    done = db.take(tape.path)
    assert done.exit_code == 0, done.output
    assert db.ids() == press.ids[:4]
    assert tally(done)["new"] == 4


def test_one_gzip_member_around_all_records(press: Any, warc: Any, db: Any, tmp_path: Any) -> None:
    tape = warc("pages.warc")
    for article_id in press.ids[:4]:
        tape.add(press.url(article_id), press.html(article_id))
    whole = tmp_path / "zipped-by-hand.warc.gz"
    whole.write_bytes(gzip.compress(tape.path.read_bytes()))
    done = db.take(whole)
    assert (done.exit_code, db.ids()) == (0, press.ids[:4])


def test_wget(press: Any, warc: Any, db: Any, tally: Tally) -> None:
    """Addresses in angle brackets, requests beside responses, its own log as resources."""
    tape = warc(version="1.0")
    tape.add("", b"software: Wget/1.21\r\n", kind="warcinfo")
    tape.add(f"<{press.url(ID)}>", b"", kind="request")
    tape.add(f"<{press.url(ID)}>", press.html(ID))
    tape.add(
        "metadata://gnu.org/software/wget/warc/wget.log",
        b"--2022--",
        kind="resource",
        Content_Type="text/plain",
    )
    done = db.take(tape.path)
    assert (done.exit_code, db.ids(), tally(done)["passed over"]) == (0, [ID], 1)
    assert db.rows("SELECT url FROM captures")[0]["url"] == press.url(ID)


def test_wayback(press: Any, warc: Any, db: Any) -> None:
    """Old captures have a port, `www.` and http; a replay recorded through the Wayback Machine has its address."""
    tape = warc()
    port = press.url(ID).replace("https://shahr20.ir", "http://www.shahr20.ir:80")
    tape.add(port, press.html(ID), at="2022-02-21T08:00:00Z")
    other = press.ids[0]
    tape.add(
        f"https://web.archive.org/web/20220222120000id_/{press.url(other)}",
        press.html(other),
        at="2026-01-01T00:00:00Z",
    )
    assert db.take(tape.path).exit_code == 0
    found = {row["article_id"]: (row["url"], row["fetched_at"]) for row in db.rows("SELECT * FROM captures")}
    assert found[ID] == (port.replace(":80", ""), "2022-02-21T08:00:00Z")
    assert found[other] == (press.url(other), "2022-02-22T12:00:00Z")


def test_browsertrix(press: Any, warc: Any, db: Any, tally: Tally) -> None:
    """HTTP/2, fractions of a second, page information and screenshots as `urn:` resources."""
    tape = warc(version="1.1")
    tape.add("urn:pageinfo:" + press.url(ID), b"{}", kind="resource", Content_Type="application/json")
    tape.add("urn:view:" + press.url(ID), b"\x89PNG", kind="resource", Content_Type="image/png")
    tape.add(
        press.url(ID),
        press.html(ID),
        status="200",
        headers=[("content-type", "text/html")],
        at="2026-01-02T03:04:05.678901Z",
    )
    done = db.take(tape.path)
    assert (done.exit_code, db.ids(), tally(done)["passed over"]) == (0, [ID], 2)
    assert db.rows("SELECT fetched_at FROM captures")[0]["fetched_at"] == "2026-01-02T03:04:05Z"


def test_pages_as_resource_records(press: Any, warc: Any, db: Any) -> None:
    tape = warc()
    tape.add(press.url(ID), press.html(ID), kind="resource", Content_Type="text/html")
    assert (db.take(tape.path).exit_code, db.ids()) == (0, [ID])


def test_what_is_no_article_of_the_site_is_passed_over_and_named(
    press: Any, warc: Any, db: Any, tally: Tally
) -> None:
    tape = warc()
    tape.add(press.url(ID), press.html(ID))
    for path in ("/", "/page/2/", "/درباره-ما/"):
        tape.add(canonical("https://shahr20.ir" + path), press.at(canonical("https://shahr20.ir" + path)))
    tape.add("https://shahr20.ir/wp-content/a.jpg", b"\xff\xd8", headers=[("Content-Type", "image/jpeg")])
    tape.add("https://shahr20.ir/robots.txt", b"User-agent: *", headers=[("Content-Type", "text/plain")])
    tape.add("https://elsewhere.example/47860/x/", press.html(ID))
    tape.add(press.url(press.ids[0]), b"", status="301 Moved Permanently")
    tape.add(press.url(press.ids[0]), press.at("https://shahr20.ir/9/"), status="404 Not Found")
    tape.add("dns:shahr20.ir", b"20220301 1.2.3.4", kind="resource", Content_Type="text/dns")
    done = db.take(tape.path)
    assert done.exit_code == 0, done.output
    assert (db.ids(), db.count("rejects"), db.count("captures")) == ([ID], 0, 1)
    assert tally(done) == {
        "records": 10, "new": 1, "revised": 0, "unchanged": 0, "rejected": 0, "passed over": 9, "known": 0, "broken": 0
    }  # fmt: skip
    for reason in (
        "another site 1",
        "no HTML 2",
        "answered 404 1",
        "home 2",
        "page 1",
        "no web address 1",
    ):
        assert reason in done.stdout


@pytest.mark.parametrize(
    ("body", "reason"),
    [
        (
            "<body><script src='/cdn-cgi/challenge-platform/x'></script><p>Just a moment...</p></body>",
            "challenge",
        ),
        ("<body class='error404'><h1>صفحه یافت نشد</h1></body>", "not_found"),
        ("<body class='login'><form><label>گذرواژه</label><input type=password></form></body>", "login"),
    ],
)
def test_what_came_with_200_instead_of_an_article_is_a_reject(
    press: Any, warc: Any, db: Any, body: str, reason: str
) -> None:
    tape = warc()
    tape.add(press.url(ID), f"<html><head><title>شهر بیست</title></head>{body}</html>".encode())
    done = db.take(tape.path)
    assert done.exit_code == 3
    (row,) = db.rows("SELECT * FROM rejects")
    assert (row["reason"], row["url"], row["seen_at"]) == (reason, press.url(ID), "2022-03-01T10:00:00Z")
    assert db.ids() == []


def test_origin_says_where_it_is_from(press: Any, warc: Any, db: Any) -> None:
    tape = warc()
    tape.add("", b"software: x\r\n", kind="warcinfo")
    record = tape.add(press.url(ID), press.html(ID))
    db.take(tape.path)
    (row,) = db.rows("SELECT origin, crawl_id FROM captures")
    assert json.loads(row["origin"]) == {
        "file": str(tape.path), "record": record, "offset": tape.offsets[1], "time": "record"
    }  # fmt: skip
    assert row["crawl_id"] is None


def test_a_record_without_a_time_has_the_files(press: Any, warc: Any, db: Any) -> None:
    tape = warc()
    tape.add(press.url(ID), press.html(ID), at="yesterday")
    db.take(tape.path)
    (row,) = db.rows("SELECT a.flags, c.origin FROM articles a JOIN captures c ON c.id = a.capture_id")
    assert json.loads(row["origin"])["time"] == "file"
    assert "time_of_file" in json.loads(row["flags"])


@pytest.mark.parametrize("by", ["record", "address and time", "digest"])
@pytest.mark.parametrize("name", ["pages.warc.gz", "pages.warc"])
def test_revisits_are_the_page_they_refer_to(
    press: Any, warc: Any, db: Any, tally: Tally, by: str, name: str
) -> None:
    tape = warc(name)
    digest = "sha1:AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"
    first = tape.add(press.url(ID), press.html(ID), WARC_Payload_Digest=digest)
    refers = {
        "record": {"WARC_Refers_To": first},
        "address and time": {
            "WARC_Refers_To_Target_URI": press.url(ID),
            "WARC_Refers_To_Date": "2022-03-01T10:00:00Z",
        },
        "digest": {"WARC_Payload_Digest": digest},
    }[by]
    later = warc("later-" + name)
    later.add(press.url(ID), kind="revisit", at="2022-04-01T10:00:00Z", **refers)
    done = db.take(tape.path, later.path)
    assert (done.exit_code, tally(done)["new"], tally(done)["unchanged"]) == (0, 1, 1)
    first_row, second = db.rows("SELECT * FROM captures ORDER BY id")
    assert second["same_as"] == first_row["id"]
    assert second["sha256"] == first_row["sha256"]
    (article,) = db.rows("SELECT * FROM articles")
    assert (article["first_seen_at"], article["last_seen_at"]) == (
        "2022-03-01T10:00:00Z",
        "2022-04-01T10:00:00Z",
    )


def test_a_revisit_without_its_page_is_counted(press: Any, warc: Any, db: Any, tally: Tally) -> None:
    tape = warc()
    tape.add(press.url(ID), kind="revisit", WARC_Payload_Digest="sha1:BBBB")
    tape.add("https://shahr20.ir/a.png", kind="revisit", headers=[("Content-Type", "image/png")])
    done = db.take(tape.path)
    assert done.exit_code == 0
    assert tally(done)["revisits without their page"] == 1
    assert tally(done)["passed over"] == 1


@pytest.mark.parametrize(
    "said",
    [
        "{}",
        "null",
        "[]",
        "not json",
        '{"id": "1"}',
        '{"id": 1, "sha256": "x", "length": 2}',
        f'{{"id": {10**40}}}',
    ],
)
def test_a_header_of_ours_that_says_nonsense_is_nobodys(press: Any, warc: Any, db: Any, said: str) -> None:
    tape = warc()
    tape.add(press.url(ID), press.html(ID), Shahr20_Capture=said)
    assert (db.take(tape.path).exit_code, db.ids()) == (0, [ID])


@pytest.mark.parametrize(
    "at",
    [
        "",
        "1000-01-01T00:00:00Z",
        "0001-01-01T00:00:00+05:00",
        "9999-12-31T23:59:59-05:00",
        "2022-13-01T00:00:00Z",
    ],
)
def test_a_time_that_cannot_be_is_the_files(press: Any, warc: Any, db: Any, at: str) -> None:
    tape = warc()
    tape.add(press.url(ID), press.html(ID), at=at or "0")
    assert db.take(tape.path).exit_code == 0
    assert json.loads(db.rows("SELECT origin FROM captures")[0]["origin"])["time"] == "file"


@pytest.mark.parametrize(
    "url", ["http://[::1", "https://shahr20.ir:port/47859/", "https:///47859/", "\x00", "47859"]
)
def test_an_address_that_is_none_is_passed_over(
    press: Any, warc: Any, db: Any, tally: Tally, url: str
) -> None:
    tape = warc()
    tape.add(url, press.html(ID))
    done = db.take(tape.path)
    assert (done.exit_code, db.ids()) == (0, [])
    assert tally(done)["passed over"] + tally(done)["broken"] == 1
