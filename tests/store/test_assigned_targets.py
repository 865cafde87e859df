"""Who assigns a target, and which one holds."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import select

from store import targets
from store.database import reading, unit_of_work
from store.people import NotAllowed, Viewer, open_chat, viewer_of
from store.rules.plans import shipped_plans
from store.rules.targets import Measure, Source
from store.tables import AuditRow

if TYPE_CHECKING:
    from sqlmodel import Session

    from store.rules.targets import YearTarget
    from store.tables import Unit
    from tests.town import Town

NOW = datetime(2026, 11, 22, 3, tzinfo=UTC)
PLAN = shipped_plans(examples=True).by_file["vi-du-2026-2030"]
HEAD, OFFICER, WATCHER, ADMINISTRATOR, FAR_OFFICER = 11, 21, 31, 41, 23


def viewer(db: Session, chat_id: int) -> Viewer:
    return viewer_of(db, open_chat(db, chat_id), NOW)


def assign(town: Town, chat_id: int, place: str, amount: str = "2", *, now: datetime = NOW) -> None:
    with unit_of_work(town.engine) as db:
        targets.assign(
            db,
            viewer(db, chat_id),
            town.units[place],
            2026,
            measure=Measure.HOUSEHOLDS,
            amount=Decimal(amount),
            now=now,
        )


def holding(town: Town, place: str, year: int = 2026) -> YearTarget | None:
    with reading(town.engine) as db:
        return targets.target_of(db, town.units[place], year, PLAN)


def test_an_assigned_target_holds_for_its_unit_and_year_alone(town: Town) -> None:
    assign(town, OFFICER, "Thôn Mẫu Một")
    with reading(town.engine) as db:
        units: list[Unit] = [town.units["Thôn Mẫu Một"], town.units["Thôn Mẫu Hai"]]
        found = targets.targets_of(db, units, 2026, PLAN)
        later = targets.targets_of(db, units, 2027, PLAN)
    assert [(found[unit.id].source, found[unit.id].clause) for unit in units] == [
        (Source.ASSIGNED, None),
        (Source.PLAN, "VD-3"),
    ]
    assert found[units[0].id].households(0) == (2, 2)
    assert {one.source for one in later.values()} == {Source.PLAN}


def test_where_nothing_is_assigned_and_no_plan_speaks_there_is_no_target(town: Town) -> None:
    assert holding(town, "Xã Mẫu", 2031) is None
    with reading(town.engine) as db:
        assert targets.targets_of(db, list(town.units.values()), 2026, None) == {}


def test_a_second_target_replaces_the_first_and_the_log_keeps_both(town: Town) -> None:
    later = NOW + timedelta(hours=1)
    assign(town, OFFICER, "Thôn Mẫu Một", "2")
    assign(town, OFFICER, "Thôn Mẫu Một", "3", now=later)
    village = town.units["Thôn Mẫu Một"]
    with reading(town.engine) as db:
        target = targets.assigned(db, [village.id], 2026)[village.id]
        assert (target.amount, target.assigned_at) == (Decimal(3), later)
        assert target.assigned_by == viewer(db, OFFICER).person_id
        log = [row.detail for row in db.execute(select(AuditRow)).scalars() if row.act == "plan.target.set"]
    assert log == [
        "unit 91001-01, 2026: 2 households",
        "unit 91001-01, 2026: 3 households, before: 2 households",
    ]


def test_hundredths_of_a_point_are_kept_exactly(town: Town) -> None:
    with unit_of_work(town.engine) as db:
        commune = town.units["Xã Mẫu"]
        person, amount = viewer(db, ADMINISTRATOR), Decimal("1.15")
        targets.assign(db, person, commune, 2026, measure=Measure.POINTS, amount=amount, now=NOW)
    target = holding(town, "Xã Mẫu")
    assert target is not None
    assert target.text.vi == "giảm 1,15 điểm %"


@pytest.mark.parametrize(
    ("chat_id", "place"),
    [
        (OFFICER, "Thôn Mẫu Một"),
        (OFFICER, "Thôn Mẫu Hai"),
        (ADMINISTRATOR, "Xã Mẫu"),
        (ADMINISTRATOR, "Thôn Xa"),
    ],
)
def test_the_level_above_assigns(small_town: Town, chat_id: int, place: str) -> None:
    assign(small_town, chat_id, place)
    target = holding(small_town, place)
    assert target is not None
    assert target.source is Source.ASSIGNED


@pytest.mark.parametrize(("chat_id", "place"), [(OFFICER, "Xã Mẫu"), (ADMINISTRATOR, "Tỉnh Mẫu")])
def test_nobody_assigns_their_own_target(small_town: Town, chat_id: int, place: str) -> None:
    with pytest.raises(targets.OwnTarget, match=f"Chỉ tiêu của {place} do cấp trên giao"):
        assign(small_town, chat_id, place)
    target = holding(small_town, place)
    assert target is not None
    assert target.source is Source.PLAN


@pytest.mark.parametrize(
    ("chat_id", "place"),
    [
        (HEAD, "Thôn Mẫu Một"),
        (WATCHER, "Xã Mẫu"),
        (OFFICER, "Thôn Xa"),
        (OFFICER, "Xã Khác"),
        (OFFICER, "Tỉnh Mẫu"),
        (FAR_OFFICER, "Thôn Mẫu Một"),
        (99, "Thôn Mẫu Một"),
    ],
)
def test_targets_of_other_areas_and_by_other_roles_are_refused(
    small_town: Town, chat_id: int, place: str
) -> None:
    with pytest.raises(NotAllowed):
        assign(small_town, chat_id, place)
