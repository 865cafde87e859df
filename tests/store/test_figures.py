"""A year's figures end where a new poverty standard begins: lists drawn up anew are no result of the old one."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from sqlmodel import select

from store.database import unit_of_work
from store.figures import known_from, monthly, year_figures
from store.register import reclassify
from store.rules.households import HouseholdClass
from store.tables import Household

if TYPE_CHECKING:
    from tests.town import Town

NEXT_YEAR = date(2027, 3, 1)


def reclassify_all(town: Town, day: date) -> None:
    """Let every household of the register be poor from a day on."""
    with unit_of_work(town.engine) as db:
        for household in db.exec(select(Household)):
            reclassify(db, household, HouseholdClass.POOR, day)


def test_lists_drawn_up_by_a_new_standard_change_neither_year(small_town: Town) -> None:
    reclassify_all(small_town, date(2027, 1, 1))
    commune = small_town.units["Xã Mẫu"]
    with unit_of_work(small_town.engine) as db:
        before = year_figures(db, [commune], 2026, NEXT_YEAR)[commune.id]
        after = year_figures(db, [commune], 2027, NEXT_YEAR)[commune.id]
        december = monthly(db, commune, 2026)[12]
    assert (before.start.poor.households, before.end.poor.households, before.done) == (4, 4, 0)
    assert (after.start.poor.households, after.end.poor.households, after.done) == (6, 6, 0)
    assert not december


def test_what_began_with_a_year_of_the_same_standard_is_how_it_began(small_town: Town) -> None:
    reclassify_all(small_town, date(2026, 1, 1))
    commune = small_town.units["Xã Mẫu"]
    with unit_of_work(small_town.engine) as db:
        figures = year_figures(db, [commune], 2026, NEXT_YEAR)[commune.id]
    assert (figures.start.poor.households, figures.done) == (6, 0)


def test_the_register_tells_from_its_first_households_on(small_town: Town) -> None:
    with unit_of_work(small_town.engine) as db:
        assert known_from(db, small_town.units["Xã Mẫu"]) == 2025  # they were poor on 01/01/2026
