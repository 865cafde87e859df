"""Working: each update is handled in one transaction: claimed, answered, its messages written, committed.

The inside is synchronous, so this runs in threads. What it raises is a fault: the update is tried again with
growing pauses and then parked, with an apology. Meanwhile only its own chat waits.
"""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from typing import TYPE_CHECKING

import structlog
from sqlalchemy.exc import SQLAlchemyError

from bot.clock import now
from bot.logs import describe
from bot.pauses import Pauses
from bot.telegram import read_update
from store import inbox, outbox
from store.database import is_outage, unit_of_work

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import datetime

    from sqlmodel import Session

    from bot.desk import Desk
    from handlers.incoming import Incoming
    from store.inbox import Claimed
    from store.outbox import Post, Waiting

    Answer = Callable[[Session, Incoming, datetime], Sequence[Post]]
    Apologise = Callable[[Session, int, datetime, str], Sequence[Post]]

# Finds what is due again after a fault, and what another process has left open.
LOOK_SECONDS = 1.0
MOST_IN_A_ROW = 4
ALL_THERE_IS = 1_000_000

log = structlog.get_logger()


@dataclass(frozen=True, slots=True)
class Inside:
    """What is called for an update, and what for a chat whose update was parked, with the request's id."""

    answer: Answer
    apologise: Apologise


class Worker:
    """Handles updates one by one in the calling thread; ``hand_over`` gets the messages once they are committed."""

    def __init__(self, desk: Desk, inside: Inside, hand_over: Callable[[Sequence[Waiting]], None]) -> None:
        self._engine = desk.engine
        self._inside = inside
        self._hand_over = hand_over

    def handle_next(self) -> bool:
        """Handle the oldest update that is due; False when there is none.

        Raises:
            SQLAlchemyError: the database is out of reach or out of order; nothing has happened.
        """
        moment = now()
        claimed: list[Claimed] = []
        fault = _fault_of(lambda: self._handle(moment, claimed))
        if fault is None:
            return bool(claimed)
        if not claimed:
            raise fault
        self._note_fault(claimed[0], fault, moment)
        return True

    def _handle(self, moment: datetime, claimed: list[Claimed]) -> None:
        with unit_of_work(self._engine) as db:
            row = inbox.claim(db, moment)
            if row is None:
                return
            claimed.append(row)
            incoming = read_update(row.body)
            posts = self._inside.answer(db, incoming, moment) if incoming else ()
            waiting = outbox.put(db, posts, row.request_id, moment)
        self._hand_over(waiting)

    def _note_fault(self, row: Claimed, fault: Exception, moment: datetime) -> None:
        log.error("update_failed", request=row.request_id, **describe(fault))
        second = _fault_of(lambda: self._fail(row, fault, moment, apologise=True))
        if second is not None:
            log.error("apology_failed", request=row.request_id, **describe(second))
            self._fail(row, fault, moment, apologise=False)

    def _fail(self, row: Claimed, fault: Exception, moment: datetime, *, apologise: bool) -> None:
        waiting: Sequence[Waiting] = ()
        with unit_of_work(self._engine) as db:
            parked = inbox.fail(db, row, f"{type(fault).__name__}: {fault}", moment)
            if parked and apologise:
                posts = self._inside.apologise(db, row.chat_id, moment, row.request_id)
                waiting = outbox.put(db, posts, row.request_id, moment)
        if parked:
            log.error("update_parked", request=row.request_id)
        self._hand_over(waiting)


def _fault_of(step: Callable[[], None]) -> Exception | None:
    """Run a step; return what it raised. An outage of the database is nobody's fault, and goes on up."""
    try:
        step()
    except Exception as fault:  # the one edge at which any fault of the inside ends
        if is_outage(fault):
            raise
        return fault
    return None


class Work:
    """Keeps as many workers busy as the database can use, and wakes them when something has arrived."""

    def __init__(self, desk: Desk, worker: Worker) -> None:
        self._desk = desk
        self._worker = worker
        self._calls: asyncio.Queue[None] = asyncio.Queue()
        self._expected = 0
        self._busy = 0
        self._stopping = False

    def arrived(self, count: int) -> None:
        """Hear that so many updates have been stored: claims beyond that number would find nothing."""
        self._expected += count
        for _ in range(min(count, self._desk.workers - self._calls.qsize())):
            self._calls.put_nowait(None)

    def stop(self) -> None:
        """Let each worker finish the update in hand and no more; ``run`` then returns."""
        self._stopping = True
        self.arrived(self._desk.workers)

    async def run(self) -> None:
        """Work until stopped; all that is open from before comes first."""
        async with asyncio.TaskGroup() as group:
            looking = group.create_task(self._look())
            workers = [group.create_task(self._serve()) for _ in range(self._desk.workers)]
            await asyncio.wait(workers)
            looking.cancel()

    async def _look(self) -> None:
        while True:
            self.arrived(ALL_THERE_IS)
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
                self._expected = max(0, self._expected - handled)
                if handled < asked:
                    if self._busy == 1:  # else another worker holds what was expected, and goes on after it
                        self._expected = 0
                    return
        finally:
            self._busy -= 1

    def _handle(self, most: int) -> int:
        for handled in range(most):
            if self._stopping or not self._worker.handle_next():
                return handled
        return most
