"""The stand-in tells its time, and lets the clock be moved where somebody can move it."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest

from tests.simulator_client import SimulatorClient, hosted_simulator

if TYPE_CHECKING:
    from collections.abc import Iterator

DAY = datetime(2026, 12, 24, tzinfo=UTC)


class Traveller:
    """Notes where it is sent."""

    def __init__(self) -> None:
        self.is_under_way = False
        self.arrived: int | None = 3
        self.sent: list[datetime | str | None] = []

    def arrival(self, day: str) -> datetime:
        if day != "2026-12-24":
            raise ValueError(day)
        return DAY

    def set_out(self, until: datetime | None) -> None:
        self.sent.append(until)

    def stop(self) -> None:
        self.sent.append("stop")


@pytest.fixture
def traveller() -> Traveller:
    return Traveller()


@pytest.fixture
def led(traveller: Traveller) -> Iterator[SimulatorClient]:
    """A stand-in whose clock somebody can move."""
    with hosted_simulator(traveller=traveller) as client:
        yield client


def test_by_itself_the_stand_in_has_the_machines_clock(simulator: SimulatorClient) -> None:
    found = simulator.ask("GET", "/sim/clock")
    assert (found["moves"], found["moving"], found["arrived"]) == (False, False, None)
    assert simulator.http.post("/sim/clock", json={"to": "next"}).status_code == 409


def test_one_goes_to_what_is_due_next_to_a_day_and_stops(led: SimulatorClient, traveller: Traveller) -> None:
    for to in ("next", "2026-12-24", "stop"):
        assert led.ask("POST", "/sim/clock", json={"to": to})["arrived"] == 3
    assert traveller.sent == [None, DAY, "stop"]


def test_a_day_that_cannot_be_reached_is_refused(led: SimulatorClient, traveller: Traveller) -> None:
    answer = led.http.post("/sim/clock", json={"to": "yesterday"})
    assert answer.status_code == 409
    assert traveller.sent == []
