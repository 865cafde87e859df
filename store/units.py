"""Queries on places."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import or_, select
from sqlmodel import Session, col

from store.tables import Unit

if TYPE_CHECKING:
    from datetime import date

    from sqlalchemy import ColumnElement


def existing(today: date) -> ColumnElement[bool]:
    """Return the condition that a ``Unit`` exists on a day."""
    valid_to = col(Unit.valid_to)
    return (col(Unit.valid_from) <= today) & or_(valid_to.is_(None), valid_to >= today)


def ancestor_ids(unit: Unit) -> list[int]:
    """Return the ids from the root down to the unit itself."""
    return [int(part) for part in unit.path.strip("/").split("/")]


def line(db: Session, unit: Unit) -> list[Unit]:
    """Return the unit's ancestors from the root down, itself last."""
    statement = select(Unit).where(col(Unit.id).in_(ancestor_ids(unit))).order_by(col(Unit.path))
    return list(db.execute(statement).scalars())


def full_name(db: Session, unit: Unit) -> str:
    """Return the unit's name with those above it: “Thôn 1, xã Kim Ngân, tỉnh Quảng Trị”."""
    return ", ".join(each.name for each in reversed(line(db, unit)))


def commune_of(db: Session, village: Unit) -> Unit:
    """Return the unit right above a village."""
    return db.get_one(Unit, village.parent_id)


def by_code(db: Session, code: str, today: date) -> Unit | None:
    """Return the unit that bears a code on a day; a code alone is no identity (domain.md §9)."""
    statement = select(Unit).where(col(Unit.code) == code, existing(today))
    unit: Unit | None = db.execute(statement).scalar_one_or_none()
    return unit


def hold(db: Session, unit: Unit) -> None:
    """Let one transaction after the other hold a unit; whoever waited sees what the one before committed.

    On SQLite there is only one writer anyway. What merely refers to the unit is not held up.
    """
    db.execute(select(col(Unit.id)).where(col(Unit.id) == unit.id).with_for_update(key_share=True))
