"""The queue of what goes out: written in the transaction that caused it, sent after the commit."""

from __future__ import annotations

from dataclasses import dataclass, fields
from typing import TYPE_CHECKING

from sqlalchemy import bindparam, delete, insert, or_, select, update
from sqlmodel import col

from store.inbox import OPEN, insert_ignoring
from store.prepared import Prepared, by_name
from store.tables import Chat, OutboxRow, OutboxState, Priority

if TYPE_CHECKING:
    from collections.abc import Container, Sequence
    from datetime import datetime

    from sqlmodel import Session

LOADED_AT_ONCE = 500


@dataclass(frozen=True, slots=True)
class Post:
    """A message to be put into the outbox; ``body`` is a letter in JSON."""

    chat_id: int
    body: str
    priority: Priority
    key: str | None = None


@dataclass(frozen=True, slots=True)
class Waiting:
    """An open row of the outbox, as the sender holds it."""

    id: int
    chat_id: int
    body: str
    priority: int
    request_id: str
    attempts: int
    due_at: datetime


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a row: sent (with the message's id, if it made one), dropped, parked, or open until ``due_at``.

    Open after no attempt, it was put off: nobody holds it until then, and what comes after it does not wait.
    """

    id: int
    chat_id: int
    state: OutboxState
    at: datetime
    attempts: int
    due_at: datetime
    message_id: int | None = None
    fault: str | None = None
    blocked: bool = False

    @property
    def is_final(self) -> bool:
        """Whether the row is done with."""
        return self.state is not OutboxState.OPEN

    @property
    def lets_go(self) -> bool:
        """Whether the sender need not hold the row any longer."""
        return self.is_final or not self.attempts


@dataclass(frozen=True, slots=True)
class PutOff:
    """A scheduled message that waits for its time; ``kind`` is the first part of its key."""

    due_at: datetime
    chat_id: int
    kind: str


def _values(post: Post, request_id: str, now: datetime) -> dict[str, object]:
    return {
        "chat_id": post.chat_id,
        "key": post.key,
        "priority": int(post.priority),
        "body": post.body,
        "request_id": request_id,
        "created_at": now,
        "state": OutboxState.OPEN,
        "attempts": 0,
        "due_at": now,
    }


def put(db: Session, posts: Sequence[Post], request_id: str, now: datetime) -> list[Waiting]:
    """Write messages in order and return them as the sender will hold them; the caller commits."""
    waiting = []
    for post in posts:
        [(row_id,)] = _PUT.run(db, **_values(post, request_id, now))
        waiting.append(Waiting(row_id, post.chat_id, post.body, int(post.priority), request_id, 0, now))
    return waiting


def put_once(db: Session, posts: Sequence[Post], request_id: str, now: datetime) -> None:
    """Write messages that bear a key; one whose key is there already is left out."""
    if posts:
        db.connection().execute(
            insert_ignoring(db, _TABLE), [_values(post, request_id, now) for post in posts]
        )


def id_of(db: Session, key: str) -> int | None:
    """Return the row that bears a key."""
    rows = _ID_OF.run(db, bears=key)
    return rows[0][0] if rows else None


def keys_among(db: Session, keys: Sequence[str]) -> set[str]:
    """Return which of some keys a row bears."""
    return {
        key
        for start in range(0, len(keys), LOADED_AT_ONCE)
        for key in db.connection()
        .execute(select(_TABLE.c.key).where(_TABLE.c.key.in_(keys[start : start + LOADED_AT_ONCE])))
        .scalars()
    }


def open_letter(db: Session, key: str) -> str | None:
    """Return the letter of the open row that bears a key, in JSON; None where there is none."""
    statement = select(_TABLE.c.body).where(_TABLE.c.key == key, _TABLE.c.state == OutboxState.OPEN)
    found: str | None = db.connection().execute(statement).scalar_one_or_none()
    return found


def state_of(db: Session, key: str, body: str) -> OutboxState | None:
    """Return what has become of the row that bears a key and this letter; None where there is none."""
    statement = select(_TABLE.c.state).where(_TABLE.c.key == key, _TABLE.c.body == body)
    found: OutboxState | None = db.connection().execute(statement).scalar_one_or_none()
    return found


def settled_among(db: Session, keys: Sequence[str], body: str) -> set[str]:
    """Return those keys of rows with this letter that are done with."""
    chosen = select(_TABLE.c.key).where(_TABLE.c.body == body, _TABLE.c.state != OutboxState.OPEN)
    return {
        key
        for start in range(0, len(keys), LOADED_AT_ONCE)
        for key in db.connection()
        .execute(chosen.where(_TABLE.c.key.in_(keys[start : start + LOADED_AT_ONCE])))
        .scalars()
    }


def waiting(db: Session, now: datetime, known: Container[int] = ()) -> list[Waiting]:
    """Load the open rows that are not known yet nor put off, in the order they leave.

    One that has failed is loaded before its time, since those behind it in its chat have to wait for it.
    """
    found = db.connection().execute(_OPEN_IDS, {"now": now}).scalars()
    ids = [row_id for row_id in found if row_id not in known]
    return [
        Waiting(*row)
        for start in range(0, len(ids), LOADED_AT_ONCE)
        for row in db.connection().execute(_LOAD, {"ids": ids[start : start + LOADED_AT_ONCE]})
    ]


def put_off(db: Session, first: datetime, last: datetime) -> list[PutOff]:
    """Return the scheduled messages whose time comes after one moment and up to another."""
    chosen = select(col(OutboxRow.due_at), col(OutboxRow.chat_id), col(OutboxRow.key)).where(
        col(OutboxRow.state) == OutboxState.OPEN,
        col(OutboxRow.priority) == Priority.SCHEDULED,
        col(OutboxRow.due_at) > first,
        col(OutboxRow.due_at) <= last,
    )
    return [
        PutOff(due_at, chat_id, (key or "").partition(":")[0]) for due_at, chat_id, key in db.execute(chosen)
    ]


def message_of(db: Session, row_id: int) -> int | None:
    """Return the message that a row became; None when it became none."""
    found: int | None = db.execute(
        select(col(OutboxRow.message_id)).where(col(OutboxRow.id) == row_id)
    ).scalar_one_or_none()
    return found


def settle(db: Session, outcomes: Sequence[Outcome]) -> None:
    """Write what became of rows, in the order given; the newest message of each chat is remembered."""
    if not outcomes:
        return
    _SETTLE.run_each(db, map(_settled, outcomes))
    newest: dict[int, int] = {}
    for outcome in outcomes:
        newest[outcome.chat_id] = max(newest.get(outcome.chat_id, 0), outcome.message_id or 0)
    # In one order always, so that two transactions cannot wait for each other.
    _NEWEST.run_each(db, [{"of": chat_id, "newest": newest[chat_id]} for chat_id in sorted(newest)])
    for outcome in outcomes:
        if outcome.blocked:
            db.execute(update(Chat).where(col(Chat.chat_id) == outcome.chat_id).values(blocked_at=outcome.at))


def forget(db: Session, before: datetime) -> int:
    """Delete settled rows made before a moment; return how many."""
    statement = delete(OutboxRow).where(
        col(OutboxRow.state) != OutboxState.OPEN, col(OutboxRow.created_at) < before
    )
    return int(db.connection().execute(statement).rowcount)


def _settled(outcome: Outcome) -> dict[str, object]:
    return {
        "row": outcome.id,
        "state": outcome.state,
        "attempts": outcome.attempts,
        "fault": outcome.fault,
        "message_id": outcome.message_id,
        "sent_at": outcome.at if outcome.state is OutboxState.SENT else None,
        "due_at": outcome.due_at,
    }


_TABLE = OutboxRow.metadata.tables["outbox"]
_CHATS = Chat.metadata.tables["chat"]
_PUT = Prepared(
    insert(_TABLE)
    .values(
        by_name(
            "chat_id", "key", "priority", "body", "request_id", "created_at", "state", "attempts", "due_at"
        )
    )
    .returning(_TABLE.c.id),
    flush=False,
)
_ID_OF = Prepared(select(_TABLE.c.id).where(_TABLE.c.key == bindparam("bears")), flush=False)
_OPEN_IDS = (
    select(_TABLE.c.id)
    .where(_TABLE.c.state == OPEN, or_(_TABLE.c.attempts > 0, _TABLE.c.due_at <= bindparam("now")))
    .order_by(_TABLE.c.priority, _TABLE.c.id)
)
_LOAD = (
    select(*(_TABLE.c[each.name] for each in fields(Waiting)))
    .where(_TABLE.c.id.in_(bindparam("ids", expanding=True)))
    .order_by(_TABLE.c.priority, _TABLE.c.id)
)
_SETTLE = Prepared(
    update(_TABLE)
    .where(_TABLE.c.id == bindparam("row"))
    .values(by_name("state", "attempts", "fault", "message_id", "sent_at", "due_at")),
    flush=False,
)
_NEWEST = Prepared(
    update(_CHATS)
    .where(_CHATS.c.chat_id == bindparam("of"), _CHATS.c.last_message_id < bindparam("newest"))
    .values(last_message_id=bindparam("newest"))
)
