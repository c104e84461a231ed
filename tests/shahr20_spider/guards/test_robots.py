from __future__ import annotations

import pytest
from protego import Protego
from scrapy.http import TextResponse

from shahr20_spider.guards.robots import LARGEST, text_of

RULES = "User-agent: *\nDisallow: /wp-admin/\n"
LONG = "#" + "x" * 99 + "\n"


def rules(body: str | bytes, status: int = 200) -> Protego:
    data = body.encode() if isinstance(body, str) else body
    return Protego.parse(text_of(TextResponse("https://shahr20.ir/robots.txt", status=status, body=data)))


@pytest.mark.parametrize(
    ("body", "status", "allowed"),
    [
        (RULES, 200, False),
        ("\ufeff" + RULES, 200, False),
        (RULES.replace("\n", "\r\n"), 200, False),
        (RULES.encode() + b"\xff\xfe\x00", 200, False),
        (RULES, 404, True),
        (RULES, 403, True),
        (RULES, 302, True),
        ("", 200, True),
        ("<!DOCTYPE html><html><body>\nDisallow: /\n</body></html>", 200, True),
        ("\ufeff \n<html>\nUser-agent: *\nDisallow: /\n</html>", 200, True),
        (RULES + LONG * 9_000, 200, False),
        (LONG * (LARGEST // len(LONG) + 1) + RULES, 200, True),
    ],
    ids=["rules", "BOM", "CRLF", "bytes", "404", "403", "302", "empty", "html", "html after a BOM", "long", "too far"],
)  # fmt: skip
def test_what_robots_txt_says(body: str | bytes, status: int, allowed: bool) -> None:
    assert rules(body, status).can_fetch("https://shahr20.ir/wp-admin/x", "shahr20-archive") is allowed


def test_a_rule_that_is_cut_in_two_is_not_read() -> None:
    head = "User-agent: *\n" + LONG * (LARGEST // len(LONG) - 1)
    body = head + "Disallow: /" + "a" * (LARGEST - len(head) - 11 + 5)
    assert rules(body).can_fetch("https://shahr20.ir/aaa", "shahr20-archive")
