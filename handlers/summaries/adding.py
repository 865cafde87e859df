"""Whether the lines of a table add up to the line over them: one answer for the workbook and the annual report."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from store.rules.flows import Flow
from store.tallies import ZERO, Count

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from store.figures import Standing, YearFigures

_BY_MOVING = (Flow.LESS_POOR, Flow.LESS_NEAR, Flow.MORE_POOR, Flow.MORE_NEAR)
"""As what a move from one unit to another counts in these two; to what has both below it, it is no change."""


def stands_apart(own: YearFigures, below: Sequence[YearFigures]) -> bool:
    """Tell whether a unit's own figures are something else than the sums of those shown right below it.

    They are where one of those below has ended: the unit's own hold what happened there while it was there, and
    households it has kept beyond its end, this year or in an earlier one. That the sums count moves between those
    below is no difference of this kind.
    """
    if not below:
        return False
    summed = _flows(below)
    moved_out = any(_exceeds(own.flow(flow), summed[flow]) for flow in _BY_MOVING)
    changed = any(own.flow(flow) != summed[flow] for flow in Flow if flow not in _BY_MOVING)
    ends = _differ(own.end, [each.end for each in below])
    return ends or _differ(own.start, [each.start for each in below]) or changed or moved_out


def moved_within(own: YearFigures, below: Sequence[YearFigures]) -> bool:
    """Tell whether the units right below one count moves among them, which its own figures do not."""
    summed = _flows(below)
    return bool(below) and any(_exceeds(summed[flow], own.flow(flow)) for flow in _BY_MOVING)


def _flows(below: Iterable[YearFigures]) -> Mapping[Flow, Count]:
    summed: defaultdict[Flow, Count] = defaultdict(Count)
    for each in below:
        for flow, count in each.flows.items():
            summed[flow] += count
    return summed


def _differ(own: Standing, below: Sequence[Standing]) -> bool:
    poor, near = (
        sum(counts, ZERO) for counts in zip(*((each.poor, each.near) for each in below), strict=True)
    )
    return (own.poor, own.near) != (poor, near)


def _exceeds(one: Count, other: Count) -> bool:
    return one.households > other.households or one.people > other.people
