"""Three ways of loading a bot: one update at a time, as many as it can take, and at a steady rate."""

from __future__ import annotations

import asyncio
import random
from dataclasses import dataclass, field
from heapq import heappop, heappush
from time import perf_counter
from typing import TYPE_CHECKING

from bench.heads import SilenceError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bench.heads import Head

SEED = 20261122


@dataclass(slots=True)
class Crowd:
    """The heads of one run; hands out one who has rested, at random."""

    heads: Sequence[Head]
    chance: random.Random = field(default_factory=lambda: random.Random(SEED))
    _rested: list[Head] = field(default_factory=list)
    _resting: list[tuple[float, int, Head]] = field(default_factory=list)

    def __post_init__(self) -> None:
        """Everyone begins rested."""
        self._rested = list(self.heads)

    def unfinished(self) -> bool:
        """Whether somebody still has a step to do."""
        return any(not head.finished for head in self.heads)

    def pick(self) -> Head | None:
        """Take somebody rested, or None when nobody is."""
        now = perf_counter()
        while self._resting and self._resting[0][0] <= now:
            self._rested.append(heappop(self._resting)[2])
        if not self._rested:
            return None
        place = self.chance.randrange(len(self._rested))
        self._rested[place], self._rested[-1] = self._rested[-1], self._rested[place]
        return self._rested.pop()

    async def play(self, head: Head) -> None:
        """Do one step of somebody who was picked."""
        try:
            await head.go_on()
        except SilenceError as silence:
            raise SystemExit(f"no answer within 30 s: {silence}") from None
        if not head.finished:
            heappush(self._resting, (head.rested_at, head.number, head))


@dataclass(frozen=True, slots=True)
class Played:
    """What came of a run: how long each answer took, and when it came (seconds)."""

    latencies: list[float]
    answered_at: list[float]
    seconds: float

    @property
    def updates(self) -> int:
        """How many updates were answered."""
        return len(self.latencies)

    @property
    def rate(self) -> float:
        """Updates a second, without the last tenth, in which there is no longer work enough for all."""
        counted = sorted(self.answered_at)[: max(2, self.updates * 9 // 10)]
        return len(counted) / counted[-1]


async def one_at_a_time(heads: Sequence[Head]) -> Played:
    """Play every conversation with one update under way at any moment, well below Telegram's 30 messages a second."""
    return await saturate(heads, in_flight=1, pause=0.05)


async def saturate(
    heads: Sequence[Head], *, in_flight: int, pause: float = 0.0, seconds: float = float("inf")
) -> Played:
    """Play every conversation, or as long as allowed, with so many updates under way at any moment."""
    crowd, record = Crowd(heads), Record()

    async def keep_one_in_flight() -> None:
        while crowd.unfinished() and perf_counter() < record.began + seconds:
            head = crowd.pick()
            if head is None:
                await asyncio.sleep(0.005)
                continue
            await crowd.play(head)
            record.note(head)
            await asyncio.sleep(pause)

    async with asyncio.TaskGroup() as group:
        for _ in range(in_flight):
            group.create_task(keep_one_in_flight())
    return record.played()


async def steady(heads: Sequence[Head], *, rate: float, seconds: float) -> Played:
    """Send updates at random moments, so many a second on average, whether or not the last ones are answered."""
    crowd, record = Crowd(heads), Record()

    async def play(head: Head) -> None:
        await crowd.play(head)
        record.note(head)

    async with asyncio.TaskGroup() as group:
        due = 0.0
        while due < seconds:
            due += crowd.chance.expovariate(rate)
            await asyncio.sleep(max(0.0, record.began + due - perf_counter()))
            if head := crowd.pick():
                group.create_task(play(head))
    return record.played()


class Record:
    """Notes answers as they come."""

    def __init__(self) -> None:
        self.began = perf_counter()
        self._latencies: list[float] = []
        self._answered_at: list[float] = []

    def note(self, head: Head) -> None:
        """Note the newest answer somebody got."""
        self._latencies.append(head.latencies[-1])
        self._answered_at.append(perf_counter() - self.began)

    def played(self) -> Played:
        """Return everything noted."""
        return Played(self._latencies, self._answered_at, perf_counter() - self.began)
