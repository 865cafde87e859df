"""A stand-in that goes on where it was."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from bot.simulator import Simulator
from bot.simulator.state import GAP, StateError, StateFile
from tests.simulator_client import hosted_simulator

if TYPE_CHECKING:
    from pathlib import Path

KEYBOARD = {"inline_keyboard": [[{"text": "Có", "callback_data": "y"}]]}


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "data" / "simulator.json"


def test_everything_is_there_again_after_a_restart(path: Path) -> None:
    with hosted_simulator(state_path=path) as simulator:
        bot, lan = simulator.bot(), simulator.add_user("Lan", phone="0912")
        lan.start()
        bot.updates(offset=bot.updates()[0]["update_id"] + 1, allowed_updates=["message"])
        bot.send(lan, "Chào chị", reply_markup=KEYBOARD)
        bot.send(lan, "x", reply_markup={"keyboard": [["Báo cáo"]]})
        bot.call("setMyCommands", commands=[{"command": "baocao", "description": "Báo cáo"}])
        bot.call("setMyDescription", description="Giới thiệu")
        bot.call("setChatMenuButton", chat_id=lan.id, menu_button={"type": "commands"})
        picture = lan.photo(1)
        before = lan.chat()
    with hosted_simulator(state_path=path) as simulator:
        bot, lan = simulator.bot(), simulator.users()[0]
        after = lan.chat()
        assert {k: v for k, v in after.items() if k != "seq"} == {
            k: v for k, v in before.items() if k != "seq"
        }
        assert after["seq"] == before["seq"] + GAP
        assert [update["update_id"] for update in bot.updates()] == [picture["update_id"]]
        assert simulator.http.get(lan.messages()[-1]["photo"]["url"]).status_code == 200
        later = lan.text("tiếp")
        assert later["update_id"] > picture["update_id"]
        assert later["message_id"] > picture["message_id"]
        assert simulator.add_user("Minh").id == lan.id + 1
        assert lan.tap("Có")["data"] == "y"


def test_the_file_follows_soon_after_a_change(path: Path) -> None:
    with hosted_simulator(state_path=path) as simulator:
        simulator.add_user("Lan")
        simulator.wait_until(lambda: json.loads(path.read_text())["users"])


def test_a_webhook_and_a_block_outlive_a_restart(path: Path) -> None:
    with hosted_simulator(state_path=path) as simulator:
        lan = simulator.add_user("Lan")
        lan.start()
        lan.block()
        simulator.bot().call("setWebhook", url="http://127.0.0.1:9/", secret_token="x")
    with hosted_simulator(state_path=path) as simulator:
        assert simulator.bot().call("getWebhookInfo")["url"] == "http://127.0.0.1:9/"
        assert simulator.users()[0].chat()["blocked"] is True


def test_files_are_written_once(path: Path) -> None:
    simulator = Simulator(state_path=path)
    file = simulator.world.files.add("document", "a.txt", "", b"x")
    state = StateFile(path)
    state.save(simulator.world)
    kept = state.folder / file.key
    kept.write_bytes(b"unchanged by a second save")
    state.save(simulator.world)
    assert kept.read_bytes() == b"unchanged by a second save"


def test_a_bot_that_is_gone_is_left_out(path: Path) -> None:
    with hosted_simulator(state_path=path, tokens=("1:a",)):
        pass
    assert list(Simulator(("2:b",), state_path=path).world.bots) == ["2:b"]


def test_a_file_that_cannot_be_written_is_not_passed_over(path: Path) -> None:
    hosted = hosted_simulator(state_path=path)
    simulator = hosted.__enter__()
    path.unlink()
    path.mkdir()
    simulator.add_user("Lan")
    with pytest.raises(IsADirectoryError):
        hosted.__exit__(None, None, None)


def test_a_background_failure_comes_out_at_the_end(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    async def fail(*_: object) -> None:
        raise OSError("the disk is full")

    monkeypatch.setattr(StateFile, "keep", fail)
    hosted = hosted_simulator(state_path=path)
    hosted.__enter__().add_user("Lan")
    with pytest.raises(OSError, match="the disk is full"):
        hosted.__exit__(None, None, None)


@pytest.mark.parametrize("content", ["", "{}", "[]", '{"version": 99}', '{"version": 1}'])
def test_a_foreign_file_is_refused(path: Path, content: str) -> None:
    path.parent.mkdir()
    path.write_text(content)
    with pytest.raises(StateError, match="is not a state of this stand-in"):
        Simulator(state_path=path)
    assert path.read_text() == content
