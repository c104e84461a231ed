"""The sample archive of the reading room's tests."""

import importlib.util
from pathlib import Path

import pytest

_spec = importlib.util.spec_from_file_location(
    "reading_room_conftest", Path(__file__).parents[1] / "reading_room" / "conftest.py"
)
_room = importlib.util.module_from_spec(_spec)
_spec.loader.exec_module(_room)
make, archive_db, put = _room.make, _room.archive_db, _room.put


@pytest.fixture
def article():
    return _room.article
