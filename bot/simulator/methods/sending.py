"""What all methods that send have in common."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.simulator.errors import bad_request, too_many_requests
from bot.simulator.formatted import read_text
from bot.simulator.keyboards import read_markup
from bot.simulator.wire import Kind

if TYPE_CHECKING:
    from bot.simulator.chats import Chat, Message
    from bot.simulator.methods.registry import Call
    from bot.simulator.wire import Json

TEXT_LENGTH = 4096
CAPTION_LENGTH = 1024
"""Characters after entities are parsed (core.telegram.org/bots/api#sendmessage, #sendphoto)."""
SENDING = {
    "chat_id": Kind.CHAT,
    "disable_notification": Kind.FLAG,
    "protect_content": Kind.FLAG,
    "reply_parameters": Kind.DATA,
}
MARKUP = {"reply_markup": Kind.DATA}
PREVIEW_FIELDS = {"is_disabled", "url", "prefer_small_media", "prefer_large_media", "show_above_text"}
REPLY_FIELDS = {"message_id", "allow_sending_without_reply"}


def chat_to_write(call: Call, count: int = 1) -> Chat:
    """Return the chat a call sends to, within the pace Telegram allows."""
    chat = call.bot.writable_chat(call.number("chat_id"))
    keep_pace(call, chat, count)
    return chat


def keep_pace(call: Call, chat: Chat, count: int = 1) -> None:
    """Refuse with a 429 when the bot sends faster than Telegram allows."""
    wait = call.bot.pace.admit(chat.user.id, count, call.world.monotonic())
    if wait:
        raise too_many_requests(wait)


def message_text(call: Call) -> Json:
    """Return the checked text of a message with its entities."""
    source = call.text("text")
    if not source:
        raise bad_request("message text is empty")
    text, entities = read_text(source, call.text("parse_mode"), call.data("entities"))
    if not text:
        raise bad_request("text must be non-empty")
    if len(text) > TEXT_LENGTH:
        raise bad_request("message is too long")
    return {"text": text} | ({"entities": entities} if entities else {})


def check_preview(call: Call) -> None:
    """Refuse what Telegram does not know of previews; the stand-in shows none."""
    wanted = call.data("link_preview_options")
    if wanted is not None and (not isinstance(wanted, dict) or set(wanted) - PREVIEW_FIELDS):
        raise bad_request("can't parse link preview options JSON object")


def caption(source: str, parse_mode: str, entities: object = None) -> Json:
    """Return the checked caption of a photo or document, nothing when there is none."""
    text, found = read_text(source, parse_mode, entities)
    if len(text) > CAPTION_LENGTH:
        raise bad_request("message caption is too long")
    if not text:
        return {}
    return {"caption": text} | ({"caption_entities": found} if found else {})


def reply_target(call: Call, chat: Chat) -> Json:
    """Return the part of a message that says what it answers."""
    wanted = call.data("reply_parameters")
    if wanted is None:
        return {}
    if not isinstance(wanted, dict) or set(wanted) - REPLY_FIELDS:
        raise bad_request(
            "this stand-in knows message_id and allow_sending_without_reply of reply_parameters"
        )
    message = chat.find(int(wanted.get("message_id", 0)))
    if message is None and not wanted.get("allow_sending_without_reply"):
        raise bad_request("message to be replied not found")
    if message is None:
        return {}
    return {"reply_to_message": {k: v for k, v in message.payload.items() if k != "reply_to_message"}}


def send(call: Call, chat: Chat, content: Json) -> Json:
    """Put a message of the bot into a chat, with its keyboard, and return it as Telegram does."""
    markup = read_markup(call.data("reply_markup"))
    content = content | reply_target(call, chat)
    if call.flag("protect_content"):
        content["has_protected_content"] = True
    if markup.get("inline_keyboard"):
        content["reply_markup"] = markup
    message = call.bot.new_message(chat, content, by_bot=True, date=call.world.date())
    message.editable = (
        not markup or "inline_keyboard" in markup
    )  # core.telegram.org/bots/api#updating-messages
    chat.set_keyboard(markup)
    return told(call, chat, message, "message")


def told(call: Call, chat: Chat, message: Message, what: str) -> Json:
    """Tell who looks on, and return the message."""
    call.world.tell(call.bot, chat, what)
    return message.payload
