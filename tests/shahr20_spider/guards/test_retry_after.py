from __future__ import annotations

from datetime import UTC, datetime, timedelta
from email.utils import format_datetime

import pytest

from shahr20_spider.guards.retry_after import seconds


@pytest.mark.parametrize(
    ("header", "expected"),
    [(b"0", 0.0), (b" 120 ", 120.0), (b"", None), (None, None), (b"soon", None), (b"-5", None)],
)
def test_retry_after_in_seconds(header: bytes | None, expected: float | None) -> None:
    assert seconds(header) == expected


def test_retry_after_as_a_date() -> None:
    later = format_datetime(datetime.now(UTC) + timedelta(seconds=90), usegmt=True).encode()
    assert seconds(later) == pytest.approx(90, abs=2)
    assert seconds(b"Sun, 06 Nov 1994 08:49:37 GMT") == 0.0
