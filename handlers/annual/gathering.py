"""Reading what the annual report tells; its figures come from where all others do."""

from __future__ import annotations

from collections import Counter
from datetime import date, datetime
from typing import TYPE_CHECKING

from handlers.annual.content import Annual, Care, Entry, Exits
from handlers.progress.results import results
from store import exits, narratives, sustained, units
from store.causes import poor_by_cause
from store.planning import plan_of
from store.rounds import finding, standing
from store.rules.levels import Level
from store.rules.moves import Move
from store.rules.narratives import Part
from store.rules.series import series_on
from store.rules.standards import NATIONAL, NoStandard
from store.rules.sustained import years_of
from store.targets import target_of

if TYPE_CHECKING:
    from handlers.scene import Scene
    from store.figures import YearFigures
    from store.rules.causes import Cause
    from store.rules.plans import Plan
    from store.rules.rounds import RoundFigures
    from store.rules.series import Series
    from store.tables import Unit


def gather(scene: Scene, unit: Unit, year: int) -> Annual:
    """Read the annual report of an office as it is now."""
    db, plans = scene.db, scene.config.plans
    children = units.below_in(db, unit, year, scene.today)
    own, below = results(scene, unit, children, year)
    count, supports = exits.supports_of(db, unit, own.figures.opened, own.figures.closed)
    return Annual(
        own=own,
        below=below,
        made_on=scene.today,
        words=_words(scene, unit, year),
        exits=count,
        supports=supports,
        care=_care(scene, unit, year),
        lasting=_lasting(scene, unit, own.plan) if own.figures.closed == scene.today else None,
        causes=_causes(scene, own.unit) if own.figures.closed == scene.today else None,
        rounds=_rounds(scene, own.figures),
        next_target=target_of(db, unit, year + 1, plan_of(db, plans, unit, year + 1)),
        next_series=_next_series(year, own.plan.scope if own.plan else NATIONAL),
    )


def _words(scene: Scene, unit: Unit, year: int) -> dict[Part, list[Entry]]:
    own = narratives.written(scene.db, unit, year)
    others = narratives.written_below(scene.db, scene.viewer, unit, year)
    return {
        part: [
            *([Entry(own[part])] if part in own else []),
            *(Entry(text, writer) for writer, text in others.get(part, ())),
        ]
        for part in Part
    }


def _care(scene: Scene, unit: Unit, year: int) -> Care:
    start, end = (datetime(each, 1, 1, tzinfo=scene.config.zone) for each in (year, year + 1))
    counts = exits.moved(scene.db, unit, [Move.OBJECT, Move.REJECT], start, end)
    return Care(objected=counts[Move.OBJECT], refused=counts[Move.REJECT])


def _lasting(scene: Scene, unit: Unit, plan: Plan | None) -> Exits | None:
    """Count what has become of the exits; not of the whole country's, which are more than one answer counts."""
    if unit.level is Level.COUNTRY:
        return None
    years = years_of(plan)
    return Exits(years, sustained.lasting_in(scene.db, unit, scene.today, years))


def _causes(scene: Scene, unit: Unit) -> dict[int, Counter[Cause | None]]:
    """Count the poor households of a unit and of each unit below it by cause."""
    villages = poor_by_cause(scene.db, unit)
    found: dict[int, Counter[Cause | None]] = {}
    for village_id, ancestors in units.ancestors_on(scene.db, villages).items():
        for unit_id in ancestors:
            found.setdefault(unit_id, Counter()).update(villages[village_id])
    return found


def _rounds(scene: Scene, own: YearFigures) -> list[RoundFigures]:
    due = finding.due_between(scene.db, scene.viewer, own.opened, own.closed)
    counted = (standing.figures(scene.db, asked, own.unit) for asked in due)
    return [each for each in counted if each.expected]


def _next_series(year: int, scope: str) -> Series | None:
    """Return the series that begins with the year after; None where the present one goes on, or nothing is known."""
    try:
        present, following = series_on(date(year, 12, 31), scope), series_on(date(year + 1, 1, 1), scope)
    except NoStandard:
        return None
    return following if following != present else None
