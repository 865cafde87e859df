"""How the list of poor households stands to the year's target, for many units at once."""

from __future__ import annotations

from typing import TYPE_CHECKING

from store.figures import year_figures
from store.planning import plans_of
from store.rules.standards import NATIONAL, NoStandard
from store.rules.targets import UnknownTotal, progress
from store.targets import targets_by_plan
from store.weekly.figures import YearStanding

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import date

    from sqlmodel import Session

    from store.figures import YearFigures
    from store.rules.plans import Plan, Plans
    from store.rules.targets import YearTarget
    from store.tables import Unit

AT_ONCE = 500


def standings(
    db: Session, plans: Plans, units: Sequence[Unit], year: int, today: date
) -> dict[int, YearStanding]:
    """Return how units stand in a year, by unit; as of ``today``, or at its end if it is over."""
    found: dict[int, YearStanding] = {}
    for start in range(0, len(units), AT_ONCE):
        found.update(_standings(db, plans, units[start : start + AT_ONCE], year, today))
    return found


def _standings(
    db: Session, plans: Plans, units: Sequence[Unit], year: int, today: date
) -> Iterator[tuple[int, YearStanding]]:
    held = plans_of(db, plans, units, year)
    targets = targets_by_plan(db, units, held, year)
    for unit_id, figures in year_figures(db, units, year, today).items():
        yield unit_id, _standing(figures, targets.get(unit_id), held[unit_id])


def _standing(figures: YearFigures, target: YearTarget | None, plan: Plan | None) -> YearStanding:
    start, end = figures.start, figures.end
    plain = YearStanding(figures.year, start.poor.households, end.poor.households, end.near.households)
    if target is None:
        return plain
    try:
        found = progress(
            target, figures.start_snapshot, figures.done, figures.closed, plan.scope if plan else NATIONAL
        )
    except (UnknownTotal, NoStandard):
        return plain
    return YearStanding(plain.year, plain.start, plain.poor, plain.near, found.needed, found.percent)
