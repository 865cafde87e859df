"""The one reader of the clock. Everything inside is told what time it is."""

from __future__ import annotations

import time
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta


@dataclass(slots=True)
class _Shift:
    """How far this process is ahead of the machine's clock: not at all, but in the demo."""

    ahead: timedelta = timedelta()


_shift = _Shift()


def now() -> datetime:
    """Return the present moment, in UTC."""
    return datetime.now(UTC) + _shift.ahead


def monotonic() -> float:
    """Return seconds that only ever grow, for pauses and pacing."""
    return time.monotonic() + _shift.ahead.total_seconds()


def ahead() -> timedelta:
    """Return how far this process is ahead of the machine's clock."""
    return _shift.ahead


def run_ahead(by: timedelta) -> None:
    """Let this process be so far ahead from now on, as the demo does, whose months pass in seconds."""
    _shift.ahead = by
