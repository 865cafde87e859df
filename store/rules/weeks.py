"""The week a summary is about: seven days up to the moment it is closed, and the hour at which it leaves.

Monday 07:30 or Friday 15:30, as the place has chosen (domain.md §12). On Monday the calendar week before is told, on
Friday what came since the Friday before, so that no day is told twice and none is left out.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from types import MappingProxyType
from typing import TYPE_CHECKING

from store.rules.dates import show_date
from store.rules.text import Text
from store.rules.worded import Worded

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date, tzinfo

WEEK = timedelta(days=7)
_A_MOMENT = timedelta(microseconds=1)


class Sending(Worded):
    """When a place gets its summary."""

    MONDAY = "monday", Text("Thứ Hai 07:30", "Monday 07:30")
    FRIDAY = "friday", Text("Thứ Sáu 15:30", "Friday 15:30")

    @property
    def weekday(self) -> int:
        """The day of the week it leaves, Monday being 0."""
        return _HOURS[self].weekday

    @property
    def at(self) -> time:
        """The hour it leaves."""
        return _HOURS[self].at


@dataclass(frozen=True, slots=True)
class _Hours:
    weekday: int
    closes: time
    at: time


_HOURS: Mapping[Sending, _Hours] = MappingProxyType(
    {
        Sending.MONDAY: _Hours(0, time(0, 0), time(7, 30)),
        Sending.FRIDAY: _Hours(4, time(15, 0), time(15, 30)),
    }
)


@dataclass(frozen=True, slots=True)
class Week:
    """Seven days; ``closes`` is the first moment that no longer belongs to them."""

    closes: datetime
    zone: tzinfo

    @property
    def begins(self) -> datetime:
        """Its first moment."""
        return (self.closes.astimezone(self.zone) - WEEK).astimezone(UTC)

    @property
    def first_day(self) -> date:
        """The day it begins on."""
        return self.begins.astimezone(self.zone).date()

    @property
    def last_day(self) -> date:
        """The day of its last moment."""
        return (self.closes - _A_MOMENT).astimezone(self.zone).date()

    @property
    def number(self) -> int:
        """The year and the number of the week its last day lies in, as people count weeks here: 202647."""
        year, week, _ = self.last_day.isocalendar()
        return year * 100 + week

    @property
    def before(self) -> Week:
        """The seven days before."""
        return Week(self.begins, self.zone)

    @property
    def text(self) -> Text:
        """The words for it: tuần 47 (16/11/2026–22/11/2026)."""
        words = Text("tuần {week} ({first}–{last})", "week {week} ({first}–{last})")
        return words.fill(
            week=self.number % 100, first=show_date(self.first_day), last=show_date(self.last_day)
        )


def closed_week(sending: Sending, moment: datetime, zone: tzinfo) -> Week:
    """Return the last week that was closed at a moment."""
    hours, local = _HOURS[sending], moment.astimezone(zone)
    day = local.date() - timedelta(days=(local.weekday() - hours.weekday) % 7)
    closes = datetime.combine(day, hours.closes, zone).astimezone(UTC)
    return Week(closes, zone) if closes <= moment else Week(closes, zone).before
