"""The file of the calendar, read and checked."""

from __future__ import annotations

import datetime as dt
from functools import cache
from pathlib import Path
from typing import Annotated, Self

from pydantic import Field, model_validator

from store.rules.datafile import read_rules
from store.rules.plans.entries import Day, Doubtful, Entry, Words

CHECKED_YEAR = 2023
"""A common year: a day that exists in it exists in every year."""

Month = Annotated[int, Field(strict=True, ge=1, le=12)]
DayOfMonth = Annotated[int, Field(strict=True, ge=1, le=31)]
Source = Annotated[str, Field(min_length=1)]


class CalendarError(Exception):
    """The file of the calendar cannot be used; says which entry is wrong. A fault, not a refusal."""


class Hours(Entry):
    """A stretch of the day from ``start`` up to, not including, ``end``; it may go past midnight."""

    start: dt.time
    end: dt.time

    def holds(self, at: dt.time) -> bool:
        """Whether a time of day lies within."""
        if self.start <= self.end:
            return self.start <= at < self.end
        return at >= self.start or at < self.end


class Quiet(Entry):
    """When nobody is written to; ``last_days`` before a deadline officials are, on weekends too.

    ``tet_from`` is a day of tháng Chạp, ``tet_to`` one of tháng Giêng.
    """

    night: Hours
    noon: Hours
    last_days: Annotated[int, Field(strict=True, ge=0)]
    tet_from: DayOfMonth
    tet_to: DayOfMonth
    source: Source


class Slots(Entry):
    """The two hours a day of which a person chooses one."""

    morning: dt.time
    evening: dt.time
    source: Source


class FixedDay(Doubtful):
    """A day off of the solar calendar, since ``first_year``."""

    day: DayOfMonth
    month: Month
    first_year: int = 0
    name: Words
    source: Source

    @model_validator(mode="after")
    def _in_every_year(self) -> Self:
        dt.date(CHECKED_YEAR, self.month, self.day)
        return self


class Decided(Doubtful):
    """What was decided for a year: further days off, and the days off that are worked instead."""

    year: int
    off: tuple[Day, ...]
    worked: tuple[Day, ...] = ()
    source: Source


class LunarYear(Entry):
    """Mùng 1 tháng Chạp before Tết, mùng 1 Tết, and Giỗ Tổ Hùng Vương of a year."""

    year: int
    last_month: Day
    tet: Day
    hung_kings: Day


class Lunar(Entry):
    """The days of the lunar calendar that matter here."""

    tet_name: Words
    hung_kings_name: Words
    source: Source
    years: Annotated[tuple[LunarYear, ...], Field(min_length=1)]


class Calendar(Entry):
    """Everything in the file."""

    quiet: Quiet
    slots: Slots
    fixed: tuple[FixedDay, ...]
    decided: tuple[Decided, ...]
    lunar: Lunar

    def lunar_year(self, year: int) -> LunarYear | None:
        """Return the lunar days of a year; None outside the table."""
        return next((each for each in self.lunar.years if each.year == year), None)

    def decision(self, year: int) -> Decided | None:
        """Return what was decided for a year; None while nothing is."""
        return next((each for each in self.decided if each.year == year), None)


def load_calendar(path: Path | None = None) -> Calendar:
    """Read and check a file of the calendar; without ``path``, the one that comes with the program.

    Raises:
        CalendarError: names the file, and every entry that is wrong.
    """
    return read_rules(path or Path(__file__).with_name("vietnam.toml"), Calendar, CalendarError)


@cache
def calendar() -> Calendar:
    """Return the calendar that comes with the program."""
    return load_calendar()
