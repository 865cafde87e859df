"""Everything that is measured of one bot."""

from __future__ import annotations

import asyncio
import random
from dataclasses import dataclass
from time import perf_counter, process_time
from typing import TYPE_CHECKING

from bench import town
from bench.crash import Survival, Trial
from bench.heads import Head
from bench.load import Played, one_at_a_time, saturate, steady
from bench.script import SCRIPT
from bench.stage import open_stage

if TYPE_CHECKING:
    from pathlib import Path

    from bench.contenders import Contender
    from bench.processes import Running
    from bench.size import Size
    from bench.stage import Stage

SETTLES_IN = 2.0
IN_FLIGHT = 32
UNPACED = 1_000
"""The highest pace this bot can be set to; Telegram's limit would otherwise be what is measured."""
SPARE_HEADS = 1.15


@dataclass(frozen=True, slots=True)
class Costs:
    """What a run at capacity took: seconds, and seconds of processor time of everyone concerned."""

    seconds: float
    bot: float
    server: float | None
    stage: float


@dataclass(frozen=True, slots=True)
class Figures:
    """What was measured of one bot."""

    name: str
    at_rest_mib: float
    peak_mib: float
    idle: Played
    capacity: Played
    costs: Costs
    half_rate: float
    half: Played
    survival: Survival

    @property
    def cpu_ms(self) -> float:
        """Processor time of the bot for one update, in milliseconds."""
        return 1000 * self.costs.bot / self.capacity.updates

    @property
    def server_cpu_ms(self) -> float | None:
        """Processor time of its database server for one update, in milliseconds."""
        return None if self.costs.server is None else 1000 * self.costs.server / self.capacity.updates


async def measure(contender: Contender, folder: Path, size: Size) -> Figures:
    """Measure one bot, from its start at rest to its death."""
    heads = range(1, size.heads + 1)
    (folder / "load").mkdir(parents=True)
    await asyncio.to_thread(contender.prepare, folder / "load", heads)
    async with open_stage() as stage:
        stage.introduce(town.officers(heads))
        measuring = Measuring(contender, stage, folder / "load")
        at_rest, idle = await measuring.idle(heads[: size.idle_heads])
        bot = await measuring.start(messages_per_second=UNPACED)
        rest = heads[size.idle_heads :]
        capacity, costs = await measuring.capacity(bot, rest[: size.capacity_heads], size.most_seconds)
        half_rate = capacity.rate / 2
        half = await measuring.half(rest[size.capacity_heads :], half_rate, size.half_seconds)
        peak = bot.peak_mib()
        await asyncio.to_thread(bot.stop)
    survival = await crash(contender, folder / "crash", size)
    return Figures(contender.name, at_rest, peak, idle, capacity, costs, half_rate, half, survival)


@dataclass(frozen=True, slots=True)
class Measuring:
    """One bot on one stage."""

    contender: Contender
    stage: Stage
    folder: Path

    async def start(self, messages_per_second: int = 30) -> Running:
        """Start the bot, and wait until it has settled."""
        bot = self.contender.run(self.folder, self.stage.url, messages_per_second=messages_per_second)
        await self.stage.wait_for_poll(bot)
        await asyncio.sleep(SETTLES_IN)
        return bot

    async def idle(self, numbers: range) -> tuple[float, Played]:
        """Return the memory at rest in MiB, and how long answers take with one update under way."""
        bot = await self.start()
        at_rest = bot.memory_mib()
        played = await one_at_a_time([Head(self.stage, number) for number in numbers])
        await asyncio.to_thread(bot.stop)
        return at_rest, played

    async def capacity(self, bot: Running, numbers: range, seconds: float) -> tuple[Played, Costs]:
        """Load the bot with as much as it can take."""
        heads = [Head(self.stage, number) for number in numbers]
        server = self.contender.server_cpu_seconds()
        began, bot_cpu, own_cpu = perf_counter(), bot.cpu_seconds(), process_time()
        played = await saturate(heads, in_flight=IN_FLIGHT, seconds=seconds)
        after = self.contender.server_cpu_seconds()
        return played, Costs(
            seconds=perf_counter() - began,
            bot=bot.cpu_seconds() - bot_cpu,
            server=after - server if after is not None and server is not None else None,
            stage=process_time() - own_cpu,
        )

    async def half(self, numbers: range, rate: float, seconds: float) -> Played:
        """Load the bot at a steady rate, with as many heads as make that rate of whole conversations."""
        wanted = int(max(SPARE_HEADS * rate * seconds / len(SCRIPT), rate))
        heads = [Head(self.stage, number) for number in numbers[:wanted]]
        return await steady(heads, rate=rate, seconds=seconds)


async def crash(contender: Contender, folder: Path, size: Size) -> Survival:
    """Kill the bot in the middle of conversations."""
    folder.mkdir()  # noqa: ASYNC240 - nothing runs yet
    heads = range(1, size.crash_heads + 1)
    await asyncio.to_thread(contender.prepare, folder, heads)
    async with open_stage() as stage:
        stage.introduce(town.officers(heads))
        bot = contender.run(folder, stage.url)
        await stage.wait_for_poll(bot)
        survival = Survival(len(heads), size.kills)
        trial = Trial(contender, stage, folder, bot, size.kills, survival, random.Random())
        return await trial.play(heads)
