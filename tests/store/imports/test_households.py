from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import func, select

from store import register
from store.database import reading, unit_of_work
from store.imports.problems import WrongFile
from store.rules.changes import Change
from store.rules.households import HouseholdClass
from store.rules.states import State
from store.tables import Household, Person, Report

if TYPE_CHECKING:
    from sqlalchemy import Engine
    from sqlmodel import Session

from tests.imported import (
    AN,
    BA,
    COMMUNE,
    HOUSEHOLDS,
    NOW,
    PROVINCE,
    VILLAGE,
    counts,
    history,
    household,
    lines,
    refused_households,
    take_households,
    take_households_file,
    take_units,
)


def test_households_are_taken_in_with_the_beginning_of_their_history(database: Engine) -> None:
    take_units(database, PROVINCE, COMMUNE, VILLAGE)
    assert counts(take_households(database, AN, BA)) == (2, 0, 0)
    with reading(database) as db:
        first = household(db, "H1")
        assert (first.key, first.birth_year, first.members, first.minority) == ("ho van mau", 1970, 4, True)
        assert household(db, "H2").birth_year is None
    assert history(database, "H2") == [(HouseholdClass.NEAR_POOR, date(2025, 3, 15))]


def test_the_same_households_again_change_nothing(database: Engine) -> None:
    take_units(database, PROVINCE, COMMUNE, VILLAGE)
    take_households(database, AN, BA)
    again = take_households(database, AN, BA)
    assert again.text.vi == "0 thay đổi: 2 hộ trong tệp đều đã có sẵn."
    assert len(history(database, "H1")) == 1


def test_changed_households_are_brought_up_to_date_and_counted(village: Engine) -> None:
    take_households(village, AN, BA)
    assert counts(take_households(village, AN.replace("Mẫu,1970,4", "Mới,1971,5"), BA)) == (0, 1, 1)
    with reading(village) as db:
        first = household(db, "H1")
        assert (first.key, first.birth_year, first.members) == ("ho van moi", 1971, 5)
    assert len(history(village, "H1")) == 1


def test_a_change_of_class_goes_into_the_history(database: Engine) -> None:
    take_units(database, PROVINCE, COMMUNE, VILLAGE)
    take_households(database, AN)
    assert counts(take_households(database, AN.replace("poor,2025", "near_poor,2026"))) == (0, 1, 0)
    assert history(database, "H1") == [
        (HouseholdClass.POOR, date(2025, 1, 1)),
        (HouseholdClass.NEAR_POOR, date(2026, 1, 1)),
    ]
    with reading(database) as db:
        assert household(db, "H1").status is HouseholdClass.NEAR_POOR


def test_an_old_file_never_undoes_what_was_decided_since(village: Engine) -> None:
    take_households(village, AN)
    with unit_of_work(village) as db:
        register.reclassify(db, household(db, "H1"), HouseholdClass.NON_POOR, date(2026, 10, 1))
    assert counts(take_households(village, AN)) == (0, 0, 1)
    with reading(village) as db:
        assert household(db, "H1").status is HouseholdClass.NON_POOR


def test_a_class_from_before_the_registers_own_is_refused(village: Engine) -> None:
    take_households(village, AN)
    (problem,) = refused_households(village, AN.replace("2025-01-01", "2024-05-01"))
    assert problem.startswith(
        "Line 2: the register has this household as poor household since 01/01/2025, later"
    )


def test_a_class_mistaken_at_first_can_be_put_right_from_the_same_day(village: Engine) -> None:
    take_households(village, AN)
    assert counts(take_households(village, AN.replace("poor,", "near_poor,"))) == (0, 1, 0)
    with reading(village) as db:
        assert household(db, "H1").status is HouseholdClass.NEAR_POOR


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        (AN.replace("19318-01", "19318-09"), "column unit_code: no unit “19318-09” exists today"),
        (AN.replace("19318-01", "19318"), "column unit_code: “19318” is a commune; a household belongs"),
        (AN.replace(",poor,", ",nghèo,"), "column status “nghèo” must be one of poor, near_poor, non_poor."),
        (AN.replace("1970", "1870"), "column birth_year “1870” is not a whole number from 1900 to 2026."),
        (AN.replace("1970", "2027"), "column birth_year “2027” is not a whole number from 1900 to 2026."),
        (AN.replace(",4,", ",0,"), "column members “0” is not a whole number from 1 to 99."),
        (AN.replace("2025-01-01", "23/11/2026"), "column since “23/11/2026” has not come yet."),
        (AN.replace("2025-01-01", "1/1/25"), "column since “1/1/25” is no date"),
        (AN.replace("2025-01-01", "30/02/2025"), "column since “30/02/2025” is no date"),
        (AN.replace("2025-01-01", "01/01/1825"), "column since “01/01/1825” is no date"),
        (AN.replace("H1", "044123456789"), "column household_code holds 12 digits, like an identity"),
        (AN.replace("Hồ Văn Mẫu", "Mẫu 0441 2345 6789"), "column head_name holds 12 digits, like an"),
        (AN.replace("Hồ Văn Mẫu", "Mẫu 0912345678"), "column head_name has a long number in a name"),
        (BA.replace("H2", "H0"), "household_code “H0” repeats that of line 2."),
    ],
)
def test_a_faulty_household_is_refused_with_its_reason(village: Engine, row: str, reason: str) -> None:
    problems = refused_households(village, AN.replace("H1", "H0"), row)
    assert [problem[: len(reason) + 8] for problem in problems] == [f"Line 3: {reason}"]
    with reading(village) as db:
        assert db.execute(select(func.count()).select_from(Household)).scalar() == 0


def test_what_a_recognised_report_decided_stands_against_a_file_of_the_same_day(village: Engine) -> None:
    take_households(village, AN)
    with unit_of_work(village) as db:
        first = household(db, "H1")
        report = a_report(db, first)
        register.reclassify(db, first, HouseholdClass.NON_POOR, date(2026, 10, 1), report)
    assert refused_households(village, AN.replace("2025-01-01", "2026-10-01")) == [
        "Line 2: by decision this household is non-poor household since 01/10/2026; the file says otherwise."
    ]


def a_report(db: Session, first: Household) -> Report:
    person = Person(chat_id=1, name="Bác Trưởng", created_at=NOW)
    db.add(person)
    db.flush()
    report = Report(
        code="BC1",
        unit_id=first.unit_id,
        household_id=first.id,
        subject="household:1",
        head_name=first.head_name,
        key=first.key,
        was=HouseholdClass.POOR,
        change=Change.EXIT_POOR_FULL,
        state=State.RECOGNISED,
        reporter_id=person.id,
        event_on=date(2026, 10, 1),
        members=4,
        submitted_at=NOW,
    )
    db.add(report)
    db.flush()
    return report


def test_causes_of_poverty_may_come_with_the_file_and_stay_when_a_later_one_has_none(village: Engine) -> None:
    header = f"{HOUSEHOLDS},causes"
    take_households_file(village, lines(header, f"{AN},illness+LAND", f"{BA},"))
    take_households(village, AN.replace(",4,1,", ",5,1,"), BA)
    with reading(village) as db:
        assert household(db, "H1").causes == ["land", "illness"]
        assert household(db, "H2").causes is None


def test_a_cause_that_is_none_is_refused(village: Engine) -> None:
    with pytest.raises(WrongFile) as refusal:
        take_households_file(village, lines(f"{HOUSEHOLDS},causes", f"{AN},lazy"))
    assert "land, capital" in refusal.value.problems[0].text.en
