"""Assigned targets, and the one that holds for a unit: the assigned one, or else the plan's own."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import select
from sqlmodel import Session, col

from store.people import NotAllowed
from store.rules.refusal import Refusal
from store.rules.roles import Act
from store.rules.targets import assigned_target, own_target
from store.rules.text import Text
from store.tables import AuditRow, Target, Unit

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from datetime import datetime
    from decimal import Decimal

    from store.people import Viewer
    from store.rules.levels import Level
    from store.rules.plans import Plan
    from store.rules.standards import Area
    from store.rules.targets import Measure, YearTarget


class OwnTarget(Refusal):
    """A target is assigned by the level above, never by the unit itself (clauses B-30, B-35, B-41)."""

    def __init__(self, unit: Unit) -> None:
        super().__init__(
            Text(
                "Chỉ tiêu của {unit} do cấp trên giao ạ. Anh/chị giao chỉ tiêu cho các đơn vị cấp dưới.",
                "The target of {unit} is assigned by the level above. You assign those of the units below it.",
            ).fill(unit=unit.name)
        )


def assigned(db: Session, unit_ids: Sequence[int], year: int) -> dict[int, Target]:
    """Return the targets assigned to some units for a year, by unit; a few thousand units at most."""
    statement = select(Target).where(col(Target.unit_id).in_(unit_ids), col(Target.year) == year)
    return {target.unit_id: target for target in db.execute(statement).scalars()}


def targets_of(db: Session, units: Sequence[Unit], year: int, plan: Plan | None) -> dict[int, YearTarget]:
    """Return the target that holds for each unit in a year; a unit without one is left out.

    ``plan`` is the plan of their place and year, None where there is none.
    """
    told = assigned(db, [unit.id for unit in units], year)
    found = {unit_id: assigned_target(target.measure, target.amount) for unit_id, target in told.items()}
    if plan is not None:
        found.update(_own_targets(plan, [unit for unit in units if unit.id not in found], year))
    return found


def _own_targets(plan: Plan, units: Sequence[Unit], year: int) -> Iterator[tuple[int, YearTarget]]:
    """Yield the plan's own target of each unit it states one for; places of a kind share it."""
    by_kind: dict[tuple[Level, Area, bool], YearTarget | None] = {}
    for unit in units:
        kind = (unit.level, unit.area, unit.poor)
        if kind not in by_kind:
            by_kind[kind] = own_target(plan, unit, year)
        if (own := by_kind[kind]) is not None:
            yield unit.id, own


def targets_by_plan(
    db: Session, units: Sequence[Unit], held: Mapping[int, Plan | None], year: int
) -> dict[int, YearTarget]:
    """Return the target that holds for each unit in a year, where each may have another plan; ``held`` is by unit."""
    found: dict[int, YearTarget] = {}
    for plan in {id(plan): plan for plan in held.values()}.values():
        found |= targets_of(db, [unit for unit in units if held[unit.id] is plan], year, plan)
    return found


def target_of(db: Session, unit: Unit, year: int, plan: Plan | None) -> YearTarget | None:
    """Return the target that holds for a unit in a year: the assigned one, or else the plan's own, or None."""
    return targets_of(db, [unit], year, plan).get(unit.id)


def check_assigning(viewer: Viewer, unit: Unit) -> None:
    """Check that the viewer may assign a unit its target: it lies below one of their own units.

    Raises:
        NotAllowed: it lies outside their area, or targets are not their business.
        OwnTarget: it is their own unit.
    """
    if not viewer.covers(Act.TARGET_SET, unit):
        raise NotAllowed
    if all(
        own.path == unit.path or not unit.path.startswith(own.path) for own in viewer.units(Act.TARGET_SET)
    ):
        raise OwnTarget(unit)


def assign(
    db: Session, viewer: Viewer, unit: Unit, year: int, *, measure: Measure, amount: Decimal, now: datetime
) -> Target:
    """Assign a unit its target of a year in place of any earlier one, which the log keeps.

    Raises:
        NotAllowed: the unit lies outside the viewer's area.
        OwnTarget: it is the viewer's own.
    """
    check_assigning(viewer, unit)
    statement = select(Target).where(col(Target.unit_id) == unit.id, col(Target.year) == year)
    before: Target | None = db.execute(statement.with_for_update()).scalar_one_or_none()
    detail = f"unit {unit.code}, {year}: {amount} {measure}"
    if before is not None:
        detail += f", before: {before.amount} {before.measure}"
    given = Target(
        unit_id=unit.id,
        year=year,
        measure=measure,
        hundredths=hundredths(amount),
        assigned_by=viewer.person_id,
        assigned_at=now,
    )
    db.add(AuditRow(at=now, person_id=viewer.person_id, act=Act.TARGET_SET.value, detail=detail))
    target = keep(db, given, before)
    db.flush()
    return target


def keep(db: Session, given: Target, before: Target | None) -> Target:
    """Store a target that was given, in the row of the earlier one if there is one."""
    if before is None:
        db.add(given)
        return given
    for name in ("measure", "hundredths", "assigned_by", "assigned_at"):
        setattr(before, name, getattr(given, name))
    return before


def hundredths(amount: Decimal) -> int:
    """Return an amount of at most two decimals as it is stored."""
    return int(amount * 100)
