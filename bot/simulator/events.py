"""News of changes for the pages that look on."""

from __future__ import annotations

import asyncio
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bot.simulator.wire import Json

EVENTS_WAITING = 10_000
"""A page that does not read for so long is cut off; it reconnects and reads its chats afresh."""


class Events:
    """Hands each piece of news to everyone who listens."""

    def __init__(self) -> None:
        self._listeners: dict[asyncio.Queue[Json | None], frozenset[int]] = {}

    def tell(self, event: Json) -> None:
        """Give news of one person's chat to those who listen for that person."""
        for queue, users in list(self._listeners.items()):
            if users and event["user"] not in users:
                continue
            try:
                queue.put_nowait(event)
            except asyncio.QueueFull:
                del self._listeners[queue]
                queue.get_nowait()
                queue.put_nowait(None)

    @contextmanager
    def listen(self, users: frozenset[int]) -> Iterator[asyncio.Queue[Json | None]]:
        """Listen for news of these people, of everyone if none is named; None ends the news."""
        queue: asyncio.Queue[Json | None] = asyncio.Queue(EVENTS_WAITING)
        self._listeners[queue] = users
        try:
            yield queue
        finally:
            self._listeners.pop(queue, None)

    async def next(self, queue: asyncio.Queue[Json | None], seconds: float) -> Json | None:
        """Return the next piece of news; an empty one when there was none for so long, None at the end."""
        try:
            return await asyncio.wait_for(queue.get(), seconds)
        except TimeoutError:
            return {}

    def close(self) -> None:
        """End the news for everyone who listens."""
        for queue in list(self._listeners):
            while not queue.empty():
                queue.get_nowait()
            queue.put_nowait(None)
