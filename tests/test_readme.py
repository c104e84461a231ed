"""What the documents say is true: their commands run as written, their links lead somewhere."""

from __future__ import annotations

import json
import os
import re
import shlex
import shutil
import signal
import socket
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import ExitStack, closing, contextmanager
from pathlib import Path
from urllib.request import urlopen

import click
import pytest

from shahr20.cli import main

ROOT = Path(__file__).parent.parent
READMES = (ROOT / "README.md", ROOT / "README.fa.md")
DOCUMENTS = (*READMES, *sorted((ROOT / "docs").glob("*.md")))
BIN = Path(sys.executable).parent
ARTICLES = 18
"""As few as are read sooner than other processes begin to read them."""


def blocks(document: Path, language: str) -> list[str]:
    return re.findall(rf"^```{language}\n(.*?)^```$", document.read_text(encoding="utf-8"), re.M | re.S)


def commands(document: Path) -> list[str]:
    """What a reader types: the lines after a prompt."""
    return re.findall(r"^\$ (.+)$", "".join(blocks(document, "console")), re.M)


def in_code(document: Path) -> str:
    """The parts of a document that are code, a line each; no Python."""
    text = document.read_text(encoding="utf-8")
    for block in blocks(document, "python"):
        text = text.replace(block, "")
    shown = re.findall(r"^(?: {4}|\$ )(.+)$", text, re.M)
    return "\n".join((*shown, *re.findall(r"`([^`\n]+)`", text)))


def test_both_languages_have_the_same_commands() -> None:
    english, persian = map(commands, READMES)
    assert english == persian
    for language in ("crontab",):
        assert blocks(READMES[0], language) == blocks(READMES[1], language) != []


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.name)
def test_every_link_leads_to_a_file(document: Path) -> None:
    links = re.findall(r"\]\(([^)\s#]+)", document.read_text(encoding="utf-8"))
    missing = [link for link in links if "://" not in link and not (document.parent / link).exists()]
    assert not missing


def test_every_page_of_the_docs_is_named_in_the_readme() -> None:
    named = set(re.findall(r"\]\(docs/([^)\s#]+)\)", READMES[0].read_text(encoding="utf-8")))
    assert named == {path.name for path in DOCUMENTS if path.parent.name == "docs"}


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.name)
def test_every_command_that_is_named_exists_with_its_options(document: Path) -> None:
    for name, rest in re.findall(r"(?:^|\W)shahr20 ([a-z]+)\b(.*)$", in_code(document), re.M):
        assert name in main.commands, f"shahr20 {name}"
        known = {option for one in main.commands[name].params for option in one.opts} | {"--help"}
        said = set(re.findall(r"(?<![\w-])(--[a-z][a-z-]*)", rest.partition("#")[0]))
        assert said <= known, f"shahr20 {name} {rest}"


# -- the commands of the README, one after the other ---------------------------------------------------


def test_the_commands_run_as_written(tmp_path: Path) -> None:
    """In a folder of their own, in order, on other ports, with fewer articles; the live site is not asked."""
    shutil.copy(ROOT / "scrapy.cfg", tmp_path)
    room = str(free_port())
    here = {"8020": str(free_port()), "--articles 300": f"--articles {ARTICLES}"}
    ran = 0
    with ExitStack() as running:
        for command in commands(READMES[0]):
            words = shlex.split(re.sub("|".join(here), lambda said: here[said[0]], command))
            if "--contact" in words:
                parses(words)
                continue
            if words[:2] == ["shahr20", "replica"]:
                running.enter_context(server(words, tmp_path))
            elif words[0] == "datasette" or words[:2] == ["shahr20", "serve"]:
                with server([*words, "--port", room], tmp_path) as address, urlopen(address) as page:
                    assert "شهر بیست" in page.read().decode()
            else:
                done = run(words, tmp_path)
                assert done.returncode == 0, f"{command}\n{done.stdout}\n{done.stderr}"
                assert "Traceback" not in done.stderr
            ran += 1
    assert ran >= 8
    articles = ids(tmp_path / "archive.db")
    assert 47859 in articles
    assert len(articles) > ARTICLES / 2
    records = [json.loads(line) for line in (tmp_path / "out.jsonl").read_text("utf-8").splitlines()]
    assert {record["id"] for record in records} == articles
    assert ids(tmp_path / "copy.db") == articles


def parses(words: list[str]) -> None:
    """That the command would take these words."""
    name, *rest = words[1:]
    command = main.commands[name]
    command.make_context(name, rest, parent=click.Context(main))


def run(words: list[str], folder: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [str(BIN / words[0]), *words[1:]],
        cwd=folder,
        env=environment(),
        capture_output=True,
        text=True,
        check=False,
        timeout=300,
    )


def environment() -> dict[str, str]:
    return {**os.environ, "PYTHONUNBUFFERED": "1", "PYTHONPATH": str(ROOT)}


@contextmanager
def server(words: list[str], folder: Path) -> Iterator[str]:
    """A command that serves until it is ended; its address, once it says so."""
    process = subprocess.Popen(
        [str(BIN / words[0]), *words[1:]],
        cwd=folder,
        env=environment(),
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    assert process.stdout is not None
    with process, process.stdout:
        try:
            said = ""
            while not (found := re.search(r"http://127\.0\.0\.1:\d+/?", said)):
                line = process.stdout.readline()
                assert line, f"{shlex.join(words)} ended: {said}"
                said += line
            yield found[0]
        finally:
            process.send_signal(signal.SIGINT)
            process.communicate(timeout=30)


def free_port() -> int:
    with closing(socket.socket()) as taken:
        taken.bind(("127.0.0.1", 0))
        return int(taken.getsockname()[1])


def ids(db: Path) -> set[int]:
    with closing(sqlite3.connect(db)) as connection:
        return {row[0] for row in connection.execute("SELECT id FROM articles")}
