"""Letters whose content is decided when they leave: made in threads, the most urgent first, a few at a time.

What takes long to make, or is not to be said yet, holds up nothing else of its chat.
"""

from __future__ import annotations

import asyncio
from dataclasses import replace
from functools import partial
from heapq import heappop, heappush
from typing import TYPE_CHECKING, Any

import structlog

from bot.clock import now
from bot.desk import READERS
from bot.logs import describe
from bot.send.outcomes import needless, not_made, put_off
from handlers.late import Nothing, Ready, Wait
from store import outbox
from store.tables import Priority

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from sqlmodel import Session

    from bot.desk import Desk
    from bot.send.books import Books
    from bot.work import Inside
    from handlers.late import Made
    from store.outbox import Outcome, Waiting

    Asked = tuple[str, dict[str, Any]]

# Replies are made as they come. Of the rest only these few are made ahead of what has left: what was made long ago
# may be true no longer.
MOST_AHEAD = 8

log = structlog.get_logger()


class Making:
    """Has letters made; all but the making itself happens on the event loop's thread."""

    def __init__(self, desk: Desk, inside: Inside, books: Books) -> None:
        self._desk = desk
        self._inside = inside
        self._books = books
        self._waiting: list[tuple[int, int, Waiting, Asked]] = []
        self._under_way: set[asyncio.Task[Made]] = set()
        self._apologies: set[asyncio.Task[Sequence[Waiting]]] = set()
        self._ahead: set[int] = set()
        self._told_of: set[str] = set()
        self._open = True

    def serve(
        self, ready: Callable[[Waiting, Ready], None], add: Callable[[Sequence[Waiting]], None]
    ) -> None:
        """Say who takes what is ready to be sent, and who takes new messages."""
        self._ready = ready
        self._add = add

    def add(self, row: Waiting, asked: Asked) -> None:
        """Have the letter of a row made; one whose making has failed before, not before it is due again."""
        pause = (row.due_at - now()).total_seconds() if row.attempts else 0.0
        if pause > 0:
            asyncio.get_running_loop().call_later(pause, self._enter, row, asked)
        else:
            self._enter(row, asked)

    def left(self, row_id: int) -> None:
        """Hear that a row is on its way, so that another one may be made."""
        self._ahead.discard(row_id)
        self._begin()

    def close(self) -> None:
        """Begin nothing any more; what is not made yet stays open, and is made after the next start."""
        self._open = False
        for task in self._under_way | self._apologies:
            task.cancel()

    def _enter(self, row: Waiting, asked: Asked) -> None:
        heappush(self._waiting, (row.priority, row.id, row, asked))
        self._begin()

    def _begin(self) -> None:
        while self._waiting and self._has_room(self._waiting[0][0]):
            _, _, row, asked = heappop(self._waiting)
            self._ahead.add(row.id)
            task = asyncio.get_running_loop().create_task(self._make(row.chat_id, asked))
            self._under_way.add(task)
            task.add_done_callback(partial(self._made, row, asked))

    def _has_room(self, priority: int) -> bool:
        few = priority == Priority.REPLY or len(self._ahead) < MOST_AHEAD
        return self._open and few and len(self._under_way) < READERS

    async def _make(self, chat_id: int, asked: Asked) -> Made:
        return await self._desk.read(lambda db: self._inside.make(db, chat_id, asked, now()))

    def _made(self, row: Waiting, asked: Asked, task: asyncio.Task[Made]) -> None:
        self._under_way.discard(task)
        if task.cancelled():
            return
        fault = task.exception()
        if fault is not None:
            self._failed(row, asked, fault)
            self.left(row.id)
        else:
            self._take(row, task.result())
            self._begin()

    def _take(self, row: Waiting, made: Made) -> None:
        match made:
            case Ready():
                self._ready(row, made)
            case Nothing(reason):
                log.info("not_needed", request=row.request_id, row=row.id, reason=reason)
                self._books.note(needless(row, reason, now()))
                self._ahead.discard(row.id)
            case Wait(until):
                self._books.note(put_off(row, until, now()))
                self._ahead.discard(row.id)

    def _failed(self, row: Waiting, asked: Asked, fault: BaseException) -> None:
        outcome = not_made(row, fault, now())
        log.error("not_made", request=row.request_id, row=row.id, state=outcome.state, **describe(fault))
        if not outcome.is_final:
            self._books.note(outcome)
            self.add(replace(row, attempts=outcome.attempts, due_at=outcome.due_at), asked)
        elif row.priority != Priority.REPLY and row.request_id in self._told_of:
            self._books.note(
                outcome
            )  # one fault may strike a summary of thousands: that is one word to administrators
        else:
            self._told_of.add(row.request_id)
            task = asyncio.get_running_loop().create_task(self._apologise(row))
            self._apologies.add(task)
            task.add_done_callback(partial(self._apologised, outcome))

    async def _apologise(self, row: Waiting) -> Sequence[Waiting]:
        """Say sorry to whoever asked for it, and tell the administrators; nobody misses what the clock sends."""
        chat_id = row.chat_id if row.priority == Priority.REPLY else 0

        def write(db: Session) -> Sequence[Waiting]:
            moment = now()
            posts = self._inside.apologise(db, chat_id, moment, row.request_id)
            return outbox.put(db, posts, row.request_id, moment)

        return await self._desk.do(write)

    def _apologised(self, outcome: Outcome, task: asyncio.Task[Sequence[Waiting]]) -> None:
        self._apologies.discard(task)
        if task.cancelled():
            return
        self._books.note(outcome)
        fault = task.exception()
        if fault is not None:
            log.error("apology_failed", row=outcome.id, **describe(fault))
        else:
            self._add(task.result())
