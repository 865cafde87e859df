"""When nobody is written to: at night, at noon, around Tết, on days off; officials not on weekends either.

What a person asked for is answered at any hour; this is about what comes unasked.
"""

from __future__ import annotations

from datetime import UTC, date, datetime, time, tzinfo

from store.rules.calendar.data import calendar
from store.rules.calendar.days import DAY, days_off, quiet_around_tet, working_day
from store.rules.text import Text
from store.rules.worded import Worded

_SATURDAY = 5


class Slot(Worded):
    """One of the two hours a day at which a person wishes to be reminded."""

    MORNING = "am", Text("buổi sáng", "in the morning"), Text("Buổi sáng", "Morning")
    EVENING = "pm", Text("buổi tối", "in the evening"), Text("Buổi tối", "Evening")

    @property
    def time(self) -> time:
        """The time of day."""
        slots = calendar().slots
        return slots.morning if self is Slot.MORNING else slots.evening

    @property
    def hour(self) -> str:
        """The time of day as it is written: 07:30."""
        return f"{self.time:%H:%M}"

    def on(self, day: date, zone: tzinfo) -> datetime:
        """Return the moment of this hour on a day."""
        return datetime.combine(day, self.time, zone).astimezone(UTC)


def quiet_day(day: date, *, official: bool, near_deadline: bool = False) -> bool:
    """Tell whether nothing is sent on a day, whatever the hour."""
    if quiet_around_tet(day) or day in days_off(day.year):
        return True
    weekend = day.weekday() >= _SATURDAY and not working_day(day)
    return official and weekend and not near_deadline


def is_quiet(moment: datetime, zone: tzinfo, *, official: bool, near_deadline: bool = False) -> bool:
    """Tell whether nothing is sent at a moment."""
    local, quiet = moment.astimezone(zone), calendar().quiet
    if quiet.night.holds(local.time()) or quiet.noon.holds(local.time()):
        return True
    return quiet_day(local.date(), official=official, near_deadline=near_deadline)


def next_allowed(moment: datetime, zone: tzinfo, *, official: bool, near_deadline: bool = False) -> datetime:
    """Return a moment if something may be sent at it, else the first one after it at which something may."""
    while is_quiet(moment, zone, official=official, near_deadline=near_deadline):
        moment = _later(moment, zone)
    return moment


def _later(moment: datetime, zone: tzinfo) -> datetime:
    """Return the next end of a stretch of quiet hours after a moment."""
    quiet, local = calendar().quiet, moment.astimezone(zone)
    ends = (
        datetime.combine(day, end, zone).astimezone(UTC)
        for day in (local.date(), local.date() + DAY)
        for end in (quiet.night.end, quiet.noon.end)
    )
    return min(end for end in ends if end > moment)
