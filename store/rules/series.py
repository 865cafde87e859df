"""Series: figures measured by one poverty standard. Nothing is ever compared across two (domain.md §2).

When a new standard begins, the lists of households are drawn up anew by other lines, so a rate before and one
after say nothing about who left poverty between them.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from store.rules.dates import show_date
from store.rules.refusal import Refusal
from store.rules.standards import NATIONAL, known_first_days, standard_on
from store.rules.text import Text

if TYPE_CHECKING:
    from datetime import date


@dataclass(frozen=True, slots=True)
class Series:
    """The time and scope of one poverty standard, both days included."""

    scope: str
    first_day: date
    last_day: date

    @property
    def text(self) -> Text:
        """The words for it: chuẩn nghèo 2022–2026."""
        words = Text("chuẩn nghèo {first}–{last}", "poverty standard {first}–{last}")
        return words.fill(first=self.first_day.year, last=self.last_day.year)


@dataclass(frozen=True, slots=True)
class Snapshot:
    """How many households of a unit were poor on a day, and how many there were in all."""

    day: date
    poor: int
    total: int

    @property
    def rate(self) -> Decimal | None:
        """The poverty rate in % of all households; None where their number is not known."""
        return points(self.poor, self.total)


class NewSeries(Refusal):
    """A comparison across a change of poverty standard."""

    def __init__(self, begun: Series) -> None:
        self.begun = begun
        super().__init__(
            Text(
                "Từ {day} áp dụng {standard}, số liệu bắt đầu chuỗi mới nên không so sánh với trước đó.",
                "The {standard} holds from {day}: a new series begins, not comparable with earlier figures.",
            ).fill(day=show_date(begun.first_day), standard=begun.text)
        )


def series_on(day: date, scope: str = NATIONAL) -> Series:
    """Return the series a figure of ``day`` belongs to.

    Raises:
        NoStandard: no poverty standard is known for that day.
    """
    standard = standard_on(day, scope)
    return Series(standard.scope, standard.first_day, standard.last_day)


def first_days(scope: str = NATIONAL) -> list[date]:
    """Return the days on which a series begins, the first known one left out: lists are drawn up anew then."""
    return known_first_days(scope)[1:]


def common_series(one: date, other: date, scope: str = NATIONAL) -> Series:
    """Return the series both days belong to.

    Raises:
        NewSeries: the standard changed between them.
        NoStandard: no poverty standard is known for one of them.
    """
    before, after = (series_on(day, scope) for day in sorted((one, other)))
    if before != after:
        raise NewSeries(after)
    return after


def points_fallen(start: Snapshot, end: Snapshot, scope: str = NATIONAL) -> Decimal | None:
    """Return by how many điểm % the rate fell, below 0 where it rose; None where a total is not known.

    Raises:
        NewSeries: the standard changed between the two days.
    """
    common_series(start.day, end.day, scope)
    if start.rate is None or end.rate is None:
        return None
    return start.rate - end.rate


def points(households: int, total: int) -> Decimal | None:
    """Return how many % of ``total`` some households are; None where the total is not known."""
    return Decimal(households * 100) / total if total > 0 else None
