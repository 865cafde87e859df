"""T10: poor households by cause of poverty (domain.md §5); what the register does not hold is said, not made up."""

from __future__ import annotations

from typing import TYPE_CHECKING

from handlers.summaries import official
from handlers.summaries.book.grid import Grid
from handlers.summaries.frames import END_POOR, HOUSEHOLDS
from store.rules.causes import Cause

if TYPE_CHECKING:
    from collections.abc import Sequence

    from xlsxwriter import Workbook

    from handlers.summaries.book.content import Area
    from handlers.summaries.book.sheet import Cell
    from handlers.summaries.book.styles import Styles

_COLUMNS = "CDEFGHIJKL"


def write(book: Workbook, styles: Styles, area: Area) -> None:
    """Write the table."""
    grid = Grid(book, styles, area, official.CAUSES)
    poor = area.counts[END_POOR, HOUSEHOLDS].tolist()
    for at, line in enumerate(area.lines):
        look = grid.look(line)
        ordinal, name = area.label(line)
        cells: list[Cell] = [(ordinal, look.ordinal), (name, look.name)]
        for column, number in zip(_COLUMNS, (poor[at], *_by_cause(area, at)), strict=True):
            cells.append((None if number is None else grid.number(line, column, number), look.whole))
        grid.sheet.stream(grid.row(line), cells, level=grid.level(line))
    grid.finish([_note(area), *area.notes])


def _by_cause(area: Area, at: int) -> Sequence[int | None]:
    """Return the columns of causes of a line; where none is recorded anywhere, they stay empty."""
    if area.causes is None:
        return [None] * (len(Cause) + 1)
    row = area.causes[at]
    return row if _is_recorded(area) else [*([None] * len(Cause)), row[-1]]


def _is_recorded(area: Area) -> bool:
    return area.causes is not None and any(area.causes[0][:-1])


def _note(area: Area) -> str:
    if area.own.closed < area.at.date():
        return official.CAUSES_OF_NOW
    if area.causes is None:
        return official.CAUSES_BY_PROVINCE
    return official.CAUSES_RECORDED if _is_recorded(area) else official.NO_CAUSES
