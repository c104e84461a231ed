"""What an editor or a plugin forgets to close does not swallow the article."""

from __future__ import annotations

import time
from dataclasses import replace

import pytest

from shahr20.pages.site import Site
from shahr20.pages.unclosed import mended
from tests.pages.taj import LEAD, record, taj

ONE = "به گزارش شهر بیست، برنامه‌های سازمان فرهنگی و رشته‌های سفالگری در چهار سرای محله گسترش می‌یابد."
TWO = "سرپرست سازمان فرهنگی افزود: شش درس‌نامه تازه برای شهروندان نوشته شده است و به چاپ می‌رسد."
LATER = "<!-- .con -->", "<script>stats()</script>", ""


@pytest.mark.parametrize("later", LATER, ids=("a comment later", "a script later", "nothing later"))
@pytest.mark.parametrize(
    "slip", ["<!-- ad ", "<!--", "<!-- ad >", "<script>var x = 1;\n", '<script src="/a.js">', "<style>.x{}\n"]
)
def test_what_follows_a_slip_is_read_and_flagged(slip: str, later: str, site: Site) -> None:
    page = taj(f"<p>{ONE}</p>{slip}<p>{TWO}</p>")
    found = record(replace(page, body=page.body.replace(b"</body>", later.encode() + b"</body>")), site)
    assert found.body_raw == f"{ONE}\n\n{TWO}"
    assert "never closed" in found.flags["unclosed"]


@pytest.mark.parametrize(
    "aside",
    [
        f"<!-- <p>{TWO}</p> -->",
        f"<!-- <div><p>{TWO}</p><!-- inner --></div> -->",
        f"<!-- </div> {TWO} -->"[:60] + " -->",
        f'<script>var t = "<p>{TWO}</p>";</script>',
        f'<script type="application/json">{{"excerpt": "{TWO}</p></div>"}}</script>',
        "<script>document.write('<script src=\"a.js\"><\\/script>');</script>",
        "<!--[if lt IE 9]><p>مرورگر شما کهنه است و باید تازه شود تا این صفحه را درست ببینید</p><![endif]-->",
        "<!--[if gt IE 8]><!--><b></b><!--<![endif]-->",
    ],
)
def test_what_was_taken_out_on_purpose_stays_out(aside: str, site: Site) -> None:
    found = record(taj(f"<p>{ONE}</p>{aside}"), site)
    assert TWO not in found.body_raw
    assert "unclosed" not in found.flags


def test_a_lead_that_is_never_closed_leaves_the_body(site: Site) -> None:
    page = taj(f"<p>{ONE}</p><p>{TWO}</p>")
    swallowed = page.body.replace(f"<p>{LEAD}</p></div>".encode(), f"<p>{LEAD}</p>".encode())
    assert swallowed != page.body
    found = record(replace(page, body=swallowed), site)
    assert (found.lead_raw, found.body_raw) == (LEAD, f"{ONE}\n\n{TWO}")


@pytest.mark.parametrize("unit", [f"<!-- <p>{ONE}</p>", "<script>", "<!--", f"<style></p>{ONE}"])
def test_slip_after_slip_takes_no_time(unit: str) -> None:
    markup = f"<html>{unit * (2_000_000 // len(unit))}</html>"
    started = time.process_time()
    mended(markup)
    assert time.process_time() - started < 2
