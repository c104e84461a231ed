"""How a query was understood, in words: for the page, the terminal and the notebook."""

from __future__ import annotations

from typing import NamedTuple

from shahr20.persian.fold import ZWNJ
from shahr20.persian.search.query import Before, Either, Every, Filter, Node, Query, Since, Without, Words
from shahr20.persian.search.spellings import Kind


class _Language(NamedTuple):
    """The words of one language; `{}` holds what they are about."""

    nothing: str
    word: str
    every: str
    either: str
    without: str
    prefix: str
    exact: str
    inflected: str
    since: str
    before: str
    until: str
    names: dict[str, str]
    notes: dict[str, str]


_PERSIAN = _Language(
    nothing="هیچ واژه‌ای نوشته نشده است",
    word="«{}»",
    every=" و ",
    either=" یا ",
    without="بدون {}",
    prefix="هرچه با {} آغاز می‌شود",
    exact="{}، درست به همین املا",
    inflected="{} با صورت‌های صرفی‌اش",
    since="از {}",
    before="پیش از {}",
    until="تا پایان {}",
    names={
        "title": "{} در عنوان",
        "lead": "{} در لید",
        "body": "{} در متن",
        "source": "منبع {}",
        "category": "دستهٔ {}",
        "tag": "برچسب {}",
    },
    notes={
        "too_long": "تنها آغاز این پرسش خوانده شد",
        "too_many_words": "تنها نخستین واژه‌های این پرسش جست‌وجو شد",
        "too_many_prefixes": "ستاره تنها در چند واژهٔ نخست به‌کار رفت",
        "too_many_inflected": "صورت‌های صرفی تنها برای چند واژهٔ نخست جسته شد",
        "short_prefix": "ستاره پس از یک حرف به‌کار نرفت",
        "too_many_spellings": "تنها بخشی از املاهای ممکن جست‌وجو شد",
        "no_date": "پس از «از:»، «تا:» یا «پیش از:» تاریخی نیامده است؛ آنچه آمده مانند واژه جست‌وجو شد",
    },
)
_ENGLISH = _Language(
    nothing="no word was typed",
    word="“{}”",
    every=" and ",
    either=" or ",
    without="without {}",
    prefix="whatever begins with {}",
    exact="{}, spelt exactly so",
    inflected="{} with its inflections",
    since="since {}",
    before="before {}",
    until="until the end of {}",
    names={
        "title": "{} in the title",
        "lead": "{} in the lead",
        "body": "{} in the body",
        "source": "source {}",
        "category": "category {}",
        "tag": "tag {}",
    },
    notes={
        "too_long": "only the beginning of the query was read",
        "too_many_words": "only the first words of the query were asked for",
        "too_many_prefixes": "the star counts on the first few words only",
        "too_many_inflected": "inflections were asked for on the first few words only",
        "short_prefix": "the star does not count after a single letter",
        "too_many_spellings": "only some of the possible spellings were asked for",
        "no_date": "what was typed as a date is none, and was looked for as words",
    },
)
_LANGUAGES = {"fa": _PERSIAN, "en": _ENGLISH}


def describe(query: Query, language: str = "fa") -> str:
    """How a query was understood, as one phrase: «برنامه‌های» و («مترو» یا «اتوبوس») و از ۱۴۰۰."""
    words = _LANGUAGES[language]
    return _node(query.root, words) if query.root else words.nothing


def notes(query: Query, language: str = "fa") -> list[str]:
    """What was left out of a query, a sentence each."""
    return [_LANGUAGES[language].notes[code] for code in query.notes]


def other_spellings(words: Words, kind: Kind = Kind.SPELLING) -> list[str]:
    """The other ways of writing a word that it is looked for in, or with Kind.INFLECTION its other forms.

    They are folded (هیات for هیأت), their pieces parted by half-spaces.
    """
    return list(dict.fromkeys(ZWNJ.join(one.pieces) for one in words.spellings if one.kind == kind))


def _node(node: Node, words: _Language) -> str:
    if isinstance(node, Words):
        return _words(node, words)
    if isinstance(node, Filter):
        return words.names[node.name].format(_words(node.words, words))
    if isinstance(node, Since):
        return words.since.format(node.shown)
    if isinstance(node, Before):
        return (words.until if node.inclusive else words.before).format(node.shown)
    if isinstance(node, Without):
        return words.without.format(_inner(node.node, words))
    joint = words.either if isinstance(node, Either) else words.every
    return joint.join(
        _inner(one, words) if isinstance(one, Either | Every) else _node(one, words) for one in node.nodes
    )


def _inner(node: Node, words: _Language) -> str:
    text = _node(node, words)
    return f"({text})" if isinstance(node, Either | Every) else text


def _words(node: Words, words: _Language) -> str:
    text = words.word.format(node.shown)
    if node.spellings[0].prefix:
        text = words.prefix.format(text)
    if node.exact:
        text = words.exact.format(words.word.format(node.typed))
    if node.inflected:
        text = words.inflected.format(text)
    return words.names[node.field].format(text) if node.field else text
