"""The demo's date control: from moment to moment at which something is due, so that a month passes in seconds.

At each of them the demo's clock is set first, so that what arrives in the chats bears that time; then the bot follows
and does what is due there. The way is gone once, and only forward.
"""

from __future__ import annotations

import asyncio
import math
from datetime import UTC, date, datetime, time, timedelta
from typing import TYPE_CHECKING

from bot import clock

if TYPE_CHECKING:
    from collections.abc import Callable
    from zoneinfo import ZoneInfo

    from bot.demo.process import BotProcess, Step

FARTHEST = timedelta(days=400)
LOOKED_AHEAD = timedelta(days=31)
"""How far the way to what is due next leads when nothing is."""
ARRIVES_AT = time(8, 0)
"""The hour of a chosen day at which one arrives: what the morning brings is there."""


class Travel:
    """Moves the demo's clock; ``moved`` hears of each step, and of the end."""

    def __init__(self, bot: BotProcess, zone: ZoneInfo, moved: Callable[[], None]) -> None:
        self._bot = bot
        self._zone = zone
        self._moved = moved
        self._way: asyncio.Task[None] | None = None
        self.is_under_way = False
        self.arrived: int | None = None

    def arrival(self, day: str) -> datetime:
        """Return the moment at which one arrives on a day, written as 2026-12-24.

        Raises:
            ValueError: it is no day, lies too far ahead, or is over already.
        """
        moment = datetime.combine(date.fromisoformat(day), ARRIVES_AT, self._zone).astimezone(UTC)
        if not timedelta() < moment - clock.now() <= FARTHEST:
            raise ValueError(day)
        return moment

    def set_out(self, until: datetime | None) -> None:
        """Begin to go to a moment, or to where something arrives next; nothing while one is under way."""
        if not self.is_under_way:
            self.is_under_way, self.arrived = True, 0
            self._way = asyncio.create_task(self._go(until))

    def stop(self) -> None:
        """Stay where the next step leads."""
        self.is_under_way = False

    async def _go(self, until: datetime | None) -> None:
        last = until or clock.now() + LOOKED_AHEAD
        step = await self._follow()
        while self.is_under_way and clock.now() < last:
            self._set_clock(min(step.next_due or last, last))
            step = await self._follow()
            if until is None and step.arrived:
                break
        self.is_under_way = False
        self._moved()

    async def _follow(self) -> Step:
        step = await self._bot.follow()
        self.arrived = (self.arrived or 0) + step.arrived
        return step

    def _set_clock(self, moment: datetime) -> None:
        seconds = math.ceil((moment - clock.now()).total_seconds())
        clock.run_ahead(clock.ahead() + timedelta(seconds=seconds))
        self._moved()
