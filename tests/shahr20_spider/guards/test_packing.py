from __future__ import annotations

import gzip
import zlib

import brotli
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from shahr20_spider.guards.packing import Damaged, TooLarge, unpacked

PAGE = ("<html><body>" + "<p>شهرداری قم</p>" * 9_000 + "</body></html>").encode()
LIMIT = 10 * 1024 * 1024


def bare(data: bytes) -> bytes:
    packer = zlib.compressobj(wbits=-zlib.MAX_WBITS)
    return packer.compress(data) + packer.flush()


PACKERS = {"gzip": gzip.compress, "deflate": zlib.compress, "br": brotli.compress}


@pytest.mark.parametrize(
    ("packed", "layers"),
    [
        (gzip.compress(PAGE, mtime=0), ["gzip"]),
        (gzip.compress(PAGE, mtime=0), ["x-gzip"]),
        (gzip.compress(PAGE[:999], mtime=0) + gzip.compress(PAGE[999:], mtime=0), ["gzip"]),
        (gzip.compress(PAGE, mtime=0) + b"\r\n", ["gzip"]),
        (zlib.compress(PAGE), ["deflate"]),
        (bare(PAGE), ["deflate"]),
        (gzip.compress(PAGE, mtime=0), ["deflate"]),
        (brotli.compress(PAGE), ["br"]),
        (gzip.compress(brotli.compress(PAGE), mtime=0), ["br", "gzip"]),
    ],
    ids=["gzip", "x-gzip", "two members", "a tail", "zlib", "bare", "gzip as deflate", "brotli", "twice"],
)  # fmt: skip
def test_what_is_whole_comes_out_whole(packed: bytes, layers: list[str]) -> None:
    assert unpacked(packed, layers, LIMIT) == PAGE


@pytest.mark.parametrize("packing", PACKERS)
@settings(deadline=None)
@given(share=st.floats(0.01, 0.99))
def test_what_breaks_off_is_damaged_wherever_that_is(packing: str, share: float) -> None:
    packed = PACKERS[packing](PAGE)
    cut = packed[: max(1, int(len(packed) * share))]
    with pytest.raises(Damaged):
        unpacked(cut, [packing], LIMIT)


@pytest.mark.parametrize("packing", PACKERS)
def test_the_last_byte_counts(packing: str) -> None:
    with pytest.raises(Damaged):
        unpacked(PACKERS[packing](PAGE)[:-1], [packing], LIMIT)


def test_a_changed_byte_is_damage() -> None:
    packed = bytearray(gzip.compress(PAGE))
    packed[-5] ^= 1
    with pytest.raises(Damaged, match="incorrect data check"):
        unpacked(bytes(packed), ["gzip"], LIMIT)


@pytest.mark.parametrize("packing", PACKERS)
def test_more_than_the_limit_never_comes_out(packing: str) -> None:
    with pytest.raises(TooLarge):
        unpacked(PACKERS[packing](b"a" * (LIMIT + 1)), [packing], LIMIT)


@pytest.mark.parametrize(
    ("body", "layers"),
    [(PAGE, ["gzip"]), (PAGE, ["br"]), (PAGE, ["zstd"]), (PAGE, ["gzip"] * 3), (b"\x1f\x8b", ["gzip"])],
)
def test_what_is_not_packed_as_it_says_is_damaged(body: bytes, layers: list[str]) -> None:
    with pytest.raises(Damaged):
        unpacked(body, layers, LIMIT)
