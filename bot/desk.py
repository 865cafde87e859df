"""The database, as the event loop reaches it: units of work in threads, repeated through an outage."""

from __future__ import annotations

import asyncio
from concurrent.futures import Future, ThreadPoolExecutor
from typing import TYPE_CHECKING, Any, TypeVar, TypeVarTuple

import structlog
from sqlalchemy.exc import SQLAlchemyError

from bot.clock import monotonic
from bot.logs import describe
from bot.pauses import Pauses
from store.database import is_outage, reading, unit_of_work

if TYPE_CHECKING:
    from collections.abc import Callable

    from sqlalchemy import Engine
    from sqlmodel import Session

    Result = TypeVar("Result")
    Arguments = TypeVarTuple("Arguments")
    Step = Callable[[Session], Result]

POSTGRESQL_WORKERS = 4
READERS = 3
LONGEST_PAUSE = 5.0

log = structlog.get_logger()


class Desk:
    """One database and the threads that work on it.

    SQLite has one writer at a time: one thread, in which everything waits its turn, is faster and fairer than
    several that wait for the file's lock. What only reads, and may take its time, has threads of its own.
    """

    def __init__(self, engine: Engine) -> None:
        self.engine = engine
        self.workers = 1 if engine.dialect.name == "sqlite" else POSTGRESQL_WORKERS
        others = 0 if self.workers == 1 else 2  # what comes in, and what was sent
        self._threads = ThreadPoolExecutor(self.workers + others, thread_name_prefix="desk")
        self._readers = ThreadPoolExecutor(READERS, thread_name_prefix="reader")
        self._in_hand: set[Future[Any]] = set()

    async def call(self, function: Callable[[*Arguments], Result], *arguments: *Arguments) -> Result:
        """Run a function in a thread."""
        return await self._run(self._threads, function, *arguments)

    async def do(self, step: Step[Result]) -> Result:
        """Run one unit of work in a thread; while the database is out of reach, again and again."""
        return await self._insist(self._threads, self._unit, step)

    async def read(self, step: Step[Result]) -> Result:
        """Run what only reads, as often as the database is out of reach; it delays no unit of work."""
        return await self._insist(self._readers, self._reading, step)

    async def _insist(
        self, threads: ThreadPoolExecutor, run: Callable[[Step[Result]], Result], step: Step[Result]
    ) -> Result:
        pauses = Pauses(0.1, LONGEST_PAUSE)
        while True:
            try:
                return await self._run(threads, run, step)
            except SQLAlchemyError as fault:
                if not is_outage(fault):
                    raise
                log.warning("database_out_of_reach", **describe(fault))
            await asyncio.sleep(pauses.after_failure())

    async def _run(
        self,
        threads: ThreadPoolExecutor,
        function: Callable[[*Arguments], Result],
        *arguments: *Arguments,
    ) -> Result:
        future = threads.submit(function, *arguments)
        self._in_hand.add(future)
        future.add_done_callback(self._in_hand.discard)
        return await asyncio.wrap_future(future)

    async def close(self, deadline: float) -> bool:
        """Wait for the threads until a deadline, close the connections; return whether all threads are done."""
        waiting = [asyncio.wrap_future(future) for future in self._in_hand]
        if waiting:
            await asyncio.wait(waiting, timeout=max(0.0, deadline - monotonic()))
        done = not self._in_hand
        for threads in (self._threads, self._readers):
            threads.shutdown(wait=False, cancel_futures=True)
        self.engine.dispose()
        return done

    def _unit(self, step: Step[Result]) -> Result:
        with unit_of_work(self.engine) as db:
            return step(db)

    def _reading(self, step: Step[Result]) -> Result:
        with reading(self.engine) as db:
            return step(db)
