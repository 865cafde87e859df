from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tests.simulator_client import SimulatorClient, SimUser


def test_a_text_becomes_an_update(simulator: SimulatorClient, lan: SimUser) -> None:
    lan.start("abc")
    updates = simulator.ask("GET", "/bot1:demo/getUpdates")["result"]
    assert [update["message"]["text"] for update in updates] == ["/start abc"]
