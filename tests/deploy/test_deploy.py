"""What stands in deploy/ is what the command understands, and what the tools that read it accept."""

from __future__ import annotations

import re
import shlex
import shutil
import signal
import subprocess
from collections.abc import Iterator
from configparser import ConfigParser
from pathlib import Path

import click
import pytest
import yaml

from shahr20.cli import main

DEPLOY = Path(__file__).parents[2] / "deploy"
ROOT = DEPLOY.parent
UNITS = sorted(path.name for path in DEPLOY.glob("*.service"))
COMPOSE = yaml.safe_load((DEPLOY / "compose.yaml").read_text("utf-8"))


def understands(words: list[str]) -> None:
    """That the command takes these words, `shahr20` first."""
    assert words[0].endswith("shahr20"), words
    name, *rest = words[1:]
    assert name in main.commands, name
    main.commands[name].make_context(name, rest, parent=click.Context(main))


def variables() -> set[str]:
    """The environment variables that any command takes."""
    return {
        option.envvar
        for command in main.commands.values()
        for option in command.params
        if isinstance(option.envvar, str)
    }


def unit(name: str) -> ConfigParser:
    parser = ConfigParser(strict=False, interpolation=None)
    parser.optionxform = str  # type: ignore[assignment,method-assign]
    parser.read_string((DEPLOY / name).read_text("utf-8"))
    return parser


def jobs() -> Iterator[tuple[str, str]]:
    """When and what, for each line of the crontab."""
    for line in (DEPLOY / "crontab").read_text("utf-8").splitlines():
        if line and not line.startswith("#") and not re.match(r"[A-Z0-9_]+=", line):
            *when, command = line.split(maxsplit=5)
            yield " ".join(when), command


def test_the_crontab() -> None:
    assert len(list(jobs())) == 4
    for when, command in jobs():
        assert re.fullmatch(r"(\d+|\*)( (\d+|\*)){4}", when), when
        assert "%" not in command  # a line's end, to cron
        said = re.fullmatch(r"cd /srv/shahr20 && (.+?)(?: >>/var/log/shahr20/\w+\.log 2>&1)?", command)
        assert said, command
        understands(shlex.split(said[1]))


def test_the_only_line_of_the_crontab_that_mails_is_the_check() -> None:
    assert [command for _, command in jobs() if "2>&1" not in command] == [
        "cd /srv/shahr20 && .venv/bin/shahr20 status --check --max-age 26h --backups /var/backups/shahr20"
    ]


def test_the_variables_that_are_named_exist() -> None:
    for name in ("crontab", "shahr20.env.example", "compose.yaml", "shahr20-crawl.service"):
        named = set(re.findall(r"\bSHAHR20_[A-Z_]+", (DEPLOY / name).read_text("utf-8")))
        assert named <= variables(), name


@pytest.mark.parametrize("name", UNITS)
def test_units_run_commands_that_exist(name: str) -> None:
    understands(shlex.split(unit(name)["Service"]["ExecStart"]))


def test_timers_and_crontab_do_the_same() -> None:
    cron = {tuple(shlex.split(command)[4:]) for _, command in jobs()}
    for name in ("crawl", "audit", "backup"):
        words = shlex.split(unit(f"shahr20-{name}.service")["Service"]["ExecStart"])[1:]
        place = words.index("--db")
        done = (*words[:place], *words[place + 2 :])
        assert any(line[: len(done)] == done for line in cron), done
        assert unit(f"shahr20-{name}.timer")["Timer"]["Persistent"] == "yes"
    assert (unit("shahr20-audit.timer")["Timer"]["OnCalendar"], "47 2 * * 5") == ("Fri 02:47", audited())
    assert unit("shahr20-backup.timer")["Timer"]["OnCalendar"] == "03:37"


def audited() -> str:
    return next(when for when, command in jobs() if "--full" in command)


def test_an_audit_that_finds_a_run_at_work_tries_again() -> None:
    service = unit("shahr20-audit.service")["Service"]
    assert (service["Restart"], service["RestartSec"]) == ("on-failure", "1h")
    assert {"75"} == {"1", "2", "3", "4", "5", "6", "75", "130"} - set(
        service["RestartPreventExitStatus"].split()
    )
    assert "75" not in service["SuccessExitStatus"].split()


def test_a_copy_is_made_without_a_network() -> None:
    service = unit("shahr20-backup.service")["Service"]
    assert service["PrivateNetwork"] == "yes"
    assert "/var/backups/shahr20" in service["ReadWritePaths"].split()


def test_a_locked_archive_and_a_clean_end_are_no_failures_of_the_unit() -> None:
    service = unit("shahr20-crawl.service")["Service"]
    assert service["Type"] == "oneshot"
    assert set(service["SuccessExitStatus"].split()) == {"75", "143"}


@pytest.mark.skipif(not shutil.which("systemd-analyze"), reason="needs systemd")
def test_systemd_takes_the_units_and_finds_them_hardened(tmp_path: Path) -> None:
    for source in (*DEPLOY.glob("*.service"), *DEPLOY.glob("*.timer")):
        text = source.read_text("utf-8").replace("/srv/shahr20/.venv/bin/shahr20", "/bin/true")
        (tmp_path / source.name).write_text(text)
    paths = [str(path) for path in tmp_path.iterdir()]
    done = subprocess.run(
        ["systemd-analyze", "verify", "--man=no", *paths], capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stderr) == (0, "")
    for name in UNITS:
        check = ["systemd-analyze", "security", "--offline=yes", "--threshold=20", str(tmp_path / name)]
        done = subprocess.run(check, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stdout[-400:]


@pytest.mark.skipif(not shutil.which("logrotate"), reason="needs logrotate")
def test_logrotate_takes_its_file(tmp_path: Path) -> None:
    text = (DEPLOY / "logrotate").read_text("utf-8").replace("shahr20 shahr20", "nobody nogroup")
    file = tmp_path / "logrotate"
    file.write_text(text)
    file.chmod(0o644)
    done = subprocess.run(["logrotate", "--debug", file], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert "error" not in done.stderr


def test_the_dockerfile_copies_what_exists_and_what_it_needs() -> None:
    text = (DEPLOY / "Dockerfile").read_text("utf-8")
    copied = {path for line in re.findall(r"^COPY (?!--from)(.+)$", text, re.M) for path in line.split()[:-1]}
    assert all((ROOT / path).exists() for path in copied)
    kept = {
        line[1:] for line in (DEPLOY / "Dockerfile.dockerignore").read_text().splitlines() if line[0] == "!"
    }
    assert kept == copied
    packages = re.search(r"^packages = \[(.*)\]$", (ROOT / "pyproject.toml").read_text("utf-8"), re.M)
    assert packages
    assert set(re.findall(r'"(.+?)"', packages[1])) <= copied
    assert "-c constraints.txt" in text
    users = re.findall(r"^USER (\S+)$", text, re.M)
    assert users[-1:] == ["shahr20"]
    for said in re.findall(r"^(?:HEALTHCHECK.*\\\n +)?CMD (\[.+\])$", text, re.M):
        words = yaml.safe_load(said)
        understands(words if words[0] == "shahr20" else ["shahr20", *words])
    assert re.search(r'^ENTRYPOINT \["shahr20"\]$', text, re.M)


def test_the_compose_file_has_two_services_on_one_volume() -> None:
    services = COMPOSE["services"]
    assert set(services) == {"crawler", "room"}
    assert set(COMPOSE["volumes"]) == {"archive"}
    for service in services.values():
        assert service["volumes"] == ["archive:/data"]
        assert (DEPLOY / service["build"]["context"]).resolve() == ROOT
        assert (ROOT / service["build"]["dockerfile"]).is_file()
        assert "/data/archive.db" in service["command"]
    understands(services["crawler"]["command"])
    understands(["shahr20", *services["room"]["command"]])
    copied_to = services["crawler"]["entrypoint"][-1]
    assert f"COPY deploy/every-hour.sh {copied_to}" in (DEPLOY / "Dockerfile").read_text("utf-8")
    assert "--public" in services["room"]["command"]
    assert services["room"]["ports"] == ["127.0.0.1:8001:8001"]


def test_every_hour_runs_again_and_hands_on_the_signal_to_end(tmp_path: Path) -> None:
    log = tmp_path / "log"
    child = tmp_path / "child.sh"
    child.write_text(
        f"""echo run >>{log}
        [ $(wc -l <{log}) -lt 3 ] && exit 4
        trap 'echo ended >>{log}; exit 143' TERM
        echo ready
        while :; do sleep 0.05; done"""
    )
    with subprocess.Popen(
        ["sh", DEPLOY / "every-hour.sh", "sh", child], env={"EVERY": "0"}, stdout=subprocess.PIPE, text=True
    ) as running:
        assert running.stdout is not None
        assert running.stdout.readline() == "ready\n"
        running.send_signal(signal.SIGTERM)
        assert running.wait(20) == 143
    assert log.read_text().split() == ["run", "run", "run", "ended"]
