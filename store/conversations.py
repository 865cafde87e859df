"""Forms being filled in, kept so that one can stop at any moment and go on days later.

Every tap reads and writes one of them, so they go by plain statements: the session's bookkeeping would cost more.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass, fields
from typing import TYPE_CHECKING, Any

from sqlalchemy import bindparam, delete, insert, select, update
from sqlmodel import col

from store.tables import Chat, Conversation

if TYPE_CHECKING:
    from datetime import datetime

    from sqlmodel import Session


@dataclass(slots=True)
class Draft:
    """A form being filled in, as store/tables/people.py describes it; whoever changes it saves it."""

    chat_id: int
    form: str
    session: str
    answers: dict[str, Any]
    scratch: dict[str, Any]
    editing: str | None
    touched_at: datetime


def find(db: Session, chat_id: int, form: str) -> Draft | None:
    """Return the form as it was left in a chat, if it was left half done."""
    row = db.connection().execute(_FIND, {"of": chat_id, "name": form}).one_or_none()
    return Draft(*row) if row else None


def open_conversation(
    db: Session, chat: Chat, form: str, *, session: str, answers: dict[str, Any], now: datetime
) -> Draft:
    """Begin a form, in place of one of the same name left half done; what is typed next goes to it."""
    draft = Draft(chat.chat_id, form, session, answers, {}, None, now)
    db.connection().execute(_DELETE, {"of": chat.chat_id, "name": form})
    db.connection().execute(_INSERT, asdict(draft))
    chat.open_form = form
    return draft


def save(db: Session, draft: Draft) -> None:
    """Write down how far a form has come; one that was closed or begun afresh meanwhile stays as it is."""
    changed = {
        "of": draft.chat_id,
        "name": draft.form,
        "begun": draft.session,
        "answers": draft.answers,
        "scratch": draft.scratch,
        "editing": draft.editing,
        "touched_at": draft.touched_at,
    }
    db.connection().execute(_SAVE, changed)


def close(db: Session, chat: Chat, draft: Draft) -> None:
    """End a form; what is typed next goes to no form."""
    db.connection().execute(_DELETE, {"of": draft.chat_id, "name": draft.form})
    if chat.open_form == draft.form:
        chat.open_form = None


def touched(db: Session, chat_id: int) -> datetime | None:
    """Tell when the form that is open in a chat was last touched; None while none is open."""
    moment: datetime | None = db.execute(_TOUCHED, {"of": chat_id}).scalar_one_or_none()
    return moment


def forget(db: Session, before: datetime) -> int:
    """Delete drafts nobody has touched since a moment; return how many."""
    statement = delete(Conversation).where(col(Conversation.touched_at) < before)
    return int(db.connection().execute(statement).rowcount)


# The statements that are run for every tap are built once.
_TABLE = Conversation.metadata.tables["conversation"]
_CHATS = Chat.metadata.tables["chat"]
_HERE = (_TABLE.c.chat_id == bindparam("of")) & (_TABLE.c.form == bindparam("name"))
_FIND = select(*(_TABLE.c[each.name] for each in fields(Draft))).where(_HERE)
_TOUCHED = (
    select(_TABLE.c.touched_at)
    .join(_CHATS, (_CHATS.c.chat_id == _TABLE.c.chat_id) & (_CHATS.c.open_form == _TABLE.c.form))
    .where(_TABLE.c.chat_id == bindparam("of"))
)
_INSERT = insert(_TABLE)
_DELETE = delete(_TABLE).where(_HERE)
_SAVE = (
    update(_TABLE)
    .where(_HERE, _TABLE.c.session == bindparam("begun"))
    .values({name: bindparam(name) for name in ("answers", "scratch", "editing", "touched_at")})
)
