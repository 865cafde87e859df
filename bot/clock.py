"""The one reader of the clock. Everything inside is told what time it is."""

from __future__ import annotations

import time
from datetime import UTC, datetime


def now() -> datetime:
    """Return the present moment, in UTC."""
    return datetime.now(UTC)


def monotonic() -> float:
    """Return seconds that only ever grow, for pauses and pacing."""
    return time.monotonic()
