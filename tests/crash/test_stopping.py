"""SIGTERM: what is in hand is finished within five seconds, and nothing is lost."""

from __future__ import annotations

import sqlite3
import time
from typing import TYPE_CHECKING

import pytest

from store.database import open_database
from tests.bot.looking import Looking
from tests.crash.harness import start
from tests.crash.program import OWN
from tests.simulator_client import SimulatorClient, hosted_simulator

if TYPE_CHECKING:
    from collections.abc import Iterator
    from multiprocessing.process import BaseProcess

FIVE_SECONDS = 5.0


@pytest.fixture
def simulator() -> Iterator[SimulatorClient]:
    with hosted_simulator() as client:
        yield client


@pytest.fixture
def own_tables(sqlite_url: str) -> str:
    engine = open_database(sqlite_url)
    OWN.create_all(engine)
    engine.dispose()
    return sqlite_url


def terminate(process: BaseProcess) -> float:
    """Send SIGTERM; return how long the process took to end, in seconds."""
    begun = time.monotonic()
    process.terminate()
    process.join(30)
    assert process.exitcode == 0
    return time.monotonic() - begun


def test_a_bot_at_rest_stops_at_once(simulator: SimulatorClient, own_tables: str) -> None:
    process = start(simulator, own_tables)
    simulator.wait_until(lambda: simulator.stats()["polling"], "the first poll")
    assert terminate(process) < FIVE_SECONDS


def test_a_bot_under_load_stops_and_the_next_one_goes_on_where_it_was(
    simulator: SimulatorClient, own_tables: str
) -> None:
    people = [simulator.add_user(f"Người {number}") for number in range(40)]
    process = start(simulator, own_tables)
    simulator.wait_until(lambda: simulator.stats()["polling"], "the first poll")
    for words in ("một", "hai", "ba"):
        for person in people:
            person.text(words)
    assert terminate(process) < FIVE_SECONDS
    process = start(simulator, own_tables)
    for person in people:
        person.wait_for_text("Đã nhận: ba")
    assert terminate(process) < FIVE_SECONDS
    looking = Looking(own_tables)
    assert {tuple(looking.effects(person.id)) for person in people} == {("một", "hai", "ba")}
    # Stopped by SIGTERM, not even a message is repeated.
    assert {len(person.from_bot()) for person in people} == {3}
    looking.engine.dispose()


def test_a_message_without_an_answer_does_not_hold_up_the_end_and_is_sent_again(
    simulator: SimulatorClient, own_tables: str
) -> None:
    lan = simulator.add_user("Lan")
    simulator.fault("hang", method="sendMessage", seconds=60)
    process = start(simulator, own_tables)
    lan.text("một")
    simulator.wait_until(lambda: not simulator.ask("GET", "/sim/faults"), "the call that hangs")
    assert terminate(process) < FIVE_SECONDS
    process = start(simulator, own_tables)
    lan.wait_for_text("Đã nhận: một")
    assert terminate(process) < FIVE_SECONDS


def test_a_locked_database_does_not_hold_up_the_end(simulator: SimulatorClient, own_tables: str) -> None:
    lan = simulator.add_user("Lan")
    process = start(simulator, own_tables)
    lan.text("một")
    lan.wait_for_text("Đã nhận: một")
    other = sqlite3.connect(own_tables.removeprefix("sqlite:///"), isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    lan.text("hai")
    assert terminate(process) < FIVE_SECONDS
    other.execute("ROLLBACK")
    other.close()
    process = start(simulator, own_tables)
    lan.wait_for_text("Đã nhận: hai")
    assert terminate(process) < FIVE_SECONDS
