"""The poverty standard in force on a day: income lines, indicators of deprivation, and the class they give.

The figures are data with a period of validity (standards.toml; domain.md §2), because lines and indicators
change every few years, and a report is judged by the standard of the day of the change.
"""

from __future__ import annotations

import datetime as dt
from functools import cache, lru_cache
from itertools import pairwise
from pathlib import Path
from typing import Annotated, Self

from pydantic import BaseModel, ConfigDict, Field, model_validator

from store.rules.datafile import read_rules
from store.rules.dates import show_date
from store.rules.households import HouseholdClass
from store.rules.refusal import Refusal
from store.rules.text import Text
from store.rules.worded import Worded

NATIONAL = "national"
"""The scope of the standards that hold wherever a province has none of its own."""

Positive = Annotated[int, Field(gt=0, strict=True)]
"""A whole number above 0, written as a number."""


class Area(Worded):
    """The area class of a unit, as in the ``area`` column of the units file."""

    URBAN = "urban", Text("thành thị", "urban")
    PLAIN = "plain", Text("đồng bằng", "plain")
    MIDLAND = "midland", Text("trung du", "midland")
    MOUNTAIN = "mountain", Text("miền núi", "mountain")

    @property
    def is_urban(self) -> bool:
        """Whether the urban income line holds; everywhere else it is the rural one."""
        return self is Area.URBAN

    @property
    def line_name(self) -> Text:
        """Urban or rural, as the poverty lines say it."""
        return self.text if self.is_urban else Text("nông thôn", "rural")


class StandardsError(Exception):
    """The file of standards cannot be used; says which entry is wrong and how. A fault, not a refusal."""


class Entry(BaseModel):
    """One table of the file: nothing unknown in it, nothing changed after it was read."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Line(Entry):
    """An income line in đồng per person per month."""

    rural: Positive
    urban: Positive

    def of(self, area: Area) -> int:
        """Return the line of ``area``."""
        return self.urban if area.is_urban else self.rural


class Indicator(Entry):
    """One indicator of deprivation; its code is unique within its standard."""

    code: Annotated[str, Field(pattern=r"^[a-z_]{1,12}$")]
    dimension: Annotated[str, Field(pattern=r"^(work|health|education|housing|water|information)$")]
    text: Text
    button: Text


class Standard(Entry):
    """One poverty standard with its period of validity, both days included."""

    scope: Annotated[str, Field(min_length=1)]
    first_day: dt.date
    last_day: dt.date
    legal_basis: Text
    poverty_line: Line
    near_poverty_line: Line | None = None
    threshold: Positive
    indicators: Annotated[list[Indicator], Field(min_length=1)]
    unverified: list[str]

    @model_validator(mode="after")
    def _hold_together(self) -> Self:
        codes = [indicator.code for indicator in self.indicators]
        unknown = set(self.unverified) - set(type(self).model_fields)
        if self.last_day < self.first_day:
            raise ValueError("last_day lies before first_day")
        if len(set(codes)) < len(codes):
            raise ValueError("indicators: a code stands there twice")
        if self.threshold > len(codes):
            raise ValueError("threshold: more than there are indicators")
        if unknown:
            raise ValueError(f"unverified: no such entry: {', '.join(sorted(unknown))}")
        if any(self.ceiling(area) < self.line(area) for area in Area):
            raise ValueError("near_poverty_line: lies under poverty_line")
        return self

    def line(self, area: Area) -> int:
        """Return the income poverty line (chuẩn nghèo) of ``area``, in đồng per person per month."""
        return self.poverty_line.of(area)

    def ceiling(self, area: Area) -> int:
        """Return the income above which nobody is poor or near-poor (until 2021: chuẩn cận nghèo)."""
        return (self.near_poverty_line or self.poverty_line).of(area)

    def indicator(self, code: str) -> Indicator:
        """Return the indicator with ``code``; a KeyError means the code is of another standard."""
        return {indicator.code: indicator for indicator in self.indicators}[code]

    def classify(self, income_per_head: int, deprivations: int, area: Area) -> HouseholdClass:
        """Return the class that income (đồng per person per month) and the count of deprivations give.

        Until 2021 income under the poverty line was enough to be poor; since 2022 it takes ``threshold``
        deprivations as well, and without them the household is near-poor (domain.md §2).
        """
        if income_per_head > self.ceiling(area):
            return HouseholdClass.NON_POOR
        poor_by_income = self.near_poverty_line is not None and income_per_head <= self.line(area)
        poor = poor_by_income or deprivations >= self.threshold
        return HouseholdClass.POOR if poor else HouseholdClass.NEAR_POOR

    def possible_classes(self, income_per_head: int, area: Area) -> frozenset[HouseholdClass]:
        """Return the classes that income alone leaves open, while the deprivations are not known."""
        return frozenset(self.classify(income_per_head, count, area) for count in (0, self.threshold))


class Standards(Entry):
    """All standards of a file, in which no two of one scope overlap."""

    standard: Annotated[list[Standard], Field(min_length=1)]

    @model_validator(mode="after")
    def _never_two_at_once(self) -> Self:
        ordered = sorted(self.standard, key=lambda one: (one.scope, one.first_day))
        for one, following in pairwise(ordered):
            if one.scope == following.scope and following.first_day <= one.last_day:
                raise ValueError(f"two standards of {one.scope} hold on {following.first_day}")
        return self

    def on(self, day: dt.date, scope: str = NATIONAL) -> Standard:
        """Return the standard of ``day``: the scope's own, or the national one where it has none.

        Raises:
            NoStandard: no standard is known for that day.
        """
        for wanted in (scope, NATIONAL):
            for one in self.standard:
                if one.scope == wanted and one.first_day <= day <= one.last_day:
                    return one
        raise NoStandard(day)


class NoStandard(Refusal):
    """No poverty standard is known for a day."""

    def __init__(self, day: dt.date) -> None:
        super().__init__(
            Text(
                "Hệ thống chưa có chuẩn nghèo cho ngày {day}. Nhờ anh/chị kiểm tra lại ngày ạ.",
                "No poverty standard is known for {day}. Please check the date.",
            ).fill(day=show_date(day))
        )


def load_standards(path: Path | None = None) -> Standards:
    """Read and check a file of standards; without ``path``, the one that comes with the program.

    Raises:
        StandardsError: names the file, and every entry that is wrong.
    """
    return read_rules(path or Path(__file__).with_name("standards.toml"), Standards, StandardsError)


@cache
def _shipped() -> Standards:
    return load_standards()


@lru_cache(maxsize=1024)
def standard_on(day: dt.date, scope: str = NATIONAL) -> Standard:
    """Return the standard in force on ``day``, of the file that comes with the program.

    Raises:
        NoStandard: before 2016 or after 2030.
    """
    return _shipped().on(day, scope)


def known_first_days(scope: str = NATIONAL) -> list[dt.date]:
    """Return the first day of every standard of a scope, in order."""
    return sorted(one.first_day for one in _shipped().standard if one.scope == scope)


def per_head(total: int, members: int) -> int:
    """Return the income of one person in đồng, rounded up, so that “above the line” stays exactly true."""
    return -(-total // members)
