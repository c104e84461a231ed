import pytest
from lxml import html


def guids(answer):
    return [int(guid.split("?p=")[1]) for guid in answer.find("//item/guid/text()|//entry/id/text()")]


@pytest.mark.parametrize("feed", ["/feed/", "/feed/atom/"])
def test_page_after_page_names_every_public_article_newest_first(site, visit, feed):
    found, number = [], 1
    while (answer := visit(f"{feed}?paged={number}")).status == 200:
        found += guids(answer)
        number += 1
    assert answer.status == 404
    assert guids(answer) == []
    newest_first = sorted(site.public, key=lambda story: (story.published, story.id), reverse=True)
    assert found == [story.id for story in newest_first]


def test_rss_carries_link_date_and_the_whole_text(site, visit):
    newest = max(site.public, key=lambda story: story.published)
    answer = visit("/feed/")
    assert answer.headers["content-type"] == "application/rss+xml; charset=UTF-8"
    assert answer.find("//item[1]/link/text()") == [site.base_url + newest.path]
    assert answer.find("//item[1]/title/text()") == [newest.title]
    assert answer.find("//item[1]/pubDate/text()") == [f"{newest.published:%a, %d %b %Y %H:%M:%S +0000}"]
    assert answer.find("//guid/@isPermaLink") == ["false"] * 10
    text = html.fragment_fromstring(
        answer.find("string(//item[1]/encoded)"), create_parent=True
    ).text_content()
    for paragraph in newest.paragraphs:
        assert " ".join(paragraph.split()) in " ".join(text.split())


def test_atom_by_last_edit_tells_what_was_edited_last(start):
    site, visit = start()
    site.edit(47859)
    answer = visit("/feed/atom/?orderby=modified&order=desc")
    assert guids(answer)[0] == 47859
    edited = site.desk.story(47859).modified
    assert answer.find("//entry[1]/updated/text()") == [f"{edited:%Y-%m-%dT%H:%M:%SZ}"]
    assert answer.find("//entry[1]/published/text()") == ["2022-02-20T14:38:00Z"]


@pytest.mark.parametrize("feed", ["/feed/", "/feed/atom/?orderby=modified&order=desc", "/feed/?paged=2"])
def test_304_until_anything_on_the_site_changes(start, feed):
    site, visit = start()
    first = visit(feed)
    for header, validator in (("If_None_Match", "etag"), ("If_Modified_Since", "last-modified")):
        again = visit(feed, **{header: first.headers[validator]})
        assert (again.status, again.body) == (304, b"")
    site.edit(47859)
    assert visit(feed, If_None_Match=first.headers["etag"]).status == 200
    assert visit(feed, If_Modified_Since=first.headers["last-modified"]).status == 200


def test_a_shut_door(start):
    _, visit = start(shut={"feed"})
    assert [visit(path).status for path in ("/feed/", "/feed/atom/", "/feed/?paged=2")] == [403] * 3
