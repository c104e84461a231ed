"""A full disk, a read-only one, a lock that is not given up: exit 6, the archive as it was, and on it goes."""

from __future__ import annotations

import json
import os
import re
import shutil
import signal
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any
from urllib.parse import quote
from urllib.request import urlopen

import pytest
from click.testing import Result

from shahr20 import Archive
from shahr20.archive.errors import ArchiveError
from shahr20.replica.server import Replica

Typed = Callable[..., Result]
Disk = Callable[[int], Path]
MB = 1 << 20
EXPORT = ("export", "--format", "warc", "-o")
FORGET = ("forget", 47859, "--reason", "r", "--actor", "a", "--yes")


def run(*arguments: object, **options: Any) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "shahr20", *map(str, arguments)]
    return subprocess.run(command, capture_output=True, text=True, check=False, timeout=300, **options)


def remount(folder: Path, how: str) -> None:
    subprocess.run(["mount", "-o", f"remount,{how}", folder], check=True)


def words(command: tuple[object, ...], **folders: Path) -> list[str]:
    return [str(word).format(**folders) for word in command]


def take_up(folder: Path, leave: int) -> Path:
    """A file that leaves so many bytes of a disk free."""
    ballast = folder / "ballast"
    free = os.statvfs(folder)
    with ballast.open("wb") as file:
        file.write(bytes(max(free.f_bavail * free.f_frsize - leave, 0)))
    return ballast


# -- full ----------------------------------------------------------------------------------------------


def test_a_crawl_on_a_full_disk_goes_on_when_there_is_room(small_disk: Disk, typed: Typed) -> None:
    disk = small_disk(MB)
    db = disk / "archive.db"
    with Replica(articles=40) as site:
        crawl = ("crawl", "--db", db, "--base-url", site.base_url, "--delay", 0)
        done = run(*crawl)
        assert done.returncode == 6, done.stderr
        assert f"the disk of {db} is full" in done.stderr
        assert "Traceback" not in done.stderr
        with Archive(db) as archive:
            stored = archive.count()
        remount(disk, f"size={8 * MB}")
        assert typed("verify", "--db", db).exit_code == 0
        assert run(*crawl).returncode == 0
    with Archive(db) as archive:
        assert archive.count() > max(stored, 30)
    assert typed("verify", "--db", db).exit_code == 0


@pytest.mark.parametrize(
    "command",
    [
        ("rebuild",),
        FORGET,
        ("import", "{there}/old.warc"),
        ("backup", "{disk}/b"),
        (*EXPORT, "{disk}/x.warc"),
    ],
    ids=lambda command: command[0],
)
def test_every_command_on_a_full_disk(
    small_disk: Disk, typed: Typed, filled: Path, tmp_path: Path, command: tuple[object, ...]
) -> None:
    disk = small_disk(8 * MB)
    db = Path(shutil.copy(filled, disk / "archive.db"))
    typed(*EXPORT, tmp_path / "old.warc", "--db", db)
    if command[0] == "import":  # into an archive with nothing in it yet
        db.unlink()
        with Archive(db, create=True) as archive:
            archive.claim("shahr20.ir")
    told = words(command, there=tmp_path, disk=disk)
    ballast = take_up(disk, 80_000)
    done = typed(*told, "--db", db)
    assert done.exit_code == 6, done.output
    assert "full" in done.stderr or "No space left" in done.stderr
    ballast.unlink()
    left = typed("verify", "--db", db)
    assert left.exit_code == 0 or "shahr20 forget --finish" in left.stdout
    assert not list(disk.glob("**/.*part*"))
    again = ("forget", "--finish") if command is FORGET else told
    assert typed(*again, "--db", db).exit_code == 0
    assert typed("verify", "--db", db).exit_code == 0


def test_a_quota_that_is_used_up(db: Path, typed: Typed, tmp_path: Path) -> None:
    """Past RLIMIT_FSIZE the system says EFBIG, as it says EDQUOT past a quota: no error that SQLite calls full."""
    limited = (
        "import resource, sys; resource.setrlimit(resource.RLIMIT_FSIZE, (50_000, 50_000)); "
        "from shahr20.cli import main; main(sys.argv[1:])"
    )
    for command in (FORGET, ("rebuild",), ("backup", tmp_path / "b")):
        done = subprocess.run(
            [sys.executable, "-c", limited, *map(str, command), "--db", str(db)],
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 6, (done.stdout, done.stderr)
        assert "quota" in done.stderr
    assert typed("verify", "--db", db).exit_code == 0


# -- read-only -----------------------------------------------------------------------------------------

READING = [
    ("verify",),
    (*EXPORT, "{there}/x.warc"),
    ("check", "47859"),
    ("rebuild", "--dry-run"),
    ("backup", "{there}"),
    ("forget", "--list"),
]
WRITING = [("rebuild",), FORGET, ("import", "{there}/page.html"), ("restore", "{there}/archive.db")]


def test_a_disk_that_is_mounted_read_only(
    small_disk: Disk, filled: Path, tmp_path: Path, typed: Typed
) -> None:
    disk = small_disk(8 * MB)
    db = Path(shutil.copy(filled, disk / "archive.db"))
    shutil.copy(filled, tmp_path)
    remount(disk, "ro")
    (tmp_path / "page.html").write_text("<html><body><p>x</p></body></html>")
    for command in READING:
        done = typed(*words(command, there=tmp_path), "--db", db)
        assert done.exit_code == 0, (command, done.output)
    for command in WRITING:
        done = typed(*words(command, there=tmp_path), "--db", db)
        assert done.exit_code == 6, (command, done.output)
    assert run("crawl", "--base-url", "http://127.0.0.1:9", "--db", db).returncode == 6


def test_a_log_on_a_read_only_disk_is_not_passed_over(small_disk: Disk, filled: Path, typed: Typed) -> None:
    """What was written last is in it: an archive read without it would be an older one, or a mixture."""
    disk = small_disk(8 * MB)
    db = Path(shutil.copy(filled, disk / "archive.db"))
    kill = "import os, sqlite3, sys; c = sqlite3.connect(sys.argv[1]); c.execute('DELETE FROM rejects'); c.commit(); "
    subprocess.run([sys.executable, "-c", kill + "os.kill(os.getpid(), 9)", db], check=False)
    remount(disk, "ro")
    with Archive(db) as archive:
        assert archive.count("rejects") == 0
    remount(disk, "rw")
    db.with_name("archive.db-shm").unlink()
    remount(disk, "ro")
    with pytest.raises(ArchiveError, match="cannot be written"):
        Archive(db)


def as_nobody(*arguments: object) -> subprocess.CompletedProcess[str]:
    """The command as somebody who is not root, whatever this process is."""
    drop = "os.setgroups([]); os.setgid(65534); os.setuid(65534)" if os.geteuid() == 0 else ""
    needs = "importlib.metadata, shahr20.keeping.verify, shahr20.progress, rich.progress"
    everything = f"from shahr20.cli import main; main.get_command(None, {arguments[0]!r})"
    # all of it while it is root: root's own Python may be closed to others
    code = f"import os, sys, {needs}\n{everything}\n{drop}\nmain(sys.argv[1:])"
    command = [sys.executable, "-c", code, *map(str, arguments)]
    return subprocess.run(command, capture_output=True, text=True, check=False)


@pytest.fixture
def shared(filled: Path) -> Iterator[Path]:
    """An archive in a folder that everybody may look into, as pytest's own are not."""
    with TemporaryDirectory() as folder:
        Path(folder).chmod(0o755)
        yield Path(shutil.copy(filled, folder + "/archive.db"))


def test_a_folder_in_which_nobody_may_write(shared: Path) -> None:
    shared.parent.chmod(0o555)
    try:
        done = as_nobody("verify", "--quick", "--db", shared)
    finally:
        shared.parent.chmod(0o755)
    assert (done.returncode, done.stderr) == (0, "")


def test_the_reading_room_of_a_folder_in_which_nobody_may_write(shared: Path) -> None:
    shared.parent.chmod(0o555)
    command = [sys.executable, "-m", "shahr20", "serve", "--db", str(shared), "--port", "0"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True) as served:
        assert served.stdout is not None
        try:
            address = re.search(r"http://[\d.:]+/", served.stdout.readline())
            assert address
            with urlopen(address[0] + f"archive/articles.json?_search={quote('قم')}") as answer:
                assert json.load(answer)["filtered_table_rows_count"] > 0
        finally:
            served.send_signal(signal.SIGINT)
            shared.parent.chmod(0o755)
    assert sorted(path.name for path in shared.parent.iterdir()) == ["archive.db"]


@pytest.mark.skipif(os.geteuid() != 0, reason="needs a second user")
def test_a_folder_in_which_others_may_write(shared: Path) -> None:
    """It is read while those are kept out by their own lock; where there is none, it is not read."""
    done = as_nobody("verify", "--quick", "--db", shared)
    assert done.returncode == 6
    assert "get leave to write there" in done.stderr
    with Archive(shared) as crawl:
        crawl.lock.acquire()
    assert as_nobody("verify", "--quick", "--db", shared).returncode == 0
    with Archive(shared, upgrade=True) as crawl:
        crawl.lock.acquire()
        crawl.db.execute("DELETE FROM rejects")
        done = as_nobody("verify", "--quick", "--db", shared)
        assert "captures are of no article and no reject" in done.stdout  # it reads what is being written


# -- locked --------------------------------------------------------------------------------------------


def test_locked_by_another_program(db: Path) -> None:
    with closing(sqlite3.connect(db)) as other:
        other.execute("BEGIN IMMEDIATE")
        with Archive(db, upgrade=True, timeout=0.05) as archive:
            with pytest.raises(
                ArchiveError, match="locked by another program; end it, or try again later"
            ) as caught:
                archive.claim("shahr20.ir")
            assert caught.value.exit_code == 6
