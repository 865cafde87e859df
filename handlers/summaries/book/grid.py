"""What the tables share: the head of the page, merged headings, sums, notes, and how it is printed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from handlers.annual.naming import place_of_date
from handlers.summaries.book.sheet import Sum, add_sheet
from store.rules.dates import show_date
from store.rules.levels import Level

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from xlsxwriter import Workbook

    from handlers.summaries.book.content import Area
    from handlers.summaries.book.styles import Body, Styles
    from handlers.summaries.official import Head, Table
    from handlers.summaries.outline import Line

A4 = 9
FIRST_HEAD = 4
"""The row, from 0, in which the headings begin."""

LINE, LEAST = 14.5, 20
"""Points that a line of a heading takes, and the least height of a row of them."""


class Grid:
    """One table on its sheet."""

    def __init__(self, book: Workbook, styles: Styles, area: Area, table: Table) -> None:
        self.sheet = add_sheet(book, table.sheet)
        self.styles, self.area, self.table = styles, area, table
        self.first = FIRST_HEAD + max(head.height for head in table.heads) + 1
        """The first row of the body, from 0."""

        self._place_of = {id(line): place for place, line in enumerate(area.lines)}
        self._set_up()
        self._head()

    def row(self, line: Line, kind: int = 0) -> int:
        """Return the row of a unit, or the second of its rows, from 0."""
        return self.first + self.table.rows_each * self._place_of[id(line)] + kind

    def number(self, line: Line, column: str, value: int, kind: int = 0) -> Sum | int:
        """Return a figure of a unit: of one that has others below it, the sum of theirs, unless it stands apart."""
        if not line.children or line.unit.id in self.area.apart:
            return value
        return _total(column, [self.row(child, kind) for child in line.children], value)

    def look(self, line: Line) -> Body:
        """Return how the cells of a unit look: bold where it has others below it."""
        return self.styles.bold if line.children else self.styles.plain

    def _set_up(self) -> None:
        sheet, table = self.sheet, self.table
        sheet.set_landscape()
        sheet.set_paper(A4)
        sheet.set_margins(left=0.4, right=0.4, top=0.5, bottom=0.6)
        sheet.fit_to_pages(1, 0)
        sheet.repeat_rows(FIRST_HEAD, self.first - 1)
        sheet.set_footer(f"&L&9{_footer(self.area.place)}&C&9Trang &P/&N&R&9{table.form}")
        sheet.freeze_panes(self.first, table.named)
        sheet.set_default_row(17)
        sheet.outline_settings(visible=True, symbols_below=False)
        for at, width in enumerate(table.widths):
            sheet.set_column(at, at, width)

    def _head(self) -> None:
        sheet, styles, area, table = self.sheet, self.styles, self.area, self.table
        last = len(table.widths) - 1
        sheet.write_string(0, 0, area.place.upper(), styles.office)
        sheet.write_string(0, last, table.form, styles.form)
        sheet.set_row(1, 24)
        sheet.merge_range(1, 0, 1, last, f"{table.title} NĂM {area.own.year}", styles.title)
        sheet.merge_range(2, 0, 2, last, preliminary(area), styles.subtitle)
        rows = self.first - 1 - FIRST_HEAD
        cells = [[""] * (last + 1) for _ in range(rows)]
        joined = [*_place(table.heads, 0, 0, rows, cells)]
        for at, row in enumerate(cells):
            sheet.set_row(FIRST_HEAD + at, _height(at, cells, joined, table.widths))
            for column, text in enumerate(row):
                sheet.write_string(FIRST_HEAD + at, column, text, styles.head)
        sheet.set_row(self.first - 1, 24 if any("=" in number for number in table.numbers) else 14)
        for column, number in enumerate(table.numbers):
            sheet.write_string(self.first - 1, column, number, styles.number)
        for top, left, bottom, right in joined:
            sheet.join(FIRST_HEAD + top, left, FIRST_HEAD + bottom, right)

    def finish(self, notes: Sequence[str] = (), *, row: int | None = None) -> None:
        """Write the notes and the place to sign beneath the body, whose last row is above ``row``."""
        sheet, styles = self.sheet, self.styles
        row = self.first + self.table.rows_each * len(self.area.lines) if row is None else row
        for note in (*self.table.notes, *notes):
            row += 1
            sheet.write_string(row, 0, note, styles.note)
        self._sign(row + 2)

    def _sign(self, row: int) -> None:
        """Leave room to sign, in one row, which no page break parts."""
        last = len(self.table.widths) - 1
        self.sheet.set_row(row, 3 * LINE + 10)
        for first, end, over, who, how in (
            (1, 2, " ", "NGƯỜI LẬP BIỂU", "(Ký, ghi rõ họ tên)"),
            (last - 3, last, self._date(), "THỦ TRƯỞNG ĐƠN VỊ", "(Ký, ghi rõ họ tên, đóng dấu)"),
        ):
            small, large = self.styles.sign_small, self.styles.sign
            parts = (small, f"{over}\n", large, f"{who}\n", small, how)
            self.sheet.write_rich_string(row, first, *parts, self.styles.signing)
            self.sheet.join(row, first, row, end)

    def _date(self) -> str:
        """Return the open date, after the name of the place it is signed at; a country is none."""
        unit = self.area.unit
        day = "ngày … tháng … năm …"
        return day.capitalize() if unit.level is Level.COUNTRY else f"{place_of_date(unit.name)}, {day}"

    def level(self, line: Line) -> int:
        """Return how deep a line is folded away: what is right below the area is always in sight."""
        return max(line.depth - 1, 0)


def preliminary(area: Area) -> str:
    """Say what all figures are (domain.md §0, fact 3)."""
    return f"Số liệu sơ bộ tính đến ngày {show_date(area.day)}"


def _total(column: str, rows: Sequence[int], value: int) -> Sum:
    """Return the sum of a column over some rows, counted from 0."""
    if len(rows) > 2 and rows[-1] - rows[0] == len(rows) - 1:  # noqa: PLR2004 - two are shorter written out
        return Sum(f"SUM({column}{rows[0] + 1}:{column}{rows[-1] + 1})", value)
    return Sum("+".join(f"{column}{row + 1}" for row in rows), value)


def _place(
    heads: Sequence[Head], row: int, column: int, rows: int, cells: list[list[str]]
) -> Iterator[tuple[int, int, int, int]]:
    """Put headings into their cells, and yield what is merged."""
    for head in heads:
        cells[row][column] = head.text
        bottom = row if head.below else rows - 1
        yield row, column, bottom, column + head.width - 1
        yield from _place(head.below, row + 1, column, rows, cells)
        column += head.width


def _height(
    row: int, cells: list[list[str]], joined: Sequence[tuple[int, int, int, int]], widths: Sequence[float]
) -> float:
    """Return how high a row of headings has to be for those that stand in it alone."""
    lines = [
        -(-len(cells[top][left]) // (sum(widths[left : right + 1]) * 0.9))
        for top, left, bottom, right in joined
        if top == bottom == row
    ]
    return max(LEAST, LINE * max(lines, default=1) + 4)


def _footer(words: str) -> str:
    """Make words safe for a footer, where an ampersand begins a command."""
    return words.replace("&", "&&")
