"""Waiting until something changed, without polling."""

from __future__ import annotations

import asyncio


class Signal:
    """Wakes everyone who waits for a change; nobody waiting costs nothing."""

    def __init__(self) -> None:
        self._waiting: set[asyncio.Future[None]] = set()

    def fire(self) -> None:
        """Wake everyone who waits now."""
        waiting, self._waiting = self._waiting, set()
        for future in waiting:
            if not future.done():
                future.set_result(None)

    def waiter(self) -> asyncio.Future[None]:
        """Return a future that is done at the next change."""
        future: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._waiting.add(future)
        future.add_done_callback(self._waiting.discard)
        return future

    async def wait(self, seconds: float) -> bool:
        """Wait for the next change, at most ``seconds``; return whether there was one."""
        try:
            await asyncio.wait_for(self.waiter(), seconds)
        except TimeoutError:
            return False
        return True
