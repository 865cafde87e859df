"""How the two queues stand, for whoever looks after the bot."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import func, select, update
from sqlmodel import Session, col

from store import inbox
from store.tables import InboxRow, InboxState, OutboxRow, OutboxState

if TYPE_CHECKING:
    from datetime import datetime


@dataclass(frozen=True, slots=True)
class Counts:
    """Updates and messages in one state."""

    updates: int
    messages: int

    def __bool__(self) -> bool:
        return self.updates + self.messages > 0


def parked(db: Session) -> Counts:
    """Count what was given up after several tries."""
    updates = select(func.count()).where(col(InboxRow.state) == InboxState.PARKED)
    messages = select(func.count()).where(col(OutboxRow.state) == OutboxState.PARKED)
    return Counts(int(db.execute(updates).scalar_one()), int(db.execute(messages).scalar_one()))


def retry_parked(db: Session, now: datetime) -> Counts:
    """Open again what was given up, after its cause has been mended; return how much that was."""
    reopened = (
        update(OutboxRow)
        .where(col(OutboxRow.state) == OutboxState.PARKED)
        .values(state=OutboxState.OPEN, attempts=0, due_at=now)
    )
    return Counts(inbox.retry_parked(db, now), int(db.connection().execute(reopened).rowcount))


@dataclass(frozen=True, slots=True)
class Outgoing:
    """How sending stands: what is due and has not left, when the next is due that is not yet, what has left since."""

    due: int
    next_at: datetime | None
    sent: int


def outgoing(db: Session, since: datetime, now: datetime) -> Outgoing:
    """Tell how sending stands at a moment, and how many messages have left since another."""
    is_open = col(OutboxRow.state) == OutboxState.OPEN
    due = select(func.count()).where(is_open, col(OutboxRow.due_at) <= now)
    later = select(func.min(col(OutboxRow.due_at))).where(is_open, col(OutboxRow.due_at) > now)
    sent = select(func.count()).where(
        col(OutboxRow.state) == OutboxState.SENT, col(OutboxRow.sent_at) >= since
    )
    return Outgoing(
        int(db.execute(due).scalar_one()), db.execute(later).scalar_one(), int(db.execute(sent).scalar_one())
    )
