"""Transactions: those that write take the lock at once, those that read see one moment."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from sqlite_utils import Database


@contextmanager
def writing(db: Database) -> Iterator[None]:
    """One write transaction: all of it or nothing.

    BEGIN IMMEDIATE waits for the write lock now; a plain BEGIN that reads first would fail with
    SQLITE_BUSY_SNAPSHOT, without waiting, when somebody else has written in between.
    """
    if db.conn.in_transaction:
        with db.atomic():
            yield
        return
    db.conn.execute("BEGIN IMMEDIATE")
    try:
        yield
        db.conn.execute("COMMIT")
    except BaseException:
        db.conn.rollback()
        raise


@contextmanager
def snapshot(db: Database) -> Iterator[None]:
    """One read transaction: everything in it is as it was at its beginning, whoever writes meanwhile."""
    db.conn.execute("BEGIN")
    try:
        yield
    finally:
        db.conn.rollback()
