"""The figures of a week for each unit somebody reads them of, and when a place gets them."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import JSON
from sqlmodel import Field, SQLModel

from store.rules.weeks import Sending
from store.tables.columns import BigId, coded


class WeeklyFigures(SQLModel, table=True):
    """What happened at a unit and all below it in a week that is over (store/rules/weeks.py).

    ``week`` is year and number, as 202647. ``figures`` is store/weekly/figures.py in JSON: counted once a unit, it is
    read by everyone who gets the summary.
    """

    __tablename__ = "weekly_figures"

    unit_id: int = Field(
        primary_key=True, foreign_key="unit.id", sa_type=BigId, sa_column_kwargs={"autoincrement": False}
    )
    week: int = Field(primary_key=True, sa_column_kwargs={"autoincrement": False})
    closes_at: datetime = Field(index=True)
    figures: dict[str, Any] = Field(default_factory=dict, sa_type=JSON)


class WeeklySending(SQLModel, table=True):
    """When a unit and all below it get their summary, where somebody has chosen; else on Monday."""

    __tablename__ = "weekly_sending"

    unit_id: int = Field(
        primary_key=True, foreign_key="unit.id", sa_type=BigId, sa_column_kwargs={"autoincrement": False}
    )
    sending: Sending = Field(sa_type=coded(Sending))
    set_by: int = Field(foreign_key="person.id", sa_type=BigId)
    set_at: datetime
