"""How a word can be read that may have lost its half-spaces.

hazm's lexicon says what is a word, a compound or a verb; what it knows as written in one stays so («تنها»,
«میدان»), and so does what is right both ways («آنها»). An ending counts only after a word that takes it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache

from shahr20.persian import halfspace_words as known
from shahr20.persian.fold import ZWNJ
from shahr20.persian.lexicon import OPEN, Lexicon

_REPEATED = re.compile(r"(.{2,})به\1")
_NUMBER = re.compile(f"({'|'.join(sorted(known.TENS))})(و(?:{'|'.join(sorted(known.UNITS))})(?:ین|ی|ساله)?)")
_OFTEN = ("ها", "های", "هایی")
_JOINED_ENDINGS = (*known.TAILS, *known.PLURALS)
_ENDINGS = frozenset((*known.PLURALS, *known.DEGREES, *known.AFTER_HEH, *known.AFTER_YEH))


class Reader:
    """Reads words that may have lost their half-spaces."""

    def __init__(self, lexicon: Lexicon) -> None:
        self.lexicon = lexicon
        self.readings = lru_cache(maxsize=1 << 16)(self._readings)
        self.is_pair = lru_cache(maxsize=1 << 16)(self._is_pair)
        # they ask each other about ever shorter beginnings of a word
        self.stem = lru_cache(maxsize=1 << 14)(self._stem)
        self.compound = lru_cache(maxsize=1 << 14)(self._compound)

    def _readings(self, word: str) -> tuple[str, ...]:
        """`readings(word)`: how it can be read with half-spaces; none, one, or «…‌های» and «…ه‌ای» in this order."""
        if word in self.lexicon.words or word in known.IN_ONE or self._is_annexed(word):
            return ()
        if form := known.KNOWN.get(word) or self._verb(word):
            return (form,)
        if word in self.lexicon.plain_verbs:
            return ()
        inflected = self._plurals(word)
        if len(inflected) == 2:
            return inflected
        if self._is_plain(word):
            return inflected
        inflected += (*self._degrees(word), *self._after_vowel(word), *self._predicate(word))
        if not inflected and word not in self.lexicon.listed:
            compound = self.compound(word)
            return (compound,) if compound else ()
        return inflected[:1] if len(set(inflected)) == 1 else ()

    def _is_pair(self, first: str, second: str) -> bool:
        """`is_pair(first, second)`: whether two words apart are two pieces of one, and hardly anything else."""
        if first.endswith(OPEN):
            return False
        if second in known.DEGREES or second == "اند":
            return len(first) > 3 and first not in known.NO_DEGREE and self._adjective(first) == first
        if second == "اش":
            return first.endswith("ی") and len(first) > 3 and self.lexicon.is_noun(first)
        if second.startswith("و") and second not in self.lexicon.words:
            key = first + second
            return f"{first}{ZWNJ}{second}" in (known.KNOWN.get(key), self.lexicon.compounds.get(key))
        for stem, _ in ((second, ""), *_cut(second, known.FREE_TAILS)):
            form = f"{first}{ZWNJ}{stem}"
            if form in known.PAIRS:
                return True
            if first == "بی" and self.lexicon.compounds.get(first + stem) == form:
                return True
            if stem in known.BOUND and self.lexicon.is_noun(first) and first not in known.SPOKEN:
                return first + stem not in self.lexicon.words
        return False

    def _is_annexed(self, word: str) -> bool:
        """«انتهای», «بهایی»: ی after a word in ها."""
        return any(stem.endswith("ها") and stem in self.lexicon.words for stem, _ in _cut(word, ("ی", "یی")))

    def is_verb(self, word: str) -> bool:
        """A verb form with a half-space, or one that lost it."""
        return self.lexicon.verb(word.replace(ZWNJ, "")) is not None

    def _verb(self, word: str) -> str | None:
        if word.endswith("های") or (word.endswith("هی") and self.lexicon.is_noun(word[:-1])):
            return None
        return self.lexicon.verb(word)

    def _plurals(self, word: str) -> tuple[str, ...]:
        """«…‌های» and the like; also «…ه‌ای» where it could be that."""
        for stem, ending in _cut(word, known.PLURALS):
            if len(stem) < 2:
                continue
            form = self.stem(stem, listed=3)
            if ending == "های":
                return self._plural_or_singular(stem, form)
            if ending not in _OFTEN and word in self.lexicon.listed:
                return ()
            if form is None and len(stem) > 4 and not stem.endswith("تن"):
                form = stem
            return (_joined(form, ending),) if form and not _is_open(form) else ()
        return ()

    def _plural_or_singular(self, stem: str, form: str | None) -> tuple[str, ...]:
        """Of «…های»; where the plural has no half-space to show, the word itself stands for it."""
        plural = _joined(form or stem, "های")
        single = self._heh(f"{stem}ه")
        if single is None:
            sure = form or (len(stem) > 4 and not self._ends_in_noun(f"{stem}ه"))
            return (plural,) if sure and ZWNJ in plural else ()
        if _is_open(stem) and f"{stem}ه" not in self.lexicon.words:
            return ()
        indefinite = f"{single}{ZWNJ}ای"
        if form is None or stem in known.SINGULAR or (form == stem and stem not in self.lexicon.words):
            return (indefinite,)
        if ZWNJ in form and ZWNJ not in single:
            return (plural,)
        return (plural, indefinite)

    def _ends_in_noun(self, word: str) -> bool:
        endings = (word[cut:] for cut in range(1, len(word) - 3))
        return any(ending in self.lexicon.words or ending in self.lexicon.listed for ending in endings)

    def _heh(self, word: str) -> str | None:
        """A noun, adjective or participle in a ه that is a vowel, as it is written."""
        if not word.endswith("ه") or word.endswith(known.HEH_IS_HEARD):
            return None
        if word in self.lexicon.participles and word not in self.lexicon.words:
            return word
        return self.stem(word, listed=99)

    def _degrees(self, word: str) -> Iterator[str]:
        for stem, ending in _cut(word, known.DEGREES):
            if stem in known.NO_DEGREE or len(stem) < 3:
                continue
            form = self._adjective(stem)
            if form and not _is_open(form):
                yield _joined(form, known.DEGREES[ending])

    def _adjective(self, stem: str) -> str | None:
        tags = self.lexicon.tags(stem)
        if tags:
            return stem if "AJ" in tags else None
        return self.compound(stem) or self._of_heh(stem) or (stem if self._is_relative(stem) else None)

    def _is_relative(self, stem: str) -> bool:
        """«شهری», «قمی», of a noun."""
        return stem.endswith("ی") and len(stem) > 3 and self.lexicon.is_noun(stem[:-1])

    def _after_vowel(self, word: str) -> Iterator[str]:
        for stem, ending in _cut(word, known.AFTER_HEH):
            form = self._heh(stem) if len(stem) > 2 and ending != "ای" else None
            if form:
                yield f"{form}{ZWNJ}{ending}"
        for stem, ending in _cut(word, known.AFTER_YEH):
            if stem.endswith("ی") and len(stem) > 3 and self._stem_in_yeh(stem):
                yield f"{stem}{ZWNJ}{ending}"

    def _stem_in_yeh(self, stem: str) -> bool:
        return self.lexicon.is_noun(stem) or self._is_relative(stem)

    def _predicate(self, word: str) -> Iterator[str]:
        """«فعال‌اند»."""
        stem = word.removesuffix("اند")
        if stem != word and len(stem) > 2 and not stem.endswith((*OPEN, "ه", "ی")):
            form = stem if "AJ" in self.lexicon.tags(stem) else self.compound(stem)
            if form:
                yield f"{form}{ZWNJ}اند"

    def _of_heh(self, stem: str) -> str | None:
        """«حرفه‌ای» before another ending, where it cannot be a plural."""
        form = self._heh(stem[:-2]) if stem.endswith("های") else None
        return form and f"{form}{ZWNJ}ای"

    def _stem(self, stem: str, listed: int = 4) -> str | None:
        """A noun or adjective as it is written before an ending; None for what is neither.

        `listed` is how long a word must be that hazm lists without saying what it is.
        """
        if stem in self.lexicon.words:
            return stem if self.lexicon.is_noun(stem) else None
        if compound := self.compound(stem):
            return compound
        if (stem in self.lexicon.listed and len(stem) >= listed) or self._is_relative(stem):
            return stem
        return self._of_heh(stem)

    def _compound(self, word: str) -> str | None:
        """A compound as it is written; None when it is none or could be two."""
        if len(word) < 4 or word in self.lexicon.words or word in known.IN_ONE:
            return None
        for stem, tail in ((word, ""), *_cut(word, known.TAILS)):
            form = known.KNOWN.get(stem) or self.lexicon.compounds.get(stem)
            if form:
                return form + tail
        if word in self.lexicon.listed:
            return None
        readings = {*self._patterns(word)} or {*self._productive(word)} or {*self._prefixed(word)}
        return readings.pop() if len(readings) == 1 else None

    def _patterns(self, word: str) -> Iterator[str]:
        if match := _REPEATED.fullmatch(word):
            yield _joined(match[1], "به", match[1])
        if match := _NUMBER.fullmatch(word):
            yield _joined(match[1], match[2])
        for name in known.NAMES:
            first = word.removesuffix(name)
            if first != word and len(first) > 4 and first.endswith("ی") and self._is_name(first):
                yield _joined(first, name)
        for last, shortest in known.AFTER_ANY_NAME.items():
            first = word.removesuffix(last)
            if first != word and len(first) >= shortest:
                yield _joined(first, last)

    def _is_name(self, word: str) -> bool:
        every = (self.lexicon.words, self.lexicon.listed)
        return any(one in words for one in (word, word[:-1], word[:-2]) for words in every)

    def _productive(self, word: str) -> Iterator[str]:
        for cut in range(2, len(word) - 1):
            first, last = word[:cut], word[cut:]
            if first in known.COUNTED or first in known.UNITS:
                heh = self._heh(last[:-2]) if last.endswith("های") else None
                if (heh and len(heh) > 3) or (last in self.lexicon.apart and last.endswith(("ه", "ی"))):
                    yield _joined(first, f"{heh}{ZWNJ}ای" if heh else last)
            elif len(first) > 2 and not first.endswith(OPEN) and self._ends_compound(first, last):
                form = first if self.lexicon.is_noun(first) else self.compound(first)
                if form:
                    yield _joined(form, last)

    def _ends_compound(self, first: str, last: str) -> bool:
        """After a ه that is a vowel nothing can be joined; else the piece has to be one that is set off."""
        if last in known.PIECES:
            return True
        pieces = self.lexicon.pieces if first.endswith("ه") and self._heh(first) else self.lexicon.apart
        return any(
            len(stem) > 1
            and stem not in _ENDINGS
            and (stem in pieces or (tail in ("گان", "گی") and f"{stem}ه" in pieces))
            for stem, tail in ((last, ""), *_cut(last, known.TAILS))
        )

    def _prefixed(self, word: str) -> Iterator[str]:
        for prefix in known.PREFIXES:
            rest = word.removeprefix(prefix)
            if rest == word or len(rest) < 4 or prefix.endswith(OPEN):
                continue
            if any("N" in self.lexicon.tags(noun) for noun in (rest, rest.removesuffix("ی"))):
                yield _joined(prefix, rest)

    def _is_plain(self, word: str) -> bool:
        """Whether it is a known word with an ending that is written joined."""
        for stem, _ in _cut(word, _JOINED_ENDINGS):
            inner = (stem, *(one for one, _ in _cut(stem, ("ان", "ی", "ات"))))
            if any(len(one) > 2 and one in self.lexicon.words and not self._heh(one) for one in inner):
                return True
        return False


def _cut(word: str, endings: Iterable[str]) -> Iterator[tuple[str, str]]:
    """`word` without each of the endings that it has, and the ending."""
    for ending in endings:
        if word.endswith(ending) and len(word) > len(ending):
            yield word[: -len(ending)], ending


def _is_open(form: str) -> bool:
    """A word without half-spaces that can show none before an ending either."""
    return ZWNJ not in form and form.endswith(OPEN)


def _joined(*pieces: str) -> str:
    """The pieces as one word, with a half-space where it can be seen."""
    word = pieces[0]
    for piece in pieces[1:]:
        word += piece if word.endswith(OPEN) else ZWNJ + piece
    return word
