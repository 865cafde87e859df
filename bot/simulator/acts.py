"""What a person does on their phone, and the updates that come of it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from bot.simulator.accounts import CallbackQuery
from bot.simulator.errors import ActingError, ApiError
from bot.simulator.files import describe
from bot.simulator.formatted import found_entities
from bot.simulator.methods.sending import TEXT_LENGTH

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.simulator.accounts import BotAccount
    from bot.simulator.chats import Chat, Message
    from bot.simulator.files import StoredFile
    from bot.simulator.users import User
    from bot.simulator.wire import Json
    from bot.simulator.world import World

ALBUM_LIMIT = 10
INACCESSIBLE_DATE = 0
"""The date by which a bot sees that a tapped message is gone (core.telegram.org/bots/api#inaccessiblemessage)."""


class Person:
    """One person using one bot."""

    def __init__(self, world: World, bot: BotAccount, user: User) -> None:
        self.world = world
        self.bot = bot
        self.user = user
        self.chat: Chat = bot.open_chat(user)

    def write(self, text: str, repeat: int = 0) -> list[Json]:
        """Send a text; a long one goes out in several messages, as phones do it."""
        words = text.strip()
        if not words:
            raise ActingError(400, "there is no text to send")
        pieces = [words[begin : begin + TEXT_LENGTH] for begin in range(0, len(words), TEXT_LENGTH)]
        return [self._send(_text_content(piece), repeat) for piece in pieces]

    def start(self, payload: str) -> list[Json]:
        """Follow a link to the bot: unblock it if need be, and press Start."""
        if not re.fullmatch(r"[A-Za-z0-9_-]{0,64}", payload):
            raise ActingError(400, "a link carries up to 64 of A-Z, a-z, 0-9, _ and -")
        self.unblock()
        return self.write(f"/start {payload}".strip())

    def edit(self, message_id: int, text: str) -> Json:
        """Change an own text that was sent before."""
        message = self._message(message_id)
        if message.by_bot or "text" not in message.payload:
            raise ActingError(409, "only an own text can be changed")
        content = _text_content(text) | {"edit_date": self.world.date()}
        message.payload = {k: v for k, v in message.payload.items() if k != "entities"} | content
        self.chat.put(message)
        return self._tell("edited_message", message.payload, "edit")

    def press(self, label: str) -> list[Json]:
        """Press a button of the reply keyboard that is on the screen."""
        rows: list[list[Json]] = (self.chat.keyboard or {}).get("keyboard", [])
        button = next((button for row in rows for button in row if button["text"] == label), None)
        if button is None:
            raise ActingError(409, f"there is no button {label!r} on the reply keyboard")
        sent = [self.share_contact()] if button.get("request_contact") else self.write(label)
        if (self.chat.keyboard or {}).get("one_time_keyboard"):
            self.chat.keyboard = None
            self.chat.touch()
        return sent

    def share_contact(self, phone: str = "") -> Json:
        """Send the own number, or somebody else's."""
        own = phone in {"", self.user.phone}
        if own and not self.user.phone:
            raise ActingError(409, "this person has no phone number; give one when making the person")
        contact: Json = {"phone_number": phone or self.user.phone, "first_name": self.user.first_name}
        if own:
            contact["user_id"] = self.user.id
        else:
            contact["first_name"] = phone
        return self._send({"contact": contact})

    def send_files(self, kind: str, files: Sequence[tuple[str, str, bytes]], words: str = "") -> list[Json]:
        """Send photos or documents (name, content type, bytes); several make an album."""
        if not 1 <= len(files) <= ALBUM_LIMIT:
            raise ActingError(400, f"an album has 1 to {ALBUM_LIMIT} files")
        stored = [self._store(kind, file) for file in files]
        album: Json = {"media_group_id": self.bot.new_album_id()} if len(stored) > 1 else {}
        captions: list[Json] = [{"caption": words} if words else {}] + [{}] * (len(stored) - 1)
        contents = [describe(file, self.bot.id) for file in stored]
        pairs = zip(contents, captions, strict=True)
        return [self._send(album | content | caption) for content, caption in pairs]

    def tap_stale(self, message_id: int, data: str, repeat: int = 0) -> Json:
        """Tap a button that this phone still shows although the bot has taken it, or its message, away."""
        if not data:
            raise ActingError(400, "a stale tap names the data of the button")
        return self.tap(message_id, data, repeat)

    def tap(self, message_id: int, data: str, repeat: int = 0) -> Json:
        """Tap a callback button."""
        message = self.chat.messages.get(message_id)
        if message is None:
            raise ActingError(404, f"there is no message {message_id} in this chat")
        query: Json = {
            "id": self.bot.new_query(CallbackQuery(self.user.id, message_id, self.world.monotonic())),
            "from": self.user.as_telegram(),
            "message": message.payload if not message.deleted else _gone(message),
            "chat_instance": self.chat.instance,
            "data": data,
        }
        update_id = self.bot.updates.add("callback_query", query, repeat=repeat)
        self.world.changed.fire()
        return {"callback_query_id": query["id"], "update_id": update_id, "data": data}

    def find_button(self, message_id: int, wanted: Json) -> Json:
        """Return the button with this text, data, or row and column; none is a 409."""
        rows = self._message(message_id).rows
        if "row" in wanted:
            row, column = int(wanted["row"]), int(wanted.get("col", 0))
            found = [rows[row][column]] if row < len(rows) and column < len(rows[row]) else []
        else:
            key, value = (
                ("callback_data", wanted.get("data")) if "data" in wanted else ("text", wanted.get("button"))
            )
            found = [button for row in rows for button in row if button.get(key) == value]
        if not found:
            raise ActingError(409, f"message {message_id} has no such button now")
        return found[0]

    def block(self) -> None:
        """Stop the bot from writing."""
        self._change_membership(blocked=True)

    def unblock(self) -> None:
        """Let the bot write again."""
        self._change_membership(blocked=False)

    def _change_membership(self, *, blocked: bool) -> None:
        if self.chat.blocked == blocked:
            return
        old, new = ("member", "kicked") if blocked else ("kicked", "member")
        self.chat.blocked = blocked
        self.chat.touch()
        user = self.user.as_telegram()
        change = {
            "chat": self.user.as_chat(),
            "from": user,
            "date": self.world.date(),
            "old_chat_member": self._membership(old),
            "new_chat_member": self._membership(new),
        }
        self._tell("my_chat_member", change, "block" if blocked else "unblock")

    def _membership(self, status: str) -> Json:
        member: Json = {"user": self.bot.as_telegram(), "status": status}
        return member | ({"until_date": 0} if status == "kicked" else {})

    def _message(self, message_id: int) -> Message:
        message = self.chat.find(message_id)
        if message is None:
            raise ActingError(404, f"there is no message {message_id} in this chat")
        return message

    def _store(self, kind: str, file: tuple[str, str, bytes]) -> StoredFile:
        try:
            return self.world.files.add(kind, *file)
        except ApiError as refusal:
            raise ActingError(refusal.code, refusal.description) from None

    def _send(self, content: Json, repeat: int = 0) -> Json:
        if self.chat.blocked:
            raise ActingError(409, "this person has blocked the bot and must unblock it before writing")
        self.chat.begun = True
        message = self.bot.new_message(self.chat, content, by_bot=False, date=self.world.date())
        return self._tell("message", message.payload, "message", repeat)

    def _tell(self, kind: str, payload: Json, what: str, repeat: int = 0) -> Json:
        update_id = self.bot.updates.add(kind, payload, repeat=repeat)
        self.world.tell(self.bot, self.chat, what)
        return {"update_id": update_id, "message_id": payload.get("message_id")}


def _text_content(text: str) -> Json:
    entities = found_entities(text)
    return {"text": text} | ({"entities": entities} if entities else {})


def _gone(message: Message) -> Json:
    return {"chat": message.payload["chat"], "message_id": message.id, "date": INACCESSIBLE_DATE}
