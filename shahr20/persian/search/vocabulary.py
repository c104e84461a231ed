"""What a query asks of the archive's lexicon; the archive answers from its own tables."""

from __future__ import annotations

from typing import Protocol

from shahr20.persian.search.compounds import Form


class Vocabulary(Protocol):
    """The words of an archive."""

    def has(self, *pieces: str) -> bool:
        """Whether some article has these pieces side by side."""

    def begins(self, *pieces: str) -> bool:
        """The same, where the last piece only begins so."""

    def forms(self, key: str) -> list[Form]:
        """How words of these letters are parted, here or in the lexicon: «حرفهای» is حرف‌های and حرفه‌ای."""

    def holding(self, piece: str) -> list[Form]:
        """The words that some article writes joined and that have this piece: «برنامه‌های» of «برنامه»."""

    def is_one_word(self, form: Form) -> bool:
        """Whether these pieces, where they stand side by side, are one word, here or in the lexicon."""

    def stems(self, piece: str) -> list[str]:
        """The nouns that a piece is an inflection of."""

    def inflections(self, noun: str) -> list[str]:
        """The pieces that some article has and that are inflections of a noun."""


class Unknown:
    """The vocabulary of an archive of which nothing is known: any piece may be there."""

    def has(self, *pieces: str) -> bool:
        """Yes."""
        return True

    def begins(self, *pieces: str) -> bool:
        """Yes."""
        return True

    def forms(self, key: str) -> list[Form]:
        """None are known."""
        return []

    def holding(self, piece: str) -> list[Form]:
        """None are known."""
        return []

    def is_one_word(self, form: Form) -> bool:
        """Not that it were known."""
        return False

    def stems(self, piece: str) -> list[str]:
        """None are known."""
        return []

    def inflections(self, noun: str) -> list[str]:
        """None are known."""
        return []
