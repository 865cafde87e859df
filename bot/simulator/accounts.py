"""A bot as Telegram knows it: its name, its chats, its updates, its menus."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from bot.simulator.chats import Chat, Message
from bot.simulator.errors import ApiError, bad_request
from bot.simulator.pace import Pace
from bot.simulator.updates import UpdateQueue

if TYPE_CHECKING:
    from bot.simulator.users import User
    from bot.simulator.wire import Json

MESSAGES_KEPT = 1_000
QUERIES_KEPT = 10_000


@dataclass(slots=True)
class Webhook:
    """Where updates are posted to, and how the last deliveries went."""

    url: str = ""
    secret_token: str = ""
    max_connections: int = 40
    last_error_date: int = 0
    last_error_message: str = ""


@dataclass(slots=True)
class CallbackQuery:
    """A tap that waits for its answer, since when (monotonic seconds)."""

    user_id: int
    message_id: int
    at: float


@dataclass(slots=True)
class BotAccount:
    """One bot and everything that belongs to it."""

    token: str
    username: str
    first_name: str
    messages_kept: int = MESSAGES_KEPT
    chats: dict[int, Chat] = field(default_factory=dict)
    updates: UpdateQueue = field(default_factory=UpdateQueue)
    webhook: Webhook = field(default_factory=Webhook)
    pace: Pace = field(default_factory=Pace)
    commands: dict[tuple[str, str], list[Json]] = field(default_factory=dict)
    texts: dict[tuple[str, str], str] = field(default_factory=dict)
    menu_buttons: dict[int, Json] = field(default_factory=dict)
    queries: dict[str, CallbackQuery] = field(default_factory=dict)
    next_message_id: int = 1
    next_query_id: int = 1
    next_album_id: int = 1

    @property
    def id(self) -> int:
        """The user id of the bot, the first half of its token."""
        return int(self.token.split(":", 1)[0])

    def as_telegram(self) -> Json:
        """Return the Bot API's User object of the bot."""
        return {
            "id": self.id,
            "is_bot": True,
            "first_name": self.texts.get(("name", ""), self.first_name),
            "username": self.username,
        }

    def open_chat(self, user: User) -> Chat:
        """Return the chat with a person, a new one if they never met."""
        if user.id not in self.chats:
            instance = hashlib.sha256(f"{self.id}:{user.id}".encode()).hexdigest()[:16]
            self.chats[user.id] = Chat(user, str(int(instance, 16)), self.messages_kept)
        return self.chats[user.id]

    def known_chat(self, chat_id: int | None) -> Chat:
        """Return the chat with somebody who has written before; others are not found, as for a real bot."""
        if chat_id is None:
            raise bad_request("chat_id is empty")
        chat = self.chats.get(chat_id)
        if chat is None or not chat.begun:
            raise bad_request("chat not found")
        return chat

    def writable_chat(self, chat_id: int | None) -> Chat:
        """Return a known chat whose person has not blocked the bot."""
        chat = self.known_chat(chat_id)
        if chat.blocked:
            raise ApiError(403, "Forbidden: bot was blocked by the user")
        return chat

    def new_message(self, chat: Chat, content: Json, *, by_bot: bool, date: int) -> Message:
        """Add a message to a chat under the bot's next message_id."""
        sender = self.as_telegram() if by_bot else chat.user.as_telegram()
        payload: Json = {
            "message_id": self.next_message_id,
            "from": sender,
            "chat": chat.user.as_chat(),
            "date": date,
        }
        self.next_message_id += 1
        message = Message(payload | content, by_bot=by_bot)
        chat.put(message)
        return message

    def new_query(self, query: CallbackQuery) -> str:
        """Remember a tap under a new id, so that its answer finds it."""
        query_id = f"{self.id}{self.next_query_id:012d}"
        self.next_query_id += 1
        self.queries[query_id] = query
        if len(self.queries) > QUERIES_KEPT:
            del self.queries[next(iter(self.queries))]
        return query_id

    def new_album_id(self) -> str:
        """Return the media_group_id of the next album."""
        self.next_album_id += 1
        return f"{self.id}{self.next_album_id:08d}"
