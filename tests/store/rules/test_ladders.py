from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

import pytest
from pydantic import ValidationError

from store.rules.courses import Course
from store.rules.ladders import USUAL, Ladder

if TYPE_CHECKING:
    from collections.abc import Sequence

    from store.rules.courses import Span

DAY = timedelta(days=1)
OPENED = date(2026, 10, 1)
DUE = date(2026, 11, 14)  # before 15/11/2026, a Saturday: people are told Friday 13/11


def course(
    due: date = DUE,
    *,
    official: bool = False,
    opens: date = OPENED,
    ladder: Ladder = USUAL,
    pauses: Sequence[Span] = (),
) -> Course:
    return Course(ladder, opens=opens, due=due, official=official, pauses=pauses)


def days_of(running: Course, first: date, last: date) -> list[str]:
    """Return the days on which a reminder goes out, from one day to another, the clock never stopping."""
    every = (first + number * DAY for number in range((last - first).days + 1))
    return [day.strftime("%d/%m") for day in every if running.reminds(day, day - DAY)]


def test_the_ladder_is_counted_back_from_the_last_working_day_and_goes_on_every_two_working_days() -> None:
    assert days_of(course(), date(2026, 10, 1), date(2026, 11, 20)) == [
        "14/10",  # T-30
        "30/10",  # T-14
        "06/11",  # T-7
        "10/11",  # T-3
        "12/11",  # T-1
        "17/11",  # the second working day after
        "19/11",
    ]


def test_an_official_is_left_alone_on_weekends_but_for_the_last_three_days() -> None:
    due = date(2026, 11, 9)  # Monday: T-1 is Sunday, T-30 Saturday 10/10, T-7 Monday
    assert days_of(course(due), date(2026, 10, 1), due) == ["10/10", "26/10", "02/11", "06/11", "08/11"]
    assert days_of(course(due, official=True), date(2026, 10, 1), due) == [
        "12/10",
        "26/10",
        "02/11",
        "06/11",
        "08/11",
    ]


def test_what_falls_into_tet_goes_out_once_afterwards_if_the_deadline_has_not_passed() -> None:
    due = date(2027, 2, 19)  # quiet from 01/02 to 12/02; T-14 is 05/02, T-7 12/02
    assert days_of(course(due), date(2027, 1, 1), due) == ["20/01", "13/02", "16/02", "18/02"]
    assert days_of(course(due, official=True), date(2027, 1, 1), due) == ["20/01", "15/02", "16/02", "18/02"]


def test_where_tet_takes_every_step_with_it_people_hear_of_the_deadline_before_it_begins() -> None:
    due, first = date(2027, 2, 5), date(2027, 1, 20)  # 25 tháng Chạp is 01/02, mùng 7 is 12/02
    monthly = course(due, official=True, opens=date(2027, 1, 15), ladder=Ladder(before=(3, 1)))
    assert days_of(monthly, first, due) == ["29/01"]
    assert days_of(course(due, opens=date(2027, 1, 15), ladder=Ladder(before=(3, 1))), first, due) == [
        "31/01"
    ]


def test_a_reminder_of_a_day_that_has_passed_meanwhile_is_dropped_and_the_overdue_ones_take_over() -> None:
    due = date(2027, 2, 10)  # within Tết; the last working day before is 04/02, and quiet
    assert days_of(course(due), date(2027, 1, 20), date(2027, 2, 18)) == ["21/01", "28/01", "15/02", "17/02"]


def test_nothing_is_said_before_the_round_is_open_nor_on_the_day_it_opens() -> None:
    assert days_of(course(opens=date(2026, 11, 6)), date(2026, 10, 1), DUE) == ["10/11", "12/11"]


def test_overdue_reminders_end_with_the_ladder() -> None:
    short = Ladder(before=(1,), overdue_every=2, overdue_last=4)
    days = days_of(course(ladder=short), date(2026, 11, 1), date(2027, 1, 10))
    assert days == ["12/11", "17/11", "19/11"]


def test_after_a_stop_what_was_missed_goes_out_once() -> None:
    assert course().reminds(date(2026, 11, 9), since=date(2026, 11, 4))  # T-7 was 06/11
    assert not course().reminds(date(2026, 11, 9), since=date(2026, 11, 6))
    assert course().reminds(date(2026, 11, 12), since=date(2026, 11, 4))
    assert not course().reminds(date(2026, 11, 13), since=date(2026, 11, 12))


def test_missed_on_both_sides_of_the_deadline_only_what_still_makes_sense_is_said() -> None:
    assert not course().reminds(date(2026, 11, 16), since=date(2026, 11, 9))  # T-3 and T-1 are over
    assert course().reminds(date(2026, 11, 18), since=date(2026, 11, 9))  # 17/11 was overdue


def test_a_paused_unit_hears_nothing_and_paused_days_are_not_counted_as_overdue() -> None:
    storm = course(pauses=[(date(2026, 11, 5), date(2026, 11, 11)), (date(2026, 11, 16), date(2026, 11, 20))])
    assert days_of(storm, date(2026, 11, 1), date(2026, 11, 27)) == ["12/11", "25/11", "27/11"]
    assert storm.overdue(date(2026, 11, 20)) == 0
    assert storm.overdue(date(2026, 11, 23)) == 1


@pytest.mark.parametrize(
    ("day", "since", "after", "told"),
    [
        (date(2026, 11, 17), date(2026, 11, 16), 3, False),
        (date(2026, 11, 18), date(2026, 11, 17), 3, True),  # the third working day after 14/11
        (date(2026, 11, 19), date(2026, 11, 18), 3, False),
        (date(2026, 11, 20), date(2026, 11, 16), 3, True),  # after a stop
        (date(2026, 11, 23), date(2026, 11, 20), 6, True),
    ],
)
def test_others_hear_of_it_once_on_a_set_overdue_day(day: date, since: date, after: int, told: bool) -> None:
    assert course(official=True).escalates(day, since, after) is told


@pytest.mark.parametrize(
    "wrong",
    [
        {"before": (1, 3)},
        {"before": (3, 3)},
        {"before": (0,)},
        {"overdue_every": 0},
        {"escalate_after": 6, "escalate_further_after": 6},
        {"afterwards": 3},
    ],
)
def test_a_ladder_that_makes_no_sense_is_refused(wrong: dict[str, object]) -> None:
    with pytest.raises(ValidationError):
        Ladder.model_validate(wrong)


def test_an_overdue_reminder_of_a_quiet_day_is_left_to_the_next_one() -> None:
    late = course(
        date(2027, 1, 28), opens=date(2027, 1, 4)
    )  # quiet from 01/02, which is the second working day
    assert days_of(late, date(2027, 1, 28), date(2027, 2, 19)) == ["16/02", "18/02"]
