"""The record: what one article page says.

The reader fills the fields as published (`*_raw`, links, terms); the pipelines refine them into
the normalised fields, the instant and the source.
"""

from __future__ import annotations

from pydantic import BaseModel, ConfigDict, Field


class Term(BaseModel):
    """A category or a tag, by its name on the page and its slug in the address."""

    model_config = ConfigDict(frozen=True)

    name: str
    slug: str | None = None


class Related(BaseModel):
    """A link of the related block. `id` is NULL when the link carries no id of this site."""

    model_config = ConfigDict(frozen=True)

    title: str
    url: str | None = None
    id: int | None = None


class Link(BaseModel):
    """A link out of the body."""

    model_config = ConfigDict(frozen=True)

    url: str
    text: str


class Record(BaseModel):
    """One article.

    Raw fields are letter for letter what the page prints: entities decoded, paragraphs parted by
    a blank line, one space for a run of white space inside a line. The fields below `# refined`
    are None or empty until the pipelines have run.
    """

    model_config = ConfigDict(validate_assignment=True, extra="forbid")

    id: int = Field(gt=0)
    url: str | None = None
    kicker_raw: str | None = None
    title_raw: str = Field(min_length=1)
    lead_raw: str | None = None
    body_raw: str = ""
    leading_captions: int = 0
    """How many of the body's first paragraphs are captions of pictures, and nobody's first sentence."""
    published_raw: str | None = None
    """The date as the page prints it."""
    published_machine: str | None = None
    """The date as the page's metadata give it, unchecked."""
    author: str | None = None
    image_url: str | None = None
    image_caption: str | None = None
    categories: list[Term] = []
    tags: list[Term] = []
    related: list[Related] = []
    links: list[Link] = []
    read_by: dict[str, str] = {}
    """For each field the rule that gave it."""
    flags: dict[str, str] = {}
    """What disagreed, was repaired or is missing: a code, and a sentence that says what."""

    # refined
    kicker: str | None = None
    title: str = ""
    lead: str | None = None
    body: str = ""
    published_at: str | None = None
    published_jalali: str | None = None
    jalali_year: int | None = None
    jalali_month: int | None = None
    source: str | None = None
    source_raw: str | None = None
    word_count: int = 0

    def __repr__(self) -> str:
        """Short, because Scrapy logs an item's whole repr when something goes wrong."""
        return f"<Record {self.id} {self.title_raw[:40]!r}>"

    __str__ = __repr__
