"""Times as the archive writes them: UTC, `YYYY-MM-DDTHH:MM:SSZ`."""

from __future__ import annotations

from datetime import UTC, datetime

FORMAT = "%Y-%m-%dT%H:%M:%SZ"


def now() -> str:
    """The present moment."""
    return stamp(datetime.now(UTC))


def stamp(moment: datetime) -> str:
    """An aware datetime as the archive writes it."""
    return moment.astimezone(UTC).strftime(FORMAT)


def moment(stamp: str) -> datetime:
    """The aware datetime of a time the archive wrote."""
    return datetime.strptime(stamp, FORMAT).replace(tzinfo=UTC)
