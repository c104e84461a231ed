"""From what was typed to a `Query`. Anything is a query: what is no syntax here is text.

برنامه شهرداری          both words, in any spelling; neighbours that are one word («برنامه های») are asked as one
"شورای شهر" «شورای شهر»  as they stand
مترو یا اتوبوس · OR · |   one of the two
-مترو                   without
تهر*                    what begins so
~برنامه · =مسئول         with its inflections · only as typed, letter for letter
title: lead: body:      in one field; عنوان: لید: متن:
source: category: tag:  by name; منبع: دسته: برچسب:
after: before: until:   1400, 1400-12, ۱۴۰۰/۱۲/۰۱ or Gregorian; از: پیش‌از: تا: (up to its end)
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import product
from typing import Literal, cast

from shahr20.persian.fold import ZWNJ
from shahr20.persian.search import periods
from shahr20.persian.search.compounds import Form
from shahr20.persian.search.inflections import inflected
from shahr20.persian.search.pieces import THOUSANDS, pieces
from shahr20.persian.search.query import (
    Before,
    Either,
    Every,
    Field,
    Filter,
    Node,
    Query,
    Since,
    Without,
    Words,
)  # fmt: skip
from shahr20.persian.search.spellings import MOST, Kind, Spelling, is_one_word, spellings
from shahr20.persian.search.vocabulary import Unknown, Vocabulary

LONGEST = 2_000
"""Characters of a query that are read."""
MOST_WORDS = 40
"""Words and phrases that are asked for."""
MOST_PREFIXES = 5
MOST_INFLECTED = 8
"""Words that are asked with their inflections: a verb has hundreds of forms."""
LONGEST_INFLECTED = 40
"""Letters of such a word; no word is as long."""
SHORTEST_PREFIX = 2
"""Letters before the * of a prefix: fewer begin half of all words."""
MOST_OF_A_PHRASE = 64
"""Combinations of spellings that one phrase asks for."""
_LONGEST_WORD = 5

_NAMES = {
    **dict.fromkeys(("title", "عنوان", "تیتر"), "title"),
    **dict.fromkeys(("lead", "لید"), "lead"),
    **dict.fromkeys(("body", "متن"), "body"),
    **dict.fromkeys(("source", "منبع"), "source"),
    **dict.fromkeys(("category", "دسته"), "category"),
    **dict.fromkeys(("tag", "برچسب"), "tag"),
    **dict.fromkeys(("after", "since", "از"), "after"),
    **dict.fromkeys(("before", f"پیش{ZWNJ}از", "پیش از", "پیشاز"), "before"),
    **dict.fromkeys(("until", "تا"), "until"),
}
_ITEM = re.compile(
    rf"""(?P<minus>(?<!\S)[-\u2212](?=[^\s\-\u2212]))?
         (?:(?P<name>(?<!\w)(?:{"|".join(map(re.escape, _NAMES))}))[ ]?:[ ]*(?=[\w~="«“]))?
         (?P<mark>[~=](?=[\w"«“]))?
         (?:"(?P<q1>[^"]*)" | «(?P<q2>[^«»]*)» | “(?P<q3>[^“”]*)”
           | (?P<bare>(?:{THOUSANDS} | [^\s"«»“”،؛؟,;:?!()\[\]{{}}<>|…])+)
           | (?P<or>\|) | . )""",
    re.VERBOSE | re.DOTALL | re.IGNORECASE,
)
_OR = ("OR", "یا", "|")


@dataclass(frozen=True)
class _Item:
    """One word or phrase as typed, with the signs before and after it."""

    text: str
    words: tuple[Form, ...]
    minus: bool = False
    name: str | None = None
    mark: str | None = None
    quoted: bool = False
    star: bool = False
    is_or: bool = False

    @property
    def is_plain(self) -> bool:
        return not (self.minus or self.name or self.mark or self.quoted or self.star or self.is_or)


def parse(
    text: str,
    vocabulary: Vocabulary | None = None,
    *,
    inflections: bool = False,
    exact: bool = False,
) -> Query:
    """What was typed, understood by the words of an archive; without one, by rule alone.

    With `inflections` every word is asked with its inflections, with `exact` only as it was typed. Never fails.
    """
    mark = "=" if exact else "~" if inflections else None
    return _Parser(vocabulary or Unknown(), mark).query(text)


class _Parser:
    """One query at work."""

    def __init__(self, vocabulary: Vocabulary, mark: str | None) -> None:
        self.vocabulary = vocabulary
        self.mark = mark
        self.notes: dict[str, None] = {}
        self.prefixes = 0
        self.inflected: dict[Form, list[Spelling]] = {}
        """What was found for each word that is asked with its inflections."""

    def query(self, text: str) -> Query:
        text = text.encode("utf-8", "ignore").decode()  # lone surrogates cannot be stored, shown or asked for
        if len(text) > LONGEST:
            self.notes["too_long"] = None
        units = self._limited(self._units(list(_items(text[:LONGEST]))))
        nodes = self._alternatives(units)
        root = nodes[0] if len(nodes) == 1 else Every(tuple(nodes)) if nodes else None
        return Query(text, root, tuple(self.notes))

    def _limited(self, units: Iterable[_Item]) -> list[_Item]:
        """The first words; those after them are not even asked about."""
        kept: list[_Item] = []
        words = 0
        for unit in units:
            words += not unit.is_or
            if words > MOST_WORDS:
                self.notes["too_many_words"] = None
                break
            kept.append(unit)
        return kept

    def _units(self, items: list[_Item]) -> Iterator[_Item]:
        """Words that stand side by side and are one word become one."""
        at = 0
        while at < len(items):
            item = items[at]
            size = self._size_of_word(items, at)
            if size > 1:
                together = items[at : at + size]
                yield replace(
                    item,
                    text=" ".join(one.text for one in together),
                    words=(tuple(piece for one in together for piece in one.words[0]),),
                )
            else:
                yield item
            at += size

    def _size_of_word(self, items: list[_Item], at: int) -> int:
        first = items[at]
        if first.quoted or first.star or first.is_or or first.name in ("after", "before", "until"):
            return 1
        most = 1
        while at + most < len(items) and most < _LONGEST_WORD and items[at + most].is_plain:
            most += 1
        before = items[at - 1].words[0][-1] if at and items[at - 1].is_plain else None
        for size in range(most, 1, -1):
            form = tuple(piece for one in items[at : at + size] for piece in one.words[0])
            if len(form) <= _LONGEST_WORD and is_one_word(form, self.vocabulary, before):
                return size
        return 1

    def _alternatives(self, units: list[_Item]) -> list[Node]:
        """The nodes that must all hold; neighbours with an OR between them are one. A lone OR is text."""
        groups: list[list[Node]] = []
        joined = False
        for at, unit in enumerate(units):
            is_between = groups and at + 1 < len(units) and not units[at + 1].is_or
            if unit.is_or and is_between and not joined:
                joined = True
                continue
            node = self._node(unit)
            if node is None:
                continue
            if joined:
                groups[-1].append(node)
            else:
                groups.append([node])
            joined = False
        return [group[0] if len(group) == 1 else Either(tuple(group)) for group in groups]

    def _node(self, item: _Item) -> Node | None:
        if not item.words:
            return None
        node = self._bare_node(item)
        return Without(node) if item.minus else node

    def _bare_node(self, item: _Item) -> Node:
        if item.name in ("after", "before", "until"):
            period = periods.read(item.text)
            if period is None:
                self.notes["no_date"] = None
                return self._words(replace(item, text=f"{item.name}:{item.text}", name=None))
            if item.name == "after":
                return Since(period.start, period.shown)
            if item.name == "before":
                return Before(period.start, period.shown)
            return Before(period.end, period.shown, inclusive=True)
        if item.name in ("source", "category", "tag"):
            name = cast(Literal["source", "category", "tag"], item.name)
            return Filter(name, self._words(replace(item, name=None)))
        return self._words(item)

    def _words(self, item: _Item) -> Words:
        mark = item.mark or self.mark
        found = self._spellings(item, mark)
        return Words(
            typed=item.text,
            shown=item.text if item.quoted else ZWNJ.join(item.text.rstrip("*").split()),
            spellings=tuple(found),
            field=cast("Field | None", item.name),
            quoted=item.quoted,
            exact=mark == "=",
            inflected=mark == "~",
        )

    def _spellings(self, item: _Item, mark: str | None) -> list[Spelling]:
        star = item.star and self._may_be_prefix(item)
        typed = tuple(piece for word in item.words for piece in word)
        if mark == "=":
            return [Spelling(typed, Kind.TYPED, star)]
        if len(item.words) == 1:
            if mark == "~" and not star and self._may_be_inflected(typed):
                found = self._inflected(typed)
            else:
                found = spellings(typed, self.vocabulary, prefix=star)
            if len(found) >= MOST:
                self.notes["too_many_spellings"] = None
            return found
        return self._phrase(self._parted(item.words), typed, star)

    def _parted(self, words: tuple[Form, ...]) -> list[Form]:
        """The words of a phrase, those that are one word as one."""
        items = [_Item("", (word,)) for word in words]
        return [unit.words[0] for unit in self._units(items)]

    def _phrase(self, words: list[Form], typed: Form, star: bool) -> list[Spelling]:
        each = [
            spellings(word, self.vocabulary, prefix=star and at == len(words) - 1, inside=False)
            for at, word in enumerate(words)
        ]
        found = [Spelling(typed, Kind.TYPED, star)]
        for choice in product(*each):
            if len(found) > MOST_OF_A_PHRASE:
                self.notes["too_many_spellings"] = None
                break
            form = tuple(piece for one in choice for piece in one.pieces)
            found.append(Spelling(form, max(one.kind for one in choice), star))
        return list(dict.fromkeys(found))

    def _inflected(self, typed: Form) -> list[Spelling]:
        if typed not in self.inflected:
            found = spellings(typed, self.vocabulary)
            self.inflected[typed] = [*found, *inflected(found, self.vocabulary)]
        return self.inflected[typed]

    def _may_be_inflected(self, typed: Form) -> bool:
        if sum(map(len, typed)) > LONGEST_INFLECTED:
            return False
        if typed not in self.inflected and len(self.inflected) >= MOST_INFLECTED:
            self.notes["too_many_inflected"] = None
            return False
        return True

    def _may_be_prefix(self, item: _Item) -> bool:
        if len(item.words[-1][-1]) < SHORTEST_PREFIX:
            self.notes["short_prefix"] = None
            return False
        self.prefixes += 1
        if self.prefixes > MOST_PREFIXES:
            self.notes["too_many_prefixes"] = None
            return False
        return True


def _items(text: str) -> Iterator[_Item]:
    for match in _ITEM.finditer(text):
        if match["or"]:
            yield _Item("|", (("|",),), is_or=True)
            continue
        quoted = next((match[name] for name in ("q1", "q2", "q3") if match[name] is not None), None)
        written = quoted if quoted is not None else match["bare"] or ""
        words = _words(written) if quoted is not None else _one_word(written)
        if not words:
            continue
        yield _Item(
            text=written.strip(),
            words=words,
            minus=match["minus"] is not None,
            name=_NAMES[match["name"].lower()] if match["name"] else None,
            mark=match["mark"],
            quoted=quoted is not None,
            star=written.endswith("*"),
            is_or=quoted is None and written in _OR,
        )


def _words(text: str) -> tuple[Form, ...]:
    words: dict[int, list[str]] = {}
    for piece in pieces(text):
        words.setdefault(piece.word, []).append(piece.text)
    return tuple(map(tuple, words.values()))


def _one_word(text: str) -> tuple[Form, ...]:
    form = tuple(piece.text for piece in pieces(text))
    return (form,) if form else ()
