"""The files of a selection, as they are sent."""

import asyncio
import csv
import io
import json
import re
from types import SimpleNamespace
from urllib.parse import quote, unquote

import pytest
from datasette.app import Datasette
from parsel import Selector

from shahr20.exporting import FORMATS, Export
from shahr20.reading_room import streaming
from shahr20.reading_room.streaming import Streamed

ENDINGS = [form.ending for form in FORMATS.values()]


@pytest.mark.parametrize("ending", ENDINGS)
def test_a_file_is_sent_with_its_name_and_its_manifest(room, ending):
    answer = room.get(f"/export.{ending}?q=شهردار&year=1400")
    assert answer.status_code == 200
    assert answer.headers["x-total-count"] == "1"
    assert answer.headers["x-content-type-options"] == "nosniff"
    name = unquote(re.search(r"filename\*=UTF-8''(\S+)", answer.headers["content-disposition"])[1])
    assert re.fullmatch(rf"shahr20-شهردار-1400-\d{{4}}-\d\d-\d\d\.{ending}", name)
    assert re.search(r'filename="[A-Za-z0-9._-]+"', answer.headers["content-disposition"])
    about = re.match(r"<([^>]+)>", answer.headers["link"])[1]
    assert json.loads(room.get(about).text)["articles"] == 1


def test_a_file_has_what_the_command_writes(room):
    sent = room.get("/export.csv?category=فرهنگی").content
    rows = list(csv.DictReader(io.StringIO(sent.decode("utf-8-sig"), newline="")))
    assert {row["id"] for row in rows} == {"47859", "100", "103", "102", "101"}
    assert rows[0]["permalink"].endswith("/article/100/v1")


def test_the_page_leads_to_the_files_of_what_is_on_it(room):
    html = Selector(room.get("/export?source=ایسنا").text)
    assert "۱ نوشته" in html.css(".found::text").get()
    assert html.css("input[name=source]::attr(value)").get() == "ایسنا"
    links = html.css("dl.facts a::attr(href)").getall()
    assert len(links) == len(FORMATS)
    assert all(f"source={quote('ایسنا')}" in link for link in links)
    term = Selector(room.get("/source/ایسنا").text)
    assert f"/export?source={quote('ایسنا')}" in term.css("a::attr(href)").getall()


@pytest.mark.parametrize("query", ["year=x", "from=کی", "month=13"])
@pytest.mark.parametrize("ending", ["csv", "json"])
def test_a_wrong_argument_is_said(room, query, ending):
    assert room.get(f"/export.{ending}?{query}").status_code == 400


def test_what_is_asked_for_cannot_break_a_header_or_the_page(room):
    evil = quote("\"><script>alert(1)</script>\r\nx-evil: 1\x00\u202e='")
    for ending in ("csv", "ipynb", "atom", "json"):
        answer = room.get(f"/export.{ending}?q={evil}&source={evil}")
        assert answer.status_code == 200
        assert "x-evil" not in answer.headers
        assert "html" not in answer.headers["content-type"]
    assert "<script>alert" not in room.get(f"/export?q={evil}&source={evil}").text


def test_head_has_the_headers_alone(room):
    answer = room.head("/export.csv")
    assert (answer.text, answer.headers["x-total-count"]) == ("", "5")


def test_a_feed_that_is_known_is_not_sent_again(room):
    first = room.get("/export.atom")
    assert room.get("/export.atom", headers={"if-none-match": first.headers["etag"]}).status_code == 304


def test_the_public_room_gives_the_files_too(archive_db, get):
    public = {"plugins": {"shahr20": {"public": True, "address": "https://archive.example.org"}}}
    answer = get([archive_db], "/export.jsonl", metadata=public)
    assert len(answer.text.splitlines()) == 5
    assert json.loads(answer.text.splitlines()[0])["permalink"].startswith("https://archive.example.org/")


def streamed(path, blocks, receive):
    form = SimpleNamespace(media_type="text/plain", most=None, write=lambda records, manifest: blocks)
    answer = Streamed(Export(path), form, {}, {})
    answer.receive = receive
    return answer


def test_a_broken_connection_ends_the_work(archive_db):
    made = []

    def blocks():
        for number in range(1000):
            made.append(number)
            yield b"x" * streaming.BLOCK

    async def work():
        left = asyncio.Event()

        async def receive():
            await left.wait()
            return {"type": "http.disconnect"}

        async def send(message):
            if len(made) == 3:
                left.set()
                await asyncio.sleep(0)

        answer = streamed(archive_db, blocks(), receive)
        await answer.asgi_send(send)
        return answer

    answer = asyncio.run(work())
    assert len(made) < 10
    assert Streamed.under_way == 0
    with pytest.raises(Exception, match="closed"):
        answer.export.connection.execute("SELECT 1")


def test_a_fault_in_the_middle_does_not_look_like_an_end(archive_db):
    sent = []

    def blocks():
        yield b"x" * streaming.BLOCK
        raise RuntimeError("a fault")

    async def send(message):
        sent.append(message)

    async def receive():
        await asyncio.Event().wait()

    with pytest.raises(RuntimeError, match="a fault"):
        asyncio.run(streamed(archive_db, blocks(), receive).asgi_send(send))
    assert sent[-1].get("more_body")


def test_too_many_at_once_are_asked_to_wait(room, monkeypatch):
    monkeypatch.setattr(Streamed, "under_way", streaming.AT_ONCE)
    answer = room.get("/export.csv")
    assert (answer.status_code, answer.headers["retry-after"]) == (503, "60")


def test_a_writer_at_work_is_not_seen(archive_db):
    async def take():
        datasette = Datasette([str(archive_db)])
        await datasette.invoke_startup()
        answer = await datasette.client.get("/export.jsonl")
        return [json.loads(line)["id"] for line in answer.text.splitlines()]

    import sqlite3

    db = sqlite3.connect(archive_db)
    db.execute("BEGIN IMMEDIATE")
    db.execute("DELETE FROM article_tags")
    try:
        assert len(asyncio.run(take())) == 5
    finally:
        db.rollback()
        db.close()
