"""Keeping a stand-in's people, chats and updates in a file, so that a demo goes on where it was.

The file is a snapshot, written a moment after a change and at the end, and put in place by an atomic rename.
What the last moment before a kill -9 has lost leaves a gap: ids go on well beyond the snapshot, so that a
bot never sees an update_id twice for two different things.
"""

from __future__ import annotations

import asyncio
import json
import os
from collections import deque
from dataclasses import asdict, fields
from typing import TYPE_CHECKING

from bot.simulator.accounts import BotAccount, Webhook
from bot.simulator.chats import Chat, Message
from bot.simulator.files import StoredFile
from bot.simulator.users import User

if TYPE_CHECKING:
    from pathlib import Path

    from bot.simulator.wire import Json
    from bot.simulator.world import World

VERSION = 1
DEBOUNCE = 0.3
"""Seconds in which changes are gathered before the file is written."""
GAP = 1_000
COUNTERS = ("next_message_id", "next_query_id", "next_album_id")


class StateError(Exception):
    """A state file that cannot be read: somebody else's, or of another version."""


class StateFile:
    """The file of a stand-in, and a folder beside it for the bytes of photos and documents."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.folder = path.with_name(path.name + ".files")
        self._written: set[str] = set()

    async def keep(self, world: World) -> None:
        """Write the file a moment after each change, until cancelled."""
        while True:
            await world.changed.waiter()
            await asyncio.sleep(DEBOUNCE)
            self.save(world)

    def save(self, world: World) -> None:
        """Write the file now."""
        self.folder.mkdir(parents=True, exist_ok=True)
        for file in world.files.by_key.values():
            if file.key not in self._written:
                _write(self.folder / file.key, file.content)
                self._written.add(file.key)
        _write(self.path, json.dumps(_world_as_json(world), ensure_ascii=False).encode())

    def load(self, world: World) -> None:
        """Fill a fresh world from the file, if there is one."""
        if not self.path.exists():
            return
        try:
            found = json.loads(self.path.read_text(encoding="utf-8"))
            self._fill(world, found)
        except (ValueError, KeyError, TypeError, OSError) as reason:
            raise StateError(f"{self.path} is not a state of this stand-in: {reason!r}") from reason

    def _fill(self, world: World, found: Json) -> None:
        if found["version"] != VERSION:
            raise ValueError(f"version {found['version']}, expected {VERSION}")
        world.users.next_id = found["next_user_id"]
        world.users.by_id = {user["id"]: User(**user) for user in found["users"]}
        for file in found["files"]:
            content = (self.folder / file["key"]).read_bytes()
            world.files.by_key[file["key"]] = StoredFile(**file, content=content)
            self._written.add(file["key"])
        for bot in found["bots"]:
            if bot["token"] in world.bots:
                _fill_bot(world, world.bots[bot["token"]], bot)


def _write(path: Path, content: bytes) -> None:
    fresh = path.with_name(path.name + ".new")
    with fresh.open("wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    fresh.replace(path)


def _world_as_json(world: World) -> Json:
    files = world.files.by_key.values()
    return {
        "version": VERSION,
        "next_user_id": world.users.next_id,
        "users": [asdict(user) for user in world.users],
        "files": [
            {f.name: getattr(file, f.name) for f in fields(file) if f.name != "content"} for file in files
        ],
        "bots": [_bot_as_json(bot) for bot in world.bots.values()],
    }


def _bot_as_json(bot: BotAccount) -> Json:
    return {
        "token": bot.token,
        "counters": {name: getattr(bot, name) for name in COUNTERS},
        "next_update_id": bot.updates.next_id,
        "pending": list(bot.updates.pending),
        "allowed": bot.updates.allowed,
        "webhook": asdict(bot.webhook),
        "commands": [[*key, commands] for key, commands in bot.commands.items()],
        "texts": [[*key, text] for key, text in bot.texts.items()],
        "menu_buttons": list(bot.menu_buttons.items()),
        "chats": [_chat_as_json(chat) for chat in bot.chats.values()],
    }


def _chat_as_json(chat: Chat) -> Json:
    return {
        "user_id": chat.user.id,
        "instance": chat.instance,
        "seq": chat.seq,
        "keyboard": chat.keyboard,
        "blocked": chat.blocked,
        "begun": chat.begun,
        "messages": [asdict(message) for message in chat.messages.values()],
    }


def _fill_bot(world: World, bot: BotAccount, found: Json) -> None:
    for name in COUNTERS:
        setattr(bot, name, found["counters"][name] + GAP)
    bot.updates.next_id = found["next_update_id"] + GAP
    bot.updates.pending = deque(found["pending"])
    bot.updates.allowed = found["allowed"]
    bot.webhook = Webhook(**found["webhook"])
    bot.commands = {(scope, language): commands for scope, language, commands in found["commands"]}
    bot.texts = {(field, language): text for field, language, text in found["texts"]}
    bot.menu_buttons = dict(found["menu_buttons"])
    for chat in found["chats"]:
        _fill_chat(bot.open_chat(world.users.by_id[chat["user_id"]]), chat)


def _fill_chat(chat: Chat, found: Json) -> None:
    chat.instance, chat.seq = found["instance"], found["seq"] + GAP
    chat.keyboard, chat.blocked, chat.begun = found["keyboard"], found["blocked"], found["begun"]
    messages = [Message(**message) for message in found["messages"]]
    chat.messages = {message.id: message for message in messages}
