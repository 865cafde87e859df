"""Where a weekly summary and the reminders of a day fall on one moment: then they are one message, the summary.

Both are planned by jobs of their own, in either order. So each letter, when it is made, waits until the other job has
come as far; then the rows of both are there, and it is decided by them alone who says what.
"""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from handlers.late import Wait
from store import job_runs
from store.rules.calendar import Slot
from store.rules.weeks import Sending

if TYPE_CHECKING:
    from datetime import date, datetime

    from sqlmodel import Session

_AGAIN = timedelta(minutes=1)
PATIENCE = timedelta(hours=1)
"""For how long a letter waits for the other job; if that fails for longer, two messages are better than none."""


def weekly_job(sending: Sending) -> str:
    """Return the name of the job that plans the summaries of an hour."""
    return f"weekly {sending.value}"


def reminders_job(slot: Slot) -> str:
    """Return the name of the job that plans the reminders of an hour."""
    return f"reminders {slot.value}"


def weekly_key(week: int, chat_id: int) -> str:
    """Return the key of somebody's summary of a week."""
    return f"weekly:{week}:{chat_id}"


def digest_key(day: date, chat_id: int) -> str:
    """Return the key of somebody's reminders of a day: there is one message at most."""
    return f"digest:{day}:{chat_id}"


def slot_of(sending: Sending) -> Slot | None:
    """Return the hour of reminders at which summaries leave, if there is one."""
    return next((slot for slot in Slot if slot.time == sending.at), None)


def sending_of(slot: Slot, day: date) -> Sending | None:
    """Return the summaries that leave at an hour of reminders on a day, if any do."""
    return next((each for each in Sending if each.weekday == day.weekday() and slot_of(each) is slot), None)


def wait_for(db: Session, job: str, moment: datetime, now: datetime) -> Wait | None:
    """Return until when a letter of a moment waits for a job that has not planned it yet; None if it need not wait."""
    come = job_runs.known(db).get(job)
    is_behind = come is not None and come < moment
    return Wait(now + _AGAIN) if is_behind and now < moment + PATIENCE else None
