from __future__ import annotations

import re
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from shahr20.archive.ledger import Counts
from shahr20.watch.metrics import write_metrics

NOW = datetime(2026, 10, 20, 9, 0, tzinfo=UTC)


def samples(text: str) -> dict[tuple[str, str], float]:
    """By name and label's value, as Prometheus's own parser has them."""
    parser = pytest.importorskip("prometheus_client.parser")
    return {
        (sample.name, next(iter(sample.labels.values()), "")): sample.value
        for family in parser.text_string_to_metric_families(text)
        for sample in family.samples
    }


def test_the_state_of_the_archive(paper: Any, tmp_path: Path) -> None:
    run = paper.begin()
    paper.pages(run, 12)
    paper.pages(run, 1, 'odd "reason"\n')
    paper.end(
        run, counts=Counts(found=13, fetched=13, stored=12, rejected=1), doors={"rest": "open: 13 found"}
    )
    target = tmp_path / "shahr20.prom"
    write_metrics(target, paper.archive.path, 3, NOW)
    found = samples(target.read_text())
    assert found["shahr20_articles", ""] == 12
    assert found["shahr20_last_run_exit_code", ""] == 3
    assert found["shahr20_last_run_timestamp_seconds", ""] == NOW.timestamp()
    assert found["shahr20_last_run_pages", "stored"] == 12
    assert found["shahr20_rejects", 'odd "reason"\n'] == 1
    assert found["shahr20_door_open", "rest"] == 1
    assert found["shahr20_finding_level", "rejects"] == 1
    assert (
        found["shahr20_newest_article_timestamp_seconds", ""]
        == datetime(2026, 10, 1, 8, tzinfo=UTC).timestamp()
    )


def test_names_follow_the_conventions(paper: Any, tmp_path: Path) -> None:
    paper.run(3)
    target = tmp_path / "shahr20.prom"
    write_metrics(target, paper.archive.path, 0, NOW)
    text = target.read_text()
    helped = re.findall(r"^# HELP (\S+) \S.*$", text, re.M)
    typed = re.findall(r"^# TYPE (\S+) gauge$", text, re.M)
    named = re.findall(r"^([a-z]\w*)", text, re.M)
    assert helped == typed == list(dict.fromkeys(named))
    assert all(name.startswith("shahr20_") and not name.endswith("_total") for name in named)
    assert text.endswith("\n")
    assert target.stat().st_mode & 0o777 == 0o644
    assert [one.name for one in tmp_path.iterdir() if "prom" in one.name] == ["shahr20.prom"]


def test_of_an_archive_that_cannot_be_read_the_run_alone_is_told(tmp_path: Path) -> None:
    target = tmp_path / "shahr20.prom"
    write_metrics(target, tmp_path / "none.db", 6, NOW)
    assert set(samples(target.read_text())) == {
        ("shahr20_last_run_exit_code", ""),
        ("shahr20_last_run_timestamp_seconds", ""),
    }


def test_what_cannot_be_written_leaves_the_old_file(
    paper: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = tmp_path / "shahr20.prom"
    target.write_text("old")

    def full(*_: Any) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "replace", full)
    with pytest.raises(OSError, match="No space left"):
        write_metrics(target, paper.archive.path, 0, NOW)
    assert target.read_text() == "old"
    assert len(list(tmp_path.glob("*prom*"))) == 1
