import os
import re
import signal
import socket
import sqlite3
import subprocess
import sys
from urllib.request import urlopen

import pytest
from click.testing import CliRunner

from shahr20.cli import main

COMMAND = [sys.executable, "-c", "from shahr20.cli import main; main()", "serve", "--port", "0"]


@pytest.fixture
def served(archive_db):
    """A reading room in a process of its own, and its address."""
    environment = {**os.environ, "PYTHONUNBUFFERED": "1"}
    with subprocess.Popen(
        [*COMMAND, "--db", archive_db],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env=environment,
    ) as process:
        yield process, re.search(r"http://\S+", process.stdout.readline())[0]
        process.kill()


@pytest.mark.parametrize(("sent", "code"), [(signal.SIGINT, 0), (signal.SIGTERM, 143)])
def test_it_serves_and_ends_cleanly(served, sent, code):
    process, address = served
    with urlopen(f"{address}archive/articles/47859") as page:
        assert "هویت شهری" in page.read().decode()
    process.send_signal(sent)
    assert process.wait(timeout=20) == code
    assert process.stderr.read() == ""


def test_a_live_archive_is_served_while_it_is_written(served, archive_db):
    _, address = served
    with sqlite3.connect(archive_db) as db:
        db.execute("UPDATE articles SET title = 'عنوان تازه' WHERE id = 103")
        db.commit()
        db.execute("BEGIN IMMEDIATE")
        with urlopen(f"{address}archive/articles/103") as page:
            assert "عنوان تازه" in page.read().decode()
        db.rollback()
    db.close()


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (None, "there is no archive at"),
        (b"not a database" * 100, "is not a SQLite database"),
        (b"", "not an archive"),
    ],
)
def test_a_wrong_file_is_one_sentence(tmp_path, content, message):
    path = tmp_path / "x.db"
    if content is not None:
        path.write_bytes(content)
    result = CliRunner().invoke(main, ["serve", "--db", str(path)])
    assert result.exit_code == 2
    assert message in result.output
    assert "Traceback" not in result.output


def test_a_folder_is_no_archive(tmp_path):
    result = CliRunner().invoke(main, ["serve", "--db", str(tmp_path)])
    assert result.exit_code == 2
    assert "is a folder" in result.output


def test_a_taken_port_is_one_sentence(archive_db):
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = str(taken.getsockname()[1])
        result = CliRunner().invoke(main, ["serve", "--db", str(archive_db), "--port", port])
    assert result.exit_code == 1
    assert f"cannot listen on 127.0.0.1, port {port}" in result.output
