"""Forms being filled in, kept so that one can stop at any moment and go on days later."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import bindparam, delete, select
from sqlmodel import col

from store.tables import Chat, Conversation

if TYPE_CHECKING:
    from datetime import datetime

    from sqlmodel import Session


def find(db: Session, chat_id: int, form: str) -> Conversation | None:
    """Return the form as it was left in a chat, if it was left half done."""
    row: Conversation | None = db.execute(_FIND, {"chat": chat_id, "name": form}).scalar_one_or_none()
    return row


def open_conversation(
    db: Session, chat: Chat, form: str, *, session: str, answers: dict[str, Any], now: datetime
) -> Conversation:
    """Begin a form, in place of one of the same name left half done; what is typed next goes to it."""
    row = find(db, chat.chat_id, form) or Conversation(
        chat_id=chat.chat_id, form=form, session=session, touched_at=now
    )
    row.session, row.answers, row.scratch, row.editing, row.touched_at = session, answers, {}, None, now
    chat.open_form = form
    db.add(row)
    return row


def close(db: Session, chat: Chat, row: Conversation) -> None:
    """End a form; what is typed next goes to no form."""
    db.delete(row)
    if chat.open_form == row.form:
        chat.open_form = None


def forget(db: Session, before: datetime) -> int:
    """Delete drafts nobody has touched since a moment; return how many."""
    statement = delete(Conversation).where(col(Conversation.touched_at) < before)
    return int(db.connection().execute(statement).rowcount)


# Run for every update, and built once: to build a statement costs more than to run it.
_FIND = select(Conversation).where(
    col(Conversation.chat_id) == bindparam("chat"), col(Conversation.form) == bindparam("name")
)
