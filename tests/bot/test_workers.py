"""Nothing more is fetched while enough is in hand, and nothing that waits for its second try holds up the rest."""

from __future__ import annotations

import asyncio
import threading
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING

from bot.desk import Desk
from bot.workers import ROOM, Workers

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from sqlalchemy import Engine


class Countdown:
    """Handles so many updates and finds no more; each waits until it is let go."""

    def __init__(self) -> None:
        self.left = 0
        self.go_on = threading.Event()

    def handle_next(self) -> bool:
        self.go_on.wait(10)
        if self.left == 0:
            return False
        self.left -= 1
        return True


@asynccontextmanager
async def working(engine: Engine, worker: Countdown) -> AsyncIterator[Workers]:
    workers = Workers(Desk(engine), worker)  # type: ignore[arg-type] # as much of a worker as it needs
    running = asyncio.create_task(workers.run())
    yield workers
    worker.go_on.set()
    workers.stop()
    await asyncio.wait_for(running, 10)


async def test_the_next_updates_are_fetched_when_most_of_the_last_ones_are_handled(sqlite: Engine) -> None:
    worker = Countdown()
    async with working(sqlite, worker) as workers:
        worker.left = 50
        taking_on = asyncio.create_task(workers.take_on(50))
        done, _ = await asyncio.wait({taking_on}, timeout=0.05)
        assert not done
        worker.go_on.set()
        await asyncio.wait_for(taking_on, 10)
        assert worker.left <= ROOM


async def test_a_few_updates_in_hand_leave_room_for_more(sqlite: Engine) -> None:
    worker = Countdown()
    async with working(sqlite, worker) as workers:
        worker.go_on.set()
        await asyncio.wait_for(workers.take_on(50), 10)
        worker.go_on.clear()
        await asyncio.wait_for(workers.take_on(ROOM // 2), 10)


async def test_updates_that_wait_for_their_next_try_leave_room(sqlite: Engine) -> None:
    worker = Countdown()
    worker.go_on.set()
    async with working(sqlite, worker) as workers:
        worker.left = 20
        await asyncio.wait_for(workers.take_on(60), 10)
        assert worker.left == 0
