from __future__ import annotations

import pytest
from scrapy.exceptions import DownloadFailedError
from twisted.internet.error import ConnectionAborted, ConnectionLost
from twisted.python.failure import Failure
from twisted.web.client import ResponseFailed, ResponseNeverReceived

from shahr20_spider.guards.reasons import is_hung_up, words

LOST = "Connection to the other side was lost in a non-clean fashion"


def as_scrapy_raises_it(*reasons: BaseException) -> DownloadFailedError:
    """A list of failures, in a list of failures, in words."""
    inner = ResponseNeverReceived([Failure(reason) for reason in reasons])  # type: ignore[no-untyped-call]
    outer = ResponseFailed([Failure(inner)])  # type: ignore[no-untyped-call]
    try:
        raise DownloadFailedError(str(outer)) from outer
    except DownloadFailedError as error:
        return error


@pytest.mark.parametrize(
    ("error", "said"),
    [
        (as_scrapy_raises_it(ConnectionLost("it broke")), f"{LOST}: it broke."),
        (as_scrapy_raises_it(ConnectionLost("it broke"), ValueError("half")), f"{LOST}: it broke."),
        (ValueError("two\nlines"), "two lines"),
        (ValueError(), "ValueError"),
    ],
)
def test_one_sentence(error: BaseException, said: str) -> None:
    assert words(error) == said


def test_who_hung_up() -> None:
    assert is_hung_up(as_scrapy_raises_it(ConnectionAborted()))
    assert not is_hung_up(as_scrapy_raises_it(ConnectionLost()))
