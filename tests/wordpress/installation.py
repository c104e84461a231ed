"""A real WordPress that lives as long as its block: own database, own web server, own folder."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, TypeVar

HERE = Path(__file__).parent
CORE = Path("/usr/share/wordpress")
LOCALE = "fa_IR"
LANGUAGE = CORE / "wp-content/languages" / f"{LOCALE}.mo"
PATH = os.pathsep.join([os.environ.get("PATH", ""), "/usr/sbin", "/sbin"])
PHP_MODULES = ("intl", "mbstring", "mysqli", "xml")
WORKERS = 4
"""Requests PHP's built-in server answers at a time."""
STARTED_WITHIN = 60.0
"""Seconds a server has to begin to answer."""
TITLE = "پایگاه خبری شهر بیست"
THEME = "shahr20-test"
SMALL = ["--innodb-log-file-size=16M", "--innodb-buffer-pool-size=64M"]
FAST = ["--innodb-flush-log-at-trx-commit=0", "--innodb-doublewrite=0", "--performance-schema=OFF"]

T = TypeVar("T")


class InstallationError(Exception):
    """WordPress could not be set up; the message holds what its servers wrote."""


@dataclass(frozen=True)
class Request:
    """One line of the access log: path and query as sent, and the answer's status."""

    target: str
    status: int


@cache
def missing() -> str | None:
    """What this machine lacks and how to get it, in one line; None when everything is here."""
    files = {"wordpress": CORE / "wp-load.php", "wordpress-l10n": LANGUAGE}
    lacks = [name for name in ("php", "mariadbd", "mariadb-install-db") if not shutil.which(name, path=PATH)]
    lacks += [package for package, file in files.items() if not file.is_file()]
    if "php" not in lacks:
        listed = subprocess.run(["php", "-m"], capture_output=True, text=True, check=True).stdout
        lacks += [f"php-{module}" for module in PHP_MODULES if module not in listed.lower().split()]
    if not lacks:
        return None
    return f"needs {', '.join(lacks)}; on Debian or Ubuntu: sudo sh tests/wordpress/install.sh"


class WordPress:
    """The running installation: its address, its access log, and its back door for what editors do."""

    def __init__(self, folder: Path, url: str) -> None:
        self.folder = folder
        self.url = url
        self._read = 0

    def act(self, action: str, argument: Any = None) -> Any:
        """Run one action of php/act.php; raises InstallationError with PHP's own words."""
        script, root = HERE / "php/act.php", self.folder / "site"
        command = ["php", *php_settings(self.folder), str(script), str(root), action]
        done = subprocess.run(command, input=json.dumps(argument), capture_output=True, text=True)
        try:
            return json.loads(done.stdout)
        except json.JSONDecodeError:
            words = f"{done.stderr}{done.stdout[-2000:]}\n{self.php_errors()}".strip()
            raise InstallationError(f"{action}: PHP ended with {done.returncode}: {words}") from None

    def shut(self, **doors: str) -> None:
        """Shut these doors, each in its way (mu-plugins/doors.php), and open all others."""
        self.act("options", {"shahr20_shut": doors})

    def look(self, **choices: str) -> None:
        """What the theme's pages look like (theme/functions.php); what is not named is as on page 47859."""
        self.act("options", {"shahr20_theme": choices})

    def requests(self) -> list[Request]:
        """What was asked for since the last call."""
        log = self.folder / "access.log"
        lines = log.read_text(encoding="utf-8").splitlines() if log.exists() else []
        new, self._read = lines[self._read :], len(lines)
        return [Request(**json.loads(line)) for line in new]

    def php_errors(self) -> str:
        """What PHP complained of so far."""
        log = self.folder / "php-errors.log"
        return log.read_text(encoding="utf-8") if log.exists() else ""


@contextmanager
def running() -> Iterator[WordPress]:
    """A fresh, empty, Persian WordPress; when the block is left, however it is left, nothing of it is."""
    folder = Path(tempfile.mkdtemp(prefix="shahr20-wp-"))  # short: a socket's path has 107 bytes
    keeper = subprocess.Popen([sys.executable, str(HERE / "keep.py"), str(folder)], stdin=subprocess.PIPE)
    assert keeper.stdin
    try:
        lay_out(folder)
        keeper.stdin.write(json.dumps(servers(folder)).encode() + b"\n")
        keeper.stdin.flush()
        url = started(keeper, lambda: web_address(folder), folder / "php.log")
        started(keeper, lambda: (folder / "db.sock").exists(), folder / "mariadbd.log")
        (folder / "url").write_text(url, encoding="ascii")
        wordpress = WordPress(folder, url)
        wordpress.act("install", {"title": TITLE, "locale": LOCALE, "theme": THEME})
        yield wordpress
    finally:
        keeper.stdin.close()
        keeper.wait()


def lay_out(folder: Path) -> None:
    """Debian's WordPress in `folder`/site with our theme and doors, an empty database in `folder`/data.

    The top files are copied, because each finds its configuration beside itself; the rest is linked.
    """
    site, content = folder / "site", folder / "site/wp-content"
    (folder / "compiled").mkdir()
    for directory in ("themes", "mu-plugins", "languages", "uploads", "plugins"):
        (content / directory).mkdir(parents=True)
    for file in CORE.glob("*.php"):
        shutil.copy(file, site)
    shutil.copy(HERE / "php/wp-config.php", site)
    for link, target in (
        (site / "wp-includes", CORE / "wp-includes"),
        (site / "wp-admin", CORE / "wp-admin"),
        (content / "themes" / THEME, HERE / "theme"),
        (content / "mu-plugins/doors.php", HERE / "mu-plugins/doors.php"),
        (content / "languages" / LANGUAGE.name, LANGUAGE),
    ):
        link.symlink_to(target)
    made = subprocess.run(
        [
            program("mariadb-install-db"),
            *database_settings(folder),
            *("--auth-root-authentication-method=normal", "--skip-test-db"),
        ],
        capture_output=True,
        text=True,
    )
    if made.returncode:
        raise InstallationError(
            f"mariadb-install-db ended with {made.returncode}: {made.stderr or made.stdout}"
        )


def servers(folder: Path) -> list[dict[str, Any]]:
    """For keep.py: the database, and the web server, which chooses a free port.

    PHP's server waits for its workers when it is interrupted, and leaves them behind when it is terminated.
    """
    (folder / "init.sql").write_text("CREATE DATABASE wordpress CHARACTER SET utf8mb4;\n")
    database = [
        program("mariadbd"),
        *database_settings(folder),
        *("--skip-networking", f"--socket={folder / 'db.sock'}", f"--pid-file={folder / 'db.pid'}"),
        *(f"--init-file={folder / 'init.sql'}", "--character-set-server=utf8mb4", *FAST),
    ]
    web = [
        "php",
        *php_settings(folder),
        "-S",
        "127.0.0.1:0",
        "-t",
        str(folder / "site"),
        str(HERE / "php/router.php"),
    ]
    return [
        {"name": "mariadbd", "command": database, "stop": "SIGTERM"},
        {"name": "php", "command": ["env", f"PHP_CLI_SERVER_WORKERS={WORKERS}", *web], "stop": "SIGINT"},
    ]


def database_settings(folder: Path) -> list[str]:
    """What the database and its installer agree on. It runs as root only when it is told so by name."""
    as_root = ["--user=root"] if os.getuid() == 0 else []
    return ["--no-defaults", f"--datadir={folder / 'data'}", *as_root, *SMALL]


def php_settings(folder: Path) -> list[str]:
    """Settings of every PHP process."""
    settings = {
        "display_errors": "0",
        "log_errors": "1",
        "error_log": str(folder / "php-errors.log"),
        "memory_limit": "512M",
        "opcache.enable_cli": "1",
        "opcache.file_cache": str(folder / "compiled"),
        "opcache.validate_timestamps": "0",
    }
    return [part for name, value in settings.items() for part in ("-d", f"{name}={value}")]


def program(name: str) -> str:
    """Where a program is, also where only root's PATH leads."""
    found = shutil.which(name, path=PATH)
    if not found:
        raise InstallationError(f"{name} is not installed")
    return found


def web_address(folder: Path) -> str:
    """The address PHP's server says it listens on; empty while it has not said."""
    log = folder / "php.log"
    said = re.search(r"\((http://[^)]+)\) started", log.read_text() if log.exists() else "")
    return said[1] if said else ""


def started(keeper: subprocess.Popen[bytes], sign: Callable[[], T], log: Path) -> T:
    """Wait for a server's sign of life; raises InstallationError with the server's log when there is none."""
    deadline = time.monotonic() + STARTED_WITHIN
    while time.monotonic() < deadline and keeper.poll() is None:
        if answer := sign():
            return answer
        time.sleep(0.02)
    words = log.read_text(errors="replace") if log.exists() else "it wrote nothing"
    raise InstallationError(f"{log.stem} did not start: {words[-2000:]}")
