"""A village head's reports, everything that happened to them, and the decisions that close them."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from sqlalchemy import JSON, Index, Text, text
from sqlmodel import Field, SQLModel

from store.rules.changes import Change
from store.rules.households import HouseholdClass
from store.rules.moves import Move
from store.rules.states import OPEN_STATES, State
from store.tables.columns import BigId, coded

_OPEN = text(f"state IN ({', '.join(repr(state.value) for state in sorted(OPEN_STATES))})")


class Report(SQLModel, table=True):
    """A reported change of one household's class.

    ``subject`` is the household, or the name, birth year and village of one that is not in the register; the
    database itself allows one open report for each. ``income`` is the whole household's, in đồng a month.
    ``cause`` says why the household came, went or fell back (a LeaveReason, JoinReason or FallReason). What a kind
    of change does not ask about is None: the signature of all but an exit, the income of the two "other" kinds
    (store/rules/contents.py).
    """

    __tablename__ = "report"
    __table_args__ = (
        Index("ux_report_open_subject", "subject", unique=True, sqlite_where=_OPEN, postgresql_where=_OPEN),
        Index("ix_report_unit_id_state", "unit_id", "state"),
        Index("ix_report_reporter_id", "reporter_id"),
    )

    id: int = Field(default=None, primary_key=True, sa_type=BigId)
    code: str = Field(unique=True)
    unit_id: int = Field(foreign_key="unit.id", sa_type=BigId)
    household_id: int | None = Field(default=None, foreign_key="household.id", index=True, sa_type=BigId)
    subject: str
    head_name: str
    key: str = Field(index=True)
    birth_year: int | None = None
    was: HouseholdClass = Field(sa_type=coded(HouseholdClass))
    change: Change = Field(sa_type=coded(Change))
    cause: str | None = None
    state: State = Field(sa_type=coded(State))
    reporter_id: int = Field(foreign_key="person.id", sa_type=BigId)
    signed: bool | None = None
    event_on: date
    members: int
    income: int | None = Field(default=None, sa_type=BigId)
    keep_reason: str | None = None
    deprivations: list[str] = Field(default_factory=list, sa_type=JSON)
    supports: list[str] = Field(default_factory=list, sa_type=JSON)
    meeting_on: date | None = None
    photos: list[str] = Field(default_factory=list, sa_type=JSON)
    submitted_at: datetime
    decision_id: int | None = Field(default=None, foreign_key="decision.id", index=True, sa_type=BigId)


class Event(SQLModel, table=True):
    """One step in a report's life: who, when, why, and what changed. Never updated, never deleted."""

    __tablename__ = "event"

    id: int = Field(default=None, primary_key=True, sa_type=BigId)
    report_id: int = Field(foreign_key="report.id", index=True, sa_type=BigId)
    person_id: int = Field(foreign_key="person.id", sa_type=BigId)
    at: datetime = Field(index=True)
    move: Move = Field(sa_type=coded(Move))
    state: State = Field(sa_type=coded(State))
    reason: str | None = Field(default=None, sa_type=Text)
    changes: dict[str, Any] = Field(default_factory=dict, sa_type=JSON)


class Decision(SQLModel, table=True):
    """The commune chairman's decision (Mẫu số 02, QĐ 24/2021) that recognises reports."""

    __tablename__ = "decision"

    id: int = Field(default=None, primary_key=True, sa_type=BigId)
    unit_id: int = Field(foreign_key="unit.id", index=True, sa_type=BigId)
    number: str
    signed_on: date = Field(index=True)
    entered_by: int = Field(foreign_key="person.id", sa_type=BigId)
    entered_at: datetime
