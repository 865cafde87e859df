"""Posting updates to a webhook: each chat's in order, several chats at once, again until taken."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

import aiohttp

if TYPE_CHECKING:
    from bot.simulator.accounts import BotAccount
    from bot.simulator.wire import Json
    from bot.simulator.world import World

FIRST_PAUSE = 1.0
LONGEST_PAUSE = 60.0
"""Seconds between deliveries that fail; each pause is twice the one before."""
DELIVERY_TIMEOUT = 60.0
TAKEN = range(200, 300)


def chat_of(update: Json) -> int:
    """Return the person an update comes from; one person's updates stay in order."""
    payload: Json = next(value for key, value in update.items() if key != "update_id")
    return int(payload["from"]["id"])


class Deliveries:
    """Posts one bot's updates as long as a webhook is set."""

    def __init__(self, world: World, bot: BotAccount, first_pause: float = FIRST_PAUSE) -> None:
        self.world = world
        self.bot = bot
        self.first_pause = first_pause
        self._under_way: dict[int, asyncio.Task[None]] = {}
        self._again: list[Json] = []

    async def run(self) -> None:
        """Deliver until cancelled."""
        async with aiohttp.ClientSession(timeout=aiohttp.ClientTimeout(total=DELIVERY_TIMEOUT)) as session:
            try:
                while True:
                    arrived = self.bot.updates.arrived.waiter()
                    self._begin(session)
                    await asyncio.wait([arrived, *self._under_way.values()], return_when="FIRST_COMPLETED")
                    arrived.cancel()
                    self._forget_finished()
            finally:
                for task in self._under_way.values():
                    task.cancel()
                await asyncio.gather(*self._under_way.values(), return_exceptions=True)

    def _forget_finished(self) -> None:
        for person, task in list(self._under_way.items()):
            if task.done():
                del self._under_way[person]
                task.result()

    def _begin(self, session: aiohttp.ClientSession) -> None:
        """Start one delivery for each person who has an update waiting and none under way."""
        if not self.bot.webhook.url:
            return
        self._again += self.bot.updates.take_again()
        for update in [*self._again, *self.bot.updates.pending]:
            if len(self._under_way) >= self.bot.webhook.max_connections:
                return
            if chat_of(update) not in self._under_way:
                task = asyncio.create_task(self._deliver(session, update))
                self._under_way[chat_of(update)] = task
                self._again = [other for other in self._again if other is not update]

    async def _deliver(self, session: aiohttp.ClientSession, update: Json) -> None:
        pause = self.first_pause
        while self.bot.webhook.url and not await self._post(session, update):
            await asyncio.sleep(pause)
            pause = min(2 * pause, LONGEST_PAUSE)
        if self.bot.webhook.url and update in self.bot.updates.pending:
            self.bot.updates.confirm_one(update)
            self.world.changed.fire()

    async def _post(self, session: aiohttp.ClientSession, update: Json) -> bool:
        webhook = self.bot.webhook
        headers = {"X-Telegram-Bot-Api-Secret-Token": webhook.secret_token} if webhook.secret_token else {}
        try:
            async with session.post(webhook.url, json=update, headers=headers) as response:
                status, reason = response.status, response.reason
        except (aiohttp.ClientError, TimeoutError) as failure:
            return self._note_failure(f"Connection failed: {failure}")
        if status in TAKEN:
            return True
        return self._note_failure(f"Wrong response from the webhook: {status} {reason}")

    def _note_failure(self, reason: str) -> bool:
        self.bot.webhook.last_error_date = self.world.date()
        self.bot.webhook.last_error_message = reason
        return False
