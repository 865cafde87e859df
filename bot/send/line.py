"""The line of waiting messages, in memory: by chat, in order, one at a time in each.

Which message is next is decided when a place is free and not before, so a reply overtakes a broadcast.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from heapq import heappop, heappush
from typing import TYPE_CHECKING

from bot.send.pace import ChatPace

if TYPE_CHECKING:
    from store.outbox import Waiting

_Entry = tuple[int, int, int]  # priority, row, chat


@dataclass(slots=True)
class _Chat:
    rows: list[tuple[int, int, Waiting]] = field(default_factory=list)
    pace: ChatPace = field(default_factory=ChatPace)
    busy: bool = False
    free_at: float = 0.0


class Line:
    """Everything that waits to be sent; moments are seconds of one monotonic clock."""

    def __init__(self) -> None:
        self._chats: dict[int, _Chat] = {}
        self._ready: list[_Entry] = []
        self._resting: list[tuple[float, int]] = []

    def add(self, row: Waiting, not_before: float = 0.0) -> None:
        """Put a row in its place; one that has failed before does not leave before its time, nor do those behind."""
        chat = self._chats.setdefault(row.chat_id, _Chat())
        heappush(chat.rows, (row.priority, row.id, row))
        if chat.rows[0][2] is row:
            chat.free_at = max(chat.free_at, not_before)
            self._announce(row.chat_id, chat)

    def head(self, now: float) -> Waiting | None:
        """Return the row that leaves next, if its chat is free; it stays in the line."""
        while self._resting and self._resting[0][0] <= now:
            chat_id = heappop(self._resting)[1]
            self._wake(chat_id, now)
        while self._ready:
            chat = self._chats.get(self._ready[0][2])
            if (
                chat
                and not chat.busy
                and chat.free_at <= now
                and chat.rows
                and chat.rows[0][1] == self._ready[0][1]
            ):
                return chat.rows[0][2]
            heappop(self._ready)  # out of date: its chat has moved on, and announces itself again
        return None

    def take(self, row: Waiting, now: float, messages: int) -> None:
        """Take the head out of the line; its chat is busy until it is released."""
        chat = self._chats[row.chat_id]
        heappop(chat.rows)
        chat.busy = True
        chat.free_at = chat.pace.spend(now, messages)

    def release(self, chat_id: int, not_before: float = 0.0) -> None:
        """Let the next row of a chat leave, when the chat's pace allows and not before a moment."""
        chat = self._chats[chat_id]
        chat.busy = False
        chat.free_at = max(chat.free_at, not_before)
        self._announce(chat_id, chat)

    def next_free(self) -> float | None:
        """Tell when the next resting chat is free again; None when none rests."""
        return self._resting[0][0] if self._resting else None

    def _announce(self, chat_id: int, chat: _Chat) -> None:
        if not chat.busy:
            heappush(self._resting, (chat.free_at, chat_id))

    def _wake(self, chat_id: int, now: float) -> None:
        chat = self._chats.get(chat_id)
        if chat is None or chat.busy or chat.free_at > now:
            return
        if chat.rows:
            priority, row_id, _ = chat.rows[0]
            heappush(self._ready, (priority, row_id, chat_id))
        elif chat.pace.rested_at > now:
            heappush(self._resting, (chat.pace.rested_at, chat_id))
        else:
            del self._chats[chat_id]
