"""The sender's books: which rows it holds, what became of them, and which were written by others."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from bot.clock import monotonic, now
from store import outbox

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from bot.desk import Desk
    from store.outbox import Outcome, Waiting

# Outcomes of this long are written in one transaction; a crash within it repeats their messages.
GATHER_SECONDS = 0.02
# Rows that the scheduler or the command line wrote are found by looking.
LOOK_SECONDS = 5.0


class Books:
    """Writes outcomes in batches and in order, and finds rows that nobody has handed over.

    A row is taken on once: it is remembered until its outcome is in the database, and for two looks more, so
    that neither a look nor a late hand-over brings it a second time. One that was put off is found again by a look
    once it is due.
    """

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._held: set[int] = set()
        self._settled: set[int] = set()
        self._settled_before: set[int] = set()
        self._unsettled: dict[int, Outcome] = {}
        self._noted = asyncio.Event()
        self._next_look = 0.0

    def take_on(self, row_id: int) -> bool:
        """Remember a row as held; False when it is or was held already."""
        if row_id in self._held or row_id in self._settled or row_id in self._settled_before:
            return False
        self._held.add(row_id)
        return True

    def note(self, outcome: Outcome) -> None:
        """Note what became of a row; it is written soon."""
        self._unsettled[outcome.id] = outcome
        self._noted.set()

    def look_soon(self) -> None:
        """Look for rows as soon as possible, instead of after the usual while."""
        self._next_look = 0.0
        self._noted.set()

    async def find_message(self, row_id: int) -> int | None:
        """Return the message that a row became, also if that is not written yet."""
        outcome = self._unsettled.get(row_id)
        if outcome is not None:
            return outcome.message_id
        return await self._desk.do(lambda db: outbox.message_of(db, row_id))

    async def look(self) -> Sequence[Waiting]:
        """Find open rows that are due and not held."""
        self._settled_before, self._settled = self._settled, set()
        held = self._held | self._settled_before
        return await self._desk.do(lambda db: outbox.waiting(db, now(), held))

    async def settle(self) -> None:
        """Write every outcome noted so far."""
        outcomes = list(self._unsettled.values())
        self._noted.clear()
        if not outcomes:
            return
        await self._desk.do(lambda db: outbox.settle(db, outcomes))
        for outcome in outcomes:
            if self._unsettled.get(outcome.id) is outcome:
                del self._unsettled[outcome.id]
            if outcome.lets_go:
                self._held.discard(outcome.id)
                self._settled.add(outcome.id)

    async def keep(self, found: Callable[[Sequence[Waiting]], None]) -> None:
        """Write outcomes and look for rows, by turns, until cancelled."""
        while True:
            await self.settle()
            if monotonic() >= self._next_look:
                self._next_look = monotonic() + LOOK_SECONDS
                found(await self.look())
            await self._something_noted(self._next_look - monotonic())

    async def _something_noted(self, seconds: float) -> None:
        try:
            async with asyncio.timeout(seconds):
                await self._noted.wait()
        except TimeoutError:
            return
        await asyncio.sleep(GATHER_SECONDS)
