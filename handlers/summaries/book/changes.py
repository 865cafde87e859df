"""T2 and T3: how the lists of poor and of near-poor households changed, in households and in persons (domain.md §5)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from handlers.summaries.book.grid import Grid
from handlers.summaries.book.sheet import Sum
from handlers.summaries.frames import END_NEAR, END_POOR, HOUSEHOLDS, PEOPLE, START_NEAR, START_POOR
from handlers.summaries.official import (
    FLOWS_OF_NEAR,
    FLOWS_OF_POOR,
    HOUSEHOLDS_ROW,
    NEAR,
    PEOPLE_ROW,
    POOR,
    begun_later,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    import pandas as pd
    from xlsxwriter import Workbook

    from handlers.summaries.book.content import Area
    from handlers.summaries.book.sheet import Cell
    from handlers.summaries.book.styles import Styles
    from handlers.summaries.outline import Line

_OF_POOR = (START_POOR, *FLOWS_OF_POOR, END_POOR)
_OF_NEAR = (START_NEAR, *FLOWS_OF_NEAR, END_NEAR)
_COLUMNS = "DEFGHIJK"
_WORDS = {HOUSEHOLDS: HOUSEHOLDS_ROW, PEOPLE: PEOPLE_ROW}


def write(book: Workbook, styles: Styles, area: Area) -> None:
    """Write both tables."""
    for table, names in ((POOR, _OF_POOR), (NEAR, _OF_NEAR)):
        grid = Grid(book, styles, area, table)
        columns = area.counts[[str(name) for name in names]]
        for kind_of in zip(area.lines, *(_of(columns, kind) for kind in (HOUSEHOLDS, PEOPLE)), strict=True):
            line, households, people = kind_of
            for kind, numbers in ((HOUSEHOLDS, households), (PEOPLE, people)):
                cells = _cells(grid, line, kind, numbers)
                grid.sheet.stream(grid.row(line, kind), cells, level=grid.level(line))
        begun = [begun_later(unit.valid_from for unit in area.begun)] if area.begun else []
        grid.finish([*begun, *area.notes])


def _of(columns: pd.DataFrame, kind: int) -> list[list[int]]:
    rows: list[list[int]] = columns.xs(kind, axis=1, level=1).to_numpy().tolist()
    return rows


def _cells(grid: Grid, line: Line, kind: int, numbers: Sequence[int]) -> list[Cell]:
    """Return one row of a unit: its households, or beneath them their persons."""
    look, (*counted, end) = grid.look(line), numbers
    name: list[Cell] = [(None, look.ordinal_lower), (None, look.name_lower), (_WORDS[kind], look.name)]
    if kind == HOUSEHOLDS:
        ordinal, unit = grid.area.label(line)
        name = [(ordinal, look.ordinal_upper), (unit, look.name_upper), (_WORDS[kind], look.name)]
    sums: list[Cell] = [
        (grid.number(line, column, number, kind), look.whole)
        for column, number in zip(_COLUMNS, counted, strict=True)
    ]
    return [*name, *sums, (Sum(_IDENTITY.format(row=grid.row(line, kind) + 1), end), look.whole)]


_IDENTITY = "D{row}-E{row}-F{row}-G{row}+H{row}+I{row}+J{row}+K{row}"
