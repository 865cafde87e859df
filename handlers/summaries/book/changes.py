"""T2 and T3: how the lists of poor and of near-poor households changed, in households and in persons (domain.md §5)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from handlers.summaries.book.grid import Grid, Head, Table
from handlers.summaries.book.sheet import Sum
from handlers.summaries.frames import END_NEAR, END_POOR, HOUSEHOLDS, PEOPLE, START_NEAR, START_POOR
from store.rules.dates import show_date
from store.rules.flows import Flow

if TYPE_CHECKING:
    from collections.abc import Sequence

    import pandas as pd
    from xlsxwriter import Workbook

    from handlers.summaries.book.content import Area
    from handlers.summaries.book.sheet import Cell
    from handlers.summaries.book.styles import Styles
    from handlers.summaries.outline import Line

_NUMBERS = (
    "", "", "", "(1)", "(2)", "(3)", "(4)", "(5)", "(6)", "(7)", "(8)", "(9)=(1)-(2)-(3)-(4) +(5)+(6)+(7)+(8)",
)  # fmt: skip
_WIDTHS = (5, 28, 10, 9, 11, 11, 9, 12, 9, 10, 9, 15)
_MOVED = "Hộ chuyển nơi ở giữa hai địa bàn trong biểu được tính giảm khác ở nơi đi và tăng khác ở nơi đến."
_PERSONS = "Giảm khác, tăng khác của nhân khẩu gồm cả người sinh, mất, chuyển đi, chuyển đến trong hộ."


def _table(sheet: str, form: str, title: str, down: tuple[Head, ...], up: tuple[Head, ...]) -> Table:
    heads = (
        Head("STT"),
        Head("Địa bàn"),
        Head("Phân tổ"),
        Head("Đầu kỳ"),
        Head("Giảm trong kỳ", down),
        Head("Tăng trong kỳ", up),
        Head("Cuối kỳ"),
    )
    return Table(sheet, form, title, heads, _NUMBERS, _WIDTHS, 3, (_MOVED, _PERSONS), rows_each=2)


POOR = _table(
    "Biểu 2",
    "Biểu số 2",
    "TỔNG HỢP DIỄN BIẾN HỘ NGHÈO",
    (
        Head("Thoát nghèo", (Head("Trở thành hộ cận nghèo"), Head("Vượt chuẩn cận nghèo"))),
        Head("Giảm khác"),
    ),
    (
        Head("Hộ cận nghèo trở thành hộ nghèo"),
        Head("Bổ sung", (Head("Tái nghèo"), Head("Phát sinh mới"))),
        Head("Tăng khác"),
    ),
)
NEAR = _table(
    "Biểu 3",
    "Biểu số 3",
    "TỔNG HỢP DIỄN BIẾN HỘ CẬN NGHÈO",
    (
        Head("Ra khỏi hộ cận nghèo", (Head("Trở thành hộ nghèo"), Head("Vượt chuẩn cận nghèo"))),
        Head("Giảm khác"),
    ),
    (
        Head("Hộ nghèo trở thành hộ cận nghèo"),
        Head("Bổ sung", (Head("Tái cận nghèo"), Head("Phát sinh mới"))),
        Head("Tăng khác"),
    ),
)
_OF_POOR = (
    START_POOR, Flow.EXIT_POOR_TO_NEAR, Flow.EXIT_POOR_FULL, Flow.LESS_POOR, Flow.NEAR_TO_POOR, Flow.RELAPSE_POOR,
    Flow.NEW_POOR, Flow.MORE_POOR, END_POOR,
)  # fmt: skip
_OF_NEAR = (
    START_NEAR, Flow.NEAR_TO_POOR, Flow.EXIT_NEAR, Flow.LESS_NEAR, Flow.EXIT_POOR_TO_NEAR, Flow.RELAPSE_NEAR,
    Flow.NEW_NEAR, Flow.MORE_NEAR, END_NEAR,
)  # fmt: skip
_COLUMNS = "DEFGHIJK"
_WORDS = {HOUSEHOLDS: "Hộ", PEOPLE: "Nhân khẩu"}


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
        grid.finish([_later(area)] if area.begun else [])


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


def _later(area: Area) -> str:
    days = {unit.valid_from for unit in area.begun}
    since = ", ".join(show_date(day) for day in sorted(days))
    return f"Đơn vị thành lập trong năm ({since}): đầu kỳ là ngày thành lập."
