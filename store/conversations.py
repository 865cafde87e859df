"""Forms being filled in, kept so that one can stop at any moment and go on days later.

Every tap reads and writes one of them, so they go by prepared statements: the session's bookkeeping would cost more.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass, fields
from typing import TYPE_CHECKING, Any

from sqlalchemy import bindparam, delete, insert, select, update
from sqlmodel import col

from store.prepared import Prepared, by_name
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
    rows = _FIND.run(db, of=chat_id, name=form)
    return Draft(*rows[0]) if rows else None


def open_conversation(
    db: Session, chat: Chat, form: str, *, session: str, answers: dict[str, Any], now: datetime
) -> Draft:
    """Begin a form, in place of one of the same name left half done; what is typed next goes to it."""
    draft = Draft(chat.chat_id, form, session, answers, {}, None, now)
    _DELETE.run(db, of=chat.chat_id, name=form)
    _INSERT.run(db, **asdict(draft))
    chat.open_form = form
    return draft


def save(db: Session, draft: Draft) -> None:
    """Write down how far a form has come; one that was closed or begun afresh meanwhile stays as it is."""
    _SAVE.run(
        db,
        of=draft.chat_id,
        name=draft.form,
        begun=draft.session,
        answers=draft.answers,
        scratch=draft.scratch,
        editing=draft.editing,
        touched_at=draft.touched_at,
    )


def close(db: Session, chat: Chat, draft: Draft) -> None:
    """End a form; what is typed next goes to no form. One that was begun afresh meanwhile stays as it is."""
    ended = _END.run(db, of=draft.chat_id, name=draft.form, begun=draft.session)
    if ended and chat.open_form == draft.form:
        chat.open_form = None


def touched(db: Session, chat_id: int) -> datetime | None:
    """Tell when the form that is open in a chat was last touched; None while none is open."""
    rows = _TOUCHED.run(db, of=chat_id)
    return rows[0][0] if rows else None


def forget(db: Session, before: datetime) -> int:
    """Delete drafts nobody has touched since a moment; return how many."""
    statement = delete(Conversation).where(col(Conversation.touched_at) < before)
    return int(db.connection().execute(statement).rowcount)


_TABLE = Conversation.metadata.tables["conversation"]
_CHATS = Chat.metadata.tables["chat"]
_HERE = (_TABLE.c.chat_id == bindparam("of")) & (_TABLE.c.form == bindparam("name"))
_COLUMNS = [each.name for each in fields(Draft)]
_FIND = Prepared(select(*(_TABLE.c[name] for name in _COLUMNS)).where(_HERE), flush=False)
_TOUCHED = Prepared(
    select(_TABLE.c.touched_at)
    .join(_CHATS, (_CHATS.c.chat_id == _TABLE.c.chat_id) & (_CHATS.c.open_form == _TABLE.c.form))
    .where(_TABLE.c.chat_id == bindparam("of"))
)
_INSERT = Prepared(insert(_TABLE).values(by_name(*_COLUMNS)), flush=False)
_THIS = _HERE & (_TABLE.c.session == bindparam("begun"))
_DELETE = Prepared(delete(_TABLE).where(_HERE), flush=False)
_END = Prepared(delete(_TABLE).where(_THIS).returning(_TABLE.c.form), flush=False)
_SAVE = Prepared(
    update(_TABLE).where(_THIS).values(by_name("answers", "scratch", "editing", "touched_at")),
    flush=False,
)
