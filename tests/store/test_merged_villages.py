"""Villages that end within a year: on any day of a month, and into villages that were there already."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest
from sqlmodel import col, select

from store import register
from store.database import unit_of_work
from store.figures import year_figures
from store.imports.units import import_units, read_units
from store.rules.flows import Flow
from store.rules.households import HouseholdClass
from store.tables import Household, Unit
from tests.imported import NOW, UNITS, lines
from tests.store.test_tallies import kept

if TYPE_CHECKING:
    from sqlalchemy import Engine

    from store.figures import YearFigures

TODAY = date(2026, 11, 22)
AREA = (
    "44,,province,Tỉnh Mẫu,mountain,0,,,2025-07-01,",
    "19318,44,commune,Xã Mẫu,mountain,0,,,2025-07-01,",
    "19321,44,commune,Xã Bên,mountain,0,,,2025-07-01,",
)


def merged(
    engine: Engine, ended: str, *others: str, into: str, today: date = TODAY, year: int = 2026
) -> dict[str, YearFigures]:
    """Let a village of two poor households go into another by a list that came later; return a year's figures."""
    old = f"19318-01,19318,village,Thôn Cũ,mountain,0,100,400,2025-07-01,{ended}"
    with unit_of_work(engine) as db:
        import_units(db, read_units(lines(UNITS, *AREA, old, *others)), NOW)
        units = {unit.name: unit for unit in db.exec(select(Unit).order_by(col(Unit.id)))}
        for number in (1, 2):
            household = Household(
                unit_id=units["Thôn Cũ"].id,
                code=f"H{number}",
                head_name="Hồ Văn Mẫu",
                key="ho van mau",
                members=4,
                status=HouseholdClass.POOR,
                since=date(2025, 8, 1),
            )
            register.enter(db, household)
            before = register.entry(household)
            household.unit_id = units[into].id
            register.note_move(db, household, before, today)
        before_summing = kept(db)
        register.roll_up(db)
        assert kept(db) == before_summing
        return {each.unit.name: each for each in year_figures(db, list(units.values()), year, today).values()}


def course(figures: YearFigures) -> tuple[int, dict[Flow, int], int]:
    """Return the poor households at the beginning, what changed, and those at the end."""
    flows = {flow: count.households for flow, count in figures.flows.items()}
    return figures.start.poor.households, flows, figures.end.poor.households


@pytest.mark.parametrize(
    ("ended", "begun"),
    [("2026-06-30", "2026-07-01"), ("2026-06-14", "2026-06-15"), ("2026-01-31", "2026-02-01")],
)
def test_a_village_that_takes_anothers_place_begins_with_its_households_on_whatever_day(
    sqlite: Engine, ended: str, begun: str
) -> None:
    new = f"19318-02,19318,village,Thôn Mới,mountain,0,100,400,{begun},"
    found = merged(sqlite, ended, new, into="Thôn Mới")
    for name in ("Thôn Cũ", "Thôn Mới", "Xã Mẫu", "Tỉnh Mẫu"):
        assert course(found[name]) == (2, {}, 2), name


@pytest.mark.parametrize("ended", ["2026-06-30", "2026-06-14"])
def test_a_village_that_takes_another_in_has_its_households_only_from_then_on(
    sqlite: Engine, ended: str
) -> None:
    there = "19318-02,19318,village,Thôn Cạnh,mountain,0,100,400,2025-07-01,"
    found = merged(sqlite, ended, there, into="Thôn Cạnh")
    assert course(found["Thôn Cũ"]) == (2, {}, 2)
    assert course(found["Thôn Cạnh"]) == (0, {Flow.MORE_POOR: 2}, 2)
    assert course(found["Xã Mẫu"]) == (2, {}, 2)


def test_communes_that_outlast_a_village_lose_and_gain_its_households_in_the_year_of_the_merger(
    sqlite: Engine,
) -> None:
    new = "19321-01,19321,village,Thôn Mới,mountain,0,100,400,2026-01-15,"
    found = merged(sqlite, "2026-01-14", new, into="Thôn Mới")
    assert course(found["Xã Mẫu"]) == (2, {Flow.LESS_POOR: 2}, 0)
    assert course(found["Xã Bên"]) == (0, {Flow.MORE_POOR: 2}, 2)
    assert course(found["Thôn Mới"]) == course(found["Tỉnh Mẫu"]) == (2, {}, 2)


@pytest.mark.parametrize(
    ("ended", "begun", "changed"),
    [
        ("2026-12-30", "2026-12-31", 2026),
        ("2026-12-31", "2027-01-01", 2027),
        ("2027-01-01", "2027-01-02", 2027),
    ],
)
@pytest.mark.parametrize("year", [2026, 2027])
def test_a_merger_around_new_year_is_a_change_of_its_own_year_on_both_sides(
    sqlite: Engine, ended: str, begun: str, changed: int, year: int
) -> None:
    new = f"19321-01,19321,village,Thôn Mới,mountain,0,100,400,{begun},"
    found = merged(sqlite, ended, new, into="Thôn Mới", today=date(2027, 2, 1), year=year)
    left, came = course(found["Xã Mẫu"]), course(found["Xã Bên"])
    if year == changed:
        assert (left, came) == ((2, {Flow.LESS_POOR: 2}, 0), (0, {Flow.MORE_POOR: 2}, 2))
    else:
        first, last = (left, came) if year < changed else (came, left)
        assert (first, last) == ((2, {}, 2), (0, {}, 0))
    assert course(found["Tỉnh Mẫu"]) == (2, {}, 2)


def test_a_village_that_takes_another_in_on_the_last_day_of_a_year_has_more_in_that_year(
    sqlite: Engine,
) -> None:
    there = "19318-02,19318,village,Thôn Cạnh,mountain,0,100,400,2025-07-01,"
    found = merged(sqlite, "2026-12-30", there, into="Thôn Cạnh", today=date(2027, 2, 1))
    assert course(found["Thôn Cạnh"]) == (0, {Flow.MORE_POOR: 2}, 2)
