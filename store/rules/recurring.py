"""The rounds that the calendar brings again: what is asked, of whom, from which day and by which.

The rules are data with their sources and periods (recurring.toml); the day of the yearly one is the plan's own.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

from pydantic import AfterValidator, Field

from store.rules.datafile import read_rules
from store.rules.ladders import Ladder
from store.rules.levels import Level
from store.rules.plans.entries import Day, Doubtful, Entry, Words
from store.rules.rounds import ANSWERED_BY, RoundKind

if TYPE_CHECKING:
    from collections.abc import Iterator

    from store.rules.plans import Plan
    from store.rules.text import Text

_DECEMBER = 12


def _answering(level: Level) -> Level:
    if level not in ANSWERED_BY:
        raise ValueError("nobody answers a round for a unit of this level")
    return level


Days = Annotated[int, Field(strict=True, gt=0, le=366)]
"""A number of days."""

DayOfMonth = Annotated[int, Field(strict=True, ge=1, le=28)]
"""A day that every month has."""

Month = Annotated[int, Field(strict=True, ge=1, le=_DECEMBER)]
"""A month, by its number."""

Asked = Annotated[Level, AfterValidator(_answering)]
"""A level for whose units somebody answers."""


class RecurringError(Exception):
    """The file of recurring rounds cannot be used; says which entry is wrong and how. A fault, not a refusal."""


@dataclass(frozen=True, slots=True)
class Opening:
    """A round as its rule and the calendar give it; ``period`` names the time it is for, within its kind."""

    kind: RoundKind
    period: str
    title: Text
    asks: Level
    opens_on: dt.date
    due_on: dt.date
    closes_on: dt.date
    ladder: Ladder | None

    def is_on(self, day: dt.date) -> bool:
        """Whether the round is open on a day and its due day has not passed: only then is there sense in opening it."""
        return self.opens_on <= day <= self.due_on


class _Rule(Doubtful):
    asks: Asked
    title: Words
    source: Words
    taken_late: Days
    ladder: Ladder | None = None
    first_day: Day
    last_day: Day | None = None

    def holds(self, day: dt.date) -> bool:
        """Whether the rule is in force on a day."""
        return self.first_day <= day <= (self.last_day or dt.date.max)

    def _closing(self, due: dt.date) -> dt.date:
        return due + dt.timedelta(days=self.taken_late)


class Yearly(_Rule):
    """A report that the plan asks for each year, under the code ``deadline``."""

    deadline: str
    opens_before: Days

    def openings(self, plan: Plan, today: dt.date) -> Iterator[Opening]:
        """Yield the rounds of a plan that are on today; none while nobody has set a date."""
        for deadline in plan.deadline:
            for year in (today.year, today.year + 1):
                due = deadline.last_day(year)
                if deadline.code == self.deadline and due is not None and year in plan.years:
                    yield from self._opening(year, due, today, deadline.ladder or self.ladder)

    def _opening(self, year: int, due: dt.date, today: dt.date, ladder: Ladder | None) -> Iterator[Opening]:
        opening = Opening(
            kind=RoundKind.YEARLY,
            period=f"{year}",
            title=self.title.fill(year=year),
            asks=self.asks,
            opens_on=due - dt.timedelta(days=self.opens_before),
            due_on=due,
            closes_on=self._closing(due),
            ladder=ladder,
        )
        if self.holds(opening.opens_on) and opening.is_on(today):
            yield opening


class Monthly(_Rule):
    """A report on what began on ``opens_day`` of a month, due on ``due_day`` of the next one."""

    opens_day: DayOfMonth
    due_day: DayOfMonth
    due_months: Annotated[tuple[Month, ...], Field(min_length=1)]

    def openings(self, today: dt.date) -> Iterator[Opening]:
        """Yield the rounds that are on today."""
        this = today.replace(day=1)
        for month in ((this - dt.timedelta(days=1)).replace(day=1), this):
            following = _next(month)
            due = following.replace(day=self.due_day)
            opening = Opening(
                kind=RoundKind.MONTHLY,
                period=f"{month:%Y-%m}",
                title=self.title.fill(month=f"{month:%m}", year=month.year),
                asks=self.asks,
                opens_on=month.replace(day=self.opens_day),
                due_on=due,
                closes_on=self._closing(due),
                ladder=self.ladder,
            )
            if due.month in self.due_months and self.holds(opening.opens_on) and opening.is_on(today):
                yield opening


class AdHoc(Doubtful):
    """How rounds are that an official opens."""

    taken_late: Days


class RecurringRounds(Entry):
    """All rules of a file."""

    ad_hoc: AdHoc
    yearly: tuple[Yearly, ...] = ()
    monthly: tuple[Monthly, ...] = ()


def load_recurring(path: Path | None = None) -> RecurringRounds:
    """Read and check a file of recurring rounds; without ``path``, the one that comes with the program.

    Raises:
        RecurringError: names the file, and every entry that is wrong.
    """
    return read_rules(path or Path(__file__).with_name("recurring.toml"), RecurringRounds, RecurringError)


@cache
def recurring_rounds() -> RecurringRounds:
    """Return the rules that come with the program."""
    return load_recurring()


def _next(month: dt.date) -> dt.date:
    return (month + dt.timedelta(days=31)).replace(day=1)
