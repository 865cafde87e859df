"""What becomes of a message when Telegram's answer is not "ok"."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from telegram.error import BadRequest, Forbidden, TelegramError

from store.outbox import Outcome
from store.tables import OutboxState

if TYPE_CHECKING:
    from datetime import datetime

    from store.outbox import Waiting

LONGEST_PAUSE = timedelta(seconds=60)
MOST_ATTEMPTS = 360  # with the longest pause between them, about six hours
MAKING_PAUSES = tuple(timedelta(seconds=seconds) for seconds in (1, 5, 20))


def sent(row: Waiting, message_id: int | None, now: datetime) -> Outcome:
    """It arrived."""
    return Outcome(row.id, row.chat_id, OutboxState.SENT, now, row.attempts + 1, row.due_at, message_id)


def failed(row: Waiting, fault: BaseException, now: datetime) -> Outcome:
    """Decide about a message that did not arrive, or of which nobody knows whether it did.

    A BadRequest is a NetworkError to the library, but no repetition helps it. Whatever is not Telegram's own
    error is a letter that cannot be sent by this program.
    """
    match fault:
        case Forbidden():
            return _final(row, OutboxState.DROPPED, fault, now, blocked=True)
        case TelegramError() if not isinstance(fault, BadRequest) and row.attempts + 1 < MOST_ATTEMPTS:
            pause = min(timedelta(seconds=2 ** min(row.attempts, 10)), LONGEST_PAUSE)
            return _again(row, fault, now, pause)
        case _:
            return _final(row, OutboxState.PARKED, fault, now)


def put_off(row: Waiting, until: datetime, now: datetime) -> Outcome:
    """Its moment comes later."""
    return Outcome(row.id, row.chat_id, OutboxState.OPEN, now, 0, until)


def needless(row: Waiting, reason: str, now: datetime) -> Outcome:
    """It has lost its sense."""
    return Outcome(row.id, row.chat_id, OutboxState.DROPPED, now, row.attempts + 1, row.due_at, fault=reason)


def not_made(row: Waiting, fault: BaseException, now: datetime) -> Outcome:
    """Decide about a letter whose making failed."""
    if row.attempts < len(MAKING_PAUSES):
        return _again(row, fault, now, MAKING_PAUSES[row.attempts])
    return _final(row, OutboxState.PARKED, fault, now)


def _final(
    row: Waiting, state: OutboxState, fault: BaseException, now: datetime, *, blocked: bool = False
) -> Outcome:
    return Outcome(
        row.id,
        row.chat_id,
        state,
        now,
        row.attempts + 1,
        row.due_at,
        fault=_words(fault),
        blocked=blocked,
    )


def _again(row: Waiting, fault: BaseException, now: datetime, pause: timedelta) -> Outcome:
    return Outcome(
        row.id,
        row.chat_id,
        OutboxState.OPEN,
        now,
        row.attempts + 1,
        now + pause,
        fault=_words(fault),
    )


def _words(fault: BaseException) -> str:
    return f"{type(fault).__name__}: {fault}"
