"""What is torn, cut off or no WARC at all: counted, said, skipped; and everything else is read."""

from __future__ import annotations

import gzip
import zlib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import Result
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from shahr20.rereading.records import Broken, Record, record_at, records

Tally = Callable[[Result], dict[str, int]]
NAMES = ("pages.warc.gz", "pages.warc")


@pytest.fixture
def pages(press: Any, warc: Any) -> Callable[..., Any]:
    """A WARC of so many articles."""

    def make(name: str, number: int = 5) -> Any:
        tape = warc(name)
        for article_id in press.ids[:number]:
            tape.add(press.url(article_id), press.html(article_id))
        return tape

    return make


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("number", [0, 2, 4])
@pytest.mark.parametrize("keep", [0.02, 0.5, 0.97])
def test_a_torn_record_costs_itself_alone(
    press: Any, pages: Any, db: Any, tally: Tally, name: str, number: int, keep: float
) -> None:
    tape = pages(name)
    tape.cut(number, keep)
    done = db.take(tape.path)
    assert done.exit_code == 0
    assert db.ids() == [one for one in press.ids[:5] if one != press.ids[number]]
    assert tally(done)["broken"] == 1
    assert f"{tape.path}, offset {tape.offsets[number]:,}: " in done.stderr


def test_a_flipped_bit_is_noticed_by_the_members_checksum(
    press: Any, pages: Any, db: Any, tally: Tally
) -> None:
    tape = pages("pages.warc.gz")
    data = bytearray(tape.path.read_bytes())
    data[tape.offsets[2] - 6] ^= 1  # in the CRC of the second member
    tape.path.write_bytes(data)
    done = db.take(tape.path)
    assert done.exit_code == 0
    assert tally(done)["broken"] == 1
    assert press.ids[1] not in db.ids()
    assert len(db.ids()) == 4


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("change", [-700, -1, 3, 700, 10_000_000], ids=lambda by: f"{by:+}")
def test_a_wrong_content_length(press: Any, warc: Any, db: Any, tally: Tally, name: str, change: int) -> None:
    tape = warc("plain.warc")
    for article_id in press.ids[:3]:
        tape.add(press.url(article_id), press.html(article_id))
    data = tape.path.read_bytes()
    parts = [data[begin:end] for begin, end in zip(tape.offsets, [*tape.offsets[1:], len(data)], strict=True)]
    head, _, rest = parts[1].partition(b"\r\n\r\n")
    before, _, length = head.rpartition(b"Content-Length: ")
    parts[1] = before + b"Content-Length: %d" % max(0, int(length) + change) + b"\r\n\r\n" + rest
    path = tape.path.with_name("wrong-" + name)
    path.write_bytes(b"".join(map(gzip.compress, parts)) if name.endswith(".gz") else b"".join(parts))
    done = db.take(path)
    assert done.exit_code == 0
    assert db.ids() == [press.ids[0], press.ids[2]]
    assert tally(done)["broken"] == 1


@pytest.mark.parametrize("said", [b"", b"Content-Length: many\r\n", b"Content-Length: -5\r\n"])
def test_a_length_that_is_none(press: Any, pages: Any, db: Any, tally: Tally, said: bytes) -> None:
    tape = pages("pages.warc", 3)
    data = tape.path.read_bytes()
    at = data.index(b"Content-Length: ", tape.offsets[1])
    end = data.index(b"\r\n", at) + 2
    tape.path.write_bytes(data[:at] + said + data[end:])
    done = db.take(tape.path)
    assert (done.exit_code, db.ids(), tally(done)["broken"]) == (0, [press.ids[0], press.ids[2]], 1)


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize(
    "rubbish", [b"\0" * 4096, b"#!/bin/sh\necho\n", gzip.compress(b"no record", mtime=0), b"WARC"]
)
def test_rubbish_between_records(
    press: Any, pages: Any, db: Any, tally: Tally, name: str, rubbish: bytes
) -> None:
    tape = pages(name, 3)
    data, at = tape.path.read_bytes(), tape.offsets[1]
    tape.path.write_bytes(data[:at] + rubbish + b"\n" + data[at:])
    done = db.take(tape.path)
    assert done.exit_code == 0
    assert db.ids() == press.ids[:3]
    assert tally(done)["broken"] in (1, 2)
    assert f"offset {at:,}" in done.stderr


@pytest.mark.parametrize("name", NAMES)
def test_rubbish_before_the_first_record(press: Any, pages: Any, db: Any, name: str) -> None:
    tape = pages(name, 3)
    tape.path.write_bytes(b"HTTP proxy says hello\r\n" + tape.path.read_bytes())
    assert (db.take(tape.path).exit_code, db.ids()) == (0, press.ids[:3])


def test_a_page_that_the_crawler_cut_off_is_broken(press: Any, warc: Any, db: Any, tally: Tally) -> None:
    tape = warc()
    one, other = press.ids[:2]
    tape.add(press.url(one), press.html(one)[:9000], WARC_Truncated="length")
    tape.add(press.url(other), press.html(other))
    done = db.take(tape.path)
    assert (db.ids(), tally(done)["broken"]) == ([other], 1)
    assert "WARC-Truncated: length" in done.stderr


@pytest.mark.parametrize(
    ("body", "headers"),
    [
        (lambda page: gzip.compress(page)[:-2000], [("Content-Encoding", "gzip")]),
        (lambda page: zlib.compress(page)[:2000] + b"!" * 500, [("Content-Encoding", "deflate")]),
        (lambda page: b"%x\r\n" % len(page) + page[:5000], [("Transfer-Encoding", "chunked")]),
        (lambda page: b"10\r\n" + page, [("Transfer-Encoding", "chunked")]),
    ],
)
def test_a_body_that_is_not_whole_is_broken(
    press: Any,
    warc: Any,
    db: Any,
    tally: Tally,
    body: Callable[[bytes], bytes],
    headers: list[tuple[str, str]],
) -> None:
    tape = warc()
    tape.add(press.url(47859), body(press.html(47859)), headers=[("Content-Type", "text/html"), *headers])
    done = db.take(tape.path)
    assert (done.exit_code, db.count("captures"), tally(done)["broken"]) == (0, 0, 1)


def test_a_bomb_is_broken(press: Any, warc: Any, db: Any, tally: Tally) -> None:
    tape = warc()
    bomb = gzip.compress(b"<p>" * 20_000_000, compresslevel=1)
    tape.add(press.url(47859), bomb, headers=[("Content-Type", "text/html"), ("Content-Encoding", "gzip")])
    done = db.take(tape.path)
    assert (done.exit_code, tally(done)["broken"]) == (0, 1)
    assert "decodes to more than 32 MB" in done.stderr


@pytest.mark.parametrize("name", ["x.warc", "x.warc.gz"])
@pytest.mark.parametrize(
    "data", [b"", b"hello", b"\0" * 100_000, b"\x1f\x8b\x08", gzip.compress(b"hello" * 999, mtime=0)]
)
def test_no_warc_at_all(
    press: Any, pages: Any, db: Any, tmp_path: Path, tally: Tally, name: str, data: bytes
) -> None:
    path = tmp_path / name
    path.write_bytes(data)
    alone = db.take(path)
    assert alone.exit_code == 2
    assert f"{path} holds no WARC record" in alone.stderr
    assert not db.path.exists()
    folder = tmp_path / "all"
    folder.mkdir()
    (folder / name).write_bytes(data)
    good = pages("good.warc.gz", 3)
    good.path.rename(folder / "good.warc.gz")
    done = db.take(folder)
    assert (done.exit_code, db.ids()) == (0, press.ids[:3])
    assert tally(done)["broken"] >= 1
    assert f"all/{name} holds no WARC record" in done.stderr


@pytest.mark.parametrize("name", NAMES)
def test_a_record_is_found_again_at_its_place(pages: Any, name: str) -> None:
    tape = pages(name)
    for one in records(tape.path):
        assert isinstance(one, Record)
        assert record_at(tape.path, one.place).block == one.block


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60, deadline=None)
@given(
    name=st.sampled_from(NAMES),
    place=st.floats(0, 1),
    length=st.integers(0, 3000),
    instead=st.binary(max_size=50),
)
def test_no_damage_is_ever_an_exception_or_a_wrong_page(
    pages: Any, name: str, place: float, length: int, instead: bytes
) -> None:
    tape = pages(name, 3)
    whole = tape.path.read_bytes()
    sound = {one.block for one in records(tape.path) if isinstance(one, Record)}
    begin = int(place * len(whole))
    tape.path.write_bytes(whole[:begin] + instead + whole[begin + length :])
    found = list(records(tape.path))
    tape.path.unlink()
    assert all(isinstance(one, Record | Broken) for one in found)
    if tape.gzip:  # there every byte is under a checksum
        assert {one.block for one in found if isinstance(one, Record)} <= sound
