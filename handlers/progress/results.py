"""Target against done, of a unit and of some below it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from store.figures import year_figures
from store.planning import plan_of, plans_below
from store.rules.standards import NATIONAL, NoStandard
from store.rules.targets import UnknownTotal, progress
from store.targets import targets_by_plan

if TYPE_CHECKING:
    from collections.abc import Sequence

    from handlers.scene import Scene
    from store.figures import YearFigures
    from store.rules.plans import Plan
    from store.rules.targets import Progress, YearTarget
    from store.rules.text import Text
    from store.tables import Unit


@dataclass(frozen=True, slots=True)
class Result:
    """How a unit stands to its target, if it has one.

    ``plan`` is the plan that holds for the unit, whether its target comes from it or not. ``untold`` says why there is
    a target and no progress.
    """

    figures: YearFigures
    plan: Plan | None
    target: YearTarget | None = None
    progress: Progress | None = None
    untold: Text | None = None

    @property
    def unit(self) -> Unit:
        """The unit."""
        return self.figures.unit


def results(scene: Scene, unit: Unit, children: Sequence[Unit], year: int) -> tuple[Result, list[Result]]:
    """Return how a unit and some right below it stand to their targets, each to its own."""
    held = {
        unit.id: plan_of(scene.db, scene.config.plans, unit, year),
        **plans_below(scene.db, scene.config.plans, unit, children, year),
    }
    units = [unit, *children]
    targets = targets_by_plan(scene.db, units, held, year)
    figures = year_figures(scene.db, units, year, scene.today)
    own, *below = (_result(figures[each.id], held[each.id], targets.get(each.id)) for each in units)
    return own, below


def _result(figures: YearFigures, plan: Plan | None, target: YearTarget | None) -> Result:
    if target is None:
        return Result(figures, plan)
    scope = plan.scope if plan else NATIONAL
    try:
        told = progress(target, figures.start_snapshot, figures.done, figures.closed, scope)
    except (UnknownTotal, NoStandard) as reason:
        return Result(figures, plan, target, untold=reason.text)
    return Result(figures, plan, target, told)
