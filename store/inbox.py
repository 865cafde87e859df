"""The queue of what came in: stored before it is acknowledged, claimed in the transaction that handles it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from sqlalchemy import delete, func, select, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import aliased
from sqlmodel import Session, col

from store.tables import InboxRow, InboxState

if TYPE_CHECKING:
    from collections.abc import Sequence

# A poison update holds up its own chat for about a minute and a half, then is parked.
PAUSES = (timedelta(seconds=1), timedelta(seconds=5), timedelta(seconds=20), timedelta(seconds=60))


@dataclass(frozen=True, slots=True)
class RawUpdate:
    """An update as it was received; ``body`` is its JSON. Chat 0 stands for an update of no chat."""

    update_id: int
    chat_id: int
    body: str


def insert_ignoring(db: Session, table: Any) -> Any:
    """Start an INSERT that skips rows whose key exists already, on either database."""
    dialect = postgresql if db.get_bind().dialect.name == "postgresql" else sqlite
    return dialect.insert(table).on_conflict_do_nothing()


def keep(db: Session, updates: Sequence[RawUpdate], now: datetime) -> None:
    """Store updates in the order they came; one that is there already is left as it is."""
    if updates:
        rows = [
            {
                "update_id": raw.update_id,
                "chat_id": raw.chat_id,
                "body": raw.body,
                "received_at": now,
                "state": InboxState.OPEN,
                "attempts": 0,
                "due_at": now,
            }
            for raw in updates
        ]
        db.execute(insert_ignoring(db, InboxRow), rows)


def _heads() -> Any:
    """Select the oldest open row of each chat: only it may be handled, so that a chat stays in order."""
    earlier = aliased(InboxRow)
    is_head = ~(
        select(col(earlier.id))
        .where(
            col(earlier.chat_id) == col(InboxRow.chat_id),
            col(earlier.state) == InboxState.OPEN,
            col(earlier.id) < col(InboxRow.id),
        )
        .exists()
    )
    return select(InboxRow).where(col(InboxRow.state) == InboxState.OPEN, is_head)


def claim(db: Session, now: datetime) -> InboxRow | None:
    """Lock and return the oldest row that is due, or None; the caller's transaction handles it."""
    statement = _heads().where(col(InboxRow.due_at) <= now).order_by(col(InboxRow.id)).limit(1)
    row: InboxRow | None = db.execute(statement.with_for_update(skip_locked=True)).scalar_one_or_none()
    return row


def next_due(db: Session) -> datetime | None:
    """Tell when the next row may be handled; None when nothing is open."""
    moment: datetime | None = db.execute(_heads().with_only_columns(func.min(InboxRow.due_at))).scalar()
    return moment


def fail(db: Session, row_id: int, fault: str, now: datetime) -> bool:
    """Note that handling a row failed: wait longer each time, then park it. Return whether it is parked now."""
    row = db.get_one(InboxRow, row_id)
    row.attempts += 1
    row.fault = fault
    if row.attempts > len(PAUSES):
        row.state = InboxState.PARKED
        return True
    row.due_at = now + PAUSES[row.attempts - 1]
    return False


def retry_parked(db: Session, now: datetime) -> int:
    """Open every parked row again, after its cause has been mended; return how many."""
    statement = (
        update(InboxRow)
        .where(col(InboxRow.state) == InboxState.PARKED)
        .values(state=InboxState.OPEN, attempts=0, due_at=now)
    )
    return int(db.connection().execute(statement).rowcount)


def forget(db: Session, before: datetime) -> int:
    """Delete handled rows received before a moment: they hold what people wrote. Return how many."""
    statement = delete(InboxRow).where(
        col(InboxRow.state) == InboxState.HANDLED, col(InboxRow.received_at) < before
    )
    return int(db.connection().execute(statement).rowcount)
