"""What a unit is to reach in a year, and how far it has come (chỉ tiêu, tiến độ; clauses A-2, A-26, B-3 to B-6, B-35).

A target lowers the poverty rate by điểm %, or the number of poor households, between the beginning and the end of
one year. Where the level above assigned one it holds; where not, the plan's own does, and ``source`` says which.
Counted is what the list of poor households has become shorter by: exits and other decreases, less new cases,
relapses and other increases. Exits alone would let a village reach its target while its list grows.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from math import ceil
from typing import TYPE_CHECKING

from store.rules.plans.figures import span
from store.rules.refusal import Refusal
from store.rules.series import common_series, points
from store.rules.standards import NATIONAL
from store.rules.text import Text
from store.rules.worded import Worded

if TYPE_CHECKING:
    from decimal import Decimal

    from store.rules.plans import Place, Plan
    from store.rules.series import Snapshot

PACE_FROM = 30
"""Days of the year after which a pace says something; a choice of ours. Before, one household decides it all."""


class Measure(Worded):
    """What a target counts in."""

    HOUSEHOLDS = "households", Text("hộ", "households")
    POINTS = "points", Text("điểm %", "percentage points")


class Source(Worded):
    """Who set a target."""

    ASSIGNED = "assigned", Text("chỉ tiêu được giao", "assigned target")
    PLAN = "plan", Text("chỉ tiêu của kế hoạch", "the plan's own target")


class Achievement(Worded):
    """How a result stands to its target (domain.md §1, term 46)."""

    NOT_REACHED = "not_reached", Text("Chưa đạt", "Not reached")
    REACHED = "reached", Text("Đạt", "Reached")
    EXCEEDED = "exceeded", Text("Vượt chỉ tiêu", "Exceeded")


class UnknownTotal(Refusal):
    """A target in điểm % of a unit whose number of households is not known."""

    def __init__(self) -> None:
        super().__init__(
            Text(
                "Chưa có tổng số hộ của địa bàn nên chưa tính được chỉ tiêu ra số hộ.",
                "The number of households of this place is not known, so its target cannot be counted in them.",
            )
        )


@dataclass(frozen=True, slots=True)
class YearTarget:
    """What a unit is to reach in one year; ``most`` is the upper end of a range.

    ``clause`` is the plan's, None where the target was assigned; ``text`` says the figure in words.
    """

    measure: Measure
    least: Decimal
    most: Decimal | None
    source: Source
    clause: str | None
    text: Text

    def households(self, total: int) -> tuple[int, int]:
        """Return both ends in households of ``total``, rounded up so that the rate is truly reached.

        Raises:
            UnknownTotal: the target is in điểm %, and ``total`` is 0.
        """
        ends = (self.least, self.most or self.least)
        if self.measure is Measure.POINTS:
            if total <= 0:
                raise UnknownTotal
            ends = (ends[0] * total / 100, ends[1] * total / 100)
        return ceil(ends[0]), ceil(ends[1])

    def points(self, total: int) -> tuple[Decimal, Decimal]:
        """Return both ends in điểm %, of ``total`` households.

        Raises:
            UnknownTotal: the target is in households, and ``total`` is 0.
        """
        ends = (self.least, self.most or self.least)
        if self.measure is Measure.POINTS:
            return ends
        if total <= 0:
            raise UnknownTotal
        return ends[0] * 100 / total, ends[1] * 100 / total


def own_target(plan: Plan, place: Place, year: int) -> YearTarget | None:
    """Return the plan's own target of a place: the poor flag counts before the area, the area before all.

    None if the plan states nothing for that year.
    """
    reduction = plan.reduction_for(place, year)
    if reduction is None:
        return None
    least, most = reduction.least, reduction.most
    return YearTarget(Measure.POINTS, least, most, Source.PLAN, reduction.clause, reduction.text)


def assigned_target(measure: Measure, amount: Decimal) -> YearTarget:
    """Return the target that the level above assigned: whole households, or điểm %."""
    shown = (
        span(amount) if measure is Measure.POINTS else Text(_thousands(amount, "."), _thousands(amount, ","))
    )
    text = Text("giảm {amount} {measure}", "down {amount} {measure}").fill(amount=shown, measure=measure.text)
    return YearTarget(measure, amount, None, Source.ASSIGNED, None, text)


def _thousands(amount: Decimal, mark: str) -> str:
    return f"{int(amount):,}".replace(",", mark)


@dataclass(frozen=True, slots=True)
class Pace:
    """Where the year ends if it goes on as so far: the day the target is reached, or the households short then."""

    reached_on: dt.date | None
    short_by: int


@dataclass(frozen=True, slots=True)
class Progress:
    """Target against done, in poor households less.

    ``needed`` is what reaching the target takes; ``limited`` says that it is all the poor households there were,
    since the target asks for more. ``percent`` is rounded down, so that 100 means reached; None where nothing was
    needed. ``points`` is what is done in điểm %; None where the total is not known. ``pace`` is None once the
    target is reached, and while it is too early in the year.
    """

    target: YearTarget
    needed: int
    limited: bool
    done: int
    percent: int | None
    points: Decimal | None
    achievement: Achievement
    pace: Pace | None


def progress(target: YearTarget, start: Snapshot, done: int, on: dt.date, scope: str = NATIONAL) -> Progress:
    """Compare what is done by ``on`` with a target of the year that ``start`` begins.

    ``start`` is of 01/01, or of the day the unit came into being; ``done`` is by how many households the list of
    poor ones has become shorter since, below 0 where it has grown.

    Raises:
        NewSeries: the poverty standard changed between the two days.
        UnknownTotal: the target is in điểm %, and the number of households is not known.
        ValueError: ``on`` lies before ``start``, or in a later year than it.
    """
    common_series(start.day, on, scope)
    if on < start.day or on.year != start.day.year:
        raise ValueError(f"a target of {start.day.year} from {start.day} cannot be judged on {on}")
    asked, upper = target.households(start.total)
    needed = min(asked, start.poor)
    return Progress(
        target=target,
        needed=needed,
        limited=asked > start.poor,
        done=done,
        percent=max(done, 0) * 100 // needed if needed else None,
        points=points(done, start.total),
        achievement=_achievement(done, needed, upper),
        pace=_pace(done, needed, start.day, on),
    )


def _achievement(done: int, needed: int, upper: int) -> Achievement:
    if done < needed:
        return Achievement.NOT_REACHED
    return Achievement.EXCEEDED if done > upper else Achievement.REACHED


def _pace(done: int, needed: int, start: dt.date, on: dt.date) -> Pace | None:
    """Extend what is done evenly to the year's end; a list that has grown is not taken to go on growing."""
    whole = (dt.date(start.year, 12, 31) - start).days + 1
    elapsed = (on - start).days + 1
    if done >= needed or elapsed < min(PACE_FROM, whole):
        return None
    expected = done * whole // elapsed if done > 0 else done
    if expected < needed:
        return Pace(reached_on=None, short_by=needed - expected)
    days = -(-needed * elapsed // done)
    return Pace(reached_on=start + dt.timedelta(days=days - 1), short_by=0)
