"""The edge in a thread of the test's own process, talking real HTTP to the stand-in."""

from __future__ import annotations

import asyncio
import threading
from dataclasses import dataclass, field
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from pydantic import SecretStr

from bot.app import Parts, Running
from bot.channel import open_channel
from bot.desk import Desk
from store.database import open_database
from tests.bot.looking import Looking
from tests.crash.program import OWN, inside
from tests.simulator_client import PATIENCE, SimulatorClient, hosted_simulator

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from bot.work import Inside


@dataclass
class RunningBot:
    """One run of the bot in a thread; ``failure`` is what ended it, if something did."""

    url: str
    database_url: str
    inside: Inside
    messages_per_second: int
    read_seconds: float
    failure: BaseException | None = None
    finished: bool = False
    loop: asyncio.AbstractEventLoop = field(default_factory=asyncio.new_event_loop)
    told: asyncio.Event = field(default_factory=asyncio.Event)

    def __post_init__(self) -> None:
        self.thread = threading.Thread(target=self._run, name="bot", daemon=True)
        self.thread.start()

    def stop(self) -> None:
        if self.thread.is_alive():
            self.loop.call_soon_threadsafe(self.told.set)
        self.thread.join(PATIENCE)
        assert not self.thread.is_alive(), "the bot did not stop"

    def take_failure(self) -> BaseException | None:
        """Wait for the bot to end by itself; return why."""
        self.thread.join(PATIENCE)
        failure, self.failure = self.failure, None
        return failure

    def _run(self) -> None:
        try:
            with asyncio.Runner(loop_factory=lambda: self.loop) as runner:
                self.finished = runner.run(self._serve())
        except Exception as failure:  # noqa: BLE001 - handed to the test, which fails with it
            self.failure = failure

    async def _serve(self) -> bool:
        engine = open_database(self.database_url)
        channel = await open_channel(SecretStr("1:demo"), self.url, read_seconds=self.read_seconds)
        bot = Running(channel, Desk(engine), Parts(self.inside), self.messages_per_second)
        return await bot.run(self.told)


@pytest.fixture
def database_url(sqlite_url: str) -> str:
    """SQLite alone, unless a test is about what the two databases do differently."""
    return sqlite_url


@pytest.fixture
def simulator() -> Iterator[SimulatorClient]:
    with hosted_simulator() as client:
        yield client


@pytest.fixture
def start_bot(simulator: SimulatorClient, database_url: str) -> Iterator[Callable[..., RunningBot]]:
    """Start a bot on the fresh database; it is stopped at the end, and must not have failed."""
    engine = open_database(database_url)
    OWN.create_all(engine)
    engine.dispose()
    bots: list[RunningBot] = []

    def start(
        messages_per_second: int = 1000, read_seconds: float = 20.0, own: Inside = inside
    ) -> RunningBot:
        bots.append(RunningBot(simulator.url, database_url, own, messages_per_second, read_seconds))
        return bots[-1]

    yield start
    for bot in bots:
        bot.stop()
        assert bot.failure is None, bot.failure


@pytest.fixture
def looking(database_url: str) -> Iterator[Looking]:
    looking = Looking(database_url)
    yield looking
    looking.engine.dispose()


@pytest.fixture(autouse=True)
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    """Shorten the pauses, not what they are for."""
    monkeypatch.setattr("store.inbox.PAUSES", tuple(timedelta(milliseconds=20) for _ in range(4)))
    monkeypatch.setattr(
        "bot.send.outcomes.MAKING_PAUSES", tuple(timedelta(milliseconds=20) for _ in range(3))
    )
    monkeypatch.setattr("bot.workers.LOOK_SECONDS", 0.05)
    monkeypatch.setattr("bot.send.books.LOOK_SECONDS", 0.1)
