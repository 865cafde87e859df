"""The stage of a run: the stand-in and everybody who acts on it, in the process of the bench.

The bots are other processes and reach the stand-in over HTTP as they would reach Telegram. The simulated people act on
it directly: over its acting interface they would cost it more than the bots do, and the fastest bot would be measured
waiting for them. An answer is timed when its call has taken effect, by the clock of the same process that sent the
update.
"""

from __future__ import annotations

import asyncio
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from time import perf_counter
from typing import TYPE_CHECKING, Any

from bot.simulator import Simulator
from bot.simulator.acts import Person
from bot.simulator.events import Events

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable

    from bench.processes import Running
    from bot.simulator.accounts import BotAccount
    from bot.simulator.world import World

    Listener = Callable[[str, float], None]

TOKEN = "1:bench"
READY_SECONDS = 60.0


class Ears(Events):
    """The stand-in's news of what the bot does, told at once to whoever listens to a chat."""

    def __init__(self) -> None:
        super().__init__()
        self.listeners: dict[int, Listener] = {}
        self.everything: list[tuple[float, int, str]] = []
        self.keeps_everything = False
        self.deaf = False

    def tell(self, event: dict[str, Any]) -> None:
        """Hand on one piece of news with the moment it happened; nothing while somebody acts who knows of it."""
        if self.deaf:
            return
        at = perf_counter()
        if self.keeps_everything:
            self.everything.append((at, event["user"], event["what"]))
        if listener := self.listeners.get(event["user"]):
            listener(event["what"], at)


@dataclass(slots=True)
class Stage:
    """A running stand-in with one bot account."""

    url: str
    world: World
    ears: Ears
    account: BotAccount
    people: dict[int, Person] = field(default_factory=dict)

    def person(self, number: int) -> Person:
        """Return the person with this id, a new one if need be."""
        if number not in self.people:
            user = self.world.users.add(f"Trưởng thôn {number}", wanted_id=number)
            self.people[number] = Person(self.world, self.account, user)
        return self.people[number]

    def introduce(self, numbers: range) -> None:
        """Let people have written before, so that the bot may write to them; the bot never sees it."""
        for number in numbers:
            self.person(number).chat.begun = True

    async def wait_for_poll(self, bot: Running) -> None:
        """Wait until a bot that has just been started has asked who it is, and then for updates."""
        calls, updates = self.world.calls.by_method, self.account.updates
        greeted, earlier = calls["getMe"], updates.poller
        polled = None
        for _ in range(int(READY_SECONDS / 0.02)):
            bot.check()
            if polled is None and calls["getMe"] > greeted:
                polled = calls["getUpdates"]
            if polled is not None and (updates.poller not in {None, earlier} or calls["getUpdates"] > polled):
                return
            await asyncio.sleep(0.02)
        raise SystemExit(f"{bot.name} did not begin to poll within {READY_SECONDS:.0f} s")


@asynccontextmanager
async def open_stage(*, enforce_limits: bool = False) -> AsyncIterator[Stage]:
    """Run a fresh stand-in while the block lasts."""
    simulator = Simulator((TOKEN,), enforce_limits=enforce_limits)
    ears = simulator.world.events = Ears()
    async with simulator.serve() as url:
        yield Stage(url, simulator.world, ears, simulator.world.bots[TOKEN])
