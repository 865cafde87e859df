"""The figures of many units as one frame of pandas: a row for each, and above them sums."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from store.rules.flows import Flow

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from handlers.summaries.outline import Line
    from store.figures import YearFigures
    from store.tallies import Count

START_POOR, START_NEAR, END_POOR, END_NEAR = "start.poor", "start.near", "end.poor", "end.near"
ALL = "total"
"""The names of columns; those of flows are their codes."""

COUNTS = (ALL, START_POOR, START_NEAR, END_POOR, END_NEAR, *(flow.value for flow in Flow))
HOUSEHOLDS, PEOPLE = 0, 1


def frame_of(figures: Sequence[YearFigures]) -> pd.DataFrame:
    """Put the figures of units into a frame: for each count its households and its persons."""
    columns = pd.MultiIndex.from_product([COUNTS, (HOUSEHOLDS, PEOPLE)])
    rows = [
        [number for count in _counts(each) for number in (count.households, count.people)] for each in figures
    ]
    return pd.DataFrame(rows, columns=columns, dtype="int64")


def _counts(figures: YearFigures) -> Iterator[Count]:
    yield figures.total
    yield from (figures.start.poor, figures.start.near, figures.end.poor, figures.end.near)
    yield from (figures.flow(flow) for flow in Flow)


def summed(frame: pd.DataFrame, lines: Sequence[Line]) -> pd.DataFrame:
    """Sum the lowest units within each line; a line of a lowest unit has its own figures."""
    running = np.vstack([np.zeros((1, frame.shape[1]), dtype="int64"), frame.to_numpy().cumsum(axis=0)])
    first, end = ([getattr(line, name) for line in lines] for name in ("first", "end"))
    return pd.DataFrame(running[end] - running[first], columns=frame.columns)
