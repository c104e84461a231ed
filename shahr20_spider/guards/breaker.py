"""A circuit breaker: when a site gives no good answer any more, it is left alone for longer and longer."""

from __future__ import annotations

import random
from dataclasses import dataclass, field

JITTER = 0.2
"""Share by which a pause is longer or shorter, so that crawlers which fell out together do not return together."""


@dataclass
class Breaker:
    """Counts failures in a row. Times are seconds of any clock that only goes forward.

    `patience` failures in a row open it. It then asks for a pause: `first` seconds, twice as long each time, `longest`
    at most. After `pauses` of them without a good answer in between it is hopeless.
    """

    patience: int
    first: float
    longest: float
    pauses: int
    in_a_row: int = field(default=0, init=False)
    opened: int = field(default=0, init=False)
    is_open: bool = field(default=False, init=False)
    _since: float = field(default=float("-inf"), init=False)

    @property
    def is_hopeless(self) -> bool:
        """Whether another pause would be one too many."""
        return self.opened >= self.pauses

    def failed(self, sent: float, now: float) -> bool:
        """A request sent at `sent` failed; returns whether the breaker opens now.

        Requests that were on their way when the last pause began say nothing new.
        """
        if self.is_open or sent < self._since:
            return False
        self.in_a_row += 1
        if self.in_a_row < self.patience:
            return False
        self.is_open, self._since = True, now
        return True

    def paused(self, now: float) -> None:
        """The site itself asked for a pause: what is on its way will be told the same, and counts once."""
        self._since = max(self._since, now)

    def pause(self) -> float:
        """Seconds to leave the site alone for, this time."""
        length = min(self.longest, self.first * 2.0**self.opened)
        self.opened += 1
        return length * random.uniform(1 - JITTER, 1 + JITTER)

    def close(self) -> None:
        """The site answers again. What it answers to real requests will tell whether that is so."""
        self.is_open, self.in_a_row = False, 0

    def good(self) -> None:
        """A real request got a real answer."""
        if not self.is_open:
            self.in_a_row = self.opened = 0
