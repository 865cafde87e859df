"""Every error of Telegram's has its consequence."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from telegram.error import BadRequest, Forbidden, InvalidToken, NetworkError, TelegramError, TimedOut

from bot.clock import now
from bot.send.outcomes import LONGEST_PAUSE, MOST_ATTEMPTS, failed, sent
from store.outbox import Waiting
from store.tables import OutboxState

MOMENT = now()
ROW = Waiting(1, 7, "{}", 0, "u1", 0, MOMENT)


@pytest.mark.parametrize(
    ("fault", "state", "blocked"),
    [
        (Forbidden("bot was blocked by the user"), OutboxState.DROPPED, True),
        (BadRequest("Can't parse entities"), OutboxState.PARKED, False),  # though it is a NetworkError
        (NetworkError("Bad Gateway"), OutboxState.OPEN, False),
        (TimedOut(), OutboxState.OPEN, False),
        (InvalidToken("Unauthorized"), OutboxState.OPEN, False),
        (TelegramError("Invalid server response"), OutboxState.OPEN, False),
        (ValueError("no letter"), OutboxState.PARKED, False),
        (KeyError("message_id"), OutboxState.PARKED, False),
    ],
)
def test_a_fault_drops_parks_or_repeats(fault: Exception, state: OutboxState, *, blocked: bool) -> None:
    outcome = failed(ROW, fault, MOMENT)
    assert (outcome.state, outcome.blocked, outcome.attempts) == (state, blocked, 1)
    assert (outcome.fault or "").startswith(type(fault).__name__)
    assert outcome.is_final is (state is not OutboxState.OPEN)


def test_pauses_grow_and_end_after_hours() -> None:
    row, waited, pauses = ROW, timedelta(), []
    while True:
        outcome = failed(row, TimedOut(), MOMENT)
        if outcome.is_final:
            break
        pauses.append(outcome.due_at - MOMENT)
        waited += pauses[-1]
        row = replace(row, attempts=outcome.attempts)
    assert outcome.state is OutboxState.PARKED
    assert len(pauses) == MOST_ATTEMPTS - 1
    assert pauses[:3] == [timedelta(seconds=1), timedelta(seconds=2), timedelta(seconds=4)]
    assert pauses == sorted(pauses)
    assert max(pauses) == LONGEST_PAUSE
    assert timedelta(hours=5) < waited < timedelta(hours=7)


def test_what_arrived_is_sent_with_its_message() -> None:
    outcome = sent(ROW, 42, MOMENT)
    assert (outcome.state, outcome.message_id, outcome.attempts, outcome.fault) == (
        OutboxState.SENT,
        42,
        1,
        None,
    )
