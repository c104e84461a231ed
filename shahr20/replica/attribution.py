"""How an article begins: «به گزارش …», «به نقل از …», with an outside source or without one."""

from __future__ import annotations

from typing import Literal, NamedTuple

from shahr20.replica.prose import Writer

Where = Literal["first", "inside", "second", "lead"]


class Opening(NamedTuple):
    """One way to begin. `pattern` has a hole `{}` for the source; without one, there is none.

    `where` says what it stands before: the first paragraph (or inside it, after its first
    sentence), the second one, or the lead. A source named outside the first paragraph of the body
    is none for the archive. `after` follows the source further on in the same sentence.
    """

    pattern: str
    sources: str | None = None
    where: Where = "first"
    after: str = ""


# One of each in a deck: what is listed twice is twice as frequent.
OPENINGS: tuple[Opening, ...] = (
    Opening("به گزارش «شهر بیست» به نقل از {}، ", "office"),
    Opening("به گزارش «شهر بیست» به نقل از {}، ", "source"),
    Opening("به گزارش «شهر بیست» به نقل از {}، ", "source"),
    Opening("به گزارش «شهر بیست» به نقل از {}، ", "agency"),
    Opening("به گزارش «شهر بیست» به نقل از {}، ", "comma_office"),
    Opening("به گزارش شهر بیست به نقل از {}؛ ", "office"),
    Opening("به گزارش شهر بیست و به نقل از {}، ", "source"),
    Opening("به گزارش پایگاه خبری شهر بیست به نقل از {}، ", "comma_office"),
    Opening("به گزارش «شهر بیست» به نقل از «{}»، ", "agency"),
    Opening("به گزارش خبرنگار «شهر بیست» به نقل از {}، ", "source"),
    Opening("به گزارش {}، ", "agency"),
    Opening("به گزارش {}، ", "office"),
    Opening("به گزارش {}؛ ", "source"),
    Opening("به گزارش {}، ", "comma_office"),
    Opening("به گزارش «{}»، ", "agency"),
    Opening("به گزارش {} به نقل از روابط عمومی استانداری قم، ", "agency"),
    Opening("به نقل از {}، ", "agency"),
    Opening("به گزارش «شهر بیست» به نقل از {}، ", "agency", after="به نقل از استاندار قم، "),
    Opening("به گزارش «شهر بیست» به نقل از {}، ", "office", where="inside"),
    Opening("به گزارش خبرنگار شهر بیست، "),
    Opening("به گزارش «شهر بیست»، "),
    Opening("به گزارش پایگاه خبری شهر بیست، "),
    Opening("به گزارش شهر ۲۰؛ "),
    Opening(""),
    Opening(""),
    Opening("به نقل از {}، ", "agency", where="second"),
    Opening("به گزارش {}، ", "agency", where="lead"),
)


# Around the source in the words of an opening, until they are spelt: private use, never published.
_SOURCE_BEGINS = "\ue000"
_SOURCE_ENDS = "\ue001"


class Attribution(NamedTuple):
    """An opening with its source filled in, and that source as an exact reader names it, or None."""

    words: str
    source: str | None
    where: Where


def attribute(opening: Opening, writer: Writer) -> Attribution:
    """The words of an opening; if they name a source for the archive, it is marked: see `unmarked`."""
    if opening.sources is None:
        return Attribution(opening.pattern, None, opening.where)
    source = writer.write(opening.sources)
    if opening.where in ("second", "lead"):
        return Attribution(opening.pattern.format(source), None, opening.where)
    words = opening.pattern.format(f"{_SOURCE_BEGINS}{source}{_SOURCE_ENDS}") + opening.after
    return Attribution(words, source, opening.where)


def unmarked(text: str) -> tuple[str, str]:
    """A spelt paragraph without the marks around its source, and the words of the source there."""
    before, rest = text.split(_SOURCE_BEGINS)
    words, after = rest.split(_SOURCE_ENDS)
    return before + words + after, words
