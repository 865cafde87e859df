"""Where a weekly summary and the reminders of a day fall on one moment: then they are one message, the summary.

Both are planned by jobs of their own, in either order. So each letter, when it is made, waits until the other job has
come as far; then the rows of both are there. The summary takes in what an open row of reminders would say; that row
waits for the summary, and leaves by itself where nothing became of it.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Any

from handlers.late import Wait
from handlers.letter import Letter
from store import job_runs, outbox
from store.rules.calendar import Slot
from store.rules.weeks import Sending, Week, closed_week

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import tzinfo

    from sqlmodel import Session

    from store.tables import OutboxState

SUMMARY = "weekly.sent"
"""Who makes a summary as the clock sends it."""

_AGAIN = timedelta(minutes=1)
PATIENCE = timedelta(hours=1)
"""For how long a letter waits for the other job; if that fails for longer, two messages are better than none."""


def weekly_job(sending: Sending) -> str:
    """Return the name of the job that plans the summaries of an hour."""
    return f"weekly {sending.value}"


def reminders_job(slot: Slot) -> str:
    """Return the name of the job that plans the reminders of an hour."""
    return f"reminders {slot.value}"


def weekly_key(week: Week, chat_id: int) -> str:
    """Return the key of somebody's summary of a week."""
    return f"weekly:{week.number}:{chat_id}"


def digest_key(day: date, chat_id: int) -> str:
    """Return the key of somebody's reminders of a day: there is one message at most."""
    return f"digest:{day}:{chat_id}"


@dataclass(frozen=True, slots=True)
class Occasion:
    """Summaries that leave at one moment, and so the reminders that meet them."""

    sending: Sending
    day: date
    zone: tzinfo

    @classmethod
    def of_reminders(cls, slot: Slot, day: date, zone: tzinfo) -> Occasion | None:
        """Return the summaries that the reminders of an hour meet; None where there are none."""
        found = (each for each in Sending if each.weekday == day.weekday() and each.at == slot.time)
        return next((cls(each, day, zone) for each in found), None)

    @classmethod
    def of_summary(cls, args: dict[str, Any], zone: tzinfo) -> Occasion:
        """Return what the letter of a summary names."""
        return cls(Sending(args["sending"]), date.fromisoformat(args["day"]), zone)

    @property
    def moment(self) -> datetime:
        """When they leave."""
        return datetime.combine(self.day, self.sending.at, self.zone)

    @property
    def slot(self) -> Slot | None:
        """The hour of reminders it is; None for an hour at which nobody is reminded."""
        return next((slot for slot in Slot if slot.time == self.sending.at), None)

    @property
    def week(self) -> Week:
        """The week they tell of."""
        return closed_week(self.sending, self.moment, self.zone)

    @property
    def letter(self) -> str:
        """The letter of every summary, in JSON."""
        return Letter(late=(SUMMARY, {"sending": self.sending.value, "day": self.day.isoformat()})).to_json()

    def summary_of(self, db: Session, chat_id: int) -> OutboxState | None:
        """Return what has become of somebody's summary; None for whoever gets none."""
        return outbox.state_of(db, weekly_key(self.week, chat_id), self.letter)

    def left(self, db: Session, chat_ids: Sequence[int]) -> set[int]:
        """Return those whose summary has left already, and took in nothing any more."""
        week = self.week
        keys = {weekly_key(week, chat_id): chat_id for chat_id in chat_ids}
        return {keys[key] for key in outbox.settled_among(db, list(keys), self.letter)}

    def wait_for(self, db: Session, job: str, now: datetime) -> Wait | None:
        """Return until when a letter waits for a job that has not planned this moment; None if it need not wait."""
        come = job_runs.known(db).get(job)
        is_behind = come is not None and come < self.moment
        return wait_a_little(now) if is_behind and now < self.moment + PATIENCE else None


def wait_a_little(now: datetime) -> Wait:
    """Return until when a letter waits for the other one."""
    return Wait(now + _AGAIN)
