"""Which plan of the movement holds for a unit in a year (docs/plans.md)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import select
from sqlmodel import col

from store.rules.plans import NoPlan
from store.tables import Unit
from store.units import ancestor_ids, line

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlmodel import Session

    from store.rules.plans import Plan, Plans


def plan_of(db: Session, plans: Plans, unit: Unit, year: int) -> Plan | None:
    """Return the plan that holds for a unit in a year, None where there is none."""
    return _held(plans, _codes(db, unit), year)


def plans_below(
    db: Session, plans: Plans, unit: Unit, children: Sequence[Unit], year: int
) -> dict[int, Plan | None]:
    """Return the plan that holds for each unit right below one, by unit: it may have a plan of its own."""
    codes = _codes(db, unit)
    return {child.id: _held(plans, [*codes, child.code], year) for child in children}


def plans_of(db: Session, plans: Plans, units: Sequence[Unit], year: int) -> dict[int, Plan | None]:
    """Return the plan that holds for each of a few hundred units in a year, by unit."""
    around = {unit_id for unit in units for unit_id in ancestor_ids(unit)}
    codes: dict[int, str] = {
        row.id: row.code
        for row in db.execute(select(col(Unit.id), col(Unit.code)).where(col(Unit.id).in_(around)))
    }
    return {unit.id: _held(plans, [codes[each] for each in ancestor_ids(unit)], year) for unit in units}


def _codes(db: Session, unit: Unit) -> list[str]:
    return [each.code for each in line(db, unit)]


def _held(plans: Plans, codes: Sequence[str], year: int) -> Plan | None:
    try:
        return plans.of(codes, year)
    except NoPlan:
        return None
