"""The queue of what came in: stored before it is acknowledged, claimed in the transaction that handles it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from sqlalchemy import ColumnElement, bindparam, delete, literal_column, select, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlmodel import col

from store.prepared import Prepared, by_name
from store.tables import InboxRow, InboxState

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from sqlmodel import Session

# A poison update holds up its own chat for about a minute and a half, then is parked.
PAUSES = (timedelta(seconds=1), timedelta(seconds=5), timedelta(seconds=20), timedelta(seconds=60))
# SQLite uses an index over the open rows only where the state stands in the statement itself.
OPEN: ColumnElement[str] = literal_column("'open'")


@dataclass(frozen=True, slots=True)
class RawUpdate:
    """An update as it was received; ``body`` is its JSON. Chat 0 stands for an update of no chat."""

    update_id: int
    chat_id: int
    body: str


@dataclass(frozen=True, slots=True)
class Claimed:
    """A row that the present transaction handles."""

    id: int
    chat_id: int
    body: str
    attempts: int

    @property
    def request_id(self) -> str:
        """What logs and messages call this update."""
        return f"u{self.id}"


def insert_ignoring(db: Session, table: Any) -> Any:
    """Start an INSERT that skips rows whose key exists already, on either database."""
    dialect = postgresql if db.get_bind().dialect.name == "postgresql" else sqlite
    return dialect.insert(table).on_conflict_do_nothing()


def keep(db: Session, updates: Sequence[RawUpdate], now: datetime) -> None:
    """Store updates in the order they came; one that is there already is left as it is."""
    _KEEP.run_each(
        db,
        [
            {"update_id": raw.update_id, "chat_id": raw.chat_id, "body": raw.body, "now": now}
            for raw in updates
        ],
    )


def claim(db: Session, now: datetime) -> Claimed | None:
    """Take the oldest row that is due and mark it handled; None when nothing is due.

    Only the oldest open row of a chat may be taken, so that a chat stays in order. Rolled back, the row is open
    again. On PostgreSQL several workers claim side by side, each a row that no other holds.
    """
    rows = _CLAIM.run(db, now=now)
    return Claimed(*rows[0]) if rows else None


def fail(db: Session, claimed: Claimed, fault: str, now: datetime) -> bool:
    """Note that handling a row failed: wait longer each time, then park it. Return whether this parked it.

    The claim was rolled back, so another worker may have had the row since; then there is nothing to note.
    """
    row = db.get_one(InboxRow, claimed.id, with_for_update=True)
    if row.state is not InboxState.OPEN or row.attempts != claimed.attempts:
        return False
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


def _keeping(dialect: Any) -> Any:
    """Write the statement that stores an update."""
    arrived = bindparam("now", type_=_TABLE.c.due_at.type)
    return (
        dialect.insert(_TABLE)
        .values(
            **by_name("update_id", "chat_id", "body"),
            received_at=arrived,
            state=InboxState.OPEN,
            attempts=0,
            due_at=arrived,
        )
        .on_conflict_do_nothing()
    )


def _claiming() -> Any:
    """Write the statement that claims a row."""
    earlier = _TABLE.alias()
    stands_behind = select(earlier.c.id).where(
        earlier.c.chat_id == _TABLE.c.chat_id, earlier.c.state == OPEN, earlier.c.id < _TABLE.c.id
    )
    oldest = (
        select(_TABLE.c.id)
        .where(
            _TABLE.c.state == OPEN,
            _TABLE.c.due_at <= bindparam("now", type_=_TABLE.c.due_at.type),
            ~stands_behind.exists(),
        )
        .order_by(_TABLE.c.id)
        .limit(1)
        .with_for_update(skip_locked=True)
    )
    return (
        update(_TABLE)
        .where(_TABLE.c.id == oldest.scalar_subquery())
        .values(state=InboxState.HANDLED)
        .returning(_TABLE.c.id, _TABLE.c.chat_id, _TABLE.c.body, _TABLE.c.attempts)
    )


_TABLE = InboxRow.metadata.tables["inbox"]
_KEEP = Prepared({"postgresql": _keeping(postgresql), "sqlite": _keeping(sqlite)}, flush=False)
_CLAIM = Prepared(_claiming(), flush=False)
