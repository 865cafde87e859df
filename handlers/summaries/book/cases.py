"""The list of cases: every report of the year, by name only where the reader may know the names of that place."""

from __future__ import annotations

from typing import TYPE_CHECKING

from handlers.summaries.book.grid import Grid
from handlers.summaries.official import Head, Table
from store.rules.names import initials

if TYPE_CHECKING:
    from collections.abc import Iterable

    from xlsxwriter import Workbook

    from handlers.summaries.book.content import Area
    from handlers.summaries.book.sheet import Cell
    from handlers.summaries.book.styles import Styles
    from store.listing import Case

_HEADS = (
    "STT", "Mã báo cáo", "Xã", "Thôn", "Chủ hộ", "Năm sinh", "Mã hộ", "Nhân khẩu", "Loại biến động",
    "Ngày biến động", "Ngày gửi", "Trạng thái", "Số quyết định", "Ngày quyết định",
)  # fmt: skip
TABLE = Table(
    sheet="Danh sách",
    form="Danh sách kèm theo",
    title="DANH SÁCH BÁO CÁO BIẾN ĐỘNG HỘ NGHÈO, HỘ CẬN NGHÈO",
    heads=tuple(Head(text) for text in _HEADS),
    numbers=tuple(f"({number})" for number in range(1, len(_HEADS) + 1)),
    widths=(6, 13, 18, 22, 22, 8, 16, 7, 26, 11, 11, 18, 16, 11),
    named=2,
)
_SHORT = "Nơi người xuất không được xem tên hộ, chủ hộ ghi bằng chữ cái đầu và không có năm sinh."
_NONE = "Không có báo cáo nào trong năm."


def write(book: Workbook, styles: Styles, area: Area, cases: Iterable[Case]) -> None:
    """Write the list, as its cases are read."""
    grid = Grid(book, styles, area, TABLE)
    row = grid.first
    shortened = False
    for number, case in enumerate(cases, start=1):
        shortened = shortened or not case.named
        grid.sheet.stream(row, _cells(styles, number, case))
        row += 1
    grid.sheet.autofilter(grid.first - 2, 0, max(row - 1, grid.first - 1), len(_HEADS) - 1)
    grid.finish([*([_SHORT] if shortened else []), *([_NONE] if row == grid.first else [])], row=row)


def _cells(styles: Styles, number: int, case: Case) -> list[Cell]:
    return [
        (number, styles.code),
        (case.code, styles.code),
        (case.commune, styles.text),
        (case.village, styles.text),
        (case.head_name if case.named else initials(case.head_name), styles.text),
        (case.birth_year if case.named else None, styles.code),
        (case.household, styles.code),
        (case.members, styles.code),
        (case.change, styles.text),
        (case.event_on, styles.day),
        (case.submitted_on, styles.day),
        (case.state, styles.text),
        (case.decision, styles.text),
        (case.signed_on, styles.day),
    ]
