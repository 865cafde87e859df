"""What goes wrong on demand, and Telegram's pace."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING, Any

import httpx
import pytest

from bot.simulator.pace import Pace

if TYPE_CHECKING:
    from tests.simulator_client import BotSide, SimulatorClient, SimUser


@pytest.mark.parametrize(
    ("code", "description"),
    [
        (400, "Bad Request: the stand-in was asked to refuse"),
        (403, "Forbidden: bot was blocked by the user"),
        (500, "Internal Server Error"),
        (599, "Internal Server Error"),
    ],
)
def test_a_call_can_be_refused(
    bot: BotSide, lan: SimUser, simulator: SimulatorClient, code: int, description: str
) -> None:
    simulator.fault(code=code)
    assert bot.refused("sendMessage", chat_id=lan.id, text="x") == description
    assert lan.from_bot() == []
    assert simulator.calls("sendMessage")[-1]["status"] == code
    bot.send(lan, "y")


def test_a_429_tells_how_long_to_wait(bot: BotSide, simulator: SimulatorClient) -> None:
    simulator.fault(code=429, retry_after=7)
    assert bot.ask("getMe").json() == {
        "ok": False,
        "error_code": 429,
        "description": "Too Many Requests: retry after 7",
        "parameters": {"retry_after": 7},
    }
    simulator.fault(code=429, description="Too Many Requests: wait")
    assert bot.ask("getMe").json()["parameters"] == {"retry_after": 1}


def test_a_fault_waits_for_its_method_chat_and_turn(
    bot: BotSide, lan: SimUser, simulator: SimulatorClient
) -> None:
    minh = simulator.add_user("Minh")
    minh.start()
    simulator.fault(method="sendmessage", chat_id=minh.id, skip=1, times=2)
    bot.send(lan, "a")
    bot.send(minh, "a")
    assert bot.call("getMe")
    for _ in range(2):
        assert bot.refused("sendMessage", chat_id=minh.id, text="b") == "Internal Server Error"
    bot.send(minh, "c")


def test_a_lasting_fault_stays_until_it_is_removed(bot: BotSide, simulator: SimulatorClient) -> None:
    simulator.fault(times=None, code=500)
    for _ in range(3):
        bot.refused("getMe")
    assert simulator.ask("GET", "/sim/faults")[0]["hits"] == 3
    simulator.clear_faults()
    assert simulator.ask("GET", "/sim/faults") == []
    bot.call("getMe")


def test_a_proxy_can_answer_with_a_page(bot: BotSide, simulator: SimulatorClient) -> None:
    simulator.fault("html", code=502)
    response = bot.ask("getMe")
    assert response.status_code == 502
    assert "<h1>502 Bad Gateway</h1>" in response.text


def test_a_call_can_hang_without_effect(bot: BotSide, lan: SimUser, simulator: SimulatorClient) -> None:
    simulator.fault("hang", method="sendMessage")
    with pytest.raises(httpx.ReadTimeout):
        simulator.http.post("/bot1:demo/sendMessage", json={"chat_id": lan.id, "text": "x"}, timeout=0.3)
    simulator.fault("hang", seconds=0.01)
    assert bot.refused("sendMessage", chat_id=lan.id, text="x") == "Gateway Timeout"
    assert lan.from_bot() == []
    assert simulator.calls("sendMessage")[0]["outcome"] == "hang"


def test_an_answer_can_be_lost_after_the_effect(
    bot: BotSide, lan: SimUser, simulator: SimulatorClient
) -> None:
    simulator.fault("lost_answer", method="sendMessage")
    with pytest.raises(httpx.TransportError):
        bot.send(lan, "x")
    assert lan.last()["text"] == "x"


def test_a_call_can_be_late(bot: BotSide, simulator: SimulatorClient) -> None:
    simulator.fault("delay", seconds=0.01)
    assert bot.call("getMe")["id"] == 1
    assert simulator.ask("GET", "/sim/faults") == []


def test_a_download_can_go_wrong_too(bot: BotSide, lan: SimUser, simulator: SimulatorClient) -> None:
    lan.photo()
    file_id = bot.updates()[0]["message"]["photo"][0]["file_id"]
    path = f"/file/bot1:demo/{bot.call('getFile', file_id=file_id)['file_path']}"
    simulator.fault(method="download", code=500)
    assert simulator.http.get(path).status_code == 500
    assert simulator.http.get(path).status_code == 200


@pytest.mark.parametrize(
    "fault", [{"kind": "flood"}, {"cod": 400}, {"kind": "delay"}], ids=["kind", "field", "no seconds"]
)
def test_a_fault_nobody_knows_is_refused(simulator: SimulatorClient, fault: dict[str, Any]) -> None:
    assert simulator.http.post("/sim/faults", json=fault).status_code == 400


def test_a_chat_takes_a_burst_and_then_one_a_second() -> None:
    pace = Pace(enforced=True, overall=30.0, per_chat=1.0, chat_burst=3.0)
    assert [pace.admit(1, 1, 0.0) for _ in range(4)] == [0, 0, 0, 1]
    assert pace.admit(2, 1, 0.0) == 0
    assert [pace.admit(1, 1, 1.0) for _ in range(2)] == [0, 1]
    assert pace.refused == 2


def test_all_chats_together_have_a_limit_as_well() -> None:
    pace = Pace(enforced=True, overall=30.0)
    assert sum(pace.admit(chat, 1, 0.0) == 0 for chat in range(40)) == 30
    assert pace.admit(99, 1, 0.5) == 0


def test_an_album_counts_each_picture_but_is_never_too_big_for_ever() -> None:
    pace = Pace(enforced=True, chat_burst=5.0)
    assert pace.admit(1, 10, 0.0) == 0
    assert pace.admit(1, 1, 0.0) == 6
    assert pace.admit(1, 1, 6.0) == 0


def test_pace_is_enforced_when_switched_on(bot: BotSide, lan: SimUser, simulator: SimulatorClient) -> None:
    for _ in range(50):
        bot.send(lan, "x")
    limits = {"enforced": True, "chat_burst": 2, "per_chat": 0.01}
    assert simulator.ask("POST", "/sim/limits", json=limits)["enforced"] is True
    sent = bot.send(lan, "a")["message_id"]
    bot.call("editMessageText", chat_id=lan.id, message_id=sent, text="b")
    words = bot.refused("editMessageText", chat_id=lan.id, message_id=sent, text="c")
    assert words.startswith("Too Many Requests: retry after ")
    assert simulator.stats()["refused_for_pace"] == 1
    assert lan.last()["text"] == "b"
    assert simulator.http.post("/sim/limits", json={"rate": 1}).status_code == 400


def test_answers_to_taps_do_not_count(bot: BotSide, lan: SimUser, simulator: SimulatorClient) -> None:
    bot.send(lan, "?", reply_markup={"inline_keyboard": [[{"text": "a", "callback_data": "b"}]]})
    simulator.ask("POST", "/sim/limits", json={"enforced": True, "chat_burst": 1})
    for _ in range(5):
        bot.call("answerCallbackQuery", callback_query_id=lan.tap("a")["callback_query_id"])
    assert simulator.stats()["refused_for_pace"] == 0


def test_a_call_that_fails_for_pace_leaves_no_half_album(
    bot: BotSide, lan: SimUser, simulator: SimulatorClient
) -> None:
    lan.photo()
    photo = bot.updates()[0]["message"]["photo"][0]["file_id"]
    simulator.ask("POST", "/sim/limits", json={"enforced": True, "chat_burst": 1, "per_chat": 0.01})
    media = [{"type": "photo", "media": photo}] * 3
    bot.call("sendMediaGroup", chat_id=lan.id, media=media)
    assert bot.refused("sendMediaGroup", chat_id=lan.id, media=media).startswith("Too Many Requests")
    assert len(lan.from_bot()) == 3


def test_many_calls_at_once_are_all_counted(bot: BotSide, lan: SimUser, simulator: SimulatorClient) -> None:
    threads = [threading.Thread(target=bot.send, args=(lan, str(number))) for number in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(10)
    assert sorted(message["text"] for message in lan.from_bot()) == [str(number) for number in range(8)]
    assert simulator.stats()["by_method"]["sendMessage"] == 8
