"""Sending: what waits leaves by priority, in order within a chat, as fast as Telegram allows and no faster."""

from __future__ import annotations

import asyncio
import math
from dataclasses import replace
from datetime import timedelta
from functools import partial
from typing import TYPE_CHECKING

import structlog
from telegram.error import ChatMigrated, RetryAfter

from bot.clock import monotonic, now
from bot.logs import describe
from bot.send.calls import Delivery
from bot.send.line import Line
from bot.send.outcomes import failed, sent
from bot.send.pace import Pace
from handlers.letter import Letter
from store.tables import Priority

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from bot.channel import Channel
    from bot.send.books import Books
    from bot.send.making import Making
    from handlers.late import Ready
    from store.outbox import Waiting

MOST_IN_FLIGHT = 32
# What was made, but could not leave for so long, is made anew unless somebody waits for it.
FRESH_SECONDS = 10.0

log = structlog.get_logger()


class Sender:
    """Delivers the rows of the outbox; everything but the books happens on the event loop's thread."""

    def __init__(self, channel: Channel, books: Books, making: Making, messages_per_second: int) -> None:
        self._channel = channel
        self._books = books
        self._making = making
        making.serve(self._ready, self.add)
        self._pace = Pace(messages_per_second)
        self._line = Line()
        self._begun: dict[int, Delivery] = {}
        self._newest: dict[int, int] = {}
        self._in_flight: set[asyncio.Task[int | None]] = set()
        self._timer: asyncio.TimerHandle | None = None
        self._timer_at = 0.0
        self._lowest: Priority | None = Priority.SCHEDULED  # what may still leave; None: nothing

    def add(self, rows: Sequence[Waiting]) -> None:
        """Put rows into the line; one that is there already is left out."""
        for row in rows:
            if self._books.take_on(row.id):
                self._line.add(row, _moment(row.due_at) if row.attempts and not _is_late(row) else 0.0)
        self._pump()

    def look(self) -> None:
        """Look at once for rows that others have written, and let leave what the clock has made due."""
        self._books.look_soon()
        self._pump()

    async def run(self) -> None:
        """Take on what the database holds, then keep the books, until cancelled."""
        await self._books.keep(self.add)

    async def close(self, deadline: float) -> None:
        """Send the replies that may leave at once, wait for what is on its way, and write it all down.

        What is still on its way at the deadline stays open, and is sent again after the next start.
        """
        if self._lowest is not None:
            self._lowest = Priority.REPLY
        self._making.close()
        self._pump()
        while self._in_flight and (left := deadline - monotonic()) > 0:
            await asyncio.wait(self._in_flight, timeout=left, return_when=asyncio.FIRST_COMPLETED)
        await self.break_off()
        await self._books.settle()

    async def break_off(self) -> None:
        """Let nothing leave any more, and wait for nothing that is on its way."""
        self._lowest = None
        self._making.close()
        self._set_timer(None)
        for task in self._in_flight:
            task.cancel()
        await asyncio.gather(*self._in_flight, return_exceptions=True)

    def _pump(self) -> None:
        """Let everything leave that may, and set a timer for what may leave next."""
        while len(self._in_flight) < MOST_IN_FLIGHT:
            moment = monotonic()
            row = self._line.head(moment)
            if row is None or self._lowest is None or row.priority > self._lowest:
                break
            free_at = self._pace.free_at(reply=row.priority == Priority.REPLY)
            if free_at > moment:
                self._set_timer(free_at)
                return
            self._launch(row, moment)
        self._set_timer(self._line.next_free())

    def _set_timer(self, moment: float | None) -> None:
        """Look again at a moment; a timer that goes off before it may stay, and then sets the next one."""
        if moment is None or self._lowest is None:
            self._stop_timer()
        elif self._timer is None or moment < self._timer_at:
            self._stop_timer()
            self._timer_at = moment
            self._timer = asyncio.get_running_loop().call_later(moment - monotonic(), self._on_time)

    def _stop_timer(self) -> None:
        if self._timer:
            self._timer.cancel()
            self._timer = None

    def _on_time(self) -> None:
        self._timer = None
        self._pump()

    def _launch(self, row: Waiting, moment: float) -> None:
        delivery = self._begun.pop(row.id, None)
        if delivery is None or delivery.is_stale(moment):
            delivery = self._begin(row, moment)
        if delivery is None:
            return
        self._making.left(row.id)
        delivery.newest = self._newest.get(row.chat_id, 0)
        self._pace.spend(moment, delivery.messages, reply=row.priority == Priority.REPLY)
        self._line.take(row, moment, delivery.messages)
        task = asyncio.get_running_loop().create_task(delivery.send(self._books.find_message))
        self._in_flight.add(task)
        task.add_done_callback(partial(self._landed, row, delivery))

    def _begin(self, row: Waiting, moment: float) -> Delivery | None:
        """Open a row's letter; one that cannot be sent, or has to be made first, leaves the line."""
        try:
            letter = Letter.from_json(row.body)
        except (ValueError, TypeError) as fault:
            self._line.take(row, moment, 0)
            self._failed(row, None, fault)
            return None
        if letter.late is None:
            return Delivery(self._channel, row.chat_id, letter)
        self._line.take(row, moment, 0)
        self._line.release(row.chat_id)
        self._making.add(row, letter.late)
        return None

    def _ready(self, row: Waiting, made: Ready) -> None:
        """Put a letter that has been made back into the line, where it leaves in its turn."""
        delivery = Delivery(self._channel, row.chat_id, made.letter, made.files)
        if row.priority != Priority.REPLY:
            delivery.good_until = monotonic() + FRESH_SECONDS
        self._keep(row, delivery)
        self._pump()

    def _landed(self, row: Waiting, delivery: Delivery, task: asyncio.Task[int | None]) -> None:
        self._in_flight.discard(task)
        if task.cancelled():
            return
        match task.exception():
            case None:
                self._sent(row, task.result())
            case RetryAfter() as limit:
                self._told_to_wait(limit)
                self._keep(row, delivery)
                self._line.release(row.chat_id)
            case ChatMigrated() as news:
                delivery.chat_id = news.new_chat_id
                self._keep(row, delivery)
                self._line.release(row.chat_id)
            case fault:
                self._failed(row, delivery, fault)
        if delivery.limit:
            self._told_to_wait(delivery.limit)
            delivery.limit = None
        self._pump()

    def _sent(self, row: Waiting, message_id: int | None) -> None:
        self._books.note(sent(row, message_id, now()))
        self._newest[row.chat_id] = max(self._newest.get(row.chat_id, 0), message_id or 0)
        self._line.release(row.chat_id)

    def _failed(self, row: Waiting, delivery: Delivery | None, fault: BaseException) -> None:
        outcome = failed(row, fault, now())
        log.warning("not_sent", request=row.request_id, row=row.id, state=outcome.state, **describe(fault))
        self._books.note(outcome)
        not_before = 0.0
        if delivery and not outcome.is_final:
            delivery.good_until = math.inf  # it may have arrived: what comes now has to say the same
            not_before = _moment(outcome.due_at)
            self._keep(replace(row, attempts=outcome.attempts, due_at=outcome.due_at), delivery)
        self._line.release(row.chat_id, not_before)

    def _told_to_wait(self, limit: RetryAfter) -> None:
        """Telegram alone knows its limits: nothing leaves before it says so, and no attempt is counted."""
        asked = limit.retry_after
        seconds = asked.total_seconds() if isinstance(asked, timedelta) else asked
        log.warning("told_to_wait", seconds=seconds)
        self._pace.pause(monotonic() + seconds)

    def _keep(self, row: Waiting, delivery: Delivery) -> None:
        """Put a row back at the head of its chat, with what has arrived of it so far."""
        self._begun[row.id] = delivery
        self._line.add(row)


def _is_late(row: Waiting) -> bool:
    """Tell whether a row's letter has yet to be made; then it holds up nothing that comes after it."""
    try:
        return Letter.from_json(row.body).late is not None
    except (ValueError, TypeError):
        return False


def _moment(due_at: datetime) -> float:
    """Say on the monotonic clock when a row is due."""
    return monotonic() + max(0.0, (due_at - now()).total_seconds())
