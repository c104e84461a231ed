from __future__ import annotations

from typing import Any

from shahr20.archive.frontier import Found


def atom(*numbers: int) -> str:
    entries = "".join(
        f"""<entry><title>ع</title><link rel="alternate" type="text/html" href="https://shahr20.ir/{n}/slug/"/>
        <id>https://shahr20.ir/?p={n}</id><updated>2022-02-21T00:00:00Z</updated>
        <published>2022-02-20T18:08:00+03:30</published>
        <link rel="replies" href="https://shahr20.ir/{n}/slug/#comments"/></entry>"""
        for n in numbers
    )
    return f'<?xml version="1.0" encoding="UTF-8"?><feed xmlns="http://www.w3.org/2005/Atom">{entries}</feed>'


def rss(*links: str) -> str:
    items = "".join(
        f"""<item><link>{link}</link><guid isPermaLink="false">https://shahr20.ir/?p=7</guid>
        <pubDate>Sun, 20 Feb 2022 14:38:00 +0000</pubDate></item>"""
        for link in links
    )
    return f'<?xml version="1.0" encoding="UTF-8"?><rss version="2.0"><channel>{items}</channel></rss>'


def test_atom_page_by_page(walk: Any) -> None:
    found, visitor = walk("feed", {"/feed/atom/": atom(9, 8), "/feed/atom/?paged=2": atom(7)})
    assert [one.article_id for one in found] == [9, 8, 7]
    assert found[0] == Found("https://shahr20.ir/9/slug/", 9, "2022-02-20T14:38:00Z", "2022-02-21T00:00:00Z")
    assert visitor.asked[-1] == "/feed/atom/?paged=3"


def test_rss_where_atom_is_shut_with_the_id_of_the_guid(walk: Any) -> None:
    found, _ = walk("feed", {"/feed/atom/": (403, ""), "/feed/": rss("https://shahr20.ir/news/slug/")})
    assert found == [Found("https://shahr20.ir/news/slug/", 7, "2022-02-20T14:38:00Z")]


def test_a_feed_that_ignores_paged_ends(walk: Any) -> None:
    pages = {"/feed/atom/": atom(9, 8), "/feed/atom/?paged=2": atom(9, 8)}
    found, visitor = walk("feed", pages)
    assert len(found) == 2
    assert len(visitor.asked) == 2


def test_links_elsewhere_are_left_alone(walk: Any) -> None:
    pages = {"/feed/atom/": (404, ""), "/feed/": rss("https://elsewhere.example/7/", "javascript:alert(1)")}
    assert walk("feed", pages)[0] == []


def test_shut(shut: Any) -> None:
    assert "/feed/ answers 403" in shut("feed", {"/feed/": (403, "")})
    assert "is no feed" in shut("feed", {"/feed/atom/": "<html><body>login</body></html>"})
    assert "is no feed" in shut("feed", {"/feed/atom/": ""})


def test_entities_are_not_expanded(walk: Any) -> None:
    bomb = '<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>'
    text = atom(9).replace("<feed", bomb + "<feed").replace("<title>ع", "<title>&a;")
    assert [one.article_id for one in walk("feed", {"/feed/atom/": text})[0]] == [9]
