from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import func, select

from store.database import reading
from store.tables import AuditRow, Unit

if TYPE_CHECKING:
    from sqlalchemy import Engine

from tests.imported import COMMUNE, PROVINCE, VILLAGE, counts, refused_units, take_units, unit


def test_units_are_taken_in_with_their_place_in_the_tree(database: Engine) -> None:
    assert counts(take_units(database, VILLAGE, COMMUNE, PROVINCE)) == (3, 0, 0)
    with reading(database) as db:
        province, commune, below = unit(db, "44"), unit(db, "19318"), unit(db, "19318-01")
        assert below.path == f"/{province.id}/{commune.id}/{below.id}/"
        assert (commune.key, commune.households, commune.people) == ("xa mau", 1500, 6000)
        assert (below.poor, below.valid_from, below.valid_to) == (True, date(2025, 7, 1), None)


def test_the_same_units_again_change_nothing(database: Engine) -> None:
    take_units(database, PROVINCE, COMMUNE, VILLAGE)
    again = take_units(database, PROVINCE, COMMUNE, VILLAGE)
    assert counts(again) == (0, 0, 3)
    assert again.text.vi == "0 thay đổi: 3 đơn vị trong tệp đều đã có sẵn."
    with reading(database) as db:
        assert db.execute(select(func.count()).select_from(AuditRow)).scalar() == 1


def test_a_changed_field_is_applied_and_counted(village: Engine) -> None:
    outcome = take_units(village, VILLAGE.replace("Thôn Mẫu", "Thôn Mới"), COMMUNE)
    assert counts(outcome) == (0, 1, 1)
    assert outcome.text.vi == "Đã nhập đơn vị: thêm 0, sửa 1, giữ nguyên 1."
    with reading(village) as db:
        assert unit(db, "19318-01").key == "thon moi"


def test_a_renamed_place_is_listed_by_its_new_name(village: Engine) -> None:
    take_units(village, VILLAGE.replace("Thôn Mẫu", "Thôn 12"), COMMUNE)
    with reading(village) as db:
        assert unit(db, "19318-01").sort_key == "thon 00000012"


def test_a_unit_moved_to_another_takes_all_below_it_along(village: Engine) -> None:
    other = "45,,province,Tỉnh Khác,plain,0,,,2025-07-01,"
    take_units(village, other, COMMUNE.replace(",44,", ",45,"))
    with reading(village) as db:
        ids = [unit(db, code).id for code in ("45", "19318", "19318-01")]
        assert unit(db, "19318-01").path == "/{}/{}/{}/".format(*ids)


def test_a_reused_code_is_another_unit_from_another_day_on(village: Engine) -> None:
    ended = COMMUNE.replace("01/07/2025,", "01/07/2025,30/06/2030")
    village_ended = VILLAGE.replace("2025-07-01,", "2025-07-01,2030-06-30")
    anew = "19318,44,commune,Xã Mới,plain,0,,,2030-07-01,"
    assert counts(take_units(village, anew, ended, village_ended)) == (1, 2, 0)
    assert counts(take_units(village, anew, ended, village_ended)) == (0, 0, 3)


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        ("1,,province,Tỉnh,plain,0,,,2025-07-01,", "column code: the code of a province has 2 digits"),
        ("19319,44,xã,Xã,plain,0,,,2025-07-01,", "column level “xã” must be one of country, province"),
        ("19319,44,commune,,plain,0,,,2025-07-01,", "column name is empty."),
        ("19319,44,commune,Xã,biển,0,,,2025-07-01,", "column area “biển” must be one of urban"),
        ("19319,44,commune,Xã,plain,x,,,2025-07-01,", "column poor “x” must be 0 or 1."),
        ("19319,44,commune,Xã,plain,0,-1,,2025-07-01,", "column households “-1” is not a whole number"),
        ("19319,44,commune,Xã,plain,0,,1e3,2025-07-01,", "column people “1e3” is not a whole number"),
        ("19319,44,commune,Xã,plain,0,,,07/13/2025,", "column valid_from “07/13/2025” is no date"),
        ("19319,44,commune,Xã,plain,0,,,2025-07-01,2025-06-30", "valid_to is before valid_from."),
        ("1.9E+04,44,commune,Xã,plain,0,,,2025-07-01,", "column code “1.9E+04” is a number that Excel"),
        ("x 1,44,commune,Xã,plain,0,,,2025-07-01,", "column code “x 1” is no code"),
        ("19319,,commune,Xã,plain,0,,,2025-07-01,", "has no parent_code"),
        ("19319,99,commune,Xã,plain,0,,,2025-07-01,", "parent_code “99” is neither in the file nor known"),
        ("19319,19318,commune,Xã,plain,0,,,2025-07-01,", "a commune (“19319”) cannot lie in a commune"),
        ("45,44,province,Tỉnh,plain,0,,,2025-07-01,", "a province (“45”) cannot lie in a province"),
        ("19319,44,commune,Xã,plain,0,,,2025-06-30,", "its validity (from 30/06/2025) is not within"),
        ("19318,44,commune,Xã,plain,0,,,2026-07-01,", "the code “19318” is used by another unit valid from"),
        ("19319,44,commune,Xã\x07,plain,0,,,2025-07-01,", "column name holds characters that cannot be read"),
        ("19319,44,commune,Xã 044123456789,plain,0,,,2025-07-01,", "column name holds 12 digits, like an"),
        (
            f"19319,44,commune,{'X' * 121},plain,0,,,2025-07-01,",
            "column name is longer than 120 letters.",
        ),
        ("19319,44,commune,Xã,plain,0,,2025-07-01,", "has 9 cells instead of 10"),
        ("19318,44,village,Xã,plain,0,,,01/07/2025,", "is known as a commune; the level"),
    ],
)
def test_a_faulty_row_is_refused_with_its_reason(village: Engine, row: str, reason: str) -> None:
    problems = refused_units(village, PROVINCE, row)
    assert any(problem.startswith(f"Line 3: {reason}") for problem in problems), problems


def test_every_faulty_row_is_listed_and_nothing_is_taken_in(sqlite: Engine) -> None:
    problems = refused_units(
        sqlite, PROVINCE, VILLAGE.replace(",1,120", ",2,120"), COMMUNE, "x,44,commune,,plain,0,,,hôm nay,"
    )
    assert [problem.split(" ", 3)[:3] for problem in problems] == [
        ["Line", "3:", "column"],
        ["Line", "5:", "column"],
        ["Line", "5:", "column"],
    ]
    with reading(sqlite) as db:
        assert db.execute(select(func.count()).select_from(Unit)).scalar() == 0


def test_what_lies_below_a_faulty_row_is_not_blamed_for_it(sqlite: Engine) -> None:
    assert len(refused_units(sqlite, PROVINCE, COMMUNE.replace("mountain", "?"), VILLAGE)) == 1


def test_units_that_lie_in_each_other_are_refused_as_a_circle(sqlite: Engine) -> None:
    problems = refused_units(sqlite, PROVINCE, COMMUNE.replace(",44,", ",19318-01,"), VILLAGE)
    assert problems[0] == "Line 3: units lie within each other in a circle: 19318 → 19318-01 → 19318."


def test_a_code_given_twice_from_the_same_day_is_refused(sqlite: Engine) -> None:
    assert refused_units(sqlite, PROVINCE, PROVINCE) == ["Line 3: repeats line 2: same code and first day."]


def test_a_unit_may_not_end_before_those_below_it(village: Engine) -> None:
    problems = refused_units(village, COMMUNE.replace("01/07/2025,", "01/07/2025,31/12/2026"))
    assert problems[0].startswith("Line 2: the unit “19318-01” below it is valid from 01/07/2025")
