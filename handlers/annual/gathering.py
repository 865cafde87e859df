"""Reading what the annual report tells; its figures come from where all others do."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING

from handlers.annual.content import Annual, Care, Entry, Result
from store import exits, narratives, units
from store.figures import year_figures
from store.planning import plan_of, plans_below
from store.rounds import finding, standing
from store.rules.moves import Move
from store.rules.narratives import Part
from store.rules.series import series_on
from store.rules.standards import NATIONAL, NoStandard
from store.rules.targets import UnknownTotal, progress
from store.targets import target_of, targets_by_plan

if TYPE_CHECKING:
    from sqlmodel import Session

    from handlers.scene import Config
    from store.figures import YearFigures
    from store.people import Viewer
    from store.rules.rounds import RoundFigures
    from store.rules.series import Series
    from store.rules.targets import YearTarget
    from store.tables import Unit


def gather(db: Session, viewer: Viewer, unit: Unit, year: int, *, now: datetime, config: Config) -> Annual:
    """Read the annual report of an office as it is at a moment."""
    today = now.astimezone(config.zone).date()
    plan = plan_of(db, config.plans, unit, year)
    children = units.below(db, unit, min(today, date(year, 12, 31)))
    figures = year_figures(db, [unit, *children], year, today)
    plans = plans_below(db, config.plans, unit, children, year)
    targets = targets_by_plan(db, children, plans, year)
    own = figures[unit.id]
    count, supports = exits.supports_of(db, unit, own.opened, own.closed)
    scope = plan.scope if plan else NATIONAL
    return Annual(
        own=_result(own, target_of(db, unit, year, plan), scope),
        below=[_result(figures[child.id], targets.get(child.id), scope) for child in children],
        made_on=today,
        plan=plan,
        words=_words(db, viewer, unit, year),
        exits=count,
        supports=supports,
        care=_care(db, unit, year, config),
        rounds=_rounds(db, viewer, unit, own),
        next_target=target_of(db, unit, year + 1, plan_of(db, config.plans, unit, year + 1)),
        next_series=_next_series(year, scope),
    )


def _result(figures: YearFigures, target: YearTarget | None, scope: str) -> Result:
    if target is None:
        return Result(figures)
    try:
        compared = progress(target, figures.start_snapshot, figures.done, figures.closed, scope)
    except UnknownTotal:
        return Result(figures, target)
    return Result(figures, target, compared)


def _words(db: Session, viewer: Viewer, unit: Unit, year: int) -> dict[Part, list[Entry]]:
    own = narratives.written(db, unit, year)
    others = narratives.written_below(db, viewer, unit, year)
    return {
        part: [
            *([Entry(own[part])] if part in own else []),
            *(Entry(text, writer) for writer, text in others.get(part, ())),
        ]
        for part in Part
    }


def _care(db: Session, unit: Unit, year: int, config: Config) -> Care:
    start, end = (datetime(each, 1, 1, tzinfo=config.zone) for each in (year, year + 1))
    counts = exits.moved(db, unit, [Move.OBJECT, Move.REJECT], start, end)
    return Care(objected=counts[Move.OBJECT], refused=counts[Move.REJECT])


def _rounds(db: Session, viewer: Viewer, unit: Unit, own: YearFigures) -> list[RoundFigures]:
    due = finding.due_between(db, viewer, own.opened, own.closed)
    counted = (standing.figures(db, asked, unit) for asked in due)
    return [each for each in counted if each.expected]


def _next_series(year: int, scope: str) -> Series | None:
    """Return the series that begins with the year after; None where the present one goes on, or nothing is known."""
    try:
        present, following = series_on(date(year, 12, 31), scope), series_on(date(year + 1, 1, 1), scope)
    except NoStandard:
        return None
    return following if following != present else None
