"""What a bot has not yet confirmed: its queue of updates, with Telegram's meaning of offset."""

from __future__ import annotations

import asyncio
from collections import deque
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from bot.simulator.errors import ApiError
from bot.simulator.signals import Signal

if TYPE_CHECKING:
    from bot.simulator.wire import Json

FIRST_UPDATE_ID = 500_000_001
CONFIRMED_KEPT = 1_000
FUTURE_SLACK = 10
"""An offset further than this beyond the newest update counts as unknown, as in the public Bot API server."""
CONFLICT = "Conflict: terminated by other getUpdates request; make sure that only one bot instance is running"


@dataclass(slots=True)
class UpdateQueue:
    """The unconfirmed updates of one bot, oldest first."""

    pending: deque[Json] = field(default_factory=deque)
    next_id: int = FIRST_UPDATE_ID
    allowed: list[str] = field(default_factory=list)
    confirmed: deque[Json] = field(default_factory=lambda: deque(maxlen=CONFIRMED_KEPT))
    again: list[tuple[Json, int]] = field(default_factory=list)
    arrived: Signal = field(default_factory=Signal)
    poller: asyncio.Future[None] | None = None
    backwards: bool = False

    def add(self, kind: str, payload: Json, *, repeat: int = 0) -> int | None:
        """Queue an update and return its id; one of a kind the bot did not ask for is dropped.

        ``repeat`` delivers it that many times more after it was confirmed, as Telegram does when it lost
        the confirmation.
        """
        if self.allowed and kind not in self.allowed:
            return None
        update: Json = {"update_id": self.next_id, kind: payload}
        self.next_id += 1
        self.pending.append(update)
        if repeat:
            self.again.append((update, repeat))
        self.arrived.fire()
        return int(update["update_id"])

    def clear(self) -> None:
        """Forget every pending update, as drop_pending_updates asks."""
        self.pending.clear()
        self.again.clear()

    def confirm(self, offset: int) -> bool:
        """Forget what lies below ``offset``, if anything; a negative one keeps that many of the newest."""
        before = len(self.pending)
        if offset < 0:
            while len(self.pending) > -offset:
                self.confirmed.append(self.pending.popleft())
        elif offset <= self.next_id + FUTURE_SLACK:
            while self.pending and self.pending[0]["update_id"] < offset:
                self.confirmed.append(self.pending.popleft())
        return len(self.pending) < before

    def confirm_one(self, update: Json) -> None:
        """Forget one update that a webhook has taken."""
        self.pending.remove(update)
        self.confirmed.append(update)

    def take(self, limit: int) -> list[Json]:
        """Return the oldest unconfirmed updates, led by those that are delivered once more."""
        first = [update for update, _ in zip(self.pending, range(limit), strict=False)]
        found = self.take_again() + first
        if self.backwards and len(found) > 1:
            self.backwards = False
            found.reverse()
        return found

    def reorder_next(self) -> None:
        """Give the next batch of several updates newest first."""
        self.backwards = True

    def take_again(self) -> list[Json]:
        """Return the confirmed updates whose repetition is due now."""
        if not self.again:
            return []
        pending = {update["update_id"] for update in self.pending}
        repeated = [update for update, _ in self.again if update["update_id"] not in pending]
        left = [(update, times - (update in repeated)) for update, times in self.again]
        self.again = [(update, times) for update, times in left if times]
        return repeated

    def repeat_last(self, count: int) -> list[int]:
        """Deliver the newest confirmed updates once more; return their ids."""
        chosen = list(self.confirmed)[-count:] if count > 0 else []
        self.again.extend((update, 1) for update in chosen)
        self.arrived.fire()
        return [update["update_id"] for update in chosen]

    async def poll(self, limit: int, seconds: float) -> list[Json]:
        """Answer one getUpdates: at once if there is something, else when something comes or time is up."""
        found = self.take(limit)
        if found or seconds <= 0:
            return found
        self.end_poll(CONFLICT)
        poller = self.poller = self.arrived.waiter()
        try:
            await asyncio.wait_for(poller, seconds)
        except TimeoutError:
            return []
        finally:
            self.poller = None if self.poller is poller else self.poller
        return self.take(limit)

    def end_poll(self, reason: str) -> None:
        """Answer the waiting getUpdates with a 409: somebody else polls, or a webhook was set."""
        if self.poller is not None and not self.poller.done():
            self.poller.set_exception(ApiError(409, reason))
        self.poller = None
