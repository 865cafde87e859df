"""The register: households, and the class each had from which day."""

from __future__ import annotations

from datetime import date

from sqlalchemy import JSON, Index
from sqlmodel import Field, SQLModel

from store.rules.households import HouseholdClass
from store.tables.columns import BigId, coded


class Household(SQLModel, table=True):
    """A household (hộ) of a village; ``status`` is the class in force now, None once it is off the list.

    No identity-card number, no health detail; ethnicity only as DTTS yes or no (domain.md §11). ``key`` is the
    head's name without diacritics: an index to search by, never shown. ``causes`` are those of its poverty
    (store/rules/causes.py), None where nobody has recorded them.
    """

    __tablename__ = "household"
    __table_args__ = (Index("ix_household_unit_id_status", "unit_id", "status"),)

    id: int = Field(default=None, primary_key=True, sa_type=BigId)
    unit_id: int = Field(foreign_key="unit.id", sa_type=BigId)
    code: str = Field(unique=True)
    head_name: str
    key: str = Field(index=True)
    birth_year: int | None = None
    members: int
    minority: bool = False
    status: HouseholdClass | None = Field(default=None, sa_type=coded(HouseholdClass))
    since: date
    causes: list[str] | None = Field(default=None, sa_type=JSON)


class ClassSpell(SQLModel, table=True):
    """What the register says of a household from a day on, until the next spell.

    Its class, the village it lives in, and its persons: a new spell begins when one of them changes. Spells are
    never deleted, so any past day can be told; the last that was entered holds.
    """

    __tablename__ = "class_spell"
    __table_args__ = (Index("ix_class_spell_household_id_since", "household_id", "since"),)

    id: int = Field(default=None, primary_key=True, sa_type=BigId)
    household_id: int = Field(foreign_key="household.id", sa_type=BigId)
    status: HouseholdClass | None = Field(default=None, sa_type=coded(HouseholdClass))
    since: date
    unit_id: int = Field(foreign_key="unit.id", sa_type=BigId)
    members: int
    report_id: int | None = Field(default=None, foreign_key="report.id", sa_type=BigId)
