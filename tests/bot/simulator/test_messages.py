"""Sending, editing and deleting, with Telegram's limits and words."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from tests.simulator_client import BotSide, SimulatorClient, SimUser

YES = {"inline_keyboard": [[{"text": "Có", "callback_data": "yes"}]]}
MENU = {"keyboard": [["Báo cáo"], [{"text": "Gửi số", "request_contact": True}]], "resize_keyboard": True}


def test_a_text_arrives_with_its_entities_and_keyboard(bot: BotSide, lan: SimUser) -> None:
    sent = bot.send(lan, "<b>Chào</b> chị", parse_mode="HTML", reply_markup=YES, protect_content=True)
    assert sent["text"] == "Chào chị"
    assert sent["entities"] == [{"type": "bold", "offset": 0, "length": 4}]
    assert sent["reply_markup"] == YES
    assert sent["has_protected_content"] is True
    assert sent["from"]["is_bot"] is True
    assert sent["chat"] == {"id": lan.id, "type": "private", "first_name": "Lan", "last_name": "Nguyễn"}
    assert lan.last()["html"] == "<b>Chào</b> chị"
    assert lan.buttons() == ["Có"]


def test_message_numbers_only_grow(bot: BotSide, lan: SimUser) -> None:
    numbers = [
        bot.send(lan, "a")["message_id"],
        lan.text("b")["message_id"],
        bot.send(lan, "c")["message_id"],
    ]
    assert numbers == sorted(set(numbers))


@pytest.mark.parametrize(
    ("parameters", "reason"),
    [
        ({"text": ""}, "message text is empty"),
        ({"text": "  \n "}, "text must be non-empty"),
        ({"text": "<b></b>", "parse_mode": "html"}, "text must be non-empty"),
        ({"text": "x" * 4097}, "message is too long"),
        ({"text": "x", "parse_mode": "MarkdownV2"}, "this stand-in reads parse_mode HTML only, not Markdown"),
        ({"text": "x", "chat_id": ""}, "chat_id is empty"),
        ({"text": "x", "chat_id": None}, "chat_id is empty"),
        ({"text": "x", "chat_id": "@kenh"}, "chat not found"),
        ({"text": "x", "chat_id": 4}, "chat not found"),
        ({"text": "x", "link_preview_options": {"off": 1}}, "can't parse link preview options JSON object"),
        ({"text": "x", "reply_parameters": {"message_id": 999}}, "message to be replied not found"),
        (
            {"text": "x", "reply_parameters": {"quote": "a"}},
            "this stand-in knows message_id and allow_sending_without_reply of reply_parameters",
        ),
        (
            {"text": "x", "chat": 5},
            "this stand-in refuses parameter chat of sendMessage: the method has no such parameter",
        ),
        (
            {"text": "x", "message_thread_id": 5},
            (
                "this stand-in refuses parameter message_thread_id of sendMessage: "
                "there are no forum topics in private chats"
            ),
        ),
    ],
)
def test_a_wrong_message_is_refused(
    bot: BotSide, lan: SimUser, parameters: dict[str, Any], reason: str
) -> None:
    wrong = {"chat_id": lan.id} | parameters
    assert bot.refused("sendMessage", **wrong) == f"Bad Request: {reason}"
    assert lan.from_bot() == []


def test_markup_does_not_count_towards_the_length(bot: BotSide, lan: SimUser) -> None:
    assert bot.send(lan, f"<b>{'ư' * 4096}</b>", parse_mode="HTML")["text"] == "ư" * 4096


@pytest.mark.parametrize(
    ("markup", "reason"),
    [
        ("[]", "object expected as reply markup"),
        ("{", "can't parse reply keyboard markup JSON object"),
        ({}, "can't parse reply keyboard markup: this stand-in does not know it"),
        ({"inline_keyboard": [], "x": 1}, "can't parse reply keyboard markup: this stand-in does not know x"),
        (
            {"inline_keyboard": [{"text": "a"}]},
            'Field "inline_keyboard" of the InlineKeyboardMarkup must be an Array of Arrays',
        ),
        (
            {"inline_keyboard": [["a"]]},
            "can't parse inline keyboard button: InlineKeyboardButton must be an Object",
        ),
        (
            {"inline_keyboard": [[{"text": " ", "callback_data": "x"}]]},
            "inline keyboard button text must be non-empty",
        ),
        (
            {"inline_keyboard": [[{"text": "a"}]]},
            "can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard",
        ),
        (
            {"inline_keyboard": [[{"text": "a", "callback_data": ""}]]},
            "can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard",
        ),
        (
            {"inline_keyboard": [[{"text": "a", "pay": True}]]},
            "can't parse inline keyboard button: this stand-in does not know ['pay']",
        ),
        ({"inline_keyboard": [[{"text": "a", "callback_data": "ư" * 33}]]}, "BUTTON_DATA_INVALID"),
        ({"inline_keyboard": [[{"text": "a", "url": "x"}] * 9]}, "reply markup is too long"),
        ({"inline_keyboard": [[{"text": "a", "url": "x"}]] * 101}, "reply markup is too long"),
        ({"keyboard": "x"}, 'Field "keyboard" must be an Array of Arrays'),
        ({"keyboard": [[]]}, "reply keyboard must have at least one button"),
        (
            {"keyboard": [[1]]},
            "can't parse keyboard button: KeyboardButton must be a String or an Object",
        ),
        ({"keyboard": [[""]]}, "keyboard button text must be non-empty"),
        (
            {"keyboard": [[{"text": "a", "request_poll": {}}]]},
            "can't parse keyboard button: this stand-in does not know ['request_poll']",
        ),
        ({"keyboard": [["a"]], "input_field_placeholder": "x" * 65}, "input field placeholder is too long"),
    ],
)
def test_a_wrong_keyboard_is_refused(bot: BotSide, lan: SimUser, markup: object, reason: str) -> None:
    assert (
        bot.refused("sendMessage", chat_id=lan.id, text="x", reply_markup=markup) == f"Bad Request: {reason}"
    )


def test_callback_data_may_fill_its_64_bytes(bot: BotSide, lan: SimUser) -> None:
    bot.send(lan, "x", reply_markup={"inline_keyboard": [[{"text": "a", "callback_data": "ư" * 32}]]})
    assert lan.tap("a")["data"] == "ư" * 32


def test_a_reply_keyboard_stays_until_it_is_removed(bot: BotSide, lan: SimUser) -> None:
    sent = bot.send(lan, "x", reply_markup=MENU)
    assert "reply_markup" not in sent
    bot.send(lan, "y")
    bot.send(lan, "?", reply_markup={"force_reply": True})
    assert lan.chat()["keyboard"]["keyboard"][0] == [{"text": "Báo cáo"}]
    bot.send(lan, "z", reply_markup={"remove_keyboard": True})
    assert lan.chat()["keyboard"] is None


def test_an_answer_names_what_it_answers(bot: BotSide, lan: SimUser) -> None:
    question = lan.text("?")["message_id"]
    sent = bot.send(lan, "!", reply_parameters={"message_id": question})
    assert sent["reply_to_message"]["text"] == "?"
    assert lan.last()["reply_to"] == question
    free = bot.send(lan, "!", reply_parameters={"message_id": 999, "allow_sending_without_reply": True})
    assert "reply_to_message" not in free


def test_an_edit_changes_text_and_takes_the_keyboard_away(bot: BotSide, lan: SimUser) -> None:
    sent = bot.send(lan, "Bước 1", reply_markup=YES)
    edited = bot.call("editMessageText", chat_id=lan.id, message_id=sent["message_id"], text="Bước 2")
    assert edited["text"] == "Bước 2"
    assert "reply_markup" not in edited
    assert edited["edit_date"] >= edited["date"]
    assert lan.last()["edited"] is True
    assert len(lan.from_bot()) == 1


def test_the_keyboard_alone_can_be_changed(bot: BotSide, lan: SimUser) -> None:
    sent = bot.send(lan, "x", reply_markup=YES)
    where = {"chat_id": lan.id, "message_id": sent["message_id"]}
    assert "reply_markup" not in bot.call("editMessageReplyMarkup", **where)
    assert bot.call("editMessageReplyMarkup", **where, reply_markup=YES)["reply_markup"] == YES


def test_an_edit_that_changes_nothing_is_refused(bot: BotSide, lan: SimUser) -> None:
    sent = bot.send(lan, "x", reply_markup=YES)
    same = {"chat_id": lan.id, "message_id": sent["message_id"], "text": "x", "reply_markup": YES}
    assert bot.refused("editMessageText", **same) == (
        "Bad Request: message is not modified: specified new message content and reply markup are exactly the "
        "same as a current content and reply markup of the message"
    )


def test_only_own_messages_without_reply_keyboard_can_be_edited(bot: BotSide, lan: SimUser) -> None:
    theirs = lan.text("a")["message_id"]
    with_menu = bot.send(lan, "b", reply_markup=MENU)["message_id"]
    for number in (theirs, with_menu):
        words = bot.refused("editMessageText", chat_id=lan.id, message_id=number, text="c")
        assert words == "Bad Request: message can't be edited"


@pytest.mark.parametrize(
    ("method", "parameters", "reason"),
    [
        ("editMessageText", {"text": "x"}, "message identifier is not specified"),
        ("editMessageText", {"text": "x", "message_id": 999}, "message to edit not found"),
        ("editMessageText", {"text": "x", "message_id": "a"}, "parameter message_id must be a whole number"),
        ("editMessageReplyMarkup", {"message_id": 999}, "message to edit not found"),
        ("deleteMessage", {}, "message identifier is not specified"),
        ("deleteMessage", {"message_id": 999}, "message to delete not found"),
        ("deleteMessages", {"message_ids": 1}, "expected an Array of message identifiers"),
        ("deleteMessages", {"message_ids": []}, "message identifiers are not specified"),
        ("deleteMessages", {"message_ids": [1] * 101}, "too many message identifiers specified"),
        ("sendChatAction", {"action": "sleeping"}, "wrong parameter action in request"),
        ("sendContact", {"first_name": "a"}, 'parameter "phone_number" is required'),
        ("sendContact", {"phone_number": "1"}, 'parameter "first_name" is required'),
    ],
)
def test_what_is_not_there_cannot_be_changed(
    bot: BotSide, lan: SimUser, method: str, parameters: dict[str, Any], reason: str
) -> None:
    assert bot.refused(method, chat_id=lan.id, **parameters) == f"Bad Request: {reason}"


def test_an_edit_takes_inline_keyboards_only(bot: BotSide, lan: SimUser) -> None:
    sent = bot.send(lan, "x")["message_id"]
    words = bot.refused("editMessageText", chat_id=lan.id, message_id=sent, text="y", reply_markup=MENU)
    assert words == "Bad Request: inline keyboard expected"


def test_text_and_caption_edits_need_text_and_caption(bot: BotSide, lan: SimUser) -> None:
    text = bot.send(lan, "x")["message_id"]
    words = bot.refused("editMessageCaption", chat_id=lan.id, message_id=text, caption="y")
    assert words == "Bad Request: there is no caption in the message to edit"
    contact = bot.call("sendContact", chat_id=lan.id, phone_number="1", first_name="A", last_name="B")
    where = {"chat_id": lan.id, "message_id": contact["message_id"]}
    assert (
        bot.refused("editMessageText", **where, text="y")
        == "Bad Request: there is no text in the message to edit"
    )
    assert bot.refused("editMessageMedia", **where, media={}) == "Bad Request: message can't be edited"
    assert lan.last()["contact"] == {"phone_number": "1", "first_name": "A", "last_name": "B"}


def test_deleted_messages_are_gone_for_both(bot: BotSide, lan: SimUser) -> None:
    numbers = [bot.send(lan, text)["message_id"] for text in "abc"]
    assert bot.call("deleteMessage", chat_id=lan.id, message_id=numbers[0]) is True
    assert bot.call("deleteMessages", chat_id=lan.id, message_ids=[*numbers, 999]) is True
    assert lan.from_bot() == []
    assert [message["message_id"] for message in lan.chat()["messages"] if message["deleted"]] == numbers
    words = bot.refused("deleteMessage", chat_id=lan.id, message_id=numbers[0])
    assert words == "Bad Request: message to delete not found"


def test_who_blocked_the_bot_gets_nothing(bot: BotSide, lan: SimUser) -> None:
    sent = bot.send(lan, "x")["message_id"]
    lan.block()
    blocked = "Forbidden: bot was blocked by the user"
    assert bot.refused("sendMessage", chat_id=lan.id, text="y") == blocked
    assert bot.refused("editMessageText", chat_id=lan.id, message_id=sent, text="y") == blocked
    assert bot.refused("sendChatAction", chat_id=lan.id, action="typing") == blocked
    lan.unblock()
    bot.send(lan, "z")


def test_someone_who_never_wrote_is_not_found(bot: BotSide, simulator: SimulatorClient) -> None:
    stranger = simulator.add_user("Người lạ")
    assert bot.refused("sendMessage", chat_id=stranger.id, text="x") == "Bad Request: chat not found"
    assert stranger.chat()["begun"] is False


def test_typing_is_accepted_and_leaves_no_trace(bot: BotSide, lan: SimUser) -> None:
    before = lan.chat()["seq"]
    assert bot.call("sendChatAction", chat_id=lan.id, action="typing") is True
    assert lan.chat()["seq"] == before
