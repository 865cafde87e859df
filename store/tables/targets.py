"""What the level above has assigned."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal

from sqlalchemy import UniqueConstraint
from sqlmodel import Field, SQLModel

from store.rules.targets import Measure
from store.tables.columns import BigId, coded


class Target(SQLModel, table=True):
    """A unit's assigned target of a year (chỉ tiêu được giao): by how much, who assigned it, and when.

    ``hundredths`` is the amount in hundredths of what ``measure`` says, which keeps 1,25 điểm % exact.
    ``assigned_by`` is None for the command line.
    """

    __tablename__ = "target"
    __table_args__ = (UniqueConstraint("unit_id", "year"),)

    id: int = Field(default=None, primary_key=True, sa_type=BigId)
    unit_id: int = Field(foreign_key="unit.id", sa_type=BigId)
    year: int
    measure: Measure = Field(sa_type=coded(Measure))
    hundredths: int
    assigned_by: int | None = Field(default=None, foreign_key="person.id", sa_type=BigId)
    assigned_at: datetime

    @property
    def amount(self) -> Decimal:
        """The amount in households or điểm %."""
        return Decimal(self.hundredths) / 100
