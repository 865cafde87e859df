"""The two queues: what has come in, and what has to go out.

The database is the queue. An update is a row before Telegram is told that it arrived; a message is a row in the
very transaction that caused it.
"""

from __future__ import annotations

from datetime import datetime
from enum import IntEnum, StrEnum

from sqlalchemy import Index, Integer, Text, text
from sqlmodel import Field, SQLModel

from store.tables.columns import BigId, coded


class InboxState(StrEnum):
    """Where an update stands."""

    OPEN = "open"
    HANDLED = "handled"
    PARKED = "parked"


class OutboxState(StrEnum):
    """Where a message stands; DROPPED has lost its sense or its reader, PARKED could not be delivered."""

    OPEN = "open"
    SENT = "sent"
    DROPPED = "dropped"
    PARKED = "parked"


class Priority(IntEnum):
    """What leaves first when many messages wait."""

    REPLY = 0
    NEWS = 1  # verdicts and alerts
    SCHEDULED = 2  # reminders and summaries


_OPEN = text("state = 'open'")


class InboxRow(SQLModel, table=True):
    """One update as it came, until it has been handled; ``id`` gives the order, ``update_id`` the identity."""

    __tablename__ = "inbox"
    __table_args__ = (
        Index("ix_inbox_open", "id", sqlite_where=_OPEN, postgresql_where=_OPEN),
        Index("ix_inbox_open_by_chat", "chat_id", "id", sqlite_where=_OPEN, postgresql_where=_OPEN),
        Index("ix_inbox_received_at", "received_at"),
    )

    id: int = Field(default=None, primary_key=True, sa_type=BigId)
    update_id: int = Field(sa_type=BigId, unique=True)
    chat_id: int = Field(sa_type=BigId)
    body: str = Field(sa_type=Text)
    received_at: datetime
    state: InboxState = Field(default=InboxState.OPEN, sa_type=coded(InboxState))
    attempts: int = 0
    due_at: datetime
    fault: str | None = None


class OutboxRow(SQLModel, table=True):
    """One message to one chat; ``key`` (kind, period, recipient) makes a scheduled one unique.

    ``body`` is a letter in JSON (``handlers/letter.py``); ``request_id`` names what caused it.
    """

    __tablename__ = "outbox"
    __table_args__ = (
        Index("ix_outbox_open", "priority", "id", sqlite_where=_OPEN, postgresql_where=_OPEN),
        Index("ix_outbox_created_at", "created_at"),
    )

    id: int = Field(default=None, primary_key=True, sa_type=BigId)
    chat_id: int = Field(sa_type=BigId)
    key: str | None = Field(default=None, unique=True)
    priority: int = Field(sa_type=Integer)
    body: str = Field(sa_type=Text)
    request_id: str
    created_at: datetime
    state: OutboxState = Field(default=OutboxState.OPEN, sa_type=coded(OutboxState))
    attempts: int = 0
    due_at: datetime
    sent_at: datetime | None = None
    message_id: int | None = Field(default=None, sa_type=BigId)
    fault: str | None = None
