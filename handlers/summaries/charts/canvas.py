"""What all charts share: their size, letters and colours, and the way from a drawing to the bytes of a picture.

matplotlib is used by its objects alone, without the state of pyplot, and by one thread at a time: it does not
promise more. DejaVu Sans comes with it and has every letter of Vietnamese.
"""

from __future__ import annotations

import io
import textwrap
import threading
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

WIDTH, HEIGHT, DPI = 1080, 1350, 100
"""Pixels of a picture, and how many to an inch: a phone shows it some 300 points wide."""

TITLE, WORDS, SMALL = 38, 29, 25
INK, PALE, LINE, GOOD, AIM = "#1f2933", "#6b7785", "#0b6bcb", "#2e9e5b", "#d9480f"
FULL, PART, NEAR = "#1b7f4b", "#7cc79a", "#4d8fd6"
"""Out of poverty altogether, out of poverty but near-poor, out of near-poverty: told apart without colours too."""

GRID, TROUGH = "#e3e8ee", "#e8eef5"
LONGEST_TITLE, LONGEST_LINE = 32, 48
_MARGIN, _FAR = 0.05, 0.97
_ONE_AT_A_TIME = threading.Lock()


@dataclass(frozen=True, slots=True)
class Frame:
    """The words around a chart, as plain lines: what it shows, of which place, and notes beneath it."""

    title: str
    place: str
    notes: Sequence[str]


def draw(frame: Frame, plot: Callable[[Axes], None], *, left: float = _MARGIN, beneath: int = 0) -> bytes:
    """Draw a chart and return it as a PNG.

    ``left`` is the share of the width before the axis, ``beneath`` how many lines of the legend stand under it.
    """
    from matplotlib.figure import Figure  # noqa: PLC0415 - imported when first needed: a bot at rest stays small

    with _ONE_AT_A_TIME:
        figure = Figure(figsize=(WIDTH / DPI, HEIGHT / DPI), dpi=DPI, facecolor="white")
        top = _head(figure, frame)
        bottom = _foot(figure, frame.notes)
        foot = bottom + 0.02 + (0.05 + 0.04 * beneath if beneath else 0)
        axes = figure.add_axes((left, foot, _FAR - left, top - foot))
        plain(axes)
        plot(axes)
        content = io.BytesIO()
        figure.savefig(content, format="png")
        return content.getvalue()


def _head(figure: Figure, frame: Frame) -> float:
    """Write title and place; return where they end."""
    y = 0.975
    for line in textwrap.wrap(frame.title, LONGEST_TITLE):
        figure.text(_MARGIN, y, line, fontsize=TITLE, fontweight="bold", color=INK, va="top")
        y -= 0.045
    for line in textwrap.wrap(frame.place, LONGEST_LINE - 6):
        figure.text(_MARGIN, y, line, fontsize=WORDS, color=PALE, va="top")
        y -= 0.036
    return y - 0.01


def _foot(figure: Figure, notes: Sequence[str]) -> float:
    """Write the notes from the bottom up; return where they begin."""
    lines = [line for note in notes for line in textwrap.wrap(note, LONGEST_LINE)]
    y = 0.015
    for line in reversed(lines):
        figure.text(_MARGIN, y, line, fontsize=SMALL, color=PALE, va="bottom")
        y += 0.031
    return y


def plain(axes: Axes) -> None:
    """Leave of an axis what is needed to read it."""
    for side in ("top", "right", "left"):
        axes.spines[side].set_visible(False)
    axes.spines["bottom"].set_color(PALE)
    axes.tick_params(length=0, labelsize=WORDS, colors=INK, pad=8)
    axes.grid(axis="y", color=GRID, linewidth=2)
    axes.set_axisbelow(True)


def say(axes: Axes, at: tuple[float, float], words: str, *, aside: bool = False) -> None:
    """Write a figure above a point, legible also where a line runs through it; ``aside`` moves it to the right."""
    from matplotlib.patheffects import withStroke  # noqa: PLC0415 - imported when first needed, as above

    axes.annotate(
        words,
        at,
        (-10 if aside else 0, 18),
        textcoords="offset points",
        ha="left" if aside else "center",
        fontsize=WORDS,
        fontweight="bold",
        color=INK,
        path_effects=[withStroke(linewidth=7, foreground="white")],
        zorder=9,
    )


def legend_below(axes: Axes) -> None:
    """Say under the axis what each colour means."""
    axes.legend(
        loc="upper left",
        bbox_to_anchor=(0, -0.055),
        borderaxespad=0,
        fontsize=SMALL,
        frameon=False,
        handlelength=1.8,
        labelcolor=INK,
    )
