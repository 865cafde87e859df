"""T1: all households, and how many of them are poor and near-poor (domain.md §5)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from handlers.summaries.book.grid import Grid, Head, Table, total
from handlers.summaries.book.sheet import Sum
from handlers.summaries.frames import ALL, END_NEAR, END_POOR

if TYPE_CHECKING:
    from xlsxwriter import Workbook

    from handlers.summaries.book.content import Area
    from handlers.summaries.book.sheet import Cell
    from handlers.summaries.book.styles import Styles

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
    names = (ALL, END_POOR, END_NEAR)
    counted = area.counts[list(names)].to_numpy().tolist()
    rows = {id(line): grid.first + at for at, line in enumerate(area.lines)}
    unknown = False
    for at, (line, numbers) in enumerate(zip(area.lines, counted, strict=True)):
        households, people, poor, poor_people, near, near_people = numbers
        below = [rows[id(child)] for child in line.children]
        look = styles.bold if line.children else styles.plain
        row = grid.first + at

        def count(column: str, value: int, below: list[int] = below) -> Sum | int:
            return total(column, below, value) if below else value

        own = area.totals.get(at)
        households, people = own or (households, people)
        unknown = unknown or not (households and people)
        ordinal, name = area.label(line)
        cells: list[Cell] = [
            (ordinal, look.ordinal),
            (name, look.name),
            (households if own else count("C", households), look.whole),
            (people if own else count("D", people), look.whole),
            (count("E", poor), look.whole),
            (_share("E", "C", row, poor, households), look.share),
            (count("G", near), look.whole),
            (_share("G", "C", row, near, households), look.share),
            (None, look.whole),
            (None, look.share),
            (count("K", poor_people), look.whole),
            (_share("K", "D", row, poor_people, people), look.share),
            (count("M", near_people), look.whole),
            (_share("M", "D", row, near_people, people), look.share),
            (None, look.whole),
            (None, look.share),
        ]
        grid.sheet.stream(row, cells, level=grid.level(line))
    grid.finish(grid.first + len(area.lines), [_NO_TOTAL] if unknown else [])


def _share(part: str, whole: str, row: int, count: int, of: int) -> Sum:
    """Divide one cell of a row by another, where that is known."""
    name = row + 1
    return Sum(f'IF({whole}{name}>0,{part}{name}/{whole}{name},"")', count / of if of else None)
