"""Taps and their answers."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from bot.simulator.accounts import QUERIES_KEPT, BotAccount, CallbackQuery
from bot.simulator.chats import TOASTS_KEPT
from tests.simulator_client import hosted_simulator

if TYPE_CHECKING:
    from tests.simulator_client import BotSide, SimulatorClient, SimUser

YES_NO = {
    "inline_keyboard": [
        [{"text": "Có", "callback_data": "y"}, {"text": "Không", "callback_data": "n"}],
        [{"text": "Trang", "url": "https://thon.vn"}, {"text": "Chép", "copy_text": {"text": "abc"}}],
    ]
}
TOO_OLD = "Bad Request: query is too old and response timeout expired or query ID is invalid"


@pytest.fixture
def question(bot: BotSide, lan: SimUser) -> int:
    return int(bot.send(lan, "Đã ký chưa?", reply_markup=YES_NO)["message_id"])


def test_a_tap_becomes_a_callback_query(bot: BotSide, lan: SimUser, question: int) -> None:
    lan.tap("Không")
    query = bot.updates()[0]["callback_query"]
    assert query["data"] == "n"
    assert query["from"]["id"] == lan.id
    assert query["message"]["message_id"] == question
    assert query["message"]["reply_markup"] == YES_NO
    assert query["chat_instance"]


def test_a_button_is_found_by_text_data_or_place(lan: SimUser, question: int) -> None:
    assert lan.tap("Có")["data"] == "y"
    assert lan.tap(data="n")["data"] == "n"
    assert lan.tap(row=0, col=1)["data"] == "n"
    assert lan.act("tap", message_id=question, row=0)["data"] == "y"


def test_links_and_copies_reach_no_bot(bot: BotSide, lan: SimUser, question: int) -> None:
    assert lan.tap("Trang") == {"url": "https://thon.vn"}
    assert lan.act("tap", message_id=question, row=1, col=1) == {"copy_text": {"text": "abc"}}
    assert bot.updates() == []


def test_an_answer_is_shown_on_the_phone(bot: BotSide, lan: SimUser, question: int) -> None:
    query = lan.tap("Có")["callback_query_id"]
    assert bot.call("answerCallbackQuery", callback_query_id=query, text="Đã ghi", show_alert=True) is True
    toast = lan.chat()["toasts"][-1]
    assert (toast["text"], toast["show_alert"], toast["message_id"]) == ("Đã ghi", True, question)
    assert lan.chat(after=toast["seq"])["toasts"] == []


def test_an_answer_can_be_too_long_unknown_or_late(bot: BotSide, lan: SimUser, question: int) -> None:
    query = lan.tap("Có")["callback_query_id"]
    words = bot.refused("answerCallbackQuery", callback_query_id=query, text="x" * 201)
    assert words == "Bad Request: MESSAGE_TOO_LONG"
    assert bot.refused("answerCallbackQuery", callback_query_id="5") == TOO_OLD
    assert question


def test_a_tap_cannot_be_answered_for_ever() -> None:
    with hosted_simulator(callback_lifetime=0.0) as simulator:
        bot, lan = simulator.bot(), simulator.add_user("Lan")
        lan.start()
        bot.send(lan, "?", reply_markup=YES_NO)
        query = lan.tap("Có")["callback_query_id"]
        assert bot.refused("answerCallbackQuery", callback_query_id=query) == TOO_OLD


def test_a_button_that_was_taken_away_is_tapped_by_old_phones_only(
    bot: BotSide, lan: SimUser, question: int, simulator: SimulatorClient
) -> None:
    bot.call("editMessageText", chat_id=lan.id, message_id=question, text="Xong")
    tap = {"message_id": question, "button": "Có"}
    assert simulator.http.post(f"/sim/users/{lan.id}/tap", json=tap).status_code == 409
    lan.act("tap", message_id=question, stale=True, data="y")
    query = bot.updates()[0]["callback_query"]
    assert (query["data"], query["message"]["text"]) == ("y", "Xong")


def test_a_stale_tap_on_a_deleted_message_brings_an_inaccessible_one(
    bot: BotSide, lan: SimUser, question: int, simulator: SimulatorClient
) -> None:
    bot.call("deleteMessage", chat_id=lan.id, message_id=question)
    tap = {"message_id": question, "data": "y"}
    assert simulator.http.post(f"/sim/users/{lan.id}/tap", json=tap).status_code == 404
    lan.act("tap", **tap, stale=True)
    message = bot.updates()[0]["callback_query"]["message"]
    assert (message["message_id"], message["date"], message["chat"]["id"]) == (question, 0, lan.id)


@pytest.mark.parametrize(
    ("tap", "status"),
    [
        ({"message_id": 999, "data": "y", "stale": True}, 404),
        ({"message_id": 1, "stale": True}, 400),
        ({"message_id": "a", "data": "y"}, 400),
        ({"data": "y"}, 400),
    ],
)
def test_a_tap_needs_a_message_and_a_button(
    lan: SimUser, simulator: SimulatorClient, tap: dict[str, object], status: int
) -> None:
    assert simulator.http.post(f"/sim/users/{lan.id}/tap", json=tap).status_code == status


def test_a_place_beyond_the_keyboard_has_no_button(
    lan: SimUser, question: int, simulator: SimulatorClient
) -> None:
    for row, col in ((2, 0), (0, 5)):
        tap = {"message_id": question, "row": row, "col": col}
        assert simulator.http.post(f"/sim/users/{lan.id}/tap", json=tap).status_code == 409


def test_a_tap_may_be_delivered_twice(bot: BotSide, lan: SimUser, question: int) -> None:
    number = lan.tap("Có", repeat_update=1)["update_id"]
    assert question
    assert [update["update_id"] for update in bot.updates()] == [number]
    assert [update["update_id"] for update in bot.updates(offset=number + 1)] == [number]


def test_only_the_newest_answers_are_kept(bot: BotSide, lan: SimUser, question: int) -> None:
    assert question
    for _ in range(TOASTS_KEPT + 2):
        bot.call(
            "answerCallbackQuery",
            callback_query_id=lan.act("tap", message_id=question, row=0)["callback_query_id"],
        )
    assert len(lan.chat()["toasts"]) == TOASTS_KEPT


def test_only_so_many_open_taps_are_remembered() -> None:
    bot = BotAccount("1:x", "x_bot", "X")
    first = bot.new_query(CallbackQuery(1, 1, 0.0))
    for _ in range(QUERIES_KEPT):
        bot.new_query(CallbackQuery(1, 1, 0.0))
    assert first not in bot.queries
    assert len(bot.queries) == QUERIES_KEPT
