"""Edits of the bot's own messages."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.simulator.errors import ApiError, bad_request
from bot.simulator.keyboards import read_markup
from bot.simulator.methods.attachments import attach
from bot.simulator.methods.registry import Call, method
from bot.simulator.methods.sending import MARKUP, caption, check_preview, keep_pace, message_text, told
from bot.simulator.wire import Kind

if TYPE_CHECKING:
    from bot.simulator.chats import Chat, Message
    from bot.simulator.wire import Json

EDITING = MARKUP | {"chat_id": Kind.CHAT, "message_id": Kind.NUMBER}
CONTENT = {
    "text",
    "entities",
    "caption",
    "caption_entities",
    "photo",
    "document",
    "reply_markup",
}
NOT_MODIFIED = (
    "message is not modified: specified new message content and reply markup are exactly the same as a "
    "current content and reply markup of the message"
)


def _message_to_edit(call: Call) -> tuple[Chat, Message]:
    if call.number("message_id") is None:
        raise bad_request("message identifier is not specified")
    chat = call.bot.known_chat(call.number("chat_id"))
    message = chat.find(call.number("message_id") or 0)
    if message is None:
        raise bad_request("message to edit not found")
    if not (message.by_bot and message.editable):
        raise bad_request("message can't be edited")
    if chat.blocked:
        raise ApiError(403, "Forbidden: bot was blocked by the user")
    return chat, message


def _change(call: Call, chat: Chat, message: Message, content: Json, replaced: set[str]) -> Json:
    """Put new content in place of the ``replaced`` parts; an edit without keyboard takes the keyboard away."""
    markup = read_markup(call.data("reply_markup"), inline_only=True)
    kept = {key: value for key, value in message.payload.items() if key not in replaced | {"reply_markup"}}
    payload = kept | content | ({"reply_markup": markup} if markup.get("inline_keyboard") else {})
    if all(payload.get(key) == message.payload.get(key) for key in CONTENT):
        raise bad_request(NOT_MODIFIED)
    keep_pace(call, chat)
    payload["edit_date"] = call.world.date()
    message.payload = payload
    chat.put(message)
    return told(call, chat, message, "edit")


@method(
    "editMessageText",
    EDITING
    | {
        "text": Kind.TEXT,
        "parse_mode": Kind.TEXT,
        "entities": Kind.DATA,
        "link_preview_options": Kind.DATA,
    },
)
def edit_message_text(call: Call) -> Json:
    """Change the text of a message and its keyboard."""
    content = message_text(call)
    check_preview(call)
    chat, message = _message_to_edit(call)
    if "text" not in message.payload:
        raise bad_request("there is no text in the message to edit")
    return _change(call, chat, message, content, {"text", "entities"})


@method("editMessageReplyMarkup", EDITING)
def edit_message_reply_markup(call: Call) -> Json:
    """Change the keyboard alone; without one it is taken away."""
    chat, message = _message_to_edit(call)
    return _change(call, chat, message, {}, set())


@method(
    "editMessageCaption",
    EDITING | {"caption": Kind.TEXT, "parse_mode": Kind.TEXT, "caption_entities": Kind.DATA},
)
def edit_message_caption(call: Call) -> Json:
    """Change the caption of a photo or document."""
    content = caption(call.text("caption"), call.text("parse_mode"), call.data("caption_entities"))
    chat, message = _message_to_edit(call)
    if not {"photo", "document"} & set(message.payload):
        raise bad_request("there is no caption in the message to edit")
    return _change(call, chat, message, content, {"caption", "caption_entities"})


@method("editMessageMedia", EDITING | {"media": Kind.DATA})
def edit_message_media(call: Call) -> Json:
    """Put another photo or document in place of what a message shows."""
    chat, message = _message_to_edit(call)
    if "contact" in message.payload:
        raise bad_request("message can't be edited")
    return _change(call, chat, message, attach(call, call.data("media")), CONTENT)
