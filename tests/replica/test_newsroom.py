import re
import subprocess
import sys
import unicodedata
import zlib
from collections import Counter
from itertools import islice, pairwise

import pytest

from shahr20.replica.known import KNOWN_ID, RELATED_IDS
from shahr20.replica.newsroom import Newsroom, write
from shahr20.replica.spelling import ZWNJ
from shahr20.replica.story import slug_of

UNSEEN = "[\u0640\u200b\u200f\u00ad\ufeff]"
ATTRIBUTION = re.compile("به نقل از|به گزارش")


@pytest.fixture(scope="module")
def stories():
    return {story.id: story for story in write(300)}


@pytest.fixture(scope="module")
def texts(stories):
    return [story for story in stories.values() if story.kind == "text"]


def test_the_same_seed_writes_the_same_articles(stories):
    assert {story.id: story for story in write(300)} == stories
    assert write(300, seed=21) != list(stories.values())


def test_the_articles_do_not_hang_on_the_process_that_writes_them(stories):
    digest = "import zlib, shahr20.replica.newsroom as n; print(zlib.crc32(repr(n.write(300)).encode()))"
    other = subprocess.run(
        [sys.executable, "-c", digest],
        env={"PYTHONHASHSEED": "7"},
        capture_output=True,
        text=True,
        check=True,
    )
    assert int(other.stdout) == zlib.crc32(repr(list(stories.values())).encode())


def test_the_known_page_and_what_it_relates_to_are_there(stories):
    known = stories[KNOWN_ID]
    assert len(known.paragraphs) == 5
    assert known.source == "روابط عمومی شهرداری قم"
    assert known.published.isoformat() == "2022-02-20T14:38:00+00:00"
    assert known.related == RELATED_IDS
    assert stories[RELATED_IDS[3]].title == "بازدید «بهروز شعیبی» از دفتر انجمن سینمای جوانان قم"


def test_ids_are_sparse_and_grow_with_the_years(stories):
    ids = list(stories)
    assert ids == sorted(set(ids))
    assert ids[0] < 2_000
    assert 80_000 < ids[-1] < 87_000
    published = [story.published for story in stories.values() if story.status == "publish"]
    late = sum(earlier > later for earlier, later in pairwise(published))
    assert 0 < late < len(published) / 10, "now and then a draft appears after its successor"


def test_every_way_of_writing_occurs_in_thirty_articles():
    few = write(30)
    assert {story.spelling for story in few} >= {"clean", "arabic", "lost", "marked"}
    assert {story.digits for story in few} == {"latin", "persian", "arabic"}
    assert {story.date_style for story in few} == {"long", "weekday", "numeric"}
    assert {story.kind for story in few} == {"text", "photo"}
    assert {story.status for story in few} == {"publish", "future"}


def test_spellings_are_what_they_say(texts):
    for story in texts:
        text = " ".join(story.paragraphs)
        assert ("ي" in text) == (story.spelling == "arabic")
        if story.spelling in ("lost", "spaced"):
            assert ZWNJ not in text
        assert (ZWNJ * 2 in text) <= (story.spelling == "marked")
    assert sum(ZWNJ in "".join(story.paragraphs) for story in texts) > len(texts) / 2


def test_the_source_is_the_first_one_outside_that_the_first_paragraph_names(texts):
    for story in texts:
        first = re.sub(UNSEEN, "", story.paragraphs[0]).translate(str.maketrans("يك", "یک"))
        words = re.sub(UNSEEN, "", story.source_words or "\n").translate(str.maketrans("يك", "یک"))
        before, _, _ = first.partition(words)
        *earlier, last = ATTRIBUTION.split(before)[1:] or [""]
        assert all("شهر بیست" in part for part in earlier), first
        if story.source_words:
            assert last in (" ", " «"), first
        else:
            assert not last or re.search("شهر بیست|شهر ۲۰", last), first


def test_the_source_is_normalised(texts):
    named = [story for story in texts if story.source]
    assert {story.source for story in named if story.spelling == "lost"} != {
        story.source_words for story in named if story.spelling == "lost"
    }
    for story in named:
        assert not re.search(f"[يك]|{UNSEEN}|\u200c\u200c", story.source)
        if story.spelling == "clean":
            assert story.source == story.source_words
    assert any("،" in story.source for story in named)
    assert 40 < len(named) * 100 / len(texts) < 85


def test_articles_differ(texts):
    sentences = Counter(
        sentence
        for story in texts
        for text in story.paragraphs
        for sentence in re.split(r"(?<=[.!؟]) ", text)
    )
    assert len(sentences) > 0.9 * sentences.total()
    words = Counter(word for story in texts for text in story.paragraphs for word in set(text.split()))
    assert len(words) > 4_000
    assert {len(story.paragraphs) for story in texts} == {3, 4, 5, 6, 7, 8}


def test_wordpress_would_change_no_character_of_the_text(texts):
    """Straight quotes, dashes and dots in rows are what its wptexturize replaces."""
    for story in texts:
        text = "|".join([story.title, story.lead or "", *story.paragraphs])
        assert not re.search(r"[\"'`]|\.\.\.|--|\d+x\d+|\s\s|[{}]", text), text


def test_photo_posts_have_a_picture_and_no_text(stories):
    photos = [story for story in stories.values() if story.kind == "photo"]
    assert photos
    for story in photos:
        assert (story.paragraphs, story.lead, story.source) == ((), None, None)
        assert story.image


def test_scheduled_posts_were_saved_long_before_they_appear(stories):
    scheduled = [story for story in stories.values() if story.status == "future"]
    assert len(scheduled) == 6
    for story in scheduled:
        assert story.modified < story.published
        assert story.published.year >= 2031


def test_related_articles_exist_and_are_public(stories):
    for story in stories.values():
        assert 4 <= len(story.related) <= 6
        assert len(set(story.related)) == len(story.related)
        assert story.id not in story.related
        assert all(stories[other].status == "publish" for other in story.related)


@pytest.mark.parametrize(
    ("title", "slug"),
    [
        ("شبکه‌های دشمن", "شبکه-های-دشمن"),
        ("«قم»، شهر ۲۰/ ۷۰ درصد!", "قم-شهر-۲۰-۷۰-درصد"),
        ("COVID-19 در Qom", "covid-19-در-qom"),
        ("ا" * 60, "ا" * 33),
    ],
)
def test_slugs_are_cut_as_wordpress_cuts_them(title, slug):
    assert slug_of(unicodedata.normalize("NFC", title)) == slug


def test_fifty_thousand_articles_are_not_written_before_they_are_asked_for():
    room = Newsroom(50_000)
    assert len(room.slots) == 50_000
    assert [story.id for story in islice(room, 3)] == sorted(room.slots)[:3]


def test_a_headline_is_the_title_of_the_story():
    room = Newsroom(60)
    for article_id in room.slots:
        story, headline = room.story(article_id), room.headline(article_id)
        assert (story.title, story.slug, story.path) == (headline.title, headline.slug, headline.path)


@pytest.mark.parametrize("articles", [0, 8, 80_001])
def test_a_number_of_articles_that_cannot_be_is_refused(articles):
    with pytest.raises(ValueError, match="from 9 to 80000"):
        write(articles)
