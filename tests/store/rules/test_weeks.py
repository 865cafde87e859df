"""The week a summary is about: no day is told twice, and none is left out."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from store.rules.text import Language
from store.rules.weeks import WEEK, Sending, closed_week

ZONE = ZoneInfo("Asia/Ho_Chi_Minh")


def local(day: int, hour: int = 0, minute: int = 0) -> datetime:
    """A moment of November 2026 in Vietnam; the 23rd is a Monday."""
    return datetime(2026, 11, day, hour, minute, tzinfo=ZONE)


def test_on_monday_the_calendar_week_before_is_told() -> None:
    week = closed_week(Sending.MONDAY, local(23, 7, 30), ZONE)
    assert (week.begins, week.closes) == (local(16), local(23))
    assert week.number == 202647
    assert week.text.say(Language.VI) == "tuần 47 (16/11/2026–22/11/2026)"


def test_on_friday_what_came_since_the_friday_before() -> None:
    week = closed_week(Sending.FRIDAY, local(20, 15, 30), ZONE)
    assert (week.begins, week.closes) == (local(13, 15), local(20, 15))
    assert week.number == 202647
    assert (week.first_day, week.last_day) == (local(13).date(), local(20).date())


@pytest.mark.parametrize("sending", Sending)
def test_each_week_goes_on_where_the_one_before_ended(sending: Sending) -> None:
    week = closed_week(sending, local(23, 7, 30), ZONE)
    assert week.before.closes == week.begins
    assert week.closes - week.begins == WEEK
    assert week.closes.tzinfo is UTC


@pytest.mark.parametrize("sending", Sending)
def test_until_the_next_one_is_closed_the_last_one_stands(sending: Sending) -> None:
    first = closed_week(sending, local(23, 7, 30), ZONE)
    for hours in range(7 * 24):
        moment = first.closes + timedelta(hours=hours)
        assert closed_week(sending, moment, ZONE) == first
    assert closed_week(sending, first.closes + WEEK, ZONE).before == first


def test_the_first_days_of_a_year_may_belong_to_the_last_week_of_the_one_before() -> None:
    week = closed_week(Sending.MONDAY, datetime(2027, 1, 4, 7, 30, tzinfo=ZONE), ZONE)
    assert week.number == 202653
    assert week.last_day.year == 2027
