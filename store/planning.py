"""Which plan of the movement holds for a unit in a year (docs/plans.md)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from store.rules.plans import NoPlan
from store.units import line

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlmodel import Session

    from store.rules.plans import Plan, Plans
    from store.tables import Unit


def plan_of(db: Session, plans: Plans, unit: Unit, year: int) -> Plan | None:
    """Return the plan that holds for a unit in a year, None where there is none."""
    return _held(plans, _codes(db, unit), year)


def plans_below(
    db: Session, plans: Plans, unit: Unit, children: Sequence[Unit], year: int
) -> dict[int, Plan | None]:
    """Return the plan that holds for each unit right below one, by unit: it may have a plan of its own."""
    codes = _codes(db, unit)
    return {child.id: _held(plans, [*codes, child.code], year) for child in children}


def _codes(db: Session, unit: Unit) -> list[str]:
    return [each.code for each in line(db, unit)]


def _held(plans: Plans, codes: Sequence[str], year: int) -> Plan | None:
    try:
        return plans.of(codes, year)
    except NoPlan:
        return None
