"""Killed at random moments of receiving, working and sending, the bot loses nothing and does nothing twice."""

from __future__ import annotations

from tests.crash.harness import run

KILLS = 30


def test_thirty_kills_leave_every_effect_once_in_order_and_the_right_last_message(database_url: str) -> None:
    report = run(database_url, KILLS, seed=2026)
    assert report.faults == []
    assert report.kills == KILLS
    assert report.updates >= 400
