"""The poverty rate over the years, each year's target beside it, and a gap wherever a new poverty standard begins."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

from handlers.summaries.charts.canvas import AIM, GRID, LINE, PALE, SMALL, draw, legend_below, say

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from matplotlib.axes import Axes

    from handlers.summaries.charts.canvas import Frame

_GAP = 0.07
"""Years left free on either side of a new standard."""

_CLOSE = 0.45
"""Years below which the figures of two points would run into one another."""


@dataclass(frozen=True, slots=True)
class Point:
    """A figure at a time, which is a year with the part of it that has passed: 2026.5 is the middle of 2026."""

    at: float
    value: float


@dataclass(frozen=True, slots=True)
class Aim:
    """Where a year began and where it was to end."""

    start: Point
    end: Point


@dataclass(frozen=True, slots=True)
class RateChart:
    """What is drawn: points of each poverty standard apart, each year's aim, and how it is all said.

    ``goal`` is the level the plan wants to reach in the end, with its words; ``begun`` the words at a new standard.
    """

    frame: Frame
    series: Sequence[Sequence[Point]]
    aims: Sequence[Aim]
    goal: tuple[float, str] | None
    begun: str
    names: tuple[str, str]
    show: Callable[[float], str]


def rate_chart(chart: RateChart) -> bytes:
    """Draw the chart."""
    return draw(chart.frame, lambda axes: _plot(axes, chart), beneath=2 if chart.aims else 1)


def _plot(axes: Axes, chart: RateChart) -> None:
    points = [point for series in chart.series for point in series]
    first, last = int(points[0].at), int(points[-1].at - 0.001) + 1
    values = [point.value for point in points] + [aim.end.value for aim in chart.aims]
    top = max(values + ([chart.goal[0]] if chart.goal else [])) or 1
    room = max(0.07 * (last - first), 0.12)
    axes.set_xlim(first - room, last + room)
    axes.set_ylim(0, top * 1.18)
    axes.set_xticks([year + 0.5 for year in range(first, last)], [str(year) for year in range(first, last)])
    axes.set_yticks([])
    for year in range(first, last + 1):
        axes.axvline(year, color=GRID, linewidth=2, zorder=0)
    _plot_aims(axes, chart)
    _plot_series(axes, chart)
    if chart.goal:
        value, words = chart.goal
        axes.axhline(value, color=PALE, linewidth=3, linestyle=":")
        axes.annotate(words, (first, value), (6, 8), textcoords="offset points", fontsize=SMALL, color=PALE)
    legend_below(axes)


def _plot_aims(axes: Axes, chart: RateChart) -> None:
    for number, aim in enumerate(chart.aims):
        axes.plot(
            [aim.start.at, aim.end.at],
            [aim.start.value, aim.end.value],
            color=AIM,
            linewidth=4,
            linestyle=(0, (3, 2)),
            label=chart.names[1] if number == 0 else None,
        )
    for aim in chart.aims:
        axes.plot([aim.end.at], [aim.end.value], color=AIM, marker="_", markersize=26, markeredgewidth=5)


def _plot_series(axes: Axes, chart: RateChart) -> None:
    for number, series in enumerate(chart.series):
        moved = [_apart(chart, number, point) for point in series]
        axes.plot(
            moved,
            [point.value for point in series],
            color=LINE,
            linewidth=6,
            marker="o",
            markersize=15,
            label=chart.names[0] if number == 0 else None,
        )
        before, after = [-math.inf, *moved[:-1]], [*moved[1:], math.inf]
        for at, point, last, following in zip(moved, series, before, after, strict=True):
            if following - at >= _CLOSE:
                say(axes, (at, point.value), chart.show(point.value), aside=at - last < _CLOSE)
        if number:
            _begin(axes, series[0].at, chart.begun)


def _begin(axes: Axes, at: float, words: str) -> None:
    """Mark where a new standard begins."""
    axes.axvline(at, color=PALE, linewidth=4)
    axes.annotate(
        words,
        (at, 1),
        (-8, -4),
        xycoords=("data", "axes fraction"),
        textcoords="offset points",
        ha="right",
        va="top",
        fontsize=SMALL,
        color=PALE,
    )


def _apart(chart: RateChart, number: int, point: Point) -> float:
    """Move the ends of two standards away from each other, so that nothing joins them."""
    series = chart.series[number]
    if number and point is series[0]:
        return point.at + _GAP
    if number < len(chart.series) - 1 and point is series[-1]:
        return point.at - _GAP
    return point.at
