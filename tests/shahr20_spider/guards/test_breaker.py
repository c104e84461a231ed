from __future__ import annotations

import pytest

from shahr20_spider.guards.breaker import JITTER, Breaker


@pytest.fixture
def breaker() -> Breaker:
    return Breaker(patience=3, first=10, longest=60, pauses=4)


def fail(breaker: Breaker, times: int, now: float = 0) -> list[bool]:
    return [breaker.failed(now, now) for _ in range(times)]


def test_it_opens_after_so_many_failures_in_a_row(breaker: Breaker) -> None:
    assert fail(breaker, 2) == [False, False]
    breaker.good()
    assert fail(breaker, 3) == [False, False, True]
    assert breaker.is_open


def test_what_was_on_its_way_when_it_opened_says_nothing_new(breaker: Breaker) -> None:
    fail(breaker, 3, now=5)
    breaker.close()
    assert [breaker.failed(sent=4, now=6) for _ in range(9)] == [False] * 9
    assert fail(breaker, 3, now=7)[-1]


def test_a_pause_the_site_asked_for_counts_once(breaker: Breaker) -> None:
    breaker.failed(sent=1, now=2)
    breaker.paused(now=2)
    for _ in range(9):
        assert not breaker.failed(sent=1, now=2)
    assert breaker.in_a_row == 1


def test_pauses_grow_to_the_longest_and_are_jittered(breaker: Breaker) -> None:
    for expected in (10, 20, 40, 60, 60):
        assert breaker.pause() == pytest.approx(expected, rel=JITTER)
    again = {Breaker(patience=3, first=10, longest=60, pauses=4).pause() for _ in range(20)}
    assert len(again) > 1


def test_pauses_without_a_good_answer_in_between_are_counted(breaker: Breaker) -> None:
    for _ in range(4):
        assert not breaker.is_hopeless
        fail(breaker, 3)
        breaker.pause()
        breaker.close()
    assert breaker.is_hopeless
    breaker.good()
    assert not breaker.is_hopeless
