"""How many households left poverty in each month of a year."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from handlers.summaries.charts.canvas import FULL, NEAR, PART, draw, legend_below, say

if TYPE_CHECKING:
    from collections.abc import Sequence

    from matplotlib.axes import Axes

    from handlers.summaries.charts.canvas import Frame

COLOURS = (FULL, PART, NEAR)
HATCHES = (None, "//", None)
_LEAST_TOP = 5
"""With few households the axis still goes so far, or one would fill the picture."""


@dataclass(frozen=True, slots=True)
class MonthChart:
    """What is drawn: for each kind its words and twelve counts, one kind upon the other."""

    frame: Frame
    kinds: Sequence[tuple[str, Sequence[int]]]


def month_chart(chart: MonthChart) -> bytes:
    """Draw the chart."""
    return draw(chart.frame, lambda axes: _plot(axes, chart), beneath=len(chart.kinds))


def _plot(axes: Axes, chart: MonthChart) -> None:
    months = range(1, 13)
    below = [0] * 12
    for (words, counts), colour, hatch in zip(chart.kinds, COLOURS, HATCHES, strict=True):
        axes.bar(months, counts, bottom=below, color=colour, hatch=hatch, edgecolor="white", label=words)
        below = [under + count for under, count in zip(below, counts, strict=True)]
    for month, total in zip(months, below, strict=True):
        if total:
            say(axes, (month, total), str(total))
    axes.set_xticks(list(months))
    axes.set_xlim(0.4, 12.6)
    axes.set_ylim(0, max(*below, _LEAST_TOP) * 1.12)
    axes.set_yticks([])
    legend_below(axes)
