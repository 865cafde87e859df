"""Days off and working days.

A year for which nothing is decided yet goes by the law alone: its days off around Tết and 02/09 are what the pattern
of the years before leads to expect. Outside the table of lunar days only the days of the solar calendar are known.
"""

from __future__ import annotations

from datetime import date, timedelta
from functools import cache
from typing import TYPE_CHECKING

from store.rules.calendar.data import calendar

if TYPE_CHECKING:
    from collections.abc import Iterator

    from store.rules.calendar.data import LunarYear

DAY = timedelta(days=1)
_WEEKEND = frozenset({5, 6})
_TET_DAYS = range(-1, 4)  # one day of tháng Chạp and four of tháng Giêng, as in 2026
_NATIONAL_DAY = (9, 2)
_THEN_THE_DAY_AFTER = frozenset(
    {0, 3, 6}
)  # as decided in 2021 to 2026: what makes the longer stretch of days off


def tet(year: int) -> date:
    """Return mùng 1 Tết of a year.

    Raises:
        LookupError: the year is not in the table.
    """
    found = calendar().lunar_year(year)
    if found is None:
        raise LookupError(f"vietnam.toml has no lunar days of {year}")
    return found.tet


def quiet_around_tet(day: date) -> bool:
    """Tell whether a day lies between 25 tháng Chạp and mùng 7, both included."""
    found, quiet = calendar().lunar_year(day.year), calendar().quiet
    if found is None:
        return False
    first = found.last_month + (quiet.tet_from - 1) * DAY
    last = found.tet + (quiet.tet_to - 1) * DAY
    return first <= day <= last


@cache
def days_off(year: int) -> frozenset[date]:
    """Return the days off of a year that are no mere weekends."""
    named, decision = set(_named(year)), calendar().decision(year)
    if decision is not None:
        return frozenset(named | set(decision.off))
    found = calendar().lunar_year(year)
    return frozenset(_made_up_for(named | set(_expected(year, found))))


def working_day(day: date) -> bool:
    """Tell whether offices work on a day."""
    if day in _worked(day.year):
        return True
    return day.weekday() not in _WEEKEND and day not in days_off(day.year)


def last_working_day_at(day: date) -> date:
    """Return a day if it is a working day, else the last one before it."""
    while not working_day(day):
        day -= DAY
    return day


def last_working_day_before(day: date) -> date:
    """Return the last working day before a day."""
    return last_working_day_at(day - DAY)


def next_working_day(day: date) -> date:
    """Return the first working day after a day."""
    day += DAY
    while not working_day(day):
        day += DAY
    return day


def add_working_days(day: date, count: int) -> date:
    """Return the ``count``-th working day after a day."""
    for _ in range(count):
        day = next_working_day(day)
    return day


def working_days_after(day: date, until: date) -> int:
    """Count the working days after ``day`` up to and including ``until``."""
    return sum(working_day(day + number * DAY) for number in range(1, (until - day).days + 1))


@cache
def _worked(year: int) -> frozenset[date]:
    decision = calendar().decision(year)
    return frozenset(decision.worked) if decision else frozenset()


def _named(year: int) -> Iterator[date]:
    yield from (date(year, each.month, each.day) for each in calendar().fixed if year >= each.first_year)
    found = calendar().lunar_year(year)
    if found is not None:
        yield found.hung_kings


def _expected(year: int, lunar: LunarYear | None) -> Iterator[date]:
    """Yield what the law leaves to the year: five days of Tết, and a day beside 02/09."""
    if lunar is not None:
        yield from (lunar.tet + number * DAY for number in _TET_DAYS)
    national = date(year, *_NATIONAL_DAY)
    yield national + (DAY if national.weekday() in _THEN_THE_DAY_AFTER else -DAY)


def _made_up_for(days: set[date]) -> set[date]:
    """Add the working day off for each day off that falls on a weekend (Điều 111 khoản 3)."""
    made_up = set(days)
    for day in sorted(days):
        if day.weekday() in _WEEKEND:
            instead = day
            while instead.weekday() in _WEEKEND or instead in made_up:
                instead += DAY
            made_up.add(instead)
    return made_up
