"""A table: a head whose cells may span others, rows of words and figures, and a row of sums that stands out."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from docx.enum.table import WD_CELL_VERTICAL_ALIGNMENT, WD_TABLE_ALIGNMENT
from docx.shared import Mm

from handlers.paper import marks
from handlers.paper.sheet import CENTRE, LEFT, RIGHT, Words, put

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from docx.table import Table, _Row

    from handlers.paper.sheet import Sheet

_MARGIN = 50  # twentieths of a point; the usual 108 would leave narrow columns no room
_WHOLE = 15
"""Rows of a table that is never broken over two pages."""

_ALIGNS = {"l": LEFT, "c": CENTRE, "r": RIGHT}


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell of a table's head, over some columns and rows."""

    text: str
    across: int = 1
    down: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Grid:
    """A table.

    Attributes:
        head: the rows of the head, each with the cells that begin in it, from left to right.
        rows: the words of each row, as many as there are columns.
        widths: how wide the columns are, against each other.
        aligns: a letter a column: l, c or r.
        size: of the letters, in points.
        bold: the places of rows in bold.
    """

    head: Sequence[Sequence[Cell | str]]
    rows: Sequence[Sequence[str]]
    widths: Sequence[float]
    aligns: str
    size: float
    bold: frozenset[int] = frozenset()


def draw(sheet: Sheet, grid: Grid) -> None:
    """Write a table as wide as the page. Its head stands again on each page, and no row is broken."""
    table = sheet.document.add_table(
        rows=len(grid.head) + len(grid.rows), cols=len(grid.widths), style="Table Grid"
    )
    table.alignment, table.autofit = WD_TABLE_ALIGNMENT.CENTER, False
    widths = [sheet.width_mm * width / sum(grid.widths) for width in grid.widths]
    rows = list(table.rows)
    for column, width in zip(table.columns, widths, strict=True):
        column.width = Mm(width)
    for row in rows:
        _shape(row, widths)
    _draw_head(table, grid)
    last = len(grid.rows) - 1
    for place, (row, words) in enumerate(zip(rows[len(grid.head) :], grid.rows, strict=True)):
        # The row of sums never stands alone on a page.
        keep = place < last if len(grid.rows) <= _WHOLE else place == last - 1
        _draw_row(row, words, grid, bold=place in grid.bold, keep=keep)


def _shape(row: _Row, widths: Sequence[float]) -> None:
    marks.keep_whole(row)
    for cell, width in zip(row.cells, widths, strict=True):
        cell.width = Mm(width)
        cell.vertical_alignment = WD_CELL_VERTICAL_ALIGNMENT.CENTER
        marks.margins(cell, _MARGIN)


def _draw_head(table: Table, grid: Grid) -> None:
    for row, place, cell in placed(grid.head, len(grid.widths)):
        start = table.cell(row, place)
        end = table.cell(row + cell.down - 1, place + cell.across - 1)
        merged = start.merge(end) if start is not end else start
        paragraph = put(merged.paragraphs[0], Words(cell.text, bold=True), size=grid.size)
        paragraph.paragraph_format.keep_with_next = True
    for row in list(table.rows)[: len(grid.head)]:
        marks.repeat(row)


def placed(head: Sequence[Sequence[Cell | str]], columns: int) -> Iterator[tuple[int, int, Cell]]:
    """Yield each cell of a head with its row and its first column: the first one that nothing covers yet."""
    covered: set[tuple[int, int]] = set()
    for row, cells in enumerate(head):
        for each in cells:
            cell = Cell(each) if isinstance(each, str) else each
            place = next(column for column in range(columns) if (row, column) not in covered)
            covered |= {
                (row + down, place + across) for down in range(cell.down) for across in range(cell.across)
            }
            yield row, place, cell


def _draw_row(row: _Row, words: Sequence[str], grid: Grid, *, bold: bool, keep: bool) -> None:
    for cell, text, align in zip(row.cells, words, grid.aligns, strict=True):
        paragraph = put(
            cell.paragraphs[0],
            Words(text, bold=bold),
            size=grid.size,
            align=_ALIGNS[align],
            before=1,
            after=1,
        )
        paragraph.paragraph_format.keep_with_next = keep
