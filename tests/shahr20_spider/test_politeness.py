from __future__ import annotations

import pytest

from shahr20.pages import site as sites
from shahr20_spider.politeness import Impolite, delay_for, user_agent

LIVE = sites.load()
LOCAL = LIVE.at("http://127.0.0.1:8020")


def test_a_live_site_is_never_hurried() -> None:
    assert delay_for(LIVE, None) == 1.0
    assert delay_for(LIVE, 2.5) == 2.5
    with pytest.raises(Impolite, match="too short for a live site"):
        delay_for(LIVE, 0.5)
    assert delay_for(LOCAL, 0) == 0
    for senseless in (-1, float("nan"), float("inf")):
        with pytest.raises(Impolite, match="makes no sense"):
            delay_for(LIVE, senseless)


def test_a_live_site_learns_whom_to_write_to() -> None:
    assert "(+you@example.org)" in user_agent(LIVE, "you@example.org")
    with pytest.raises(Impolite, match="--contact"):
        user_agent(LIVE, None)
    assert user_agent(LOCAL, None).startswith("shahr20-archive/")
