"""Places: thôn, xã, huyện until 30/06/2025, tỉnh. Places last; people change."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from sqlalchemy import Index, UniqueConstraint
from sqlmodel import Field, SQLModel

from store.rules.levels import Level
from store.rules.standards import Area
from store.rules.vietnamese import natural
from store.tables.columns import BigId, Bytewise, coded

if TYPE_CHECKING:
    from sqlalchemy.engine.default import DefaultExecutionContext


def _sort_key(row: DefaultExecutionContext) -> str:
    key: str = row.get_current_parameters()["key"]  # type: ignore[no-untyped-call]  # the library leaves it so
    return natural(key)


class Unit(SQLModel, table=True):
    """A place for the time it existed; a code alone is no identity, since reforms reuse codes (domain.md §9).

    ``valid_to`` is the last day. ``path`` lists the ancestors and the unit itself, as ``/1/7/12/``. ``key`` is the
    name without diacritics: an index to search by, a level at a time, never shown. ``sort_key`` follows from it when
    the unit is entered, and lists Thôn 2 before Thôn 10.
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
    sort_key: str = Field(
        default=None, nullable=False, sa_type=Bytewise, sa_column_kwargs={"default": _sort_key}
    )
    level: Level = Field(sa_type=coded(Level))
    area: Area = Field(sa_type=coded(Area))
    poor: bool = False
    parent_id: int | None = Field(default=None, foreign_key="unit.id", index=True, sa_type=BigId)
    path: str = Field(default="", index=True, sa_type=Bytewise)
    households: int = 0
    people: int = 0
    valid_from: date
    valid_to: date | None = None
