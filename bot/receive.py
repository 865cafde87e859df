"""Receiving: every update is a committed row before Telegram is told that it arrived.

Telegram forgets updates below the offset of the next getUpdates, so the offset rises only after the commit. It is
never stored: whatever comes twice is recognised by its ``update_id``.
"""

from __future__ import annotations

import asyncio
import json
from datetime import timedelta
from operator import attrgetter
from typing import TYPE_CHECKING, Any

import structlog
from telegram.error import Conflict, InvalidToken, RetryAfter, TelegramError

from bot.channel import WRONG_TOKEN
from bot.clock import now
from bot.logs import describe
from bot.pauses import Pauses
from bot.telegram import ALLOWED_UPDATES, chat_of, number_of
from bot.unstartable import Unstartable
from store import inbox
from store.inbox import RawUpdate

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from bot.channel import Channel
    from bot.desk import Desk

POLL_SECONDS = 50
# How much longer than asked the answer to a poll may take.
GRACE_SECONDS = 10
MOST_UPDATES = 100

log = structlog.get_logger()


class Receiver:
    """Long polling; ``take_on`` is told how many updates have been stored, and returns when more may come."""

    def __init__(self, channel: Channel, desk: Desk, take_on: Callable[[int], Awaitable[None]]) -> None:
        self._channel = channel
        self._desk = desk
        self._take_on = take_on
        self._offset: int | None = None
        self._pauses = Pauses(0.5, 30.0)

    async def run(self) -> None:
        """Receive until cancelled, which loses nothing: what is not confirmed comes again.

        Raises:
            Unstartable: the token is not accepted any more.
        """
        while True:
            try:
                found = await self._poll()
            except InvalidToken:
                raise Unstartable(WRONG_TOKEN) from None
            except TelegramError as fault:
                await asyncio.sleep(self._pause(fault))
                continue
            self._pauses.reset()
            await self._store(found)

    async def _poll(self) -> list[Any]:
        found = await self._channel.call(
            "getUpdates",
            offset=self._offset,
            limit=MOST_UPDATES,
            timeout=POLL_SECONDS,
            allowed_updates=ALLOWED_UPDATES,
            read_timeout=POLL_SECONDS + GRACE_SECONDS,
        )
        if not isinstance(found, list):
            raise TelegramError("getUpdates answered something else than a list")
        # A poll with this offset has gone well, so what lies below it is confirmed. After a week without updates
        # the ids start anywhere, and an old offset might hide them.
        self._offset = None
        return found

    def _pause(self, fault: TelegramError) -> float:
        """Log why a poll failed, and return how long to wait."""
        pause = self._pauses.after_failure()
        if isinstance(fault, Conflict):
            log.warning(
                "poll_conflict",
                hint="another process polls with the same token, or a webhook is set; only one may receive",
            )
        elif isinstance(fault, RetryAfter):
            asked = fault.retry_after
            pause = asked.total_seconds() if isinstance(asked, timedelta) else float(asked)
            log.warning("poll_told_to_wait", seconds=pause)
        else:
            log.warning("poll_failed", **describe(fault))
        return pause

    async def _store(self, found: list[Any]) -> None:
        updates = sorted(filter(None, map(_raw, found)), key=attrgetter("update_id"))
        if len(updates) < len(found):
            log.error("updates_without_number", count=len(found) - len(updates))
        if updates:
            moment = now()
            await self._desk.do(lambda db: inbox.keep(db, updates, moment))
            self._offset = updates[-1].update_id + 1
            await self._take_on(len(updates))


def _raw(update: object) -> RawUpdate | None:
    number = number_of(update)
    # Pure ASCII, so that not even half a character keeps a batch out of the database.
    return None if number is None else RawUpdate(number, chat_of(update), json.dumps(update))
