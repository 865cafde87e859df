"""The table of lunar days, computed anew from sun and moon by the rule of the Vietnamese calendar at UTC+7.

A lunar month begins on the day of the new moon. The eleventh holds the winter solstice. Where thirteen months lie
from one eleventh month to the next, the first without a major solar term is the leap month and bears no number.
"""

from __future__ import annotations

import math
from datetime import date, datetime, timedelta
from functools import cache

import ephem
import pytest

from store.rules.calendar import calendar, tet

VIETNAM, CHINA = 7, 8
DAY = timedelta(days=1)
TABLE = {each.year: each for each in calendar().lunar.years}


def day_of(moment: ephem.Date, hours: int) -> date:
    local: datetime = moment.datetime() + timedelta(hours=hours)
    return local.date()


def new_moons(first: date, last: date, hours: int) -> list[date]:
    moment, days = ephem.previous_new_moon(first), []
    while day_of(moment, hours) <= last:
        days.append(day_of(moment, hours))
        moment = ephem.next_new_moon(moment)
    return days


def solar_term(day: date, hours: int) -> int:
    """Return in which of the twelve sectors of 30 degrees the sun stands as a day begins."""
    midnight = ephem.Date(ephem.Date(day) - hours * ephem.hour)
    longitude = ephem.Ecliptic(ephem.Sun(midnight), epoch=midnight).lon
    return int(math.degrees(longitude) % 360 // 30)


@cache
def months(year: int, hours: int) -> dict[int, date]:
    """Return the first day of each numbered month from the eleventh before a year on."""
    starts = new_moons(date(year - 1, 11, 1), date(year, 12, 31), hours)

    def eleventh(of: int) -> int:
        solstice = day_of(ephem.next_winter_solstice(date(of, 12, 1)), hours)
        return max(place for place, start in enumerate(starts) if start <= solstice)

    first, following = eleventh(year - 1), eleventh(year)
    pairs = list(zip(starts[first:following], starts[first + 1 : following + 1], strict=True))
    without_term = [start for start, end in pairs if solar_term(start, hours) == solar_term(end, hours)]
    leap = without_term[0] if len(pairs) == 13 else None
    numbered = [start for start, _ in pairs if start != leap]
    return {(number + 10) % 12 + 1: start for number, start in enumerate(numbered)}


def test_the_table_holds_every_year_from_2024_to_2050() -> None:
    assert list(TABLE) == list(range(2024, 2051))


@pytest.mark.parametrize("year", TABLE)
def test_the_table_agrees_with_sun_and_moon_at_utc_plus_7(year: int) -> None:
    row, computed = TABLE[year], months(year, VIETNAM)
    assert (row.last_month, row.tet) == (computed[12], computed[1])
    assert row.hung_kings == computed[3] + 9 * DAY


def test_tet_2030_is_a_day_before_the_chinese_new_year() -> None:
    assert tet(2030) == date(2030, 2, 2)
    assert months(2030, CHINA)[1] == date(2030, 2, 3)


def test_the_leap_eleventh_month_of_2033_does_not_bring_tet_forward() -> None:
    assert tet(2034) == date(2034, 2, 19)


def test_a_year_outside_the_table_has_no_tet() -> None:
    with pytest.raises(LookupError, match="2051"):
        tet(2051)
