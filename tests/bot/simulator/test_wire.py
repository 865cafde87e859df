"""Parameters however they come, and calls that name nothing known."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tests.simulator_client import BotSide, SimulatorClient, SimUser

KEYBOARD = '{"inline_keyboard":[[{"text":"Có","callback_data":"y"}]]}'


def test_query_form_json_and_multipart_mean_the_same(simulator: SimulatorClient, lan: SimUser) -> None:
    path, http = "/bot1:demo/sendMessage", simulator.http
    plain = {"chat_id": str(lan.id), "text": "Xin chào", "reply_markup": KEYBOARD, "protect_content": "true"}
    nested = {
        "chat_id": lan.id,
        "text": "Xin chào",
        "reply_markup": json.loads(KEYBOARD),
        "protect_content": True,
    }
    http.get(path, params=plain).raise_for_status()
    http.post(path, data=plain).raise_for_status()
    http.post(path, json=nested).raise_for_status()
    http.post(path, data=plain, files={"unused": b"x"}).raise_for_status()
    http.post(path, params={"chat_id": "4", "text": "Xin chào"}, data=plain).raise_for_status()
    messages = lan.from_bot()
    assert [message["text"] for message in messages] == ["Xin chào"] * 5
    assert all(message["inline_keyboard"][0][0]["callback_data"] == "y" for message in messages)


def test_a_multipart_field_may_have_a_content_type(simulator: SimulatorClient, lan: SimUser) -> None:
    fields = {"chat_id": (None, str(lan.id).encode(), "text/plain"), "text": (None, b"xin", "text/plain")}
    fields["reply_markup"] = (None, KEYBOARD.encode(), "application/json")
    simulator.http.post("/bot1:demo/sendMessage", files=fields).raise_for_status()
    assert (lan.last()["text"], lan.buttons()) == ("xin", ["Có"])


def test_method_names_are_read_in_any_case(simulator: SimulatorClient) -> None:
    assert simulator.http.get("/bot1:demo/GETME").json()["result"]["username"] == "chungtay_bot"


def test_an_unknown_token_is_unauthorized(simulator: SimulatorClient) -> None:
    response = simulator.http.get("/bot9:no/getMe")
    assert response.status_code == 401
    assert response.json() == {"ok": False, "error_code": 401, "description": "Unauthorized"}
    assert simulator.calls()[-1]["bot_id"] == 0


def test_an_unknown_method_is_not_found(bot: BotSide, simulator: SimulatorClient) -> None:
    assert bot.refused("sendDice", chat_id=1) == "Not Found"
    assert simulator.calls()[-1]["bot_id"] == 1


def test_a_body_that_is_no_json_object_is_refused(simulator: SimulatorClient) -> None:
    for body in ("{", "[]"):
        answer = simulator.http.post(
            "/bot1:demo/getMe", content=body, headers={"Content-Type": "application/json"}
        )
        assert answer.status_code == 400
        assert "JSON body" in answer.json()["description"]


def test_broken_nested_json_is_named(bot: BotSide, lan: SimUser) -> None:
    words = bot.refused("sendMessage", chat_id=lan.id, text="x", link_preview_options="{")
    assert words == "Bad Request: can't parse link preview options JSON object"
    assert bot.call("sendMessage", chat_id=lan.id, text="x", link_preview_options="")["text"] == "x"


def test_an_object_where_a_text_is_due_becomes_its_json(bot: BotSide, lan: SimUser) -> None:
    assert bot.call("sendMessage", chat_id=lan.id, text=15)["text"] == "15"


def test_a_file_too_large_is_refused_like_telegram_does(simulator: SimulatorClient, lan: SimUser) -> None:
    file = {"document": ("to.bin", b"\0" * (51 * 1024 * 1024))}
    answer = simulator.http.post("/bot1:demo/sendDocument", data={"chat_id": str(lan.id)}, files=file)
    assert answer.status_code == 413
    assert answer.json()["description"] == "Request Entity Too Large"
