"""How far each unit has come towards its target of the year, in the order people count the units."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from handlers.summaries.charts.canvas import GOOD, INK, LINE, SMALL, TROUGH, WORDS, draw

if TYPE_CHECKING:
    from collections.abc import Sequence

    from matplotlib.axes import Axes

    from handlers.summaries.charts.canvas import Frame

LONGEST_NAME = 34
FEW = 10
"""So many units have room for larger letters."""

FULL_SHARE = 1.0
_MOST = 1.25
"""A bar ends here however much a unit has exceeded its target."""


@dataclass(frozen=True, slots=True)
class Row:
    """One unit: its name, the share of its target that is reached (None: it has none), and what is said of it."""

    name: str
    share: float | None
    said: str


@dataclass(frozen=True, slots=True)
class TargetChart:
    """What is drawn: the units in their order."""

    frame: Frame
    rows: Sequence[Row]


def target_chart(chart: TargetChart) -> bytes:
    """Draw the chart."""
    return draw(chart.frame, lambda axes: _plot(axes, chart))


def _plot(axes: Axes, chart: TargetChart) -> None:
    count = len(chart.rows)
    axes.grid(visible=False)
    axes.spines["bottom"].set_visible(False)
    axes.set_xticks([])
    axes.set_yticks([])
    axes.set_xlim(0, _MOST)
    axes.set_ylim(max(count, 4) - 0.5, -0.7)
    size = SMALL if count > FEW else WORDS
    for place, row in enumerate(chart.rows):
        axes.text(0, place, row.name[:LONGEST_NAME], fontsize=size, color=INK, va="bottom")
        axes.text(_MOST, place, row.said, fontsize=size, color=INK, va="bottom", ha="right")
        if row.share is not None:
            reached = row.share >= FULL_SHARE
            axes.barh(place + 0.16, FULL_SHARE, height=0.2, color=TROUGH)
            axes.barh(place + 0.16, min(row.share, _MOST), height=0.2, color=GOOD if reached else LINE)
            axes.plot([FULL_SHARE] * 2, [place + 0.02, place + 0.3], color=INK, linewidth=4)
