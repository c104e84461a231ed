"""Recall and precision of one engine."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property

from benchmarks.search.engines import Engine
from benchmarks.search.queries import INFLECTIONS, Query

SPELLINGS = "all of these"
"""The name of the score over every set but the inflections, which only the archive can be asked for."""


@dataclass(frozen=True)
class Answer:
    """What an engine found for a query."""

    query: Query
    found: frozenset[int]

    @property
    def right(self) -> int:
        """How many it had to find."""
        return len(self.found & self.query.truth.must)

    @property
    def wrong(self) -> int:
        """How many it should not have found."""
        return len(self.found - self.query.truth.must - self.query.truth.may)

    @property
    def missed(self) -> int:
        """How many it did not find."""
        return len(self.query.truth.must) - self.right

    @property
    def recall(self) -> float:
        """Share of what must be found."""
        return self.right / len(self.query.truth.must)

    @property
    def precision(self) -> float:
        """Share of what was found that is right; 1 where nothing was found."""
        return self.right / (self.right + self.wrong) if self.right + self.wrong else 1.0


@dataclass(frozen=True)
class Score:
    """Answers together: macro is the mean over queries, micro the share over all articles found."""

    answers: tuple[Answer, ...]

    @cached_property
    def macro(self) -> tuple[float, float]:
        """Recall and precision."""
        count = len(self.answers)
        return sum(a.recall for a in self.answers) / count, sum(a.precision for a in self.answers) / count

    @cached_property
    def micro(self) -> tuple[float, float]:
        """Recall and precision."""
        right, wrong = sum(a.right for a in self.answers), sum(a.wrong for a in self.answers)
        missed = sum(a.missed for a in self.answers)
        return right / (right + missed), right / (right + wrong) if right + wrong else 1.0


def ask(engine: Engine, queries: Iterable[Query]) -> list[Answer]:
    """Every query, with `~` before each word where it has inflections on and the engine knows them."""
    answers = []
    for query in queries:
        typed = query.typed
        if query.inflections and engine.inflects:
            typed = "~" + typed
        answers.append(Answer(query, frozenset(engine.ids(typed))))
    return answers


def by_set(answers: Iterable[Answer]) -> Mapping[str, Score]:
    """The scores of each set of queries, in the order they were asked; inflections after the sum of the others."""
    groups: dict[str, list[Answer]] = {}
    for answer in answers:
        groups.setdefault(answer.query.set, []).append(answer)
    inflected = groups.pop(INFLECTIONS)
    groups[SPELLINGS] = [answer for those in groups.values() for answer in those]
    groups[INFLECTIONS] = inflected
    return {name: Score(tuple(those)) for name, those in groups.items()}
