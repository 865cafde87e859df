"""The calendar people live by: days off, working days, Tết, and the hours in which nobody is disturbed.

The days are data with their sources (vietnam.toml, domain.md §12). Nothing here reads the clock.
"""

from store.rules.calendar.data import calendar
from store.rules.calendar.days import (
    add_working_days,
    days_off,
    last_working_day_at,
    last_working_day_before,
    next_working_day,
    quiet_around_tet,
    tet,
    working_day,
    working_days_after,
)
from store.rules.calendar.quiet import Slot, is_quiet, next_allowed, quiet_day

__all__ = [
    "Slot",
    "add_working_days",
    "calendar",
    "days_off",
    "is_quiet",
    "last_working_day_at",
    "last_working_day_before",
    "next_allowed",
    "next_working_day",
    "quiet_around_tet",
    "quiet_day",
    "tet",
    "working_day",
    "working_days_after",
]
