"""The log of Bot API calls that tests read; it is bounded, so that a load test can run for ever."""

from __future__ import annotations

from collections import Counter, deque
from dataclasses import dataclass, field
from itertools import islice
from typing import TYPE_CHECKING

from bot.simulator.signals import Signal

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bot.simulator.wire import Json

CALLS_KEPT = 5_000


@dataclass(slots=True)
class LoggedCall:
    """One call: what was asked, when (Unix time), and what became of it."""

    seq: int
    at: float
    bot_id: int
    method: str
    params: Json
    status: int
    outcome: str

    def as_json(self) -> Json:
        """Return the entry as the acting interface shows it."""
        return {name: getattr(self, name) for name in self.__slots__}


@dataclass(slots=True)
class CallLog:
    """The newest calls, and counts of all of them."""

    kept: int = CALLS_KEPT
    entries: deque[LoggedCall] = field(default_factory=deque)
    count: int = 0
    by_method: Counter[str] = field(default_factory=Counter)
    by_status: Counter[int] = field(default_factory=Counter)
    changed: Signal = field(default_factory=Signal)

    def add(self, *, at: float, bot_id: int, method: str, params: Json, status: int, outcome: str) -> None:
        """Log one finished call."""
        self.count += 1
        self.by_method[method] += 1
        self.by_status[status] += 1
        self.entries.append(LoggedCall(self.count, at, bot_id, method, params, status, outcome))
        if len(self.entries) > self.kept:
            self.entries.popleft()
        self.changed.fire()

    def find(self, *, method: str, chat_id: int | None, after: int, limit: int) -> list[LoggedCall]:
        """Return the newest matching calls after a number, oldest first."""
        found = list(islice(self._matching(method.lower(), chat_id, after), limit))
        return found[::-1]

    def _matching(self, method: str, chat_id: int | None, after: int) -> Iterator[LoggedCall]:
        for entry in reversed(self.entries):
            if entry.seq <= after:
                return
            if method in {"", entry.method.lower()} and chat_id in {None, entry.params.get("chat_id")}:
                yield entry
