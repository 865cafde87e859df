"""What a bot says of itself, and what it may know of a chat."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.simulator.errors import bad_request
from bot.simulator.methods.menus import language_code
from bot.simulator.methods.registry import Call, method
from bot.simulator.wire import Kind

if TYPE_CHECKING:
    from bot.simulator.wire import Json

LANGUAGE = {"language_code": Kind.TEXT}
LENGTHS = {"name": 64, "description": 512, "short_description": 120}
"""Longest texts in characters (core.telegram.org/bots/api#setmyname and following)."""


@method("getMe")
def get_me(call: Call) -> Json:
    """Tell the bot who it is."""
    return call.bot.as_telegram() | {
        "can_join_groups": False,
        "can_read_all_group_messages": False,
        "supports_inline_queries": False,
        "can_connect_to_business": False,
        "has_main_web_app": False,
    }


def _set(call: Call, field: str) -> bool:
    text = call.text(field)
    if len(text) > LENGTHS[field]:
        raise bad_request(f"{field.replace('_', ' ')} is too long")
    key = (field, language_code(call))
    call.bot.texts.pop(key, None)
    if text:
        call.bot.texts[key] = text
    call.world.changed.fire()
    return True


def _get(call: Call, field: str) -> Json:
    default = call.bot.first_name if field == "name" else ""
    everyone = call.bot.texts.get((field, ""), default)
    return {field: call.bot.texts.get((field, language_code(call)), everyone)}


@method("setMyName", LANGUAGE | {"name": Kind.TEXT})
def set_my_name(call: Call) -> bool:
    """Set the name people see."""
    return _set(call, "name")


@method("getMyName", LANGUAGE)
def get_my_name(call: Call) -> Json:
    """Return the name people see."""
    return _get(call, "name")


@method("setMyDescription", LANGUAGE | {"description": Kind.TEXT})
def set_my_description(call: Call) -> bool:
    """Set what an empty chat shows."""
    return _set(call, "description")


@method("getMyDescription", LANGUAGE)
def get_my_description(call: Call) -> Json:
    """Return what an empty chat shows."""
    return _get(call, "description")


@method("setMyShortDescription", LANGUAGE | {"short_description": Kind.TEXT})
def set_my_short_description(call: Call) -> bool:
    """Set what the bot's profile shows."""
    return _set(call, "short_description")


@method("getMyShortDescription", LANGUAGE)
def get_my_short_description(call: Call) -> Json:
    """Return what the bot's profile shows."""
    return _get(call, "short_description")


@method("getChat", {"chat_id": Kind.CHAT})
def get_chat(call: Call) -> Json:
    """Tell what there is to know of a chat."""
    chat = call.bot.known_chat(call.number("chat_id"))
    return chat.user.as_chat() | {
        "accent_color_id": 0,
        "max_reaction_count": 11,
        "accepted_gift_types": {
            "unlimited_gifts": False,
            "limited_gifts": False,
            "unique_gifts": False,
            "premium_subscription": False,
            "gifts_from_channels": False,
        },
    }


@method("logOut")
def log_out(_: Call) -> bool:
    """Leave this server; the stand-in lets the bot come back at once."""
    return True


@method("close")
def close(_: Call) -> bool:
    """Make ready to move to another server; nothing is to be done here."""
    return True
