"""Rounds: what is asked of whom and by when, what was answered, and which deadlines were put off."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from sqlalchemy import JSON, Index, UniqueConstraint
from sqlmodel import Field, SQLModel

from store.rules.levels import Level
from store.rules.rounds import Answer, RoundKind
from store.rules.text import Text, escape
from store.tables.columns import BigId, coded


class Round(SQLModel, table=True):
    """A round (đợt báo cáo): every unit of level ``asks`` at or below ``unit_id`` is asked (store/rules/rounds.py).

    ``period`` names the time a recurring round is for, so that it is opened once; an ad-hoc one has none. ``due_on``
    is the last day in time. Late answers are taken until ``closes_on``. ``created_by`` is None for the clock.
    ``ladder`` says when those who are silent are reminded, where it is not as usual (store/rules/ladders.py).
    """

    __tablename__ = "round"
    __table_args__ = (UniqueConstraint("kind", "period", "unit_id"), Index("ix_round_closes_on", "closes_on"))

    id: int = Field(default=None, primary_key=True, sa_type=BigId)
    kind: RoundKind = Field(sa_type=coded(RoundKind))
    period: str | None = None
    unit_id: int = Field(foreign_key="unit.id", index=True, sa_type=BigId)
    title_vi: str
    title_en: str
    asks: Level = Field(sa_type=coded(Level))
    opens_on: date
    due_on: date
    closes_on: date
    ladder: dict[str, Any] | None = Field(default=None, sa_type=JSON)
    created_by: int | None = Field(default=None, foreign_key="person.id", sa_type=BigId)
    created_at: datetime

    @property
    def title(self) -> Text:
        """What the round is called, fit for a message."""
        return Text(escape(self.title_vi), escape(self.title_en))


class RoundAnswer(SQLModel, table=True):
    """A unit's answer to a round; the unit has one at most. ``late`` is as its deadline stands now."""

    __tablename__ = "round_answer"
    __table_args__ = (UniqueConstraint("round_id", "unit_id"),)

    id: int = Field(default=None, primary_key=True, sa_type=BigId)
    round_id: int = Field(foreign_key="round.id", sa_type=BigId)
    unit_id: int = Field(foreign_key="unit.id", index=True, sa_type=BigId)
    answer: Answer = Field(sa_type=coded(Answer))
    answered_at: datetime
    answered_by: int = Field(foreign_key="person.id", sa_type=BigId)
    late: bool


class RoundExtension(SQLModel, table=True):
    """A deadline put off for a unit and all below it: until when, why (an ExtensionReason or words), by whom."""

    __tablename__ = "round_extension"
    __table_args__ = (Index("ix_round_extension_round_id_unit_id", "round_id", "unit_id"),)

    id: int = Field(default=None, primary_key=True, sa_type=BigId)
    round_id: int = Field(foreign_key="round.id", sa_type=BigId)
    unit_id: int = Field(foreign_key="unit.id", sa_type=BigId)
    due_on: date
    reason: str
    given_by: int = Field(foreign_key="person.id", sa_type=BigId)
    given_at: datetime
