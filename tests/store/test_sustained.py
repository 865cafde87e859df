"""What becomes of an exit: followed, at risk, sustained, fallen back; and what force majeure excuses (clause B-45)."""

from __future__ import annotations

from datetime import UTC, date, datetime, time
from typing import TYPE_CHECKING

import pytest
from sqlmodel import col, select

from store import followups, sustained
from store.database import unit_of_work
from store.rules.changes import Change, FallReason
from store.rules.households import HouseholdClass
from store.rules.plans import Plans
from store.rules.roles import Role
from store.rules.sustained import Lasting, Outlook, mark_day
from store.tables import FollowUp, Household, Report
from tests.filed import viewer
from tests.recognised import household, reclassify, recognise
from tests.town import appoint

if TYPE_CHECKING:
    from tests.town import Town

POOR, NEAR = "Hồ Văn Thử", "Hồ Thị Mẫu"
EXIT = date(2026, 3, 10)
YEARS = 3


@pytest.fixture
def out(small_town: Town) -> Town:
    """Let a poor household have left poverty on 10/03/2026."""
    recognise(small_town, POOR, EXIT)
    return small_town


def lasting(town: Town, on: date, name: str = POOR) -> Lasting | None:
    with unit_of_work(town.engine) as db:
        found = sustained.newest_exit(db, household(town, name))
        assert found is not None
        return sustained.lasting_of(db, found[0], on, YEARS)


def says(town: Town, months: int, outlook: Outlook) -> None:
    with unit_of_work(town.engine) as db:
        report = db.exec(select(Report).order_by(col(Report.id))).first()
        assert report is not None
        row = FollowUp(
            report_id=report.id,
            months=months,
            due_on=mark_day(EXIT, months // 12),
            asked=1,
            asked_at=town.now,
            answer=outlook,
        )
        db.add(row)


def fell(
    town: Town, on: date, change: Change = Change.RELAPSE_POOR, cause: FallReason = FallReason.OTHER
) -> None:
    recognise(town, POOR, on, change=change, cause=cause.value, signed=None)


def test_an_exit_is_followed_for_three_years_and_sustained_after(out: Town) -> None:
    assert lasting(out, date(2026, 3, 11)) is Lasting.FOLLOWED
    assert lasting(out, date(2029, 3, 9)) is Lasting.FOLLOWED
    assert lasting(out, date(2029, 3, 10)) is Lasting.SUSTAINED


def test_a_relapse_within_the_three_years_ends_it(out: Town) -> None:
    fell(out, date(2029, 3, 9))
    assert lasting(out, date(2029, 3, 9)) is Lasting.RELAPSED
    assert lasting(out, date(2033, 1, 1)) is Lasting.RELAPSED


def test_a_relapse_after_them_leaves_what_was_reached(out: Town) -> None:
    fell(out, date(2029, 3, 10))
    assert lasting(out, date(2029, 4, 1)) is Lasting.SUSTAINED


def test_near_poverty_is_a_relapse_too(out: Town) -> None:
    fell(out, date(2027, 1, 9), Change.RELAPSE_NEAR)
    assert lasting(out, date(2027, 2, 1)) is Lasting.RELAPSED


def test_force_majeure_is_excused_and_the_years_count_on(out: Town) -> None:
    fell(out, date(2027, 1, 9), cause=FallReason.FORCE_MAJEURE)
    assert lasting(out, date(2027, 2, 1)) is Lasting.AT_RISK
    first = exits_of(out)[0]
    recognise(out, POOR, date(2027, 12, 5))
    with unit_of_work(out.engine) as db:
        assert sustained.lasting_of(db, first, date(2028, 1, 1), YEARS) is Lasting.FOLLOWED
        assert sustained.lasting_of(db, first, date(2029, 3, 10), YEARS) is Lasting.SUSTAINED
    assert lasting(out, date(2029, 3, 10)) is Lasting.FOLLOWED


def exits_of(town: Town) -> list[Report]:
    with unit_of_work(town.engine) as db:
        return list(db.execute(sustained.exits(Report).order_by(col(Report.id))).scalars())


def test_a_birth_after_an_excused_fall_is_no_second_fall(out: Town) -> None:
    fell(out, date(2027, 1, 9), cause=FallReason.FORCE_MAJEURE)
    reclassify(out, POOR, HouseholdClass.POOR, date(2027, 5, 1))
    assert lasting(out, date(2027, 6, 1)) is Lasting.AT_RISK


def test_a_household_that_rose_to_near_poor_only_falls_back_by_becoming_poor(town: Town) -> None:
    recognise(town, POOR, EXIT, change=Change.EXIT_POOR_TO_NEAR)
    assert lasting(town, date(2026, 4, 1)) is Lasting.FOLLOWED
    recognise(town, POOR, date(2027, 4, 1), change=Change.EXIT_NEAR)
    recognise(town, POOR, date(2028, 4, 1), change=Change.RELAPSE_NEAR, cause="illness", signed=None)
    first, second = exits_of(town)
    with unit_of_work(town.engine) as db:
        assert sustained.lasting_of(db, first, date(2029, 4, 1), YEARS) is Lasting.SUSTAINED
        assert sustained.lasting_of(db, second, date(2029, 4, 1), YEARS) is Lasting.RELAPSED


def test_an_imported_list_can_say_so_too_but_not_one_drawn_up_anew_by_another_standard(town: Town) -> None:
    recognise(town, POOR, date(2026, 3, 10))
    recognise(town, NEAR, date(2026, 3, 11), change=Change.EXIT_NEAR)
    reclassify(town, POOR, HouseholdClass.POOR, date(2026, 9, 1))
    reclassify(town, NEAR, HouseholdClass.POOR, date(2027, 1, 1))
    assert lasting(town, date(2027, 2, 1)) is Lasting.RELAPSED
    assert lasting(town, date(2027, 2, 1), NEAR) is None


def test_a_household_that_has_left_the_list_otherwise_is_not_counted(small_town: Town) -> None:
    recognise(small_town, POOR, EXIT, change=Change.EXIT_POOR_TO_NEAR)
    reclassify(small_town, POOR, None, date(2027, 1, 1))
    assert lasting(small_town, date(2027, 2, 1)) is None


def test_what_the_village_head_says_counts_until_the_register_says_otherwise(out: Town) -> None:
    says(out, 12, Outlook.AT_RISK)
    assert lasting(out, date(2027, 4, 1)) is Lasting.AT_RISK
    assert lasting(out, date(2029, 4, 1)) is Lasting.SUSTAINED
    says(out, 24, Outlook.OUT)
    assert lasting(out, date(2028, 4, 1)) is Lasting.FOLLOWED
    says(out, 36, Outlook.FALLEN)
    assert lasting(out, date(2029, 4, 1)) is Lasting.AT_RISK


def test_the_exits_of_an_area_are_counted(town: Town) -> None:
    recognise(town, POOR, EXIT)
    recognise(town, NEAR, date(2027, 3, 10), change=Change.EXIT_NEAR)
    with unit_of_work(town.engine) as db:
        for place in ("Thôn Mẫu Một", "Xã Mẫu", "Tỉnh Mẫu"):
            counted = sustained.lasting_in(db, town.units[place], date(2029, 3, 10), YEARS)
            assert counted == {
                Lasting.FOLLOWED: 1,
                Lasting.AT_RISK: 0,
                Lasting.SUSTAINED: 1,
                Lasting.RELAPSED: 0,
            }
        assert not any(sustained.lasting_in(db, town.units["Xã Khác"], date(2029, 3, 10), YEARS).values())


def test_the_day_a_year_later_exists_in_every_year() -> None:
    assert mark_day(date(2024, 2, 29), 1) == date(2025, 2, 28)
    assert mark_day(date(2024, 2, 29), 4) == date(2028, 2, 29)


# --- whom to ask ---


def ask(town: Town, on: date) -> list[int]:
    town.now = datetime.combine(on, time(1), UTC)
    with unit_of_work(town.engine) as db:
        return followups.ask(db, Plans({}), on, town.now)


def asked_about(town: Town) -> list[tuple[int, date]]:
    with unit_of_work(town.engine) as db:
        waiting = followups.open_for(db, viewer(db, town, 11), Plans({}), town.now.date())
        return [(each.question.months, each.question.due_on) for each in waiting]


def test_the_head_is_asked_after_one_two_and_three_years(out: Town) -> None:
    assert ask(out, date(2027, 3, 9)) == []
    for years in (1, 2, 3):
        day = mark_day(EXIT, years)
        assert ask(out, day) == [11]
        assert asked_about(out) == [(12 * years, day)]
        assert ask(out, day) == []
    assert ask(out, date(2030, 3, 10)) == []


def test_after_a_stop_the_question_is_asked_late_and_after_two_months_no_more(out: Town) -> None:
    assert ask(out, date(2027, 5, 9)) == [11]
    assert ask(out, date(2028, 5, 10)) == []


def test_who_has_not_answered_is_asked_once_more_and_then_left_in_peace(out: Town) -> None:
    assert ask(out, date(2027, 3, 10)) == [11]
    assert ask(out, date(2027, 3, 23)) == []
    assert ask(out, date(2027, 3, 24)) == [11]
    assert ask(out, date(2027, 4, 20)) == []


def test_only_the_newest_exit_is_asked_about(small_town: Town) -> None:
    recognise(small_town, POOR, EXIT, change=Change.EXIT_POOR_TO_NEAR)
    recognise(small_town, POOR, date(2026, 9, 1), change=Change.EXIT_NEAR)
    assert ask(small_town, date(2027, 3, 10)) == []
    assert ask(small_town, date(2027, 9, 1)) == [11]


def test_nobody_is_asked_about_a_household_that_fell_back_or_is_gone(small_town: Town) -> None:
    recognise(small_town, POOR, EXIT)
    recognise(small_town, NEAR, EXIT, change=Change.EXIT_NEAR)
    fell(small_town, date(2026, 9, 1))
    reclassify(small_town, NEAR, None, date(2026, 9, 1))
    assert ask(small_town, date(2027, 3, 10)) == []


def test_a_village_without_a_head_is_asked_once_it_has_one(small_town: Town) -> None:
    recognise(small_town, POOR, EXIT)
    with unit_of_work(small_town.engine) as db:
        moved = db.get_one(Household, household(small_town, POOR).id)
        moved.unit_id = small_town.units["Thôn Mẫu Hai"].id
    assert ask(small_town, date(2027, 3, 10)) == []
    with unit_of_work(small_town.engine) as db:
        appoint(db, 14, "Bác Hai", Role.VILLAGE_HEAD, small_town.units["Thôn Mẫu Hai"])
    assert ask(small_town, date(2027, 3, 20)) == [14]
