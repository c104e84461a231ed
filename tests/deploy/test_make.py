"""`make install` with Pythons that only say who they are: which one is taken, and when all is set up anew."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]

PYTHON = """#!/bin/sh
case "$1" in
    -c) exit {fits} ;;
    --version) echo "Python of $0" ;;
    -m) mkdir -p .venv/bin && printf '#!/bin/sh\\n' >.venv/bin/python && chmod +x .venv/bin/python ;;
esac
"""


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    """What `make install` reads, and a folder `bin` that stands alone on PATH but for the system's tools."""
    for name in ("Makefile", "pyproject.toml", "constraints.txt"):
        shutil.copy(ROOT / name, tmp_path)
    shutil.copytree(ROOT / "deploy", tmp_path / "deploy")
    (tmp_path / "bin").mkdir()
    for tool in ("make", "sh", "cat", "mkdir", "chmod", "touch"):
        found = shutil.which(tool)
        assert found
        (tmp_path / "bin" / tool).symlink_to(found)
    return tmp_path


def python(checkout: Path, name: str, *, fits: bool = True) -> None:
    file = checkout / "bin" / name
    file.write_text(PYTHON.format(fits=0 if fits else 1))
    file.chmod(0o755)


def install(checkout: Path, *variables: str) -> tuple[int, str]:
    ours = ("MAKE", "MFLAGS", "PYTHON", "VENV")  # what `make test PYTHON=…` itself was told
    kept = {name: value for name, value in os.environ.items() if not name.startswith(ours)}
    done = subprocess.run(
        ["make", "--silent", "install", *variables],
        cwd=checkout,
        env={**kept, "PATH": str(checkout / "bin")},
        capture_output=True,
        text=True,
        check=False,
    )
    return done.returncode, done.stdout + done.stderr


def test_the_newest_supported_python_is_taken(checkout: Path) -> None:
    for name in ("python3.11", "python3.12", "python3"):
        python(checkout, name)
    python(checkout, "python3.13", fits=False)
    code, said = install(checkout)
    assert (code, said.count("setting up")) == (0, 1)
    assert "bin/python3.12, this takes" in said


@pytest.mark.parametrize(
    ("variables", "sentence"),
    [
        ((), "No Python 3.11, 3.12 or 3.13 with venv on PATH: install one, or name it with PYTHON="),
        (("PYTHON=/nowhere/python",), "PYTHON=/nowhere/python is not a Python 3.11, 3.12 or 3.13"),
        (("PYTHON=python3.9",), "PYTHON=python3.9 is not a Python 3.11, 3.12 or 3.13"),
    ],
)
def test_without_a_python_that_fits_one_sentence_says_so(
    checkout: Path, variables: tuple[str, ...], sentence: str
) -> None:
    python(checkout, "python3.9", fits=False)
    code, said = install(checkout, *variables)
    assert code == 2
    assert said.splitlines()[0].startswith(sentence)


def test_another_python_than_before_sets_up_anew_and_the_same_does_not(checkout: Path) -> None:
    for name in ("python3.11", "python3.12"):
        python(checkout, name)
    assert "setting up" in install(checkout, "PYTHON=python3.11")[1]
    assert install(checkout, "PYTHON=python3.11") == (0, "")
    assert install(checkout) == (0, "")
    assert "bin/python3.12, this takes" in install(checkout, "PYTHON=python3.12")[1]
    assert install(checkout, "PYTHON=/nowhere/python")[0] == 2
