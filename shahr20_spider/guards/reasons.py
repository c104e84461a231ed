"""Why no answer came: Twisted keeps errors in lists of failures, Python in chains, people read one sentence."""

from __future__ import annotations

from collections.abc import Iterator

from twisted.internet.error import ConnectionAborted
from twisted.python.failure import Failure


def causes(error: BaseException | None) -> Iterator[BaseException]:
    """An error and those it came of."""
    waiting = [error]
    while waiting:
        one = waiting.pop()
        if one is not None:
            yield one
            waiting += [one.__cause__, one.__context__ if one.__cause__ is None else None]
            waiting += _listed(one)


def words(error: BaseException | None) -> str:
    """What an error says, in one line; of a list of failures what the first of them says."""
    for one in causes(error):
        if listed := _listed(one):
            return words(listed[0])
    return " ".join(str(error).split()) or type(error).__name__


def is_hung_up(error: BaseException | None) -> bool:
    """Whether this side tore the connection down."""
    return any(isinstance(one, ConnectionAborted) for one in causes(error))


def _listed(error: BaseException) -> list[BaseException | None]:
    return [one.value for one in getattr(error, "reasons", ()) if isinstance(one, Failure)]
