"""Keeping the figures of a week, and reading them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import delete, select
from sqlmodel import Session, col

from store.inbox import insert_ignoring
from store.tables import WeeklyFigures
from store.units import below
from store.weekly.figures import WeekFigures

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date, datetime

    from store.rules.weeks import Week
    from store.tables import Unit


def keep(db: Session, week: Week, figures: Mapping[int, WeekFigures]) -> None:
    """Keep the figures of a week, by unit; what is kept already stays as it was told."""
    rows = [
        {"unit_id": unit_id, "week": week.number, "closes_at": week.closes, "figures": each.to_json()}
        for unit_id, each in figures.items()
    ]
    if rows:
        db.connection().execute(insert_ignoring(db, WeeklyFigures.metadata.tables["weekly_figures"]), rows)


def read(db: Session, unit_id: int, week: int) -> tuple[datetime, WeekFigures] | None:
    """Return when a week was closed for a unit, and its figures; None where none are kept."""
    row = db.get(WeeklyFigures, (unit_id, week))
    return (row.closes_at, WeekFigures.from_json(row.figures)) if row else None


def read_below(db: Session, unit: Unit, week: int, day: date) -> list[tuple[Unit, WeekFigures]]:
    """Return the figures of the units right below one, as people count them; one nothing is kept of is left out."""
    children = below(db, unit, day)
    statement = select(WeeklyFigures).where(
        col(WeeklyFigures.week) == week, col(WeeklyFigures.unit_id).in_([child.id for child in children])
    )
    kept = {row.unit_id: WeekFigures.from_json(row.figures) for row in db.execute(statement).scalars()}
    return [(child, kept[child.id]) for child in children if child.id in kept]


def latest(db: Session, unit_id: int) -> WeeklyFigures | None:
    """Return what was kept last of a unit."""
    return _newest(db, unit_id, 9999_99)


def before(db: Session, unit_id: int, week: int) -> WeekFigures | None:
    """Return a unit's figures of the last week before one, None where there are none."""
    row = _newest(db, unit_id, week)
    return WeekFigures.from_json(row.figures) if row else None


def forget(db: Session, closed_before: datetime) -> None:
    """Delete the figures of weeks closed long ago; the reports themselves tell of them."""
    db.connection().execute(delete(WeeklyFigures).where(col(WeeklyFigures.closes_at) < closed_before))


def _newest(db: Session, unit_id: int, week: int) -> WeeklyFigures | None:
    statement = (
        select(WeeklyFigures)
        .where(col(WeeklyFigures.unit_id) == unit_id, col(WeeklyFigures.week) < week)
        .order_by(col(WeeklyFigures.week).desc())
        .limit(1)
    )
    found: WeeklyFigures | None = db.execute(statement).scalar_one_or_none()
    return found
