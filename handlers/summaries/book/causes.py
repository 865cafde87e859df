"""T10: poor households by cause of poverty (domain.md §5); what the register does not hold is said, not made up."""

from __future__ import annotations

from typing import TYPE_CHECKING

from handlers.summaries.book.grid import Grid, Head, Table
from handlers.summaries.frames import END_POOR, HOUSEHOLDS
from store.rules.causes import Cause

if TYPE_CHECKING:
    from collections.abc import Sequence

    from xlsxwriter import Workbook

    from handlers.summaries.book.content import Area
    from handlers.summaries.book.sheet import Cell
    from handlers.summaries.book.styles import Styles

TABLE = Table(
    sheet="Biểu 10",
    form="Biểu số 10",
    title="PHÂN TÍCH HỘ NGHÈO THEO NGUYÊN NHÂN NGHÈO",
    heads=(
        Head("STT"),
        Head("Địa bàn"),
        Head("Tổng số hộ nghèo"),
        Head(
            "Nguyên nhân nghèo (một hộ có thể có nhiều nguyên nhân)",
            tuple(Head(cause.text.vi[0].upper() + cause.text.vi[1:]) for cause in Cause),
        ),
        Head("Chưa ghi nguyên nhân"),
    ),
    numbers=("", "", *(f"({number})" for number in range(1, len(Cause) + 3))),
    widths=(5, 28, 10, *([12] * len(Cause)), 12),
    named=2,
)
_COLUMNS = "CDEFGHIJKL"
_SOURCE = "Nguyên nhân lấy từ sổ hộ (cột causes khi nhập danh sách hộ); hộ chưa có thì đếm ở cột (10)."
_NONE = "Sổ hộ chưa ghi nguyên nhân nghèo của hộ nào: cột (2)–(9) để trống, cần nhập từ phiếu rà soát."
_BY_PROVINCE = "Nguyên nhân nghèo được lập ở biểu của từng tỉnh: cột (2)–(10) để trống."
_EARLIER = "Sổ hộ chỉ có nguyên nhân của các hộ nghèo hiện nay: cột (2)–(10) của năm trước để trống."


def write(book: Workbook, styles: Styles, area: Area) -> None:
    """Write the table."""
    grid = Grid(book, styles, area, TABLE)
    poor = area.counts[END_POOR, HOUSEHOLDS].tolist()
    for at, line in enumerate(area.lines):
        look = grid.look(line)
        ordinal, name = area.label(line)
        cells: list[Cell] = [(ordinal, look.ordinal), (name, look.name)]
        for column, number in zip(_COLUMNS, (poor[at], *_by_cause(area, at)), strict=True):
            cells.append((None if number is None else grid.number(line, column, number), look.whole))
        grid.sheet.stream(grid.row(line), cells, level=grid.level(line))
    grid.finish([_note(area)])


def _by_cause(area: Area, at: int) -> Sequence[int | None]:
    """Return the columns of causes of a line; where none is recorded anywhere, they stay empty."""
    if area.causes is None:
        return [None] * (len(Cause) + 1)
    row = area.causes[at]
    return row if _is_recorded(area) else [*([None] * len(Cause)), row[-1]]


def _is_recorded(area: Area) -> bool:
    return area.causes is not None and any(area.causes[0][:-1])


def _note(area: Area) -> str:
    if not area.is_present:
        return _EARLIER
    if area.causes is None:
        return _BY_PROVINCE
    return _SOURCE if _is_recorded(area) else _NONE
