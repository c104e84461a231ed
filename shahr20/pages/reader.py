"""From a page to its record: every field by the first of its rules that has an answer."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

from shahr20.pages.address import article_id
from shahr20.pages.body import Body
from shahr20.pages.charset import Decoded
from shahr20.pages.document import Document, UnreadableError, decoded
from shahr20.pages.fields import COMPARED, ORDER, rules_of
from shahr20.pages.layers.marks import is_slug
from shahr20.pages.names import key_of
from shahr20.pages.page import Page, Reading, Reject
from shahr20.pages.parts import parts_of
from shahr20.pages.plain import is_plain, read_plain
from shahr20.pages.record import Record
from shahr20.pages.rules import Answer, Draft, Rule
from shahr20.pages.site import Site
from shahr20.pages.verdict import not_an_article

READER_VERSION = 2
"""Changes whenever the same page may read differently: captures are then read again."""

ENOUGH = 80
"""Letters of body without which a text with no printed id is no article."""

IDENTITY = ("mark:address", "mark:canonical", "mark:shortlink", "mark:postid")
"""Rules that name the article for sure: where they disagree the page is nobody's."""


@dataclass(frozen=True)
class Explanation:
    """What every rule made of a page, field by field, the winner marked; and what came of it."""

    fields: dict[str, list[Answer]]
    reading: Reading


def read(page: Page, site: Site) -> Reading:
    """The record a page says (its raw fields), or why it says none. Never raises for what a page holds."""
    return _read(page, site, everything=False).reading


def explain(page: Page, site: Site) -> Explanation:
    """The same with every rule's answer, for whoever wants to know why."""
    return _read(page, site, everything=True)


def _read(page: Page, site: Site, everything: bool) -> Explanation:
    try:
        text = decoded(page)
        if is_plain(text.text, page.content_type):
            return _read_plain(page, site, text)
        document = Document(page, site, text)
    except UnreadableError as error:
        return Explanation({}, Reading(page, reject=error.reject))
    book = rules_of(site)
    draft = Draft(body_element=book.body_of(document))
    told: dict[str, list[Answer]] = {}
    for name in ORDER:
        told[name] = _answers(
            book.fields[name], document, draft, everything, book.may_guess(name, document), name in COMPARED
        )
        won = next((answer.value for answer in told[name] if answer.won), None)
        if isinstance(won, Body):
            draft.body_raw, draft.links, draft.leading_captions = won.text, won.links, won.leading_captions
            if won.caption is not None:
                draft.image_caption = won.caption
                told["image_caption"].append(Answer("body:first_picture", won.caption, won=True))
        elif won is not None:
            setattr(draft, name, won)
    # an id that is only known from an address that is a slug was nobody's
    was_slug = is_slug(document) and page.asked_id == document.article_id(page.url)
    asked = replace(page, asked_id=None) if was_slug else page
    reject = not_an_article(document) or misfit(asked, draft, told)
    if reject:
        return Explanation(told, Reading(page, reject=reject))
    return Explanation(
        told,
        Reading(
            page,
            record=record_of(asked, draft, told, document.damage, document.unclosed),
            parts=parts_of(document, draft.id),
        ),
    )


def _read_plain(page: Page, site: Site, text: Decoded) -> Explanation:
    draft = read_plain(text.text, site)
    addressed = article_id(page.url, site)
    told = {name: [Answer("plain", value, won=True)] for name, value in vars(draft).items() if value}
    told["id"] = [
        Answer("mark:address", addressed, won=addressed is not None),
        Answer("label", draft.id, won=addressed is None and draft.id is not None),
    ]
    printed, draft.id = draft.id, addressed or draft.id
    draft.url = page.url if addressed else None
    if printed is None and len(draft.body_raw or "") < ENOUGH:
        return Explanation(
            told, Reading(page, reject=Reject("no_article", "a text without an article's marks"))
        )
    reject = misfit(page, draft, told)
    if reject:
        return Explanation(told, Reading(page, reject=reject))
    return Explanation(told, Reading(page, record=record_of(page, draft, told, text.damage)))


def _answers(
    rules: tuple[Rule, ...],
    document: Document,
    draft: Draft,
    everything: bool,
    guessing: bool,
    compared: bool,
) -> list[Answer]:
    """What rules make of a page, the first answer marked.

    After it only rules that are compared are asked, or with `everything` all of them. A rule of last resort
    cannot win without `guessing`.
    """
    heard: list[Answer] = []
    won = False
    for rule in rules:
        may_win = not won and (guessing or not rule.last_resort)
        if not may_win and not everything and (rule.last_resort or not compared):
            continue
        value = rule.find(document, draft)
        said = isinstance(value, Body) or bool(value)
        heard.append(Answer(rule.name, value, said and may_win))
        won = won or (said and may_win)
    return heard


def misfit(page: Page, draft: Draft, told: dict[str, list[Answer]]) -> Reject | None:
    """Why a page with these answers is no article, or not the one that was asked for."""
    named = {
        answer.rule.removeprefix("mark:"): answer.value
        for answer in told["id"]
        if answer.rule in IDENTITY and answer.value
    }
    if len(set(named.values())) > 1:
        said = ", ".join(f"{rule} {value}" for rule, value in named.items())
        return Reject("other_article", f"the page names different articles: {said}")
    if draft.id is None:
        return Reject("no_id", "no address, mark or label says which article this is")
    if page.asked_id is not None and named and draft.id != page.asked_id:
        return Reject("other_article", f"article {page.asked_id} was asked for and article {draft.id} came")
    if not draft.title_raw:
        return Reject("no_title", f"article {draft.id} has no title that can be found")
    return None


def record_of(
    page: Page,
    draft: Draft,
    told: dict[str, list[Answer]],
    damage: str | None,
    unclosed: str | None = None,
) -> Record:
    """The record of a draft that fits; `damage` and `unclosed` are what was wrong with characters and markup."""
    read_by = {name: answer.rule for name, heard in told.items() for answer in heard if answer.won}
    flags = disagreements(told)
    if damage:
        flags["broken_characters"] = damage
    if unclosed:
        flags["unclosed"] = unclosed
    if not draft.body_raw:
        flags["no_text"] = "the article has no text: a photo, a video or an empty page"
    if page.asked_id is not None and draft.id != page.asked_id:
        flags["id_differs"] = f"article {page.asked_id} was asked for, the page prints {draft.id}"
    values: dict[str, Any] = {
        **{name: value for name, value in vars(draft).items() if name != "body_element"},
        "body_raw": draft.body_raw or "",
        "read_by": read_by,
        "flags": flags,
    }
    return Record(**values)


def disagreements(told: dict[str, list[Answer]]) -> dict[str, str]:
    """A flag for each of id, date and title of which two rules say different things."""
    flags: dict[str, str] = {}
    for name in COMPARED:
        said = {answer.rule: answer.value for answer in told[name] if answer.value}
        keys = sorted({key_of(str(value)) for value in said.values()}, key=len)
        # a title with a name that nobody knows for the site's is the same title
        if len(keys) > 1 and not all(name == "title_raw" and keys[0] in key for key in keys):
            code = name.removesuffix("_raw") + "_differs"
            flags[code] = "; ".join(f"{rule} says {value}" for rule, value in said.items())
    return flags
