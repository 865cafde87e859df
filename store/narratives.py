"""The words of the annual report: written by the office itself, read with those of all offices below it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import func, literal, select
from sqlmodel import Session, col

from store.people import NotAllowed, below
from store.rules.levels import Level
from store.rules.narratives import Part, check_narrative, check_open
from store.rules.roles import Act
from store.rules.vietnamese import fold, spelling
from store.tables import AuditRow, Household, Narrative, Unit
from store.units import hold

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date, datetime

    from sqlalchemy import ColumnElement

    from store.people import Viewer

OFFICES = (Level.PROVINCE, Level.DISTRICT, Level.COMMUNE)
"""The levels that have a People's Committee, and so a report of their own (domain.md §8: a village has no seal)."""


def may_write(viewer: Viewer, unit: Unit) -> bool:
    """Tell whether the viewer writes the words of a unit's report: those of their own office, and no other's."""
    return unit.level in OFFICES and any(own.id == unit.id for own in viewer.units(Act.NARRATIVE_WRITE))


def written(db: Session, unit: Unit, year: int) -> dict[Part, str]:
    """Return what a unit wrote for its report of a year, by part."""
    statement = select(Narrative).where(col(Narrative.unit_id) == unit.id, col(Narrative.year) == year)
    return {row.part: row.text for row in db.execute(statement).scalars()}


def written_below(db: Session, viewer: Viewer, unit: Unit, year: int) -> dict[Part, list[tuple[Unit, str]]]:
    """Return what the units below one wrote for their reports of a year, by part, each with its unit by name."""
    statement = (
        select(Narrative, Unit)
        .join(Unit, col(Unit.id) == col(Narrative.unit_id))
        .where(*_below(viewer, unit, year))
    )
    found: dict[Part, list[tuple[Unit, str]]] = {}
    for row, writer in db.execute(statement.order_by(col(Unit.sort_key), col(Unit.id))):
        found.setdefault(row.part, []).append((writer, row.text))
    return found


def writers_below(db: Session, viewer: Viewer, unit: Unit, year: int) -> int:
    """Count the units below one that have written something for their reports of a year."""
    statement = (
        select(func.count(func.distinct(col(Narrative.unit_id))))
        .join(Unit, col(Unit.id) == col(Narrative.unit_id))
        .where(*_below(viewer, unit, year))
    )
    return int(db.execute(statement).scalar_one())


def _below(viewer: Viewer, unit: Unit, year: int) -> tuple[ColumnElement[bool], ...]:
    elsewhere = col(Unit.id) != unit.id
    return viewer.area(Act.EXPORT_MAKE), below(unit), elsewhere, col(Narrative.year) == year


def check_writing(viewer: Viewer, unit: Unit, year: int, today: date) -> None:
    """Check that the viewer may write the words of a unit's report of a year now.

    Raises:
        NotAllowed: the report is not the viewer's to write.
        NarrativeClosed: the year is over.
    """
    if not may_write(viewer, unit):
        raise NotAllowed
    check_open(year, today)


def write(
    db: Session,
    viewer: Viewer,
    unit: Unit,
    year: int,
    words: Mapping[Part, str],
    *,
    now: datetime,
    today: date,
) -> list[Part]:
    """Keep some parts of a unit's report in place of what stood there, and return those that changed.

    Raises:
        Refusal: the report is not the viewer's to write, its year is over, or a part holds what it may not.
    """
    check_writing(viewer, unit, year, today)
    hold(db, unit)
    statement = select(Narrative).where(col(Narrative.unit_id) == unit.id, col(Narrative.year) == year)
    rows: dict[Part, Narrative] = {row.part: row for row in db.execute(statement).scalars()}
    given = [
        Narrative(
            unit_id=unit.id,
            year=year,
            part=part,
            text=check_narrative(text),
            by=viewer.person_id,
            at=now,
        )
        for part, text in words.items()
    ]
    changed = [each.part for each in given if _keep(db, each, rows.get(each.part))]
    if changed:
        detail = f"unit {unit.code}, {year}: {', '.join(changed)}"
        db.add(AuditRow(at=now, person_id=viewer.person_id, act=Act.NARRATIVE_WRITE.value, detail=detail))
    db.flush()
    return changed


def _keep(db: Session, given: Narrative, before: Narrative | None) -> bool:
    """Store a part, in the row it had if there is one; without words there is no row. Tell whether that changed."""
    if given.text == (before.text if before else ""):
        return False
    if before is None:
        db.add(given)
    elif given.text:
        before.text, before.by, before.at = given.text, given.by, given.at
    else:
        db.delete(before)
    return True


def names_in(db: Session, viewer: Viewer, text: str) -> list[str]:
    """Return the heads of households of the viewer's area whose full name stands in a text.

    Written with marks, a name has to bear the very marks; without any, the letters count.
    """
    folded = fold(text)
    statement = (
        select(col(Household.head_name))
        .join(Unit, col(Unit.id) == col(Household.unit_id))
        .where(viewer.area(Act.HOUSEHOLD_NAMES), literal(folded).contains(col(Household.key)))
        .distinct()
        .order_by(col(Household.head_name))
    )
    read = fold if text.isascii() else spelling
    said = f" {read(text)} "
    names: list[str] = list(db.execute(statement).scalars())
    return [name for name in names if " " in name and f" {read(name)} " in said]
