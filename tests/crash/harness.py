"""Kill the bot at random moments while people write and tap, then compare what was done with what was asked.

The bot is a process of its own, forked from a server that has everything imported, so that a start takes a moment
and hundreds of kills do not take hours. It receives over real HTTP from the stand-in.
"""

from __future__ import annotations

import multiprocessing
import random
import threading
import time
from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from sqlalchemy import select
from sqlmodel import col

from bot.settings import Settings
from store.database import open_database, reading
from store.tables import InboxRow, InboxState, OutboxRow, OutboxState
from tests.crash import program
from tests.crash.program import EFFECTS, OWN
from tests.simulator_client import hosted_simulator

if TYPE_CHECKING:
    from collections.abc import Callable
    from multiprocessing.process import BaseProcess

    from sqlalchemy import Engine

    from tests.simulator_client import SimulatorClient, SimUser

PATIENCE = 60.0
FORKS = multiprocessing.get_context("forkserver")
FORKS.set_forkserver_preload(["tests.crash.harness"])


@dataclass
class Person:
    """One chat, and what has been asked in it."""

    user: SimUser
    asked: list[str] = field(default_factory=list)


@dataclass
class Report:
    """What a run came to."""

    kills: int = 0
    updates: int = 0
    messages: int = 0
    repeated: int = 0
    faults: list[str] = field(default_factory=list)


class Crowd:
    """People who write and tap at random, each waiting for nobody."""

    def __init__(self, simulator: SimulatorClient, size: int, chance: random.Random) -> None:
        self._chance = chance
        self.people = [Person(simulator.add_user(f"Người {number}")) for number in range(size)]

    def act(self) -> None:
        """Let somebody do something; now and then Telegram delivers it twice."""
        person = self._chance.choice(self.people)
        repeat = int(self._chance.random() < 0.1)
        button = self._button(person) if self._chance.random() < 0.3 else None
        if button:
            message_id, data = button
            person.user.act("tap", message_id=message_id, data=data, stale=True, repeat_update=repeat)
            person.asked.append(data)
        else:
            words = f"{len(person.asked) + 1}"
            person.user.text(words, repeat_update=repeat)
            person.asked.append(words)

    @staticmethod
    def _button(person: Person) -> tuple[int, str] | None:
        for message in reversed(person.user.from_bot()):
            for row in message["inline_keyboard"]:
                return message["message_id"], row[0]["callback_data"]
        return None


def start(
    simulator: SimulatorClient, database_url: str, target: Callable[[Settings], None] = program.run
) -> BaseProcess:
    """Start the bot in a process of its own."""
    settings = Settings.model_validate(
        {
            "TELEGRAM_BOT_TOKEN": "1:demo",
            "TELEGRAM_API_URL": simulator.url,
            "DATABASE_URL": database_url,
            "CHUNGTAY_LOG_LEVEL": "error",
            "CHUNGTAY_MESSAGES_PER_SECOND": 1000,
        }
    )
    process = FORKS.Process(target=target, args=(settings,), daemon=True)
    process.start()
    return process


def run(database_url: str, kills: int, seed: int, people: int = 40, updates_a_kill: int = 15) -> Report:
    """Kill the bot so many times, let it finish, and report; an empty list of faults means that all is well."""
    chance = random.Random(seed)
    engine = open_database(database_url)
    OWN.create_all(engine)
    report = Report()
    try:
        with hosted_simulator() as simulator:
            crowd = Crowd(simulator, people, chance)
            for _ in range(kills):
                _live_and_die(simulator, database_url, crowd, chance, updates_a_kill)
                report.kills += 1
            _finish(simulator, database_url, engine)
            _judge(simulator, engine, crowd, report)
    finally:
        engine.dispose()
    return report


def _live_and_die(
    simulator: SimulatorClient, database_url: str, crowd: Crowd, chance: random.Random, updates: int
) -> None:
    """Run the bot while people act, and kill it at a random moment of whatever it is doing then."""
    process = start(simulator, database_url)
    if chance.random() < 0.8:  # one in five is killed while it starts
        simulator.wait_until(lambda: simulator.stats()["polling"], "the first poll")
    lifetime = chance.uniform(0.0, 1.0)
    killer = threading.Timer(lifetime, process.kill)
    killer.start()
    for _ in range(updates):
        crowd.act()
        time.sleep(chance.uniform(0.0, 2 * lifetime / updates))
    killer.join()
    process.join(PATIENCE)
    assert process.exitcode == -9, f"the bot ended by itself: {process.exitcode}"


def _finish(simulator: SimulatorClient, database_url: str, engine: Engine) -> None:
    """Let the bot handle and send what is left, and stop it as a supervisor does."""
    process = start(simulator, database_url)
    end = time.monotonic() + PATIENCE
    while simulator.stats()["pending_updates"] or _open_rows(engine):
        assert time.monotonic() < end, f"still open: {simulator.stats()}, {_open_rows(engine)}"
        time.sleep(0.1)
    process.terminate()
    process.join(PATIENCE)
    assert process.exitcode == 0, f"exit code {process.exitcode} after SIGTERM"


def _open_rows(engine: Engine) -> int:
    with reading(engine) as db:
        inbox = db.execute(select(col(InboxRow.id)).where(col(InboxRow.state) == InboxState.OPEN)).all()
        outbox = db.execute(select(col(OutboxRow.id)).where(col(OutboxRow.state) == OutboxState.OPEN)).all()
    return len(inbox) + len(outbox)


def _judge(simulator: SimulatorClient, engine: Engine, crowd: Crowd, report: Report) -> None:
    with reading(engine) as db:
        effects = (
            db.connection().execute(select(EFFECTS.c.chat_id, EFFECTS.c.words).order_by(EFFECTS.c.id)).all()
        )
    done: dict[int, list[str]] = {}
    for chat_id, words in effects:
        done.setdefault(chat_id, []).append(words)
    calls = simulator.stats()["by_method"]
    report.updates = sum(len(person.asked) for person in crowd.people)
    report.messages = calls.get("sendMessage", 0) + calls.get("editMessageText", 0)
    report.repeated = report.messages - report.updates
    for person in crowd.people:
        _judge_one(person, done.get(person.user.id, []), report)


def _judge_one(person: Person, done: list[str], report: Report) -> None:
    if done != person.asked:
        twice = [words for words, count in Counter(done).items() if count > 1 and words.isdigit()]
        report.faults.append(f"chat {person.user.id}: asked {person.asked}, done {done}, twice {twice}")
    if not person.asked:
        return
    newest: dict[str, Any] = max(person.user.from_bot(), key=lambda message: int(message["seq"]))
    if newest["text"] != f"Đã nhận: {person.asked[-1]}":
        report.faults.append(
            f"chat {person.user.id}: asked {person.asked[-1]}, the newest says {newest['text']}"
        )
