"""How fast messages may leave.

Telegram: about 30 messages a second over all chats, about one a second in one chat, and short bursts. The exact
limits are not published; a 429 with its ``retry_after`` is the authority, and then everything waits.
"""

from __future__ import annotations

from collections import deque

CHAT_BURST = 5
# A little more than a second each, since messages may arrive closer together than they left.
CHAT_SECONDS = 1.05
WINDOW_SECONDS = 1.002


class Pace:
    """The limit over all chats: at most ``most`` messages in any one second.

    Replies may leave in a bunch when the bot has been quiet. Everything else is spaced evenly, so that a broadcast
    uses the whole limit and a reply that comes in between still finds a place at once.
    """

    def __init__(self, most: int) -> None:
        self._most = most
        self._spacing = WINDOW_SECONDS / most
        self._left_at: deque[float] = deque(maxlen=most)
        self._next_even = 0.0
        self._paused_until = 0.0

    def pause(self, until: float) -> None:
        """Let nothing leave before ``until``; a shorter pause never ends a longer one."""
        self._paused_until = max(self._paused_until, until)

    def free_at(self, *, reply: bool) -> float:
        """Tell when the next message may leave; a moment that has passed means now."""
        full = len(self._left_at) == self._most
        free = self._left_at[0] + WINDOW_SECONDS if full else 0.0
        return max(free, self._paused_until, 0.0 if reply else self._next_even)

    def spend(self, now: float, messages: int, *, reply: bool) -> None:
        """Count messages that leave now."""
        self._left_at.extend([now] * messages)
        if not reply:
            # A little lateness is made up by the next message; a quiet time is not.
            beat = self._next_even if now - self._next_even < self._spacing else now
            self._next_even = beat + messages * self._spacing


class ChatPace:
    """The limit within one chat: one message a second, after a burst.

    Attributes:
        rested_at: the moment from which the whole burst may be used again.
    """

    __slots__ = ("rested_at",)

    def __init__(self) -> None:
        self.rested_at = 0.0

    def spend(self, now: float, messages: int) -> float:
        """Count messages that leave now; return when the next one may."""
        self.rested_at = max(self.rested_at, now) + messages * CHAT_SECONDS
        return self.rested_at - (CHAT_BURST - 1) * CHAT_SECONDS
