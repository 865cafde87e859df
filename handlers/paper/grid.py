"""A table: a head whose cells may span others, rows of words and figures, and rows of sums that stand out.

Written as the format has it, cell by cell: through python-docx's own tables, those of a province take half a minute.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING
from xml.sax.saxutils import escape

from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from docx.shared import Mm

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from handlers.paper.sheet import Sheet

_WHOLE = 26
"""Rows of a table that is not broken over two pages; more do not fit a page that lies across."""

ABOVE = "\0"
"""In place of a cell's words: it is one with the cell above it."""

_ALIGNS = {"l": "left", "c": "center", "r": "right"}
_SIDES = ("top", "left", "bottom", "right", "insideH", "insideV")
_MARGIN = 50  # twentieths of a point; the usual 108 would leave narrow columns no room
_AROUND = 20  # twentieths of a point above and below the words


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
        rows: the words of each row, as many as there are columns; ``ABOVE`` where a cell reaches down from above.
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
    whole = Mm(sheet.width_mm).twips
    widths = [round(whole * width / sum(grid.widths)) for width in grid.widths]
    rows = [*_head(grid, widths), *_body(grid, widths)]
    borders = "".join(f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="000000"/>' for side in _SIDES)
    columns = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    margins = "".join(f'<w:{side} w:w="{_MARGIN}" w:type="dxa"/>' for side in ("left", "right"))
    table = (
        f'<w:tbl {nsdecls("w")}><w:tblPr><w:tblW w:w="{sum(widths)}" w:type="dxa"/><w:jc w:val="center"/>'
        f'<w:tblBorders>{borders}</w:tblBorders><w:tblLayout w:type="fixed"/><w:tblCellMar>{margins}</w:tblCellMar>'
        f"</w:tblPr><w:tblGrid>{columns}</w:tblGrid>{''.join(rows)}</w:tbl>"
    )
    sheet.document.element.body.insert_element_before(parse_xml(table), "w:sectPr")


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


def _head(grid: Grid, widths: Sequence[int]) -> Iterator[str]:
    cells: list[dict[int, str]] = [{} for _ in grid.head]
    for first, column, cell in placed(grid.head, len(widths)):
        width = sum(widths[column : column + cell.across])
        for row in range(first, first + cell.down):
            merge = _merge(begins=row == first) if cell.down > 1 else ""
            said = _paragraph(cell.text if row == first else "", grid.size, "center", bold=True, keep=True)
            cells[row][column] = _cell(width, said, f'<w:gridSpan w:val="{cell.across}"/>{merge}')
    for begun in cells:
        yield _row("".join(begun[column] for column in sorted(begun)), "<w:tblHeader/>")


def _body(grid: Grid, widths: Sequence[int]) -> Iterator[str]:
    for place, words in enumerate(grid.rows):
        below = grid.rows[place + 1] if place + 1 < len(grid.rows) else ()
        bold, keep = place in grid.bold, _stays(grid, place)
        cells = []
        for column, (text, width, align) in enumerate(zip(words, widths, grid.aligns, strict=True)):
            reaches = text == ABOVE or (below and below[column] == ABOVE)
            said = _paragraph("" if text == ABOVE else text, grid.size, _ALIGNS[align], bold=bold, keep=keep)
            cells.append(_cell(width, said, _merge(begins=text != ABOVE) if reaches else ""))
        yield _row("".join(cells))


def _stays(grid: Grid, place: int) -> bool:
    """Tell whether a row stays on one page with the next: a small table is whole, its last row never alone."""
    last = len(grid.rows) - 1
    if place == last:
        return False
    return len(grid.rows) <= _WHOLE or place == last - 1 or ABOVE in grid.rows[place + 1]


def _row(cells: str, also: str = "") -> str:
    return f"<w:tr><w:trPr><w:cantSplit/>{also}</w:trPr>{cells}</w:tr>"


def _cell(width: int, said: str, spans: str) -> str:
    return f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{spans}<w:vAlign w:val="center"/></w:tcPr>{said}</w:tc>'


def _merge(*, begins: bool) -> str:
    return f'<w:vMerge w:val="{"restart" if begins else "continue"}"/>'


def _paragraph(text: str, size: float, align: str, *, bold: bool, keep: bool) -> str:
    looks = f'<w:rPr>{"<w:b/>" if bold else ""}<w:sz w:val="{round(size * 2)}"/></w:rPr>'
    run = f'<w:r>{looks}<w:t xml:space="preserve">{escape(text)}</w:t></w:r>' if text else ""
    return (
        f'<w:p><w:pPr>{"<w:keepNext/>" if keep else ""}<w:spacing w:before="{_AROUND}" w:after="{_AROUND}"/>'
        f'<w:jc w:val="{align}"/>{looks}</w:pPr>{run}</w:p>'
    )
