"""How the poverty rate of a place went, year by year, as far as the register tells it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from handlers.progress.results import results
from store.figures import known_from
from store.planning import plan_of
from store.rules.flows import Flow
from store.rules.series import series_on
from store.rules.standards import NATIONAL, NoStandard

if TYPE_CHECKING:
    from collections.abc import Sequence

    from handlers.progress.results import Result
    from handlers.scene import Scene
    from store.figures import YearFigures
    from store.rules.plans import Ceiling
    from store.rules.series import Series, Snapshot
    from store.tables import Unit

MOST_YEARS = 6
"""More years would stand too close on a phone."""

FILLING = 10
"""Households that move in or split off are a few of a hundred a year: from one in ten on, a list is being drawn up."""


@dataclass(frozen=True, slots=True)
class History:
    """The years of a place, the earliest first, parted where a new poverty standard begins.

    ``goal`` is the level the plan wants to reach in the end, if the standard of today still holds then.
    """

    parts: Sequence[Sequence[Result]]
    goal: Ceiling | None

    @property
    def years(self) -> list[Result]:
        """Every year."""
        return [year for part in self.parts for year in part]

    @property
    def has_rates(self) -> bool:
        """Whether the number of all households is known, without which there is no rate."""
        return self.years[-1].figures.total.households > 0


def read_history(scene: Scene, unit: Unit) -> History:
    """Read how a place went until today, or until its last day."""
    years = _years(scene, unit)
    scope = _scope(scene, unit, years[-1].figures.year)
    parts: list[list[Result]] = []
    for year in years:
        if parts and series_at(year.figures.opened, scope) == series_at(parts[-1][-1].figures.closed, scope):
            parts[-1].append(year)
        else:
            parts.append([year])
    return History(parts, _goal(scene, unit, years[-1].figures.closed))


def _years(scene: Scene, unit: Unit) -> list[Result]:
    """Read the years whose course the register tells: back to the one in which it was filled."""
    last = min(scene.today.year, (unit.valid_to or date.max).year)
    first = max(known_from(scene.db, unit) or last, unit.valid_from.year, last - MOST_YEARS + 1)
    years = [results(scene, unit, (), last)[0]]
    for year in range(last - 1, first - 1, -1):
        earlier = results(scene, unit, (), year)[0]
        if _was_filled(earlier.figures):
            break
        years.insert(0, earlier)
    return years


def _was_filled(year: YearFigures) -> bool:
    """Tell whether a year says when the register was filled and not how poverty went: too much came by tăng khác."""
    return year.flow(Flow.MORE_POOR).households * FILLING > year.end.poor.households


def series_at(day: date, scope: str) -> Series | None:
    """Return the series of a day; None beyond the last standard that is known."""
    try:
        return series_on(day, scope)
    except NoStandard:
        return None


def marks(part: Sequence[Result]) -> list[Snapshot]:
    """Return the beginning of the first year of a part, and the end of each."""
    return [part[0].figures.start_snapshot, *(year.figures.end_snapshot for year in part)]


def _scope(scene: Scene, unit: Unit, year: int) -> str:
    plan = plan_of(scene.db, scene.config.plans, unit, year)
    return plan.scope if plan else NATIONAL


def _goal(scene: Scene, unit: Unit, day: date) -> Ceiling | None:
    plan = plan_of(scene.db, scene.config.plans, unit, day.year)
    goal = plan.ceiling_for(unit, day.year) if plan else None
    if plan is None or goal is None:
        return None
    same = series_at(date(goal.year, 12, 31), plan.scope) == series_at(day, plan.scope)
    return goal if same else None
