"""What is due to ten thousand people, planned by a process that is killed again and again."""

from __future__ import annotations

import random
from collections import Counter
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import select
from sqlmodel import col

from scheduler.jobs import At
from store.database import open_database, reading
from store.tables import OutboxRow
from tests.crash.harness import FORKS, PATIENCE
from tests.scheduler.probes import DAY, Probe, local, no_other_jobs

if TYPE_CHECKING:
    from collections.abc import Iterator
    from multiprocessing.synchronize import Event

    from sqlalchemy import Engine

__all__ = ["no_other_jobs"]
KILLS = 6
RECIPIENTS = 10_000
HOURS = At("7-8")
BEFORE, AFTER = local(23, 6), local(23, 9)


def probe() -> Probe:
    return Probe(HOURS, within=DAY, each=True, chats=range(RECIPIENTS))


def plan(url: str, begun: Event) -> None:
    """Plan everything that is due, unless killed."""
    engine = open_database(url)
    own = probe()
    begun.set()
    own.at(engine, AFTER)
    engine.dispose()


@pytest.fixture
def engine(database_url: str) -> Iterator[Engine]:
    engine = open_database(database_url)
    yield engine
    engine.dispose()


def recipients(engine: Engine) -> Counter[int]:
    with reading(engine) as db:
        return Counter(db.execute(select(col(OutboxRow.chat_id))).scalars())


@pytest.mark.usefixtures("no_other_jobs")
def test_killed_at_random_points_it_leaves_exactly_one_row_for_everyone(
    engine: Engine, database_url: str
) -> None:
    chance = random.Random(2026)
    own = probe()
    own.at(engine, BEFORE)
    for _ in range(KILLS):
        begun = FORKS.Event()
        process = FORKS.Process(target=plan, args=(database_url, begun), daemon=True)
        process.start()
        assert begun.wait(PATIENCE)
        process.join(chance.uniform(0.0, 1.5))
        process.kill()
        process.join(PATIENCE)
        planned = recipients(engine)
        assert planned.total() % RECIPIENTS == 0, "half a broadcast is there"
        assert set(planned.values()) <= {1, 2}
    own.at(engine, AFTER + timedelta(minutes=1))
    assert recipients(engine) == Counter(dict.fromkeys(range(RECIPIENTS), 2))
