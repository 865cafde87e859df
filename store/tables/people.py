"""Who talks to the bot, what they are appointed to, and how they were let in."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import JSON
from sqlmodel import Field, SQLModel

from store.rules.calendar import Slot
from store.rules.roles import Role
from store.rules.text import Language
from store.tables.columns import BigId, coded


class Chat(SQLModel, table=True):
    """What is remembered of a private chat, whoever is in it.

    ``last_message_id`` is the newest message either side wrote, so that an answer may be edited in place only
    when nothing has come between. ``open_form`` names the form that takes what is typed next. ``alert_round`` grows
    each time the queue is opened: a new alert begins.
    """

    __tablename__ = "chat"

    chat_id: int = Field(primary_key=True, sa_type=BigId, sa_column_kwargs={"autoincrement": False})
    language: Language = Field(default=Language.VI, sa_type=coded(Language))
    last_message_id: int = Field(default=0, sa_type=BigId)
    open_form: str | None = None
    alert_round: int = 0
    blocked_at: datetime | None = None
    wrong_tokens: int = 0
    locked_until: datetime | None = None


class Person(SQLModel, table=True):
    """Someone on the list, by the name they wish to be called.

    ``slot`` is the hour of the day chosen for reminders, None while none was; ``slot_set_at`` when it was chosen.
    """

    __tablename__ = "person"

    id: int = Field(default=None, primary_key=True, sa_type=BigId)
    chat_id: int = Field(sa_type=BigId, unique=True)
    name: str
    phone: str | None = None
    created_at: datetime
    slot: Slot | None = Field(default=None, sa_type=coded(Slot))
    slot_set_at: datetime | None = None


class Appointment(SQLModel, table=True):
    """A person's role at a unit, from a moment until it is ended."""

    __tablename__ = "appointment"

    id: int = Field(default=None, primary_key=True, sa_type=BigId)
    person_id: int = Field(foreign_key="person.id", index=True, sa_type=BigId)
    unit_id: int = Field(foreign_key="unit.id", index=True, sa_type=BigId)
    role: Role = Field(sa_type=coded(Role))
    since: datetime
    until: datetime | None = None


class Invitation(SQLModel, table=True):
    """A one-time link to a role at a unit; only the hash of its token is kept."""

    __tablename__ = "invitation"

    id: int = Field(default=None, primary_key=True, sa_type=BigId)
    token_hash: str = Field(unique=True)
    unit_id: int = Field(foreign_key="unit.id", sa_type=BigId)
    role: Role = Field(sa_type=coded(Role))
    made_by: int | None = Field(default=None, foreign_key="person.id", sa_type=BigId)
    made_at: datetime
    expires_at: datetime
    used_at: datetime | None = None
    used_by: int | None = Field(default=None, foreign_key="person.id", sa_type=BigId)


class Conversation(SQLModel, table=True):
    """A form being filled in: its answers, and nothing that can be computed from them.

    ``editing`` names the one answer being changed from the review page, ``scratch`` holds what a question has
    gathered so far (several taps, a page turned). ``session`` marks the keyboards that belong to it.
    """

    __tablename__ = "conversation"

    chat_id: int = Field(primary_key=True, sa_type=BigId, sa_column_kwargs={"autoincrement": False})
    form: str = Field(primary_key=True)
    session: str
    answers: dict[str, Any] = Field(default_factory=dict, sa_type=JSON)
    scratch: dict[str, Any] = Field(default_factory=dict, sa_type=JSON)
    editing: str | None = None
    touched_at: datetime
