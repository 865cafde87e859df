"""The log of acts that are not a report's own history: invitations, appointments, imports, exports."""

from __future__ import annotations

from datetime import datetime

from sqlmodel import Field, SQLModel

from store.tables.columns import BigId


class AuditRow(SQLModel, table=True):
    """Who did what, when, to what (Nhật ký thao tác). ``person_id`` is None for the command line."""

    __tablename__ = "audit"

    id: int = Field(default=None, primary_key=True, sa_type=BigId)
    at: datetime = Field(index=True)
    person_id: int | None = Field(default=None, foreign_key="person.id", sa_type=BigId)
    act: str
    detail: str
