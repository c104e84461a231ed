"""Who is quoted: the names after «به نقل از …» and «به گزارش …» in a paragraph of Persian news.

A name ends at punctuation, at a word that a name does not contain (از, با, گفت), or where a person begins
(سید, دکتر, رئیس). A comma inside a list of what an office cares for does not end it: «به گزارش سازمان
فرهنگی، اجتماعی و ورزشی شهرداری قم، سید احمد …».
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache

from shahr20.persian import attribution_words as words
from shahr20.persian.fold import ZWNJ, fold, squash
from shahr20.persian.normalise import normalise


@dataclass(frozen=True)
class Attribution:
    """A source: its name for reading, and as the page writes it, letter for letter."""

    name: str
    raw: str


@dataclass(frozen=True)
class Token:
    """A word or a sign of the folded paragraph; `key` is how it is looked up."""

    key: str
    start: int
    end: int
    is_word: bool


_MARKER = re.compile(
    rf"(?<!\w)(?:به?[\s{ZWNJ}]*گزارش|به?[\s{ZWNJ}]*نقل[\s{ZWNJ}]*از)(?![\w{ZWNJ}])(?![^\S\n]+ها(?:ی|یی)?\b)\s*:?"
)
_TOKEN = re.compile(rf"(?P<word>[a-z0-9][\w.@/-]*\w|[^\W_](?:\w|(?:{ZWNJ}+|-)(?=\w))*)|(?P<sign>\n|[^\w\s])")
_DAY = re.compile("(?:امروز|(?:روز )?(?:(?:(?:یک|دو|سه|چهار|پنج) ?)?شنبه|جمعه)) ")
_CONTINUOUS = re.compile(
    "ن?می(?:شو|کن|گوی|ده|نویس|باش|رس|گیر|ای|خواه|توان|گرد|یاب|رو|گذار|پرداز)(?:د|ند|م|یم)"
)
"""A verb in می-: میگوید, نمیشود."""
_COMMAS = frozenset("،,-–—")
_OPENING = {"«": "»", '"': '"', "“": "”", "'": "'", "‘": "’"}
_ENDINGS = words.PLACES | words.OFFICES
_NOT_ITEMS = words.TITLES | words.GIVEN_NAMES | words.STOPS | words.VERBS | words.PRONOUNS
_QUOTES = str.maketrans("", "", "«»\"“”'‘’")
_SIGNS = re.compile(r"[\W_]")
_LONGEST = 30
"""Words; no office has a longer name."""


def first_source(paragraph: str, own_names: Iterable[str] = ()) -> Attribution | None:
    """The first source that `paragraph` names and that is not the site itself.

    `own_names` are the names of the site, in any spelling; with a reporter or a desk before them they are
    the site too («خبرنگار سرویس شهری شهر بیست»). None when nobody else is named.
    """
    own = {squash(name) for name in own_names}
    return next((found for found in _sources(paragraph, own)), None)


def _sources(paragraph: str, own: set[str]) -> Iterator[Attribution]:
    text, origin = _folded(paragraph)
    for marker in _MARKER.finditer(text):
        before = text[max(0, marker.start() - 20) : marker.start()].replace(ZWNJ, "").split()
        if before and before[-1] in words.NOT_ATTRIBUTION:
            continue
        tokens = [
            Token(m[0].replace(ZWNJ, ""), m.start(), m.end(), m["word"] is not None)
            for m in _TOKEN.finditer(text, marker.end(), marker.end() + 600)
        ]
        name = _without_desk(_name(tokens), own)
        if not name:
            continue
        published = paragraph[origin[name[0].start] : origin[name[-1].end - 1] + 1]
        reading = normalise(published.translate(_QUOTES))
        if reading:
            yield Attribution(reading, published)


def _folded(paragraph: str) -> tuple[str, list[int]]:
    """The paragraph folded letter by letter, and for each letter where it was."""
    letters: list[str] = []
    origin: list[int] = []
    for index, char in enumerate(paragraph):
        for letter in _fold_letter(char):
            letters.append(letter)
            origin.append(index)
    return "".join(letters), origin


@lru_cache(maxsize=1024)
def _fold_letter(char: str) -> str:
    return char if char == ZWNJ else fold(char)


def _name(tokens: list[Token]) -> list[Token]:
    """The tokens of the name that begins `tokens`, with its quotes and brackets."""
    at = _skip_day(tokens)
    start = at
    while at < len(tokens) and at - start < _LONGEST:
        token = tokens[at]
        if token.is_word:
            if at > start and _ends(tokens, at):
                return _cut_subject(tokens[start:at], cut=True)
            at += 1
        elif token.key in _OPENING and (at == start or tokens[at - 1].key in words.QUOTED_AFTER):
            closed = _closing(tokens, at, _OPENING[token.key])
            if closed is None:
                at, start = at + 1, start + 1 if at == start else start
                continue
            at = closed + 1
            if _key(tokens, at) not in _ENDINGS:
                return tokens[start:at]
        elif token.key == "(" and (closed := _closing(tokens, at, ")")) is not None and closed - at <= 5:
            if at == start:
                return tokens[start + 1 : closed]
            at = closed + 1
        elif token.key in _COMMAS and (after := _list_end(tokens, start, at)):
            at = after
        else:
            break
    return _cut_subject(tokens[start:at], cut=at - start >= _LONGEST)


def _skip_day(tokens: list[Token]) -> int:
    """Past the day of «به گزارش روز یکشنبه ایرنا»."""
    day = _DAY.match(" ".join(token.key for token in tokens[:4]) + " ")
    return day[0].count(" ") if day else 0


def _closing(tokens: list[Token], at: int, sign: str) -> int | None:
    for index in range(at + 1, min(at + 12, len(tokens))):
        if tokens[index].key == sign:
            return index
    return None


def _ends(tokens: list[Token], at: int) -> bool:
    """Whether the word at `at` is no longer of the name that the words before it began."""
    key, before = tokens[at].key, tokens[at - 1].key
    if key in words.STOPS:
        return before not in words.COMPLEMENTED
    if key in words.TIMES:
        return before not in words.NAMED_BY_TIME
    if key in words.VERBS or _CONTINUOUS.fullmatch(key):
        return True
    if key in words.LIGHT:
        return at + 1 < len(tokens) and tokens[at + 1].key in words.LIGHT_VERBS
    if key == "و":
        return at + 1 < len(tokens) and tokens[at + 1].key in {"به", "در", "با"}
    if key in words.TITLES:
        return before not in words.NAMED_AFTER and before != "و"
    return key in words.GIVEN_NAMES and (before in words.AGENCIES or before in words.PLACES)


def _cut_subject(name: list[Token], *, cut: bool) -> list[Token]:
    """Without the subject that follows a name with no comma between: «شهرداری قم احمدی | گفت»."""
    if not cut:
        return name
    for index in range(len(name) - 1, 0, -1):
        before, after = name[index - 1].key, name[index].key
        office = before in words.PLACES and index > 1 and _takes_place(name[index - 2].key)
        agency = before in words.AGENCIES and index <= 2 and after not in words.AGENCY_TAILS
        if (office or agency) and name[index].is_word and after not in _ENDINGS | words.BRANCHES:
            return name[:index]
    return name


def _takes_place(key: str) -> bool:
    """«شهرداری قم», «علوم پزشکی قم»; but «شرکت ایران خودرو» goes on."""
    return key in words.OFFICES or key.endswith("ی")


def _list_end(tokens: list[Token], start: int, comma: int) -> int | None:
    """Past the last item's first word of the list that `comma` is in; None when it ends the name.

    A list has an office before it with nothing but its first item between, and items of one or two words. It
    is one by its words (adjectives all, or known domains) or by the office it leads to.
    """
    head = next((i for i in range(comma - 1, start - 1, -1) if tokens[i].key in words.LIST_HEADS), None)
    if head is None:
        return None
    first_item = [token.key for token in tokens[head + 1 : comma] if token.key != "کل"]
    if not 1 <= len(first_item) <= 6 or _ENDINGS.intersection(first_item):
        return None
    two = _is_adjective(first_item[-1]) and _is_adjective(_key(tokens, comma + 1))
    if two and _key(tokens, comma + 2) in _ENDINGS:
        return comma + 2
    items, at = [first_item[-1]], comma
    while at < len(tokens) and tokens[at].key in _COMMAS:
        item = _item(tokens, at + 1)
        following = _key(tokens, at + 1 + len(item))
        at += 1
        if not item and following != "و":
            return None
        if len(item) > 2 or following not in _COMMAS | {"و"}:
            break
        items += item[:1]
        at += len(item)
    last = at + 1 if _key(tokens, at) == "و" else at
    if last >= len(tokens) or not tokens[last].is_word:
        return None
    items.append(tokens[last].key)
    if last == at and not (all(map(_is_adjective, items)) and _key(tokens, last + 1) in _ENDINGS):
        return None
    return last + 1 if _is_list(items, tokens, last + 1) else None


def _key(tokens: list[Token], at: int) -> str:
    return tokens[at].key if at < len(tokens) else ""


def _item(tokens: list[Token], at: int) -> list[str]:
    """The words from `at` on, up to three, before a sign or «و»."""
    item: list[str] = []
    for token in tokens[at : at + 3]:
        if not token.is_word or token.key == "و":
            break
        item.append(token.key)
    return item


def _is_list(items: list[str], tokens: list[Token], after: int) -> bool:
    """Whether `items` are what an office cares for, and not the beginning of a sentence, by what follows."""
    if _NOT_ITEMS.intersection(items[1:]):
        return False
    rest: list[str] = []
    for token in tokens[after : after + 9]:
        if not token.is_word and token.key not in _OPENING:
            break
        if token.key in words.STOPS or token.key in words.TITLES:
            break
        rest.append(token.key)
    else:
        if len(rest) == 9:
            return False
    if words.VERBS.intersection(rest):
        return False
    office = bool(words.OFFICES.intersection(rest[:3])) or (len(rest) == 1 and rest[0] in words.PLACES)
    adjectives = all(map(_is_adjective, items))
    return office or adjectives or bool(words.DOMAINS.intersection(items[1:]))


def _is_adjective(key: str) -> bool:
    return key.endswith("ی") and len(key) > 3


def _without_desk(name: list[Token], own: set[str]) -> list[Token]:
    """`name` without reporter and desk; empty for the site itself, and for nobody («وی», «خبرنگار ما»)."""
    if _is_own(name, own):
        return []
    while name and (name[-1].key == "و" or name[-1].key in words.STOPS):
        name = name[:-1]
    if len(name) > 2 and _OPENING.get(name[0].key) == name[-1].key:
        name = name[1:-1]
    if not name or name[0].key in words.PRONOUNS:
        return []
    agency = next(
        (i for i, t in enumerate(name) if t.key in words.AGENCY_HEADS or t.key in words.AGENCIES), 0
    )
    if agency and name[0].key not in words.REPORTERS and not words.DESKS.issuperset(_keys(name[:agency])):
        return name
    if not agency and name[0].key not in words.REPORTERS - {"گروه"}:
        return name
    rest = name[agency:] if agency else [token for token in name[1:] if token.is_word]
    while rest and not agency and rest[0].key in words.DESKS:
        rest = rest[1:]
    return [] if rest and rest[0].key in words.PRONOUNS else rest


def _is_own(name: list[Token], own: set[str]) -> bool:
    """Whether `name` begins with a name of the site, with nothing but a medium or a desk before it."""
    keys = [_SIGNS.sub("", key) for key in _keys(name)]
    for skipped in range(len(keys)):
        if any("".join(keys[skipped:end]) in own for end in range(skipped + 1, len(keys) + 1)):
            return True
        if keys[skipped] and keys[skipped] not in words.MEDIA:
            return False
    return False


def _keys(tokens: list[Token]) -> list[str]:
    return [token.key for token in tokens]
