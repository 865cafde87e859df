"""Leading: of several processes with one database, one is the bot, and the others wait to take over.

Two that send from one outbox would say everything twice, and Telegram lets only one receive. So all of the bot, its
clock too, runs in the process that leads; one that is killed or frozen is replaced within seconds.
"""

from __future__ import annotations

import asyncio
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING

import structlog
from sqlalchemy.exc import SQLAlchemyError

from bot.clock import monotonic
from bot.logs import describe
from store.database import is_outage
from store.leadership import SILENT_SECONDS, Lead

if TYPE_CHECKING:
    from collections.abc import Callable

    from sqlalchemy import Engine

TRY_SECONDS = 1.0
BEAT_SECONDS = 1.5
# Whoever has not been heard for longer may have been replaced, and has to begin anew.
UNHEARD_SECONDS = SILENT_SECONDS - 1.0

log = structlog.get_logger()


class Leading:
    """This process's place among those on one database."""

    def __init__(self, engine: Engine) -> None:
        self._lead = Lead(engine)
        # A thread of its own: what others wait for must not keep the lead from being confirmed.
        self._thread = ThreadPoolExecutor(1, thread_name_prefix="lead")
        self._heard_at = 0.0

    async def gain(self, stop: asyncio.Event) -> bool:
        """Wait until this process leads; False when it was told to stop before."""
        said = False
        while not stop.is_set():
            begun = monotonic()
            if await self._ask(self._lead.take):
                self._heard_at = begun
                return True
            if not said:
                log.info("waiting_to_lead", hint="another process runs the bot on this database")
                said = True
            await _pause(stop, TRY_SECONDS)
        return False

    async def lose(self) -> None:
        """Keep the lead; return when it is lost."""
        if not self._lead.is_contested:
            await asyncio.Event().wait()
        while (left := self._left()) > 0:
            await asyncio.sleep(min(BEAT_SECONDS, left))
            # After a frozen while nothing is asked: another may have led and ended since.
            begun = monotonic()
            if (left := self._left()) > 0:
                led = await self._ask(self._lead.confirm, left)
                if led is False:
                    break
                self._heard_at = begun if led else self._heard_at
        log.warning("lead_lost")
        await self._ask(self._lead.give_up)

    def _left(self) -> float:
        return self._heard_at + UNHEARD_SECONDS - monotonic()

    async def close(self) -> None:
        """Let another process lead."""
        await self._ask(self._lead.give_up)
        self._thread.shutdown(wait=False, cancel_futures=True)

    async def _ask(
        self, question: Callable[[], bool | None], patience: float = UNHEARD_SECONDS
    ) -> bool | None:
        """Ask in the thread; None when the database is out of reach."""
        try:
            async with asyncio.timeout(patience):
                return await asyncio.wrap_future(self._thread.submit(question))
        except TimeoutError:
            return None
        except SQLAlchemyError as fault:
            if not is_outage(fault):
                raise
            log.warning("database_out_of_reach", **describe(fault))
            return None


async def _pause(stop: asyncio.Event, seconds: float) -> None:
    try:
        async with asyncio.timeout(seconds):
            await stop.wait()
    except TimeoutError:
        return
