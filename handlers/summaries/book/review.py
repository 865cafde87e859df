"""T1: all households, and how many of them are poor and near-poor (domain.md §5)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from handlers.summaries.book.grid import Grid, Head, Table
from handlers.summaries.book.sheet import Sum
from handlers.summaries.frames import ALL, END_NEAR, END_POOR

if TYPE_CHECKING:
    from collections.abc import Sequence

    from xlsxwriter import Workbook

    from handlers.summaries.book.content import Area
    from handlers.summaries.book.sheet import Cell
    from handlers.summaries.book.styles import Styles
    from handlers.summaries.outline import Line

_SHARE = (Head("Số hộ"), Head("Tỷ lệ (%)"))
_OF_PEOPLE = (Head("Số khẩu"), Head("Tỷ lệ (%)"))
_NOT_RECORDED = (
    "Cột (7), (8), (13), (14) để trống: hệ thống chưa ghi hộ có mức sống trung bình (nông, lâm, ngư, diêm)."
)
TABLE = Table(
    sheet="Biểu 1",
    form="Biểu số 1",
    title="TỔNG HỢP KẾT QUẢ RÀ SOÁT HỘ NGHÈO, HỘ CẬN NGHÈO",
    heads=(
        Head("STT"),
        Head("Địa bàn"),
        Head("Tổng số", (Head("Hộ"), Head("Nhân khẩu"))),
        Head("Hộ nghèo", _SHARE),
        Head("Hộ cận nghèo", _SHARE),
        Head("Hộ có mức sống trung bình", _SHARE),
        Head("Nhân khẩu hộ nghèo", _OF_PEOPLE),
        Head("Nhân khẩu hộ cận nghèo", _OF_PEOPLE),
        Head("Nhân khẩu hộ mức sống trung bình", _OF_PEOPLE),
    ),
    numbers=(
        "", "", "(1)", "(2)", "(3)", "(4)=(3)/(1)", "(5)", "(6)=(5)/(1)", "(7)", "(8)=(7)/(1)",
        "(9)", "(10)=(9)/(2)", "(11)", "(12)=(11)/(2)", "(13)", "(14)=(13)/(2)",
    ),
    widths=(5, 26, 9, 10, 8, 9, 8, 9, 8, 9, 9, 10, 9, 10, 9, 10),
    named=2,
    notes=(_NOT_RECORDED,),
)  # fmt: skip
_NO_TOTAL = "Ô tỷ lệ trống: chưa có tổng số hộ, nhân khẩu của địa bàn đó trong danh mục đơn vị."


def write(book: Workbook, styles: Styles, area: Area) -> None:
    """Write the table."""
    grid = Grid(book, styles, area, TABLE)
    counted = area.counts[[ALL, END_POOR, END_NEAR]].to_numpy().tolist()
    unknown = False
    for line, numbers, own in zip(area.lines, counted, area.totals, strict=True):
        unknown = unknown or not all(own or numbers[:2])
        grid.sheet.stream(grid.row(line), _cells(grid, line, numbers, own), level=grid.level(line))
    grid.finish([_NO_TOTAL] if unknown else [])


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
