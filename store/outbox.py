"""The queue of what goes out: written in the transaction that caused it, sent after the commit."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import delete, insert, select, update
from sqlmodel import Session, col

from store.inbox import insert_ignoring
from store.tables import Chat, OutboxRow, OutboxState, Priority

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime


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
    """What became of a row: sent (with the message's id, if it made one), dropped, parked, or to be tried again."""

    id: int
    chat_id: int
    state: OutboxState
    at: datetime
    message_id: int | None = None
    attempts: int = 0
    due_at: datetime | None = None
    fault: str | None = None
    blocked: bool = False


_COLUMNS = (
    col(OutboxRow.id),
    col(OutboxRow.chat_id),
    col(OutboxRow.body),
    col(OutboxRow.priority),
    col(OutboxRow.request_id),
    col(OutboxRow.attempts),
    col(OutboxRow.due_at),
)


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
        statement = insert(OutboxRow).values(_values(post, request_id, now)).returning(col(OutboxRow.id))
        row_id: int = db.execute(statement).scalar_one()
        waiting.append(Waiting(row_id, post.chat_id, post.body, int(post.priority), request_id, 0, now))
    return waiting


def put_once(db: Session, posts: Sequence[Post], request_id: str, now: datetime) -> None:
    """Write messages that bear a key; one whose key is there already is left out."""
    if posts:
        db.execute(insert_ignoring(db, OutboxRow), [_values(post, request_id, now) for post in posts])


def id_of(db: Session, key: str) -> int | None:
    """Return the row that bears a key."""
    row_id: int | None = db.execute(
        select(col(OutboxRow.id)).where(col(OutboxRow.key) == key)
    ).scalar_one_or_none()
    return row_id


def waiting(db: Session, after: int = 0) -> list[Waiting]:
    """Load the open rows whose id is above ``after``, in the order they leave."""
    statement = (
        select(*_COLUMNS)
        .where(col(OutboxRow.state) == OutboxState.OPEN, col(OutboxRow.id) > after)
        .order_by(col(OutboxRow.priority), col(OutboxRow.id))
    )
    return [Waiting(*row) for row in db.execute(statement)]


def settle(db: Session, outcomes: Sequence[Outcome]) -> None:
    """Write what became of rows, in the order given; the newest message of each chat is remembered."""
    for outcome in outcomes:
        db.execute(
            update(OutboxRow)
            .where(col(OutboxRow.id) == outcome.id)
            .values(
                state=outcome.state,
                attempts=outcome.attempts,
                fault=outcome.fault,
                message_id=outcome.message_id,
                sent_at=outcome.at if outcome.state is OutboxState.SENT else None,
                **({"due_at": outcome.due_at} if outcome.due_at else {}),
            )
        )
        if outcome.message_id is not None:
            db.execute(
                update(Chat)
                .where(col(Chat.chat_id) == outcome.chat_id, col(Chat.last_message_id) < outcome.message_id)
                .values(last_message_id=outcome.message_id)
            )
        if outcome.blocked:
            db.execute(update(Chat).where(col(Chat.chat_id) == outcome.chat_id).values(blocked_at=outcome.at))


def forget(db: Session, before: datetime) -> int:
    """Delete settled rows made before a moment; return how many."""
    statement = delete(OutboxRow).where(
        col(OutboxRow.state) != OutboxState.OPEN, col(OutboxRow.created_at) < before
    )
    return int(db.connection().execute(statement).rowcount)
