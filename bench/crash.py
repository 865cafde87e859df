"""What survives a kill -9 in the middle of many conversations."""

from __future__ import annotations

import asyncio
import random
from collections import Counter
from dataclasses import dataclass, field
from time import perf_counter
from typing import TYPE_CHECKING

from bench.heads import Head, SilenceError
from bench.load import SEED
from bench.script import SCRIPT

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from bench.contenders import Contender
    from bench.processes import Running
    from bench.stage import Stage

PATIENCE = 5.0
THINKING = (0.7, 1.1)
BEGIN_WITHIN = 3.0
ATTEMPTS = 4


@dataclass(slots=True)
class Survival:
    """What became of the conversations and their reports.

    Attributes:
        unanswered: updates after which nothing came, so that the head did the same again.
        begun_again: conversations that could not go on and had to be begun again.
        given_up: conversations that came to nothing at all.
        lost: reports whose sender holds a receipt, and which nobody has stored.
        doubled: reports stored more than once.
    """

    conversations: int
    kills: int
    unanswered: int = 0
    begun_again: int = 0
    given_up: int = 0
    lost: int = 0
    doubled: int = 0
    back_after: list[float] = field(default_factory=list)


@dataclass(slots=True)
class Trial:
    """One bot, many village heads, and somebody who kills the bot."""

    contender: Contender
    stage: Stage
    folder: Path
    bot: Running
    kills: int
    survival: Survival
    chance: random.Random = field(default_factory=lambda: random.Random(SEED))
    receipts: list[tuple[int, str]] = field(default_factory=list)
    acts: int = 0
    kill_at: int = 0
    time_to_kill: asyncio.Event = field(default_factory=asyncio.Event)
    up_since: float = 0.0

    async def play(self, numbers: range) -> Survival:
        """Let everybody report once while the bot is killed, and count."""
        heads = [Head(self.stage, number) for number in numbers]
        async with asyncio.TaskGroup() as group:
            group.create_task(self._kill_at_times(len(heads) * len(SCRIPT)))
            for head in heads:
                group.create_task(self._report(head))
        await asyncio.to_thread(self.bot.stop)
        self._count(self.contender.stored(self.folder))
        return self.survival

    async def _kill_at_times(self, acts: int) -> None:
        for number in range(self.kills):
            self.kill_at = int(acts * (number + self.chance.uniform(0.4, 0.9)) / self.kills)
            await self.time_to_kill.wait()
            await asyncio.sleep(self.chance.uniform(0, 0.05))
            self.bot.kill()
            killed = perf_counter()
            self.up_since = float("inf")
            self.time_to_kill.clear()
            self.bot = self.contender.run(self.folder, self.stage.url)
            await self.stage.wait_for_poll(self.bot)
            self.up_since = perf_counter()
            self.survival.back_after.append(self.up_since - killed)

    async def _report(self, head: Head) -> None:
        await asyncio.sleep(self.chance.uniform(0, BEGIN_WITHIN))
        for _ in range(ATTEMPTS):
            if await self._reaches_receipt(head):
                self.receipts.append((head.number, head.receipt))
                return
            self.survival.begun_again += 1
            head.begin_again()
        self.survival.given_up += 1

    async def _reaches_receipt(self, head: Head) -> bool:
        """Do step after step; what is not answered is done once more, then the conversation is dead."""
        tried = 0
        while not head.finished:
            try:
                await self._step(head)
                tried = 0
            except SilenceError:
                self.survival.unanswered += 1
                tried += 1
                if tried == 2:
                    return False
                continue
            self.acts += 1
            if self.acts == self.kill_at:
                self.time_to_kill.set()
            await asyncio.sleep(self.chance.uniform(*THINKING))
        return True

    async def _step(self, head: Head) -> None:
        """Do a step; while the bot is down, and for some seconds after that, it is not silence yet."""
        head.act()
        while True:
            try:
                await head.answered(0.5)
            except SilenceError:
                if perf_counter() - max(head.acted_at, self.up_since) > PATIENCE:
                    raise
            else:
                return

    def _count(self, stored: Sequence[tuple[int, str]]) -> None:
        """Compare what heads were told with what is stored."""
        self.survival.lost = len(set(self.receipts) - set(stored))
        self.survival.doubled = sum(count - 1 for count in Counter(by for by, _ in stored).values())
