"""Places: thôn, xã, huyện until 30/06/2025, tỉnh. Places last; people change."""

from __future__ import annotations

from datetime import date

from sqlalchemy import Index, UniqueConstraint
from sqlmodel import Field, SQLModel

from store.rules.levels import Level
from store.rules.standards import Area
from store.tables.columns import BigId, Path, coded


class Unit(SQLModel, table=True):
    """A place for the time it existed; a code alone is no identity, since reforms reuse codes (domain.md §9).

    ``valid_to`` is the last day. ``path`` lists the ancestors and the unit itself, as ``/1/7/12/``. ``key`` is the
    name without diacritics: an index to search by, a level at a time, never shown.
    """

    __tablename__ = "unit"
    __table_args__ = (
        UniqueConstraint("code", "valid_from"),
        Index("ix_unit_level_key", "level", "key"),
        # Holds all it takes to count the villages of the country on a day.
        Index("ix_unit_level_path", "level", "path", "valid_from", "valid_to"),
    )

    id: int = Field(default=None, primary_key=True, sa_type=BigId)
    code: str
    name: str
    key: str
    level: Level = Field(sa_type=coded(Level))
    area: Area = Field(sa_type=coded(Area))
    poor: bool = False
    parent_id: int | None = Field(default=None, foreign_key="unit.id", index=True, sa_type=BigId)
    path: str = Field(default="", index=True, sa_type=Path)
    households: int = 0
    people: int = 0
    valid_from: date
    valid_to: date | None = None
