from dataclasses import replace

import pytest
from lxml import html

from shahr20.replica.newsroom import write
from shahr20.replica.themes.body import body

STORIES = write(300)


@pytest.mark.parametrize("kind", range(11))
def test_every_kind_of_markup_shows_the_paragraphs_letter_for_letter(kind):
    for story in (story for story in STORIES if story.id % 11 == kind and story.paragraphs):
        tree = html.fragment_fromstring(body(story), create_parent="div")
        for extra in tree.xpath("//script|//*[contains(@class, 'ads')]"):
            extra.drop_tree()
        text = " ".join(tree.text_content().replace("<br>", " ").split())
        assert text == " ".join(" ".join(story.paragraphs).split())


def test_markup_differs_from_article_to_article():
    pages = [body(story) for story in STORIES]
    for mark in (
        "<strong>",
        "<br />\n<br />",
        "&zwnj;",
        "<ul>",
        '<div dir="rtl">',
        "ads-in-text",
        "<a href",
        "mailto:",
    ):
        assert any(mark in page for page in pages), mark
        assert not all(mark in page for page in pages)


def test_text_is_escaped():
    story = replace(STORIES[0], paragraphs=("<script>alert(1)</script> & ]]>",))
    assert "<script>" not in body(story)
    assert "&amp; ]]&gt;" in body(story)
