import pytest

from shahr20.replica.newsroom import KNOWN_ID, RELATED_IDS, write


@pytest.fixture(scope="module")
def stories():
    return {story.id: story for story in write(300)}


def test_the_same_seed_writes_the_same_articles(stories):
    assert {story.id: story for story in write(300)} == stories
    assert write(300, seed=21) != list(stories.values())


def test_the_known_page_and_what_it_relates_to_are_there(stories):
    known = stories[KNOWN_ID]
    assert len(known.paragraphs) == 5
    assert known.source == "روابط عمومی شهرداری قم"
    assert known.published.isoformat() == "2022-02-20T14:38:00+00:00"
    assert known.related == RELATED_IDS
    assert stories[RELATED_IDS[3]].title == "بازدید «بهروز شعیبی» از دفتر انجمن سینمای جوانان قم"


def test_the_words_of_the_source_stand_in_the_first_paragraph(stories):
    for story in stories.values():
        if story.source is not None:
            assert story.source_words in story.paragraphs[0]
