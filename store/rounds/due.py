"""Deadlines: the round's own, or the later one to which it was put off for a unit or for what the unit lies in."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import select
from sqlmodel import Session, col

from store.tables import Round, RoundExtension, Unit
from store.units import ancestor_ids

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

AT_ONCE = 500


def due_of(db: Session, asked: Round, unit: Unit) -> date:
    """Return the last day on which a unit's answer to a round is in time."""
    return dues(db, asked, [unit])[unit.id]


def dues(db: Session, asked: Round, units: Sequence[Unit]) -> dict[int, date]:
    """Return the last day in time for each of some units."""
    found = {unit.id: asked.due_on for unit in units}
    for start in range(0, len(units), AT_ONCE):
        portion = units[start : start + AT_ONCE]
        around = {unit_id for unit in portion for unit_id in ancestor_ids(unit)}
        statement = select(col(RoundExtension.unit_id), col(RoundExtension.due_on)).where(
            col(RoundExtension.round_id) == asked.id, col(RoundExtension.unit_id).in_(around)
        )
        put_off = list(db.execute(statement))
        for unit in portion if put_off else ():
            own = set(ancestor_ids(unit))
            found[unit.id] = max([asked.due_on, *(day for unit_id, day in put_off if unit_id in own)])
    return found


def due_days(db: Session, asked: Round) -> set[date]:
    """Return every day on which a round is due for somebody."""
    statement = select(col(RoundExtension.due_on)).where(col(RoundExtension.round_id) == asked.id).distinct()
    return {asked.due_on, *db.execute(statement).scalars()}
