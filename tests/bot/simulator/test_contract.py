"""The stand-in against python-telegram-bot's own signatures, and driven by its Bot."""

from __future__ import annotations

import inspect
import re
from typing import TYPE_CHECKING

import pytest
import telegram
from telegram.error import BadRequest, Conflict, Forbidden, InvalidToken, NetworkError, RetryAfter

from bot.simulator.methods import METHODS, REFUSED
from bot.simulator.samples import sample_png

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from bot.simulator.methods import Method
    from tests.simulator_client import SimulatorClient, SimUser

TRANSPORT = {
    "self",
    "api_kwargs",
    "read_timeout",
    "write_timeout",
    "connect_timeout",
    "pool_timeout",
}
CONVENIENCES = {
    "allow_sending_without_reply": "becomes part of reply_parameters",
    "reply_to_message_id": "becomes part of reply_parameters",
    "disable_web_page_preview": "becomes part of link_preview_options",
    "filename": "becomes the name of the upload",
    "contact": "is taken apart into its fields",
}
"""What PTB's methods take in Python but never send by that name."""
ALBUM_CAPTION = {"caption", "parse_mode", "caption_entities"}
"""PTB puts these into the first item of an album."""


def ptb_parameters(name: str) -> set[str]:
    snake = re.sub(r"(?=[A-Z])", "_", name).lower()
    found = set(inspect.signature(getattr(telegram.Bot, snake)).parameters) - TRANSPORT - set(CONVENIENCES)
    return found - ALBUM_CAPTION if name == "sendMediaGroup" else found


@pytest.mark.parametrize("method", METHODS.values(), ids=lambda method: method.name)
def test_every_parameter_of_ptb_is_known_or_refused_with_a_reason(method: Method) -> None:
    known, theirs = set(method.parameters), ptb_parameters(method.name)
    assert theirs - known <= set(REFUSED), "PTB may send what the stand-in neither knows nor refuses"
    assert known <= theirs, "the stand-in takes what Telegram does not know"


def test_nothing_is_refused_that_no_method_has() -> None:
    assert set(REFUSED) <= set().union(*(ptb_parameters(method.name) for method in METHODS.values()))
    assert all(REFUSED.values())


@pytest.fixture
async def ptb(simulator: SimulatorClient) -> AsyncIterator[telegram.Bot]:
    bot = telegram.Bot("1:demo", base_url=f"{simulator.url}/bot", base_file_url=f"{simulator.url}/file/bot")
    async with bot:
        yield bot


async def test_ptb_carries_a_conversation(ptb: telegram.Bot, lan: SimUser) -> None:
    lan.text("/baocao")
    (update,) = await ptb.get_updates(timeout=0, allowed_updates=telegram.Update.ALL_TYPES)
    assert update.message is not None
    assert update.message.parse_entities(["bot_command"]).popitem()[1] == "/baocao"
    keyboard = telegram.InlineKeyboardMarkup.from_button(
        telegram.InlineKeyboardButton("Có", callback_data="y")
    )
    await update.message.reply_html(
        "<b>Chào</b> chị",
        reply_markup=keyboard,
        do_quote=True,
        link_preview_options=telegram.LinkPreviewOptions(is_disabled=True),
    )
    lan.tap("Có")
    (update,) = await ptb.get_updates(offset=update.update_id + 1)
    query = update.callback_query
    assert query is not None
    assert query.message is not None
    assert query.message.is_accessible
    await query.answer("Đã nhận", show_alert=True)
    await query.edit_message_text("Xong")
    with pytest.raises(BadRequest, match="Message is not modified"):
        await query.edit_message_text("Xong")
    assert lan.last()["text"] == "Xong"
    assert lan.chat()["toasts"][0]["text"] == "Đã nhận"


async def test_ptb_sends_files_both_ways(ptb: telegram.Bot, lan: SimUser) -> None:
    photo = await ptb.send_photo(lan.id, sample_png(1), caption="<i>ảnh</i>", parse_mode="HTML")
    again = await ptb.send_photo(lan.id, photo.photo[-1].file_id)
    assert again.photo == photo.photo
    document = await ptb.send_document(lan.id, b"a;b", filename="bảng.csv")
    assert document.document is not None
    file = await ptb.get_file(document.document)
    assert bytes(await file.download_as_bytearray()) == b"a;b"
    pictures = [telegram.InputMediaPhoto(sample_png(number)) for number in range(2)]
    album = await ptb.send_media_group(lan.id, pictures, caption="Hai ảnh")
    assert album[0].caption == "Hai ảnh"
    edited = await ptb.edit_message_media(telegram.InputMediaPhoto(sample_png(4)), lan.id, photo.message_id)
    assert isinstance(edited, telegram.Message)
    contact = await ptb.send_contact(lan.id, contact=telegram.Contact("0912", "Cán bộ"))
    assert contact.contact == telegram.Contact("0912", "Cán bộ")
    lan.photo(2)
    (update,) = await ptb.get_updates()
    assert update.message is not None
    assert update.message.photo[-1].width == 320


async def test_ptb_sets_menus_and_reads_chats(ptb: telegram.Bot, lan: SimUser) -> None:
    scope = telegram.BotCommandScopeChat(lan.id)
    await ptb.set_my_commands([("baocao", "Báo cáo")], scope=scope, language_code="vi")
    (command,) = await ptb.get_my_commands(scope, "vi")
    assert command.command == "baocao"
    await ptb.delete_my_commands(scope, "vi")
    await ptb.set_my_short_description("Ngắn")
    assert (await ptb.get_my_short_description()).short_description == "Ngắn"
    await ptb.set_chat_menu_button(lan.id, telegram.MenuButtonCommands())
    assert isinstance(await ptb.get_chat_menu_button(lan.id), telegram.MenuButtonCommands)
    assert (await ptb.get_chat(lan.id)).first_name == "Lan"
    await ptb.send_chat_action(lan.id, "typing")
    keyboard = telegram.ReplyKeyboardMarkup([["Báo cáo"]], resize_keyboard=True, is_persistent=True)
    sent = await ptb.send_message(lan.id, "x", reply_markup=keyboard)
    await ptb.delete_messages(lan.id, [sent.message_id])
    await ptb.set_webhook("http://127.0.0.1:9/", secret_token="x", max_connections=1)
    assert (await ptb.get_webhook_info()).url == "http://127.0.0.1:9/"
    await ptb.delete_webhook(drop_pending_updates=True)


async def test_ptb_understands_every_refusal(
    ptb: telegram.Bot, lan: SimUser, simulator: SimulatorClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PTB_TIMEDELTA", "1")  # otherwise PTB warns of a change to come
    simulator.fault(code=429, retry_after=3)
    with pytest.raises(RetryAfter):
        await ptb.get_me()
    simulator.fault("html", code=502)
    with pytest.raises(NetworkError):
        await ptb.get_me()
    simulator.fault(code=409)
    with pytest.raises(Conflict):
        await ptb.get_updates()
    lan.block()
    with pytest.raises(Forbidden, match="blocked by the user"):
        await ptb.send_message(lan.id, "x")
    simulator.fault(code=401)
    with pytest.raises(InvalidToken):
        await ptb.get_me()


async def test_ptb_reads_membership_and_corrections(ptb: telegram.Bot, lan: SimUser) -> None:
    lan.edit(lan.text("a")["message_id"], "b")
    lan.block()
    _, corrected, membership = await ptb.get_updates()
    assert corrected.edited_message is not None
    assert corrected.edited_message.edit_date is not None
    assert membership.my_chat_member is not None
    assert membership.my_chat_member.new_chat_member.status == "kicked"
