"""Working: each update is handled in one transaction: claimed, answered, its messages written, committed.

The inside is synchronous, so this runs in threads. What it raises is a fault: the update is tried again with
growing pauses and then parked, with an apology. Meanwhile only its own chat waits.
"""

from __future__ import annotations

import threading
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import structlog

from bot.clock import now
from bot.logs import describe
from bot.telegram import read_update
from store import inbox, outbox
from store.database import is_outage, unit_of_work

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from datetime import datetime

    from sqlmodel import Session

    from bot.desk import Desk
    from handlers.incoming import Incoming
    from handlers.late import Made
    from store.inbox import Claimed
    from store.outbox import Post, Waiting

    Answer = Callable[[Session, Incoming, datetime], Sequence[Post]]
    Apologise = Callable[[Session, int, datetime, str], Sequence[Post]]
    Make = Callable[[Session, int, tuple[str, dict[str, Any]], datetime], Made]

log = structlog.get_logger()


@dataclass(frozen=True, slots=True)
class Inside:
    """What is called for an update, for a chat whose request was parked, and for a letter made when it leaves."""

    answer: Answer
    apologise: Apologise
    make: Make


class Worker:
    """Handles updates one by one in the calling thread; ``hand_over`` gets the messages once they are committed."""

    def __init__(self, desk: Desk, inside: Inside, hand_over: Callable[[Sequence[Waiting]], None]) -> None:
        self._engine = desk.engine
        self._inside = inside
        self._hand_over = hand_over
        self._turn = threading.Lock()

    def handle_next(self) -> bool:
        """Handle the oldest update that is due; False when there is none.

        Raises:
            SQLAlchemyError: the database is out of reach or out of order; nothing has happened.
        """
        moment = now()
        claimed: list[Claimed] = []
        fault = _fault_of(lambda: self._handle(moment, claimed))
        if fault is None:
            return bool(claimed)
        if not claimed:
            raise fault
        self._note_fault(claimed[0], fault, moment)
        return True

    def _handle(self, moment: datetime, claimed: list[Claimed]) -> None:
        with self._unit() as (db, waiting):
            row = inbox.claim(db, moment)
            if row is None:
                return
            claimed.append(row)
            incoming = read_update(row.body)
            posts = self._inside.answer(db, incoming, moment) if incoming else ()
            waiting.extend(outbox.put(db, posts, row.request_id, moment))

    @contextmanager
    def _unit(self) -> Iterator[tuple[Session, list[Waiting]]]:
        """Open a unit of work whose messages are handed over once it is committed.

        Commit and hand-over are one turn: else another worker could claim what comes next in the same chat, and
        hand over its answer first.
        """
        waiting: list[Waiting] = []
        with ExitStack() as turn:
            with unit_of_work(self._engine) as db:
                yield db, waiting
                turn.enter_context(self._turn)
            self._hand_over(waiting)

    def _note_fault(self, row: Claimed, fault: Exception, moment: datetime) -> None:
        log.error("update_failed", request=row.request_id, **describe(fault))
        second = _fault_of(lambda: self._fail(row, fault, moment, apologise=True))
        if second is not None:
            log.error("apology_failed", request=row.request_id, **describe(second))
            self._fail(row, fault, moment, apologise=False)

    def _fail(self, row: Claimed, fault: Exception, moment: datetime, *, apologise: bool) -> None:
        with self._unit() as (db, waiting):
            parked = inbox.fail(db, row, f"{type(fault).__name__}: {fault}", moment)
            if parked and apologise:
                posts = self._inside.apologise(db, row.chat_id, moment, row.request_id)
                waiting.extend(outbox.put(db, posts, row.request_id, moment))
        if parked:
            log.error("update_parked", request=row.request_id)


def _fault_of(step: Callable[[], None]) -> Exception | None:
    """Run a step; return what it raised. An outage of the database is nobody's fault, and goes on up."""
    try:
        step()
    except Exception as fault:  # the one edge at which any fault of the inside ends
        if is_outage(fault):
            raise
        return fault
    return None
