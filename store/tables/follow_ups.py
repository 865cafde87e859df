"""What village heads say of households that have left poverty, a year and more afterwards."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import Index, UniqueConstraint, text
from sqlmodel import Field, SQLModel

from store.rules.changes import FallReason
from store.rules.sustained import Outlook
from store.tables.columns import BigId, coded

_UNANSWERED = text("answer IS NULL")


class FollowUp(SQLModel, table=True):
    """A question about a recognised exit, some months after its decision, once its village head was asked.

    ``due_on`` is the day on which these months were over; ``asked`` counts how often it was asked. ``reason`` says
    why the household has fallen back, where that is the answer.
    """

    __tablename__ = "follow_up"
    __table_args__ = (
        UniqueConstraint("report_id", "months"),
        Index("ix_follow_up_unanswered", "due_on", sqlite_where=_UNANSWERED, postgresql_where=_UNANSWERED),
    )

    id: int = Field(default=None, primary_key=True, sa_type=BigId)
    report_id: int = Field(foreign_key="report.id", sa_type=BigId)
    months: int
    due_on: date
    asked: int
    asked_at: datetime
    answer: Outlook | None = Field(default=None, sa_type=coded(Outlook))
    reason: FallReason | None = Field(default=None, sa_type=coded(FallReason))
    answered_at: datetime | None = None
    answered_by: int | None = Field(default=None, foreign_key="person.id", sa_type=BigId)
