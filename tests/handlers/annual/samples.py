"""An annual report of invented figures, made by hand."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

from handlers.annual.content import Annual, Care, Entry
from handlers.progress.results import Result
from store.figures import Standing, YearFigures
from store.rules.changes import Change
from store.rules.flows import Flow
from store.rules.levels import Level
from store.rules.narratives import Part
from store.rules.plans import Plan, shipped_plans
from store.rules.series import series_on
from store.rules.standards import Area
from store.rules.states import State
from store.rules.supports import Support
from store.rules.targets import Measure, assigned_target, own_target, progress
from store.tables import Unit
from store.tallies import Count

PLAN: Plan = shipped_plans(examples=True).by_file["vi-du-2026-2030"]
TODAY = date(2026, 11, 20)


def place(name: str, level: Level = Level.VILLAGE, *, number: int = 1) -> Unit:
    return Unit(
        id=number,
        code=str(number),
        name=name,
        key=name,
        level=level,
        area=Area.MOUNTAIN,
        path=f"/{number}/",
        valid_from=date(2025, 7, 1),
    )


FLOWS = {
    Flow.EXIT_POOR_FULL: Count(20, 80),
    Flow.EXIT_POOR_TO_NEAR: Count(10, 41),
    Flow.EXIT_NEAR: Count(6, 22),
    Flow.RELAPSE_POOR: Count(1, 5),
    Flow.NEW_POOR: Count(3, 11),
    Flow.NEW_NEAR: Count(2, 7),
    Flow.LESS_POOR: Count(2, 3),
}


def figures(unit: Unit, total: int = 1500, poor: int = 124) -> YearFigures:
    start = Standing(Count(poor, 512), Count(98, 377))
    end = Standing(Count(poor - 28, 404), Count(104, 403))
    return YearFigures(
        unit=unit,
        year=2026,
        opened=date(2026, 1, 1),
        closed=TODAY,
        start=start,
        end=end,
        flows=FLOWS,
        total=Count(total, total * 4),
        waiting={(State.WAITING, Change.EXIT_POOR_FULL): 3, (State.VERIFIED, Change.EXIT_NEAR): 2},
    )


def result(unit: Unit, *, assigned: int | None = None, total: int = 1500) -> Result:
    counted = figures(unit, total)
    target = (
        assigned_target(Measure.HOUSEHOLDS, Decimal(assigned))
        if assigned is not None
        else own_target(PLAN, unit, 2026)
    )
    assert target is not None
    return Result(counted, PLAN, target, progress(target, counted.start_snapshot, counted.done, TODAY))


def report(**instead: object) -> Annual:
    unit = place("Xã Kim Ngân", Level.COMMUNE)
    given = Annual(
        own=result(unit),
        below=[result(place("Thôn 2", number=2), assigned=20), result(place("Thôn 10", number=3))],
        made_on=TODAY,
        words={Part.DIFFICULTIES: [Entry("Địa bàn chia cắt.\n- Mưa lũ tháng 10.")]},
        supports={Support.CREDIT: 12, Support.HOUSING: 5},
        exits=36,
        care=Care(objected=1, refused=2),
        next_target=own_target(PLAN, unit, 2027),
        next_series=series_on(date(2027, 1, 1)),
    )
    return replace(given, **instead)  # type: ignore[arg-type]  # the fields are named in each test
