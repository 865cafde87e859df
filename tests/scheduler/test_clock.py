"""The clock wakes what is due, and tells of each piece of work that is done or has failed."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

import pytest

from scheduler import clock
from scheduler.jobs import At
from tests.scheduler.probes import CONFIG, ZONE, Probe, local

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from sqlalchemy import Engine

pytestmark = pytest.mark.usefixtures("no_other_jobs")
PATIENCE = 10.0


class Ticking:
    """A clock that runs, and what it has told."""

    def __init__(self, engine: Engine) -> None:
        self.done = 0
        self.failed: list[tuple[str, str]] = []
        self.now = local(23, 8)
        self.clock = clock.Clock(engine, CONFIG, lambda: self.now, self._count, self._note)
        self.clock.start()

    def _count(self) -> None:
        self.done += 1

    def _note(self, name: str, fault: BaseException) -> None:
        self.failed.append((name, str(fault)))


@pytest.fixture
def tick(sqlite: Engine) -> Iterator[Callable[[], Ticking]]:
    clocks: list[Ticking] = []

    def start() -> Ticking:
        clocks.append(Ticking(sqlite))
        return clocks[-1]

    yield start
    for ticking in clocks:
        ticking.clock.stop()


@pytest.fixture
def probe(sqlite: Engine) -> Probe:
    """A job that was last looked at yesterday."""
    probe = Probe(At(7))
    probe.at(sqlite, local(22, 12))
    return probe


def wait_until(true: Callable[[], object]) -> None:
    end = time.monotonic() + PATIENCE
    while not true():
        assert time.monotonic() < end, "it did not happen"
        time.sleep(0.01)


def test_what_fell_due_while_nothing_ran_is_done_at_the_start(
    probe: Probe, tick: Callable[[], Ticking]
) -> None:
    ticking = tick()
    wait_until(lambda: ticking.done)
    assert probe.ran == ["Mon 23/11 07:00"]


def test_a_job_that_failed_is_told_of_and_tried_again_with_the_next_look(
    probe: Probe, tick: Callable[[], Ticking]
) -> None:
    probe.faults = [RuntimeError("no figures")]
    ticking = tick()
    wait_until(lambda: ticking.failed)
    assert ticking.failed == [("probe", "no figures")]
    ticking.clock.look()
    wait_until(lambda: ticking.done)
    assert probe.ran == ["Mon 23/11 07:00"] * 2


def test_each_job_is_due_in_the_places_own_zone_and_a_look_every_minute(
    probe: Probe, tick: Callable[[], Ticking]
) -> None:
    scheduled = {each.id: each.next_run_time for each in tick().clock._ticking.get_jobs()}
    own = scheduled[probe.job.name]
    assert (own.tzinfo, own.hour, own.minute, own.second) == (ZONE, 7, 0, 0)
    assert scheduled[clock.LOOK].second == 0


def test_one_can_wait_for_what_is_due_and_ask_when_something_is_due_next(
    probe: Probe, tick: Callable[[], Ticking]
) -> None:
    ticking = tick()
    ticking.clock.catch_up()
    assert probe.ran == ["Mon 23/11 07:00"]
    assert ticking.clock.next_due() == local(24, 7)


def test_a_stopped_clock_does_nothing_more(probe: Probe, sqlite: Engine) -> None:
    ticking = Ticking(sqlite)
    wait_until(lambda: ticking.done)
    ticking.clock.stop()
    ticking.now = local(24, 8)
    ticking.clock._do(probe.job)
    assert probe.ran == ["Mon 23/11 07:00"]
