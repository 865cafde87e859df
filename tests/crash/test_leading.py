"""Two processes on one PostgreSQL: one is the bot, the other waits; killed or frozen, it is replaced in seconds."""

from __future__ import annotations

import os
import signal
from dataclasses import dataclass
from typing import TYPE_CHECKING

import pytest

from bot import leading
from store import leadership
from store.database import open_database
from store.tables import OutboxState
from tests.bot.looking import Looking
from tests.crash import harness, program
from tests.crash.program import OWN
from tests.simulator_client import SimulatorClient, hosted_simulator

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from multiprocessing.process import BaseProcess

    from bot.settings import Settings
    from tests.simulator_client import SimUser

FOUR_ANSWERS = ["Đã nhận: một", "Đã nhận: hai", "Đã nhận: ba", "Đã nhận: bốn"]


def run_impatiently(settings: Settings) -> None:
    """Run the bot with the pauses of leading made shorter, so that the tests are."""
    leadership.SILENT_SECONDS = 3
    leading.UNHEARD_SECONDS = 2.5
    leading.BEAT_SECONDS = 0.3
    leading.TRY_SECONDS = 0.2
    program.run(settings)


@pytest.fixture
def simulator() -> Iterator[SimulatorClient]:
    with hosted_simulator() as client:
        yield client


@pytest.fixture
def start(simulator: SimulatorClient, postgresql_url: str) -> Iterator[Callable[[], BaseProcess]]:
    engine = open_database(postgresql_url)
    OWN.create_all(engine)
    engine.dispose()
    processes: list[BaseProcess] = []

    def start() -> BaseProcess:
        processes.append(harness.start(simulator, postgresql_url, run_impatiently))
        return processes[-1]

    yield start
    for process in processes:
        process.kill()
        process.join(harness.PATIENCE)


@pytest.fixture
def lan(simulator: SimulatorClient, postgresql_url: str) -> Iterator[Lan]:
    looking = Looking(postgresql_url)
    yield Lan(simulator.add_user("Lan"), looking)
    looking.engine.dispose()


@dataclass(frozen=True)
class Lan:
    """Someone who writes and waits for the answer."""

    user: SimUser
    looking: Looking

    def is_answered(self, words: str) -> None:
        self.user.text(words)
        self.user.wait_for_text(f"Đã nhận: {words}")
        # A message whose sender dies before it has noted that it was sent is sent again.
        self.user.client.wait_until(self._is_noted, "the note that it was sent")

    def _is_noted(self) -> bool:
        return all(row.state is OutboxState.SENT for row in self.looking.outbox(self.user.id))

    def said(self) -> list[str]:
        return [message["text"] for message in self.user.from_bot()]


def test_the_one_that_waits_takes_over_from_one_that_is_killed_and_one_that_stops(
    start: Callable[[], BaseProcess], simulator: SimulatorClient, lan: Lan
) -> None:
    first = start()
    simulator.wait_until(lambda: simulator.stats()["polling"], "the first poll")
    second = start()
    lan.is_answered("một")
    first.kill()
    lan.is_answered("hai")
    third = start()
    lan.is_answered("ba")
    second.terminate()
    lan.is_answered("bốn")
    third.terminate()
    second.join(harness.PATIENCE)
    third.join(harness.PATIENCE)
    assert (second.exitcode, third.exitcode) == (0, 0)
    assert lan.said() == FOUR_ANSWERS


def test_one_that_was_frozen_is_replaced_and_gives_way_when_it_wakes(
    start: Callable[[], BaseProcess], simulator: SimulatorClient, lan: Lan
) -> None:
    first = start()
    simulator.wait_until(lambda: simulator.stats()["polling"], "the first poll")
    second = start()
    lan.is_answered("một")
    assert first.pid is not None
    os.kill(first.pid, signal.SIGSTOP)
    lan.is_answered("hai")
    os.kill(first.pid, signal.SIGCONT)
    lan.is_answered("ba")
    second.kill()
    lan.is_answered("bốn")
    assert first.is_alive()
    assert lan.said() == FOUR_ANSWERS
