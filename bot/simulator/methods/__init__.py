"""The methods of the Bot API, one file per family; importing this package registers them all."""

from bot.simulator.methods import callbacks, edits, media, menus, messages, profile, receiving
from bot.simulator.methods.registry import METHODS, REFUSED, Call, Method, find_method

__all__ = [
    "METHODS",
    "REFUSED",
    "Call",
    "Method",
    "callbacks",
    "edits",
    "find_method",
    "media",
    "menus",
    "messages",
    "profile",
    "receiving",
]
