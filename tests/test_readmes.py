"""What the two READMEs tell people to type is the same in both, and works as it stands there."""

from __future__ import annotations

import os
import re
import shlex
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from urllib.request import urlopen

import pytest

from shahr20 import Archive

ROOT = Path(__file__).parents[1]
READMES = ("README.md", "README.fa.md")
TOOLS = os.pathsep.join([str(Path(sys.executable).parent), os.environ["PATH"]])


def blocks(readme: str, language: str) -> list[str]:
    text = (ROOT / readme).read_text(encoding="utf-8")
    return re.findall(rf"^```{language}\n(.*?)^```", text, flags=re.DOTALL | re.MULTILINE)


def commands(readme: str) -> list[str]:
    """Lines with a prompt, and indented ones."""
    typed = [line.removeprefix("$ ") for block in blocks(readme, "console") for line in block.splitlines()]
    text = (ROOT / readme).read_text(encoding="utf-8")
    return typed + re.findall(
        r"^    (\S.*)$", re.sub(r"^```.*?^```", "", text, flags=re.DOTALL | re.MULTILINE), re.M
    )


@pytest.fixture(scope="module")
def typed(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Path, str]]:
    """A folder in which the README's replica was crawled as it says, and the replica's address."""
    folder = tmp_path_factory.mktemp("readme")
    replica = next(line for line in commands("README.md") if line.startswith("shahr20 replica"))
    few = replica.replace("--articles 300 --port 8020", "--articles 12 --port 0")
    assert few != replica
    with subprocess.Popen(
        shlex.split(few), cwd=folder, env={**os.environ, "PATH": TOOLS}, stdout=subprocess.PIPE, text=True
    ) as process:
        assert process.stdout
        address = process.stdout.readline().split("/ has")[0]
        crawl = next(line for line in commands("README.md") if line.startswith("shahr20 crawl --base-url"))
        done = run(folder, crawl, address)
        assert done.returncode == 0, done.stderr
        yield folder, address
        process.terminate()


def run(folder: Path, command: str, address: str = "", *more: str) -> subprocess.CompletedProcess[str]:
    words = shlex.split(command.replace("http://127.0.0.1:8020", address))
    return subprocess.run(
        [*words, *more],
        cwd=folder,
        env={**os.environ, "PATH": TOOLS},
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )


def test_both_readmes_tell_the_same_commands() -> None:
    assert commands("README.md") == commands("README.fa.md")
    for language in ("crontab", "python"):
        assert blocks("README.md", language) == blocks("README.fa.md", language) != []


def test_make_knows_its_verbs() -> None:
    verbs = [line for line in commands("README.md") if line.startswith("make ")]
    assert verbs == ["make demo", "make test"]
    for line in verbs:
        assert run(ROOT, line, "", "--dry-run").returncode == 0


def test_scrapys_own_command_writes_whole_records(typed: tuple[Path, str], tmp_path: Path) -> None:
    line = next(line for line in commands("README.md") if line.startswith("scrapy crawl"))
    (tmp_path / "scrapy.cfg").write_bytes((ROOT / "scrapy.cfg").read_bytes())
    done = run(tmp_path, line, typed[1])
    assert done.returncode == 0, done.stderr
    assert '"id": 47859' in (tmp_path / "out.jsonl").read_text(encoding="utf-8")


def test_the_archive_is_asked(typed: tuple[Path, str]) -> None:
    folder, _ = typed
    line = next(line for line in commands("README.md") if line.startswith("sqlite-utils"))
    assert run(folder, line).stdout.count('"published_jalali"') == 3
    line = next(line for line in commands("README.md") if line.startswith("datasette"))
    assert "شهر بیست" in run(folder, line, "", "--get", "/").stdout
    (snippet,) = blocks("README.md", "python")
    done = run(folder, shlex.join([sys.executable, "-c", f"{snippet}\nprint(len(articles))"]))
    assert int(done.stdout) > 0, done.stderr


def test_pages_are_read_again_given_away_and_taken_in(typed: tuple[Path, str]) -> None:
    folder, address = typed
    verbs = ("check", "rebuild", "export", "import")
    lines = [line for line in commands("README.md") if line.split()[1] in verbs]
    assert [line.split()[1] for line in lines] == list(verbs)
    for line in lines:
        done = run(folder, line, address)
        assert done.returncode == 0, done.stderr
    with Archive(folder / "archive.db") as archive, Archive(folder / "other.db") as other:
        assert other.count() == archive.count() > 0


def test_the_reading_room_opens(typed: tuple[Path, str]) -> None:
    assert "shahr20 serve" in commands("README.md")
    with subprocess.Popen(
        ["shahr20", "serve", "--port", "0"],
        cwd=typed[0],
        env={**os.environ, "PATH": TOOLS, "PYTHONUNBUFFERED": "1"},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    ) as process:
        assert process.stdout
        said = (re.search(r"http://127\.0\.0\.1:\d+", line) for line in process.stdout)
        address = next(match[0] for match in said if match)
        with urlopen(address) as answer:
            assert "شهر بیست" in answer.read().decode()
        process.terminate()


@pytest.mark.parametrize("readme", READMES)
def test_the_crontab_line_is_a_crawl(readme: str, tmp_path: Path) -> None:
    ((line,),) = (block.splitlines() for block in blocks(readme, "crontab"))
    found = re.fullmatch(r"\d+ \* \* \* \* cd (\S+) && \.venv/bin/(shahr20 .*) >>crawl\.log 2>&1", line)
    assert found
    done = run(tmp_path, found[2], "", "--base-url", "http://127.0.0.1:1", "--delay", "0")
    assert done.returncode == 4, done.stderr


@pytest.mark.parametrize("readme", READMES)
def test_links_lead_somewhere(readme: str) -> None:
    links = re.findall(r"\]\((?!https?:)([^)]+)\)", (ROOT / readme).read_text(encoding="utf-8"))
    assert links
    assert [link for link in links if not (ROOT / link).exists()] == []
