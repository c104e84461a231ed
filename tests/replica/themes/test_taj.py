import json
from datetime import UTC, datetime, timedelta
from importlib import resources

from lxml import etree, html

from shahr20.replica.known import KNOWN_ID
from shahr20.replica.themes.dates import printed

BLOCKS = {"p", "div", "h1", "h2", "h3", "h4", "li", "ul", "ol", "section", "article", "figure", "br", "form"}


def lines_of(element: html.HtmlElement) -> list[str]:
    """The visible text as a browser breaks it into lines, white space folded."""
    text = []
    for event, node in etree.iterwalk(element, events=("start", "end")):
        in_a_row = node.tag == "li" and node.getparent().get("class") == "post-meta"
        if node.tag in BLOCKS and not in_a_row:
            text.append("\n")
        if event == "start" and node.tag not in ("script", "style"):
            text.append(" ".join((node.text or "").split("\n")))
        elif event == "end" and node is not element:
            text.append(" ".join((node.tail or "").split("\n")))
    return [" ".join(line.split()) for line in "".join(text).split("\n") if line.strip()]


def test_page_47859_shows_the_known_text_letter_for_letter_and_in_order(site, visit):
    page = visit(next(story.path for story in site.stories if story.id == KNOWN_ID)).html()
    seen = lines_of(page.find_class("primary")[0])
    known = resources.files("shahr20.replica").joinpath("page-47859.txt").read_text(encoding="utf-8")
    wanted = [" ".join(line.strip("•\t ").split()) for line in known.splitlines() if line.strip()]
    assert [line for line in seen if line in wanted] == wanted


def parts(page: html.HtmlElement) -> dict[str, str]:
    """What the site file's selectors find, white space folded."""
    return {
        name: " ".join(found[0].text_content().split())
        for name, css in {
            "kicker": ".subtitle",
            "title": "h2.single-post-title",
            "lead": ".lead",
            "published": "ul > li:nth-child(2)",
            "author": ".author",
            "caption": "figcaption",
        }.items()
        if (found := page.cssselect(f"section.single {css}"))
    }


def test_every_page_shows_what_its_story_says(site, visit):
    for story in site.public:
        page = visit(story.path).html()
        found = parts(page)
        assert (
            found.pop("published") == f"انتشار : {printed(story.published, story.date_style, story.digits)}"
        )
        wanted = {name: getattr(story, name) for name in ("kicker", "title", "lead", "author", "caption")}
        assert found == {name: " ".join(text.split()) for name, text in wanted.items() if text}
        assert [a.text for a in page.cssselect(".meta-cat a")] == [term.name for term in story.categories]
        assert [a.text for a in page.cssselect(".tag a")] == [term.name for term in story.tags]
        related = [(a.text, a.get("href")) for a in page.cssselect(".con .page-bottom .related a")]
        assert related == [
            (line.title, site.base_url + line.path) for line in site.site.headlines(story.related)
        ]
        assert f"postid-{story.id}" in page.find("body").get("class").split()
        assert page.xpath("//link[@rel='shortlink']/@href") == [f"{site.base_url}/?p={story.id}"]
        machine = page.xpath("//meta[@property='article:published_time']/@content")[0]
        assert datetime.fromisoformat(machine) == story.published
        assert (
            json.loads(page.xpath("string(//script[@type='application/ld+json'])"))["headline"] == story.title
        )


def test_what_stands_beside_the_article_is_on_every_page(site, visit):
    for path in ("/", "/page/2/", site.public[0].path, "/category/culture/", "/1/"):
        text = visit(path).html().text_content()
        for words in ("شناسه مجوز : 81234", "جدیدترین مطالب", "پربازدیدترین", "امروز : ", "تبلیغات"):
            assert words in text, (path, words)


def test_the_clock_makes_no_two_fetches_alike(start):
    site, visit = start()
    path = site.desk.headline(47859).path
    now = datetime(2026, 11, 1, 12, tzinfo=UTC)
    site.clock = lambda: now
    first = visit(path).body
    site.clock = lambda: now + timedelta(seconds=1)
    second = visit(path).body
    assert first != second
    assert "یکشنبه ۱۰ آبان ۱۴۰۵ ساعت ۱۵:۳۰:۰۱" in second.decode()


def test_comments_stand_below_with_dates_and_attributions_of_their_own(site, visit):
    commented = [story for story in site.public if story.comments]
    assert commented
    for story in commented:
        said = visit(story.path).html().cssselect("#comments .comment p")
        assert [p.text_content() for p in said] == [comment.text for comment in story.comments]


def test_a_hostile_title_stays_text(start):
    site, visit = start()
    title = "</title><script>alert(1)</script> \"'&"
    site.edit(47859, title=title, lead=title, kicker=title, caption=title, author=title)
    page = visit(site.desk.story(47859).path).html()
    assert parts(page)["title"] == title
    assert parts(page)["lead"] == title
    assert not [script for script in page.xpath("//script/text()") if script.strip() == "alert(1)"]
    assert page.xpath("string(//title)").startswith(title)
