"""How the deadline of one unit runs: on which days a reminder goes out, and when others hear that it was missed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from store.rules.calendar import calendar, last_working_day_at, quiet_day, working_day
from store.rules.calendar.days import DAY

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from store.rules.ladders import Ladder

    Span = tuple[date, date]


@dataclass(frozen=True, slots=True)
class Course:
    """How the deadline of one unit runs, for one kind of reader.

    Attributes:
        ladder: when reminders go out.
        opens: the day the round was opened, which is a message of its own.
        due: the last day in time.
        official: whether the reader is an official, who is left alone on weekends.
        pauses: first and last days of the times in which the unit is not reminded; they do not count as overdue.
    """

    ladder: Ladder
    opens: date
    due: date
    official: bool
    pauses: Sequence[Span] = ()

    @property
    def last_working_day(self) -> date:
        """The day people are told: the last working day that is in time."""
        return last_working_day_at(self.due)

    def overdue(self, day: date) -> int:
        """Count the working days since the deadline, without those that were paused."""
        first = self.due + DAY
        days = (first + number * DAY for number in range((day - self.due).days))
        return sum(working_day(each) and not self.paused(each) for each in days)

    def paused(self, day: date) -> bool:
        """Tell whether the unit is not reminded on a day."""
        return any(first <= day <= last for first, last in self.pauses)

    def is_near(self, day: date) -> bool:
        """Tell whether a day is one of the last before the deadline, when officials are reminded on weekends too."""
        return timedelta() <= self.due - day <= calendar().quiet.last_days * DAY

    def reminds(self, day: date, since: date) -> bool:
        """Tell whether a reminder goes out on a day; ``since`` is the day up to which all have gone out."""
        return any(self._steps_on(each, day) for each in self._told_on(day, since))

    def escalates(self, day: date, since: date, after: int) -> bool:
        """Tell whether the deadline has on a day been overdue for so many working days that others hear of it."""
        return any(
            working_day(each) and self.overdue(each) == after and not self.paused(each)
            for each in self._told_on(day, since)
        )

    def _steps_on(self, day: date, today: date) -> bool:
        """Tell whether a step of the ladder falls on a day and still makes sense today."""
        if day <= self.opens or self.paused(day):
            return False
        if today <= self.due:
            return (self.last_working_day - day).days in self.ladder.before or self._is_last_chance(day)
        if self._is_quiet(day):
            return (
                False  # the next one is near: two in two days, the first of them late, would be one too many
            )
        ladder, count = self.ladder, self.overdue(day)
        again = (count - ladder.overdue_first) % ladder.overdue_every == 0
        return working_day(day) and again and ladder.overdue_first <= count <= ladder.overdue_last

    def _is_last_chance(self, day: date) -> bool:
        """Tell whether all days left are quiet ones, as before Tết, and take every step of the ladder with them."""
        left = [day + number * DAY for number in range(1, (self.due - day).days + 1)]
        steps = [self.last_working_day - days * DAY for days in self.ladder.before]
        first = min((step for step in steps if step > self.opens), default=day)
        return first > day and all(map(self._is_quiet, left)) and not self._is_quiet(day)

    def _told_on(self, day: date, since: date) -> Iterator[date]:
        """Yield the days whose reminders go out on a day: itself, those missed, and quiet ones just before."""
        if self._is_quiet(day) or self.paused(day):
            return
        yield day
        earlier = day - DAY
        while earlier > since or self._is_quiet(earlier):
            yield earlier
            earlier -= DAY

    def _is_quiet(self, day: date) -> bool:
        return quiet_day(day, official=self.official, near_deadline=self.is_near(day))
