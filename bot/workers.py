"""Keeping the workers busy: woken by what arrives, looking for what is due again, stopped in order."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

import structlog
from sqlalchemy.exc import SQLAlchemyError

from bot.logs import describe
from bot.pauses import Pauses
from store.database import is_outage

if TYPE_CHECKING:
    from bot.desk import Desk
    from bot.work import Worker

# Finds what is due again after a fault, and what another process has left open.
LOOK_SECONDS = 1.0
MOST_IN_A_ROW = 4
ALL_THERE_IS = 1_000_000
# With so many in hand the next ones may come: polling takes less time than handling them.
ROOM = 8

log = structlog.get_logger()


class Workers:
    """Keeps as many workers busy as the database can use, and wakes them when something has arrived."""

    def __init__(self, desk: Desk, worker: Worker) -> None:
        self._desk = desk
        self._worker = worker
        self._calls: asyncio.Queue[None] = asyncio.Queue()
        self._expected = 0
        self._room = asyncio.Event()
        self._busy = 0
        self._stopping = False

    async def take_on(self, count: int) -> None:
        """Hear that so many updates have been stored; return when there is room for more.

        Until then others would only wait here. Meanwhile they gather at Telegram, and come with fewer polls.
        """
        self._expect(count)
        await self._room.wait()

    def _expect(self, count: int) -> None:
        """Call workers for so many updates: claims beyond that number would find nothing."""
        self._set_expected(self._expected + count)
        for _ in range(min(count, self._desk.workers - self._calls.qsize())):
            self._calls.put_nowait(None)

    def _set_expected(self, count: int) -> None:
        self._expected = count
        if count > ROOM:
            self._room.clear()
        else:
            self._room.set()

    def stop(self) -> None:
        """Let each worker finish the update in hand and no more; ``run`` then returns."""
        self._stopping = True
        self._expect(self._desk.workers)

    async def run(self) -> None:
        """Work until stopped; all that is open from before comes first."""
        async with asyncio.TaskGroup() as group:
            looking = group.create_task(self._look())
            workers = [group.create_task(self._serve()) for _ in range(self._desk.workers)]
            await asyncio.wait(workers)
            looking.cancel()

    async def _look(self) -> None:
        while True:
            self._expect(ALL_THERE_IS)
            await asyncio.sleep(LOOK_SECONDS)

    async def _serve(self) -> None:
        pauses = Pauses(0.1, LOOK_SECONDS)
        while not self._stopping:
            await self._calls.get()
            try:
                await self._drain()
                pauses.reset()
            except SQLAlchemyError as fault:
                if not is_outage(fault):
                    raise
                log.warning("database_out_of_reach", **describe(fault))
                await asyncio.sleep(pauses.after_failure())

    async def _drain(self) -> None:
        """Handle what is expected, and go on as long as more turns up."""
        self._busy += 1
        try:
            while self._expected > 0 and not self._stopping:
                asked = min(self._expected, MOST_IN_A_ROW)
                handled = await self._desk.call(self._handle, asked)
                self._set_expected(max(0, self._expected - handled))
                if handled < asked:
                    if self._busy == 1:  # else another worker holds what was expected, and goes on after it
                        self._set_expected(0)
                    return
        finally:
            self._busy -= 1

    def _handle(self, most: int) -> int:
        for handled in range(most):
            if self._stopping or not self._worker.handle_next():
                return handled
        return most
