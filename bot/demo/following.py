"""The bot's side of the demo's date control: it goes to the moment it is told, and does what is due there.

The demo moves its own clock first, then writes one line of JSON to the bot's standard input:

    {"ahead": 3600}     be so many seconds ahead of the machine's clock, and do what is due

Once everything due has been done and has left, the bot answers with one line on its standard output:

    {"arrived": 2, "next": "2026-12-01T00:30:00+00:00"}     so many messages have left; when something is due next

When the input ends, the demo is gone, even killed, and the bot stops.
"""

from __future__ import annotations

import json
import os
import signal
import sys
import threading
import time
from datetime import timedelta
from typing import TYPE_CHECKING

from bot.clock import monotonic, now, run_ahead
from store import queues
from store.database import reading

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from datetime import datetime

    from sqlalchemy import Engine

    from bot.parts import Clock
    from store.queues import Outgoing

PATIENCE = 20.0
LOOK_SECONDS = 0.02


class Following:
    """Follows standard input beside the bot's loops, in a thread of its own."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock

    def start(self, engine: Engine, look: Callable[[], None]) -> None:
        """Begin to follow."""
        threading.Thread(target=self._follow, args=(engine, look), daemon=True).start()

    def stop(self) -> None:
        """The thread ends with the process."""

    def _follow(self, engine: Engine, look: Callable[[], None]) -> None:
        for line in _lines():
            run_ahead(timedelta(seconds=json.loads(line)["ahead"]))
            begun = now()
            self._clock.catch_up()
            left = _wait_until_sent(engine, look, begun)
            later = [moment for moment in (self._clock.next_due(), left.next_at) if moment]
            answer = {"arrived": left.sent, "next": min(later).isoformat() if later else None}
            sys.stdout.write(json.dumps(answer) + "\n")
            sys.stdout.flush()
        os.kill(os.getpid(), signal.SIGTERM)


def _lines() -> Iterator[bytes]:
    """Read standard input line by line, until it ends."""
    # Not through sys.stdin: its lock would still be held when the interpreter goes down.
    rest = b""
    while more := os.read(sys.stdin.fileno(), 1024):
        *lines, rest = (rest + more).split(b"\n")
        yield from lines


def _wait_until_sent(engine: Engine, look: Callable[[], None], begun: datetime) -> Outgoing:
    """Wait until what is due has left; what cannot leave for long stays behind."""
    end = monotonic() + PATIENCE
    while True:
        with reading(engine) as db:
            found = queues.outgoing(db, begun, now())
        if not found.due or monotonic() > end:
            return found
        look()
        time.sleep(LOOK_SECONDS)
