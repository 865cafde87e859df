"""What an office wrote for its annual report, where figures say nothing."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Text, UniqueConstraint
from sqlmodel import Field, SQLModel

from store.rules.narratives import Part
from store.tables.columns import BigId, coded


class Narrative(SQLModel, table=True):
    """One part of one unit's report of a year: its words, who wrote them last, and when."""

    __tablename__ = "narrative"
    __table_args__ = (UniqueConstraint("unit_id", "year", "part"),)

    id: int = Field(default=None, primary_key=True, sa_type=BigId)
    unit_id: int = Field(foreign_key="unit.id", sa_type=BigId)
    year: int
    part: Part = Field(sa_type=coded(Part))
    text: str = Field(sa_type=Text)
    by: int = Field(foreign_key="person.id", sa_type=BigId)
    at: datetime
