"""Telegram's updates, read into what the inside understands.

Updates are read from their raw JSON, field by field: a strange one yields None, and never an error.
"""

from __future__ import annotations

import json
import re
from typing import Any

from handlers.incoming import (
    Command,
    Contact,
    Document,
    Incoming,
    Other,
    Photo,
    Presence,
    Spoken,
    Tapped,
    Words,
)

Json = dict[str, Any]
MOST = 2**63
ALLOWED_UPDATES = ("message", "edited_message", "callback_query", "my_chat_member")
_SPOKEN = ("voice", "audio", "video_note", "video")
_COMMAND = re.compile(r"/([A-Za-z0-9_]{1,32})(?:@\w+)?(?:\s+(.*))?", re.DOTALL)


def number_of(update: object) -> int | None:
    """Return an update's own number; None when it has none."""
    return _number(update.get("update_id")) if isinstance(update, dict) else None


def chat_of(update: object) -> int:
    """Return the chat an update belongs to; 0 when it has none."""
    return _number(_part(_message(update), "chat").get("id")) or 0


def read_update(body: str) -> Incoming | None:
    """Read a stored update; None when it is nothing a person did in a private chat."""
    try:
        update = json.loads(body)
    except ValueError:
        return None
    message = _message(update)
    if _part(message, "chat").get("type") != "private":
        return None
    if "callback_query" in update:
        return _tapped(_part(update, "callback_query"), message)
    if "my_chat_member" in update:
        blocked = _part(message, "new_chat_member").get("status") == "kicked"
        return Presence(*_head(message), blocked=blocked)
    if "message" in update and _number(message.get("message_id")):
        return _written(message)
    return Other(*_head(message)) if "edited_message" in update else None


def _message(update: object) -> Json:
    """Find the part that says which chat: the message, or for a tap the message tapped."""
    if not isinstance(update, dict):
        return {}
    if "callback_query" in update:
        return _part(_part(update, "callback_query"), "message")
    for kind in ("message", "edited_message", "my_chat_member"):
        if kind in update:
            return _part(update, kind)
    return {}


def _part(whole: Json, name: str) -> Json:
    part = whole.get(name)
    return part if isinstance(part, dict) else {}


def _number(value: object) -> int | None:
    """Return a whole number that a database can hold."""
    return value if isinstance(value, int) and not isinstance(value, bool) and abs(value) < MOST else None


def _words(whole: Json, name: str) -> str:
    """Return text that a database can hold: without halves of characters and without NUL."""
    value = whole.get(name)
    return value.encode(errors="replace").decode().replace("\0", "") if isinstance(value, str) else ""


def _name(sender: Json) -> str:
    return f"{_words(sender, 'first_name')} {_words(sender, 'last_name')}".strip()


def _head(message: Json, sender: Json | None = None) -> tuple[int, int, str]:
    """Return what every Incoming begins with: chat, message, and the sender's name."""
    chat_id = _number(_part(message, "chat").get("id")) or 0
    return chat_id, _number(message.get("message_id")) or 0, _name(sender or _part(message, "from"))


def _tapped(query: Json, message: Json) -> Incoming | None:
    tap_id = _words(query, "id")
    if not tap_id:
        return None
    return Tapped(*_head(message, _part(query, "from")), data=_words(query, "data"), tap_id=tap_id)


def _written(message: Json) -> Incoming:
    head = _head(message)
    text = _words(message, "text")
    if text:
        command = _COMMAND.fullmatch(text)
        if command is None:
            return Words(*head, text=text)
        return Command(*head, name=command[1].lower(), argument=(command[2] or "").strip())
    if any(_part(message, kind) for kind in _SPOKEN):
        return Spoken(*head)
    return _photo(head, message) or _document(head, message) or _contact(head, message) or Other(*head)


def _photo(head: tuple[int, int, str], message: Json) -> Incoming | None:
    sizes = message.get("photo")
    if not isinstance(sizes, list) or not sizes or not isinstance(sizes[-1], dict):
        return None
    file_id = _words(sizes[-1], "file_id")  # sizes come smallest first
    if not file_id:
        return None
    album = _words(message, "media_group_id") or None
    return Photo(*head, file_id=file_id, album=album, caption=_words(message, "caption"))


def _document(head: tuple[int, int, str], message: Json) -> Incoming | None:
    document = _part(message, "document")
    file_id = _words(document, "file_id")
    if not file_id:
        return None
    return Document(
        *head,
        file_id=file_id,
        file_name=_words(document, "file_name"),
        media_type=_words(document, "mime_type"),
    )


def _contact(head: tuple[int, int, str], message: Json) -> Incoming | None:
    contact = _part(message, "contact")
    phone = _words(contact, "phone_number")
    if not phone:
        return None
    owner = _number(contact.get("user_id"))
    return Contact(*head, phone=phone, own=owner is not None and owner == _part(message, "from").get("id"))
