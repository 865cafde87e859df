"""Telegram's limits on sending, which can be switched on.

The limits are not published exactly: about 30 messages a second over all chats and one a second in one chat,
with short bursts (core.telegram.org/bots/faq). The size of a burst is unverified configuration data.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, field


@dataclass(slots=True)
class Bucket:
    """Fills steadily up to its size; what is sent is taken out."""

    per_second: float
    size: float
    level: float
    filled_at: float

    def seconds_until(self, count: int, now: float) -> float:
        """Return how long to wait until ``count`` may be sent; zero if at once."""
        self.level = min(self.size, self.level + (now - self.filled_at) * self.per_second)
        self.filled_at = now
        return max(0.0, (min(count, self.size) - self.level) / self.per_second)

    def take(self, count: int) -> None:
        """Count messages as sent."""
        self.level -= count


@dataclass(slots=True)
class Pace:
    """The pace of one bot: messages a second over all chats, and in one chat with a burst."""

    overall: float = 30.0
    per_chat: float = 1.0
    chat_burst: float = 5.0
    enforced: bool = False
    refused: int = 0
    all_chats: Bucket | None = None
    chats: dict[int, Bucket] = field(default_factory=dict)

    def admit(self, chat_id: int, count: int, now: float) -> int:
        """Count messages to a chat, or return the whole seconds after which to try again."""
        if not self.enforced:
            return 0
        if self.all_chats is None:
            self.all_chats = Bucket(self.overall, self.overall, self.overall, now)
        chat = self.chats.setdefault(chat_id, Bucket(self.per_chat, self.chat_burst, self.chat_burst, now))
        wait = max(self.all_chats.seconds_until(count, now), chat.seconds_until(count, now))
        if wait > 0:
            self.refused += 1
            return math.ceil(wait)
        self.all_chats.take(count)
        chat.take(count)
        return 0

    def forget(self) -> None:
        """Begin anew, with full buckets."""
        self.all_chats = None
        self.chats.clear()
