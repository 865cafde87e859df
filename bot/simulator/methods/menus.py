"""The command menu, by scope and language, and the menu button."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from bot.simulator.errors import bad_request
from bot.simulator.methods.registry import Call, method
from bot.simulator.wire import Kind

if TYPE_CHECKING:
    from bot.simulator.accounts import BotAccount
    from bot.simulator.users import User
    from bot.simulator.wire import Json

COMMANDS_IN_ALL = 100
DESCRIPTION_LENGTH = 256
SCOPE = {"scope": Kind.DATA, "language_code": Kind.TEXT}
GROUP_SCOPES = {"all_group_chats", "all_chat_administrators"}
MENU_BUTTONS = {"commands", "default"}


def _key(call: Call) -> tuple[str, str]:
    scope = call.data("scope") or {"type": "default"}
    if not isinstance(scope, dict):
        raise bad_request("can't parse BotCommandScope: BotCommandScope must be an Object")
    return _scope_name(call, scope), language_code(call)


def _scope_name(call: Call, scope: Json) -> str:
    match scope.get("type"):
        case "default" | "all_private_chats" as name:
            return str(name)
        case "chat":
            return f"chat:{call.bot.known_chat(scope.get('chat_id')).user.id}"
        case name if name in GROUP_SCOPES:
            return str(name)
    raise bad_request("can't parse BotCommandScope: this stand-in knows no chats but private ones")


def language_code(call: Call) -> str:
    """Return the checked two-letter language of a call, empty for all languages."""
    code = call.text("language_code")
    if code and not re.fullmatch(r"[a-z]{2}", code):
        raise bad_request("invalid language code specified")
    return code


@method("setMyCommands", SCOPE | {"commands": Kind.DATA})
def set_my_commands(call: Call) -> bool:
    """Set the menu of a scope and language."""
    commands = call.data("commands")
    if not isinstance(commands, list):
        raise bad_request("expected an Array of BotCommand")
    if len(commands) > COMMANDS_IN_ALL:
        raise bad_request("BOT_COMMANDS_TOO_MUCH")
    checked = [_command(command) for command in commands]
    _put(call, _key(call), checked)
    return True


def _command(command: object) -> Json:
    if not isinstance(command, dict) or set(command) != {"command", "description"}:
        raise bad_request("can't parse BotCommand: an object with command and description is expected")
    name = str(command["command"]).removeprefix("/")
    if not re.fullmatch(r"[a-z0-9_]{1,32}", name):
        raise bad_request("BOT_COMMAND_INVALID")
    if not 1 <= len(str(command["description"]).strip()) <= DESCRIPTION_LENGTH:
        raise bad_request("BOT_COMMAND_DESCRIPTION_INVALID")
    return {"command": name, "description": command["description"]}


@method("getMyCommands", SCOPE)
def get_my_commands(call: Call) -> list[Json]:
    """Return the menu of exactly this scope and language."""
    return call.bot.commands.get(_key(call), [])


@method("deleteMyCommands", SCOPE)
def delete_my_commands(call: Call) -> bool:
    """Take the menu of this scope and language away, so that the next wider one shows."""
    _put(call, _key(call), [])
    return True


def _put(call: Call, key: tuple[str, str], commands: list[Json]) -> None:
    call.bot.commands.pop(key, None)
    if commands:
        call.bot.commands[key] = commands
    for chat in call.bot.chats.values():
        if key[0] in {"default", "all_private_chats", f"chat:{chat.user.id}"}:
            call.world.tell(call.bot, chat, "commands")


def commands_for(bot: BotAccount, user: User) -> list[Json]:
    """Return the menu a person sees, in Telegram's order: the chat, all private chats, everyone.

    Within each scope the person's own language comes before the one for all languages
    (core.telegram.org/bots/api#determining-list-of-commands).
    """
    language = user.language_code[:2]
    for scope in (f"chat:{user.id}", "all_private_chats", "default"):
        for code in (language, ""):
            if (scope, code) in bot.commands:
                return bot.commands[scope, code]
    return []


@method("setChatMenuButton", {"chat_id": Kind.CHAT, "menu_button": Kind.DATA})
def set_chat_menu_button(call: Call) -> bool:
    """Set the button beside the input field, of one chat or of all."""
    button = call.data("menu_button") or {"type": "default"}
    if not isinstance(button, dict) or button.get("type") not in MENU_BUTTONS:
        raise bad_request("can't parse menu button: MenuButton has unsupported type")
    call.bot.menu_buttons[_menu_chat(call)] = {"type": button["type"]}
    return True


@method("getChatMenuButton", {"chat_id": Kind.CHAT})
def get_chat_menu_button(call: Call) -> Json:
    """Return the button of a chat, or the one of all chats."""
    common = call.bot.menu_buttons.get(0, {"type": "default"})
    return call.bot.menu_buttons.get(_menu_chat(call), common)


def _menu_chat(call: Call) -> int:
    chat_id = call.number("chat_id")
    return 0 if chat_id is None else call.bot.known_chat(chat_id).user.id
