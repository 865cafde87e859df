"""Plain messages, contacts, chat actions, and taking messages back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.simulator.errors import bad_request
from bot.simulator.methods.registry import Call, method
from bot.simulator.methods.sending import MARKUP, SENDING, chat_to_write, check_preview, message_text, send
from bot.simulator.wire import Kind

if TYPE_CHECKING:
    from bot.simulator.chats import Chat, Message
    from bot.simulator.wire import Json

ACTIONS = {
    "typing",
    "upload_photo",
    "record_video",
    "upload_video",
    "record_voice",
    "upload_voice",
    "upload_document",
    "choose_sticker",
    "find_location",
    "record_video_note",
    "upload_video_note",
}
DELETED_AT_ONCE = 100
DELETABLE_SECONDS = 48 * 3600
"""A bot can take back messages of the last 48 hours (core.telegram.org/bots/api#deletemessage)."""


@method(
    "sendMessage",
    SENDING
    | MARKUP
    | {
        "text": Kind.TEXT,
        "parse_mode": Kind.TEXT,
        "entities": Kind.DATA,
        "link_preview_options": Kind.DATA,
    },
)
def send_message(call: Call) -> Json:
    """Send a text."""
    content = message_text(call)
    check_preview(call)
    return send(call, chat_to_write(call), content)


@method(
    "sendContact",
    SENDING | MARKUP | {"phone_number": Kind.TEXT, "first_name": Kind.TEXT, "last_name": Kind.TEXT},
)
def send_contact(call: Call) -> Json:
    """Send somebody's number."""
    contact = {
        name: call.text(name) for name in ("phone_number", "first_name", "last_name") if call.text(name)
    }
    if "phone_number" not in contact:
        raise bad_request('parameter "phone_number" is required')
    if "first_name" not in contact:
        raise bad_request('parameter "first_name" is required')
    return send(call, chat_to_write(call), {"contact": contact})


@method("sendChatAction", {"chat_id": Kind.CHAT, "action": Kind.TEXT})
def send_chat_action(call: Call) -> bool:
    """Show that the bot is busy; it is told to who looks on and not kept."""
    if call.text("action") not in ACTIONS:
        raise bad_request("wrong parameter action in request")
    chat = call.bot.writable_chat(call.number("chat_id"))
    call.world.tell(call.bot, chat, call.text("action"))
    return True


@method("deleteMessage", {"chat_id": Kind.CHAT, "message_id": Kind.NUMBER})
def delete_message(call: Call) -> bool:
    """Take a message away on both sides."""
    if call.number("message_id") is None:
        raise bad_request("message identifier is not specified")
    chat = call.bot.known_chat(call.number("chat_id"))
    message = chat.find(call.number("message_id") or 0)
    if message is None:
        raise bad_request("message to delete not found")
    _delete(call, chat, message)
    return True


@method("deleteMessages", {"chat_id": Kind.CHAT, "message_ids": Kind.DATA})
def delete_messages(call: Call) -> bool:
    """Take several messages away; those that are not there are passed over."""
    numbers = call.data("message_ids")
    if not isinstance(numbers, list) or not all(isinstance(number, int) for number in numbers):
        raise bad_request("expected an Array of message identifiers")
    if not numbers:
        raise bad_request("message identifiers are not specified")
    if len(numbers) > DELETED_AT_ONCE:
        raise bad_request("too many message identifiers specified")
    chat = call.bot.known_chat(call.number("chat_id"))
    for message in filter(None, map(chat.find, numbers)):
        _delete(call, chat, message)
    return True


def _delete(call: Call, chat: Chat, message: Message) -> None:
    if call.world.date() - message.payload["date"] > DELETABLE_SECONDS:
        raise bad_request("message can't be deleted for everyone")
    chat.delete(message)
    call.world.tell(call.bot, chat, "delete")
