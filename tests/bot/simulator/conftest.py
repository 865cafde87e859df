from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.simulator_client import BotSide, SimulatorClient, SimUser, hosted_simulator

if TYPE_CHECKING:
    from collections.abc import Iterator


@pytest.fixture
def simulator() -> Iterator[SimulatorClient]:
    with hosted_simulator(tokens=("1:demo", "2:other"), webhook_pause=0.05) as client:
        yield client


@pytest.fixture
def bot(simulator: SimulatorClient) -> BotSide:
    return BotSide(simulator)


@pytest.fixture
def lan(simulator: SimulatorClient, bot: BotSide) -> SimUser:
    """Somebody who has pressed Start, and whose first update is confirmed."""
    user = simulator.add_user("Lan", last_name="Nguyễn", phone="0912000111")
    user.start()
    bot.updates(offset=bot.updates()[-1]["update_id"] + 1)
    return user
