"""T1: all households, and how many of them are poor and near-poor (domain.md §5)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from handlers.summaries.book.grid import Grid
from handlers.summaries.book.sheet import Sum
from handlers.summaries.frames import ALL, END_NEAR, END_POOR
from handlers.summaries.official import NO_TOTAL, REVIEW

if TYPE_CHECKING:
    from collections.abc import Sequence

    from xlsxwriter import Workbook

    from handlers.summaries.book.content import Area
    from handlers.summaries.book.sheet import Cell
    from handlers.summaries.book.styles import Styles
    from handlers.summaries.outline import Line


def write(book: Workbook, styles: Styles, area: Area) -> None:
    """Write the table."""
    grid = Grid(book, styles, area, REVIEW)
    counted = area.counts[[ALL, END_POOR, END_NEAR]].to_numpy().tolist()
    unknown = False
    for line, numbers, own in zip(area.lines, counted, area.totals, strict=True):
        unknown = unknown or not all(own or numbers[:2])
        grid.sheet.stream(grid.row(line), _cells(grid, line, numbers, own), level=grid.level(line))
    grid.finish([*([NO_TOTAL] if unknown else []), *area.notes])


def _cells(grid: Grid, line: Line, numbers: Sequence[int], own: tuple[int, int] | None) -> list[Cell]:
    """Return the cells of a unit; ``own`` are its households and persons where the units below have others."""
    households, people, poor, poor_people, near, near_people = (*(own or numbers[:2]), *numbers[2:])
    look, row = grid.look(line), grid.row(line)

    def counted(column: str, value: int) -> Cell:
        return grid.number(line, column, value), look.whole

    def share(part: str, whole: str, count: int, of: int) -> Cell:
        return _share(part, whole, row, count / of if of else None), look.share

    ordinal, name = grid.area.label(line)
    return [
        (ordinal, look.ordinal),
        (name, look.name),
        (households, look.whole) if own else counted("C", households),
        (people, look.whole) if own else counted("D", people),
        counted("E", poor),
        share("E", "C", poor, households),
        counted("G", near),
        share("G", "C", near, households),
        (None, look.whole),
        (None, look.share),
        counted("K", poor_people),
        share("K", "D", poor_people, people),
        counted("M", near_people),
        share("M", "D", near_people, people),
        (None, look.whole),
        (None, look.share),
    ]


def _share(part: str, whole: str, row: int, value: float | None) -> Sum:
    """Divide one cell of a row by another, where that is known."""
    return Sum(f'IF({whole}{row + 1}>0,{part}{row + 1}/{whole}{row + 1},"")', value)
