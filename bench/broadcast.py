"""A broadcast while village heads report: the share of Telegram's limit, and whether answers still come."""

from __future__ import annotations

import asyncio
import random
from collections import Counter
from dataclasses import dataclass, field
from time import perf_counter
from typing import TYPE_CHECKING

from bench import town
from bench.heads import Head
from bench.load import SEED

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from bench.contenders import ThisBot
    from bench.processes import Running
    from bench.stage import Stage

MESSAGES_PER_SECOND = 30
REPORTING = 20
THINKING = (2.0, 6.0)
LONGEST = 1.5
"""A broadcast that takes longer than this many times its ideal time ends the bench."""


@dataclass(slots=True)
class Delivered:
    """What became of a broadcast.

    Attributes:
        seconds: from the first reminder to the last, a restart included.
        share: messages and edits that left in that time, as a share of 30 a second.
        latencies: seconds from update to answer of those who reported meanwhile.
        lost: reminders that nobody got.
        doubled: reminders that came once more than they should.
        in_flight: reminders that had arrived when the bot was killed, but stood in its outbox as not sent.
        refused: calls the stand-in refused as too fast.
    """

    reminders: int
    seconds: float = 0.0
    share: float = 0.0
    latencies: list[float] = field(default_factory=list)
    lost: int = 0
    doubled: int = 0
    in_flight: int = 0
    refused: int = 0


class Broadcast:
    """One broadcast through one bot."""

    def __init__(self, contender: ThisBot, stage: Stage, folder: Path) -> None:
        self.contender, self.stage, self.folder = contender, stage, folder
        self.chance = random.Random(SEED)
        self.over = asyncio.Event()

    async def deliver(self, reporters: range, recipients: range, *, kill: bool) -> Delivered:
        """Put the reminders into the outbox, start the bot, and count what arrives where."""
        self.stage.introduce(recipients)
        bot = await self._start()
        heads = [Head(self.stage, number) for number in reporters]
        talking = [asyncio.create_task(self._talk(heads[turn::REPORTING])) for turn in range(REPORTING)]
        await asyncio.sleep(THINKING[1])  # everybody is in the middle of something
        delivered = Delivered(len(recipients))
        self.stage.ears.everything.clear()
        self.stage.ears.keeps_everything = True
        await asyncio.to_thread(town.remind, self.contender.url(self.folder), recipients)
        if kill:
            bot = await self._kill_in_the_middle(bot, recipients, delivered)
        await self._arrived(bot, recipients, len(recipients))
        self.over.set()
        await asyncio.gather(*talking)
        await asyncio.sleep(2.0)
        await asyncio.to_thread(bot.stop)
        self._count(delivered, heads, recipients)
        return delivered

    async def _start(self) -> Running:
        bot = self.contender.run(self.folder, self.stage.url, messages_per_second=MESSAGES_PER_SECOND)
        await self.stage.wait_for_poll(bot)
        return bot

    async def _talk(self, heads: Sequence[Head]) -> None:
        """Report, one head after the other, until the broadcast is over."""
        await asyncio.sleep(self.chance.uniform(0, THINKING[1]))
        for head in heads:
            while not head.finished:
                if self.over.is_set():
                    return
                await head.go_on()
                await asyncio.sleep(self.chance.uniform(*THINKING))

    async def _kill_in_the_middle(self, bot: Running, recipients: range, delivered: Delivered) -> Running:
        await self._arrived(bot, recipients, len(recipients) * 4 // 10)
        await asyncio.sleep(self.chance.uniform(0, 0.5))
        bot.kill()
        there = {number for number, count in self._reminders(recipients).items() if count}
        open_still = await asyncio.to_thread(town.open_reminders, self.contender.url(self.folder))
        delivered.in_flight = len(there & open_still)
        return await self._start()

    async def _arrived(self, bot: Running, recipients: range, wanted: int) -> None:
        end = perf_counter() + 10 + LONGEST * len(recipients) / MESSAGES_PER_SECOND
        while sum(map(bool, self._reminders(recipients).values())) < wanted:
            bot.check()
            if perf_counter() > end:
                return
            await asyncio.sleep(0.25)

    def _reminders(self, recipients: range) -> Counter[int]:
        return Counter({number: len(self.stage.person(number).chat.messages) for number in recipients})

    def _count(self, delivered: Delivered, heads: Sequence[Head], recipients: range) -> None:
        got = self._reminders(recipients)
        delivered.lost = sum(not got[number] for number in recipients)
        delivered.doubled = sum(got[number] - 1 for number in recipients if got[number] > 1)
        delivered.latencies = [latency for head in heads for latency in head.latencies]
        delivered.refused = self.stage.account.pace.refused
        left = [(at, who) for at, who, what in self.stage.ears.everything if what in {"message", "edit"}]
        reminded = sorted(at for at, who in left if who in recipients)
        first, last = reminded[0], reminded[-1]
        delivered.seconds = last - first
        sent = sum(first <= at <= last for at, _ in left)
        delivered.share = sent / (MESSAGES_PER_SECOND * delivered.seconds)
