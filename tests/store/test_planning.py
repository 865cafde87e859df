"""Which plan holds for a unit: its own, that of the nearest unit above it, or the one for every place."""

from __future__ import annotations

from typing import TYPE_CHECKING

from store.database import unit_of_work
from store.planning import plan_of, plans_below
from store.rules.plans import Plans, shipped_plans

if TYPE_CHECKING:
    from tests.town import Town

EXAMPLE = shipped_plans(examples=True).by_file["vi-du-2026-2030"]
OWN = EXAMPLE.model_copy(update={"places": ("91001",)})
PLANS = Plans({"every": EXAMPLE, "own": OWN})


def test_the_plan_of_a_commune_holds_for_its_villages_and_the_general_one_elsewhere(small_town: Town) -> None:
    with unit_of_work(small_town.engine) as db:
        held = {name: plan_of(db, PLANS, unit, 2026) for name, unit in small_town.units.items()}
    assert held["Thôn Mẫu Một"] is held["Xã Mẫu"] is OWN
    assert held["Thôn Xa"] is held["Tỉnh Mẫu"] is EXAMPLE


def test_a_year_without_a_plan_has_none(small_town: Town) -> None:
    with unit_of_work(small_town.engine) as db:
        assert plan_of(db, PLANS, small_town.units["Xã Mẫu"], 2025) is None


def test_each_unit_right_below_one_may_have_a_plan_of_its_own(small_town: Town) -> None:
    province, communes = small_town.units["Tỉnh Mẫu"], ("Xã Mẫu", "Xã Khác")
    with unit_of_work(small_town.engine) as db:
        held = plans_below(db, PLANS, province, [small_town.units[name] for name in communes], 2026)
    assert [held[small_town.units[name].id] for name in communes] == [OWN, EXAMPLE]
