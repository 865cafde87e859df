"""The stand-in as a process of its own."""

from __future__ import annotations

import signal
import subprocess
import sys
from typing import TYPE_CHECKING

from bot.simulator.__main__ import main
from tests.simulator_client import SimulatorClient

if TYPE_CHECKING:
    from pathlib import Path

    import pytest


def test_it_says_where_it_listens_and_stops_when_told(tmp_path: Path) -> None:
    state = tmp_path / "state.json"
    command = [sys.executable, "-m", "bot.simulator", "--port", "0", "--token", "5:x", "--state", str(state)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        with SimulatorClient(process.stdout.readline().strip()) as simulator:
            assert simulator.bot("5:x").call("getMe")["id"] == 5
        process.send_signal(signal.SIGTERM)
        assert process.wait(10) == 0
    assert state.exists()


def test_a_wrong_state_file_is_one_sentence(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    state = tmp_path / "state.json"
    state.write_text("{}")
    assert main(["--port", "0", "--state", str(state)]) == 1
    assert "is not a state of this stand-in" in capsys.readouterr().err
