from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.simulator_client import SimulatorClient, SimUser, hosted_simulator

if TYPE_CHECKING:
    from collections.abc import Iterator


@pytest.fixture
def simulator() -> Iterator[SimulatorClient]:
    with hosted_simulator() as client:
        yield client


@pytest.fixture
def lan(simulator: SimulatorClient) -> SimUser:
    return simulator.add_user("Lan", phone="0912000111")
