from __future__ import annotations

from datetime import timedelta
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import select
from sqlmodel import col

from store.database import reading, unit_of_work
from store.imports.problems import Outcome, WrongFile
from store.imports.targets import import_targets, read_targets
from store.rules.targets import Measure
from store.tables import AuditRow, Person, Target
from tests.imported import COMMUNE, NOW, PROVINCE, TODAY, VILLAGE, counts, lines, take_units, unit

if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy import Engine

HEAD = "unit_code,year,measure,amount"
IN_HOUSEHOLDS = "19318,2026,households,12"
IN_POINTS = '19318-01,2026,points,"1,25"'
OLD_TOWN = "457,44,district,Huyện Cũ,mountain,0,,,2004-01-01,30/06/2025"


def take(engine: Engine, *rows: str, now: datetime = NOW, by: Person | None = None) -> Outcome:
    with unit_of_work(engine) as db:
        return import_targets(db, read_targets(lines(HEAD, *rows), TODAY), now, by)


def refused(engine: Engine, *rows: str) -> list[str]:
    with pytest.raises(WrongFile) as refusal:
        take(engine, *rows)
    return [problem.text.vi for problem in refusal.value.problems]


def stored(engine: Engine) -> list[tuple[int, Measure, Decimal]]:
    with reading(engine) as db:
        statement = select(Target).order_by(col(Target.year), col(Target.measure))
        found = db.execute(statement).scalars()
        return [(target.year, target.measure, target.amount) for target in found]


def test_targets_are_taken_in_households_and_in_points(database: Engine) -> None:
    take_units(database, PROVINCE, COMMUNE, VILLAGE)
    outcome = take(database, IN_HOUSEHOLDS, IN_POINTS)
    assert counts(outcome) == (2, 0, 0)
    assert outcome.text.vi == "Đã nhập chỉ tiêu: thêm 2, sửa 0, giữ nguyên 0."
    assert stored(database) == [
        (2026, Measure.HOUSEHOLDS, Decimal(12)),
        (2026, Measure.POINTS, Decimal("1.25")),
    ]


def test_the_same_targets_again_change_nothing_and_keep_who_gave_them(village: Engine) -> None:
    take(village, IN_HOUSEHOLDS, IN_POINTS)
    again = take(village, IN_HOUSEHOLDS, IN_POINTS, now=NOW + timedelta(days=1))
    assert counts(again) == (0, 0, 2)
    with reading(village) as db:
        given = {target.assigned_at for target in db.execute(select(Target)).scalars()}
        acts = [row.act for row in db.execute(select(AuditRow)).scalars()]
    assert given == {NOW}
    assert acts.count("target.import") == 1


def test_another_amount_or_measure_replaces_the_earlier_target(village: Engine) -> None:
    take(village, IN_HOUSEHOLDS, IN_POINTS)
    with unit_of_work(village) as db:
        person = Person(chat_id=1, name="Chị Cán Bộ", created_at=NOW)
        db.add(person)
        db.flush()
    later = NOW + timedelta(days=1)
    outcome = take(
        village, "19318,2026,points,12", IN_POINTS, "19318,2027,households,9", now=later, by=person
    )
    assert counts(outcome) == (1, 1, 1)
    with reading(village) as db:
        commune = unit(db, "19318")
        found = db.execute(select(Target)).scalars()
        (target,) = (one for one in found if (one.unit_id, one.year) == (commune.id, 2026))
        assert (target.measure, target.amount) == (Measure.POINTS, Decimal(12))
        assert (target.assigned_by, target.assigned_at) == (person.id, later)


def test_every_wrong_row_is_told_and_nothing_is_taken_in(village: Engine) -> None:
    told = refused(
        village,
        IN_HOUSEHOLDS,
        "99999,2026,households,12",
        "19318-01,2015,households,12",
        "19318-01,2026,percent,12",
        "19318-01,2026,households,1.5",
        "19318,2026,points,3",
    )
    assert [one.split(": ")[0] for one in told] == [f"Dòng {line}" for line in (3, 4, 5, 6, 7)]
    assert told[0] == "Dòng 3: cột unit_code: không có đơn vị “99999” vào cuối năm 2026, khi xét chỉ tiêu."
    assert "từ 2016 đến 2027" in told[1]
    assert "households, points" in told[2]
    assert "cột amount: Chưa rõ chỉ tiêu “1.5”" in told[3]
    assert told[4] == "Dòng 7: chỉ tiêu năm 2026 của “19318” trùng với dòng 2."
    assert stored(village) == []


def test_a_district_has_targets_for_the_years_at_whose_end_it_was_there(sqlite: Engine) -> None:
    take_units(sqlite, PROVINCE.replace("2025-07-01", "1976-01-01"), OLD_TOWN)
    assert counts(take(sqlite, "457,2018,points,2.2", "457,2024,points,1")) == (2, 0, 0)
    assert refused(sqlite, "457,2025,points,1") == [
        "Dòng 2: cột unit_code: không có đơn vị “457” vào cuối năm 2025, khi xét chỉ tiêu."
    ]


def test_a_code_used_again_after_the_reform_means_the_unit_of_the_years_end(sqlite: Engine) -> None:
    province = PROVINCE.replace("2025-07-01", "1976-01-01")
    township = "19249,457,commune,Thị trấn Mẫu,plain,0,,,2004-01-01,30/06/2025"
    commune = "19249,44,commune,Xã Mẫu,plain,0,,,2025-07-01,"
    take_units(sqlite, province, OLD_TOWN, township, commune)
    take(sqlite, "19249,2024,households,5", "19249,2025,households,7")
    with reading(sqlite) as db:
        found = {target.year: target.unit_id for target in db.execute(select(Target)).scalars()}
    assert len(set(found.values())) == 2
