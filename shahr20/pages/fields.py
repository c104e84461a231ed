"""For each field, the rules that read it, in the order in which they are believed."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache, partial

from lxml.html import HtmlElement

from shahr20.pages.document import Document
from shahr20.pages.layers import fallback, labels, lead, lists, marks, metadata, structure
from shahr20.pages.layers.selectors import Selectors
from shahr20.pages.rules import Rule
from shahr20.pages.site import Site

ORDER = (
    "id",
    "url",
    "title_raw",
    "kicker_raw",
    "published_raw",
    "published_machine",
    "lead_raw",
    "image_url",
    "image_caption",
    "body_raw",
    "categories",
    "tags",
    "author",
    "related",
)
"""The order in which fields are read: a later one leans on the earlier ones."""

COMPARED = ("id", "title_raw", "published_raw")
"""Fields of which every rule is heard, so that a page that contradicts itself is noticed."""


@dataclass(frozen=True)
class Rulebook:
    """The ordered rules of every field of `ORDER`, and the eras they come from."""

    fields: dict[str, tuple[Rule, ...]]
    eras: tuple[Selectors, ...]

    def body_of(self, document: Document) -> HtmlElement | None:
        """The element that the first era which holds for a page names as its body."""
        places = filter(None, (era.place(document) for era in self.eras))
        return next((place.body for place in places), None)

    def may_guess(self, field: str, document: Document) -> bool:
        """Whether no era that holds for a page says where a field is: then it has to be guessed."""
        name = field.removesuffix("_raw")
        return not any(getattr(era.era, name, ()) and era.place(document) for era in self.eras)


@lru_cache(maxsize=16)
def rules_of(site: Site) -> Rulebook:
    """The rules for the pages of a site."""
    guess = partial(Rule, last_resort=True)
    eras: tuple[Selectors, ...] = ()
    for era in site.eras:
        eras += (Selectors(era, newer=eras),)

    def by_era(field: str) -> list[Rule]:
        return [era.rule(field) for era in eras]

    fields = {
        "id": (
            Rule("mark:address", marks.address_id),
            Rule("mark:canonical", marks.canonical_id),
            Rule("mark:shortlink", marks.shortlink_id),
            Rule("mark:postid", marks.postid),
            Rule("mark:og_url", marks.og_url_id),
            Rule("label", labels.printed_id),
        ),
        "url": (Rule("mark:canonical", marks.canonical_url), Rule("mark:address", marks.final_url)),
        "title_raw": (
            *by_era("title_raw"),
            guess("structure:confirmed", structure.title_confirmed),
            Rule("metadata:json_ld", metadata.title_json_ld),
            Rule("metadata:opengraph", metadata.title_og),
            Rule("metadata:title", metadata.title_head),
            guess("structure:heading", structure.title_heading),
        ),
        "kicker_raw": tuple(by_era("kicker_raw")),
        "published_raw": (
            *by_era("published_raw"),
            Rule("label", labels.published_raw),
            guess("structure", structure.published_raw),
        ),
        "published_machine": (
            Rule("metadata:meta", metadata.published_machine_meta),
            Rule("metadata:json_ld", metadata.published_machine_json_ld),
            Rule("metadata:time", metadata.published_machine_time),
        ),
        "lead_raw": (*by_era("lead_raw"), guess("structure", lead.lead_raw)),
        "image_url": (
            *by_era("image_url"),
            Rule("metadata:opengraph", metadata.image_og),
            Rule("metadata:json_ld", metadata.image_json_ld),
        ),
        "image_caption": tuple(by_era("image_caption")),
        "body_raw": (
            *by_era("body_raw"),
            guess("structure", structure.body_raw),
            guess("trafilatura", fallback.body_raw),
        ),
        "categories": (
            *by_era("categories"),
            Rule("mark:rel", marks.categories),
            Rule("structure", structure.categories),
            Rule("metadata", metadata.categories),
        ),
        "tags": (*by_era("tags"), Rule("mark:rel", marks.tags)),
        "author": (
            *by_era("author"),
            Rule("mark:rel", marks.author),
            Rule("metadata:json_ld", metadata.author_json_ld),
            Rule("metadata:meta", metadata.author_meta),
        ),
        "related": (
            *by_era("related"),
            Rule("label", lists.labelled),
            guess("heading", lists.headed),
            guess("structure", lists.bare),
        ),
    }
    return Rulebook(fields, eras)
