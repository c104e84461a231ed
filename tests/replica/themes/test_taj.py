from importlib import resources

from lxml import etree, html

from shahr20.replica.newsroom import KNOWN_ID

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
