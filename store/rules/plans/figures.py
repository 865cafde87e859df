"""The figures a plan states."""

from __future__ import annotations

import datetime as dt
from math import ceil
from typing import TYPE_CHECKING, Annotated, Self

from pydantic import Field, model_validator

from store.rules.ladders import Ladder
from store.rules.plans.entries import Day, Entry, Flag, Number, Words, Year
from store.rules.plans.places import Figure, Local
from store.rules.text import Text
from store.rules.worded import Worded

if TYPE_CHECKING:
    from decimal import Decimal


class Baseline(Figure):
    """The poverty rate the plan starts from, in % of all households."""

    rate: Number
    year: Year


class Reduction(Local):
    """By how much the poverty rate is to fall each year, in điểm %; ``most`` is the upper end of a range.

    ``at_least`` (ít nhất) and ``average`` (bình quân) are the plan's own words. Without years of its own it holds
    for the plan's whole period.
    """

    least: Number
    most: Number | None = None
    at_least: Flag = False
    average: Flag = False
    first_year: Year | None = None
    last_year: Year | None = None

    @model_validator(mode="after")
    def _rising(self) -> Self:
        if self.most is not None and self.most <= self.least:
            raise ValueError("most: has to lie above least")
        if self.first_year and self.last_year and self.last_year < self.first_year:
            raise ValueError("last_year: lies before first_year")
        return self

    def holds_in(self, year: int) -> bool:
        """Whether the figure is for ``year``, within the plan's period."""
        return (self.first_year or year) <= year <= (self.last_year or year)

    @property
    def text(self) -> Text:
        """The figure in words: giảm ít nhất 5 điểm %/năm."""
        amount = span(self.least, self.most)
        average = Text("bình quân ", " on average") if self.average else Text("", "")
        at_least = Text("ít nhất ", "at least ") if self.at_least else Text("", "")
        return Text(
            f"giảm {average.vi}{at_least.vi}{amount.vi} điểm %/năm",
            f"down {at_least.en}{amount.en} percentage points a year{average.en}",
        )


class Ceiling(Local):
    """Where the poverty rate is to be by the end of ``year``: under a rate in %, or no poor household left."""

    year: Year
    under: Number | None = None
    none: Flag = False

    @model_validator(mode="after")
    def _one_of_two(self) -> Self:
        if self.none is (self.under is not None):
            raise ValueError("under: give either under or none = true")
        return self

    def allowed(self, total: int) -> int:
        """Return how many of ``total`` households may still be poor: under 5% of 100 are 4."""
        return 0 if self.under is None else max(0, ceil(self.under * total / 100) - 1)

    @property
    def text(self) -> Text:
        """The figure in words: đến năm 2020 còn dưới 5%."""
        if self.under is None:
            words = Text("đến năm {year} không còn hộ nghèo", "no poor household by {year}")
            return words.fill(year=self.year)
        words = Text("đến năm {year} còn dưới {rate}%", "under {rate}% by {year}")
        return words.fill(year=self.year, rate=span(self.under))


class Income(Local):
    """How many times the income of ``base_year`` a member of a poor household is to have; both at the year's end."""

    times: Number
    base_year: Year
    year: Year

    @model_validator(mode="after")
    def _later(self) -> Self:
        if self.year <= self.base_year:
            raise ValueError("year: has to come after base_year")
        return self


class Before(Entry):
    """A day of the year that is itself too late: “trước ngày 15/11” ends on 14/11 (domain.md §0, fact 4)."""

    day: Annotated[int, Field(strict=True)]
    month: Annotated[int, Field(strict=True)]

    @model_validator(mode="after")
    def _in_every_year(self) -> Self:
        self.last_day(2001)  # not a leap year
        return self

    def last_day(self, year: int) -> dt.date:
        """Return the last day that is still in time."""
        return dt.date(year, self.month, self.day) - dt.timedelta(days=1)


class Deadline(Figure):
    """What is due each year, and to whom.

    ``before`` is missing while nobody has set a date; ``basis`` names who set it where the plan itself does not.
    ``ladder`` says when people are reminded, where it is not as usual.
    """

    code: Annotated[str, Field(pattern=r"^[a-z_]{1,24}$")]
    text: Words
    to: Words
    before: Before | None = None
    basis: Words | None = None
    ladder: Ladder | None = None

    def last_day(self, year: int) -> dt.date | None:
        """Return the last day of ``year`` that is in time, working day or not; None while there is no date."""
        return None if self.before is None else self.before.last_day(year)


class MilestoneKind(Worded):
    """The two reviews at which the movement's awards are given."""

    INTERIM = "interim", Text("sơ kết", "interim review")
    FINAL = "final", Text("tổng kết", "final review")


class Milestone(Figure):
    """A review of the movement with its awards; ``year`` and ``day`` as far as the plan sets them."""

    kind: MilestoneKind
    held_by: Words
    year: Year | None = None
    day: Day | None = None
    awards: Words | None = None

    @model_validator(mode="after")
    def _day_in_its_year(self) -> Self:
        if self.day is not None and self.day.year != self.year:
            raise ValueError("day: lies outside year")
        return self


class SustainedExit(Figure):
    """For how many years a household must have stayed out of poverty to count as thoát nghèo bền vững."""

    years: Annotated[int, Field(strict=True, gt=0, le=20)]


def span(least: Decimal, most: Decimal | None = None) -> Text:
    """Show a figure or a range without needless zeros: 1,5–2,5 in Vietnamese, 1.5–2.5 in English."""
    ends = "–".join(f"{end.normalize():f}" for end in (least, most) if end is not None)
    return Text(ends.replace(".", ","), ends)
