"""The sheet that says what the workbook is: of which area and time, who took it out and when, what it rests on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from handlers.summaries.book.grid import A4, preliminary
from handlers.summaries.outline import lowest_level
from store.rules.dates import show_date
from store.rules.levels import Level

if TYPE_CHECKING:
    from datetime import datetime

    from xlsxwriter import Workbook

    from handlers.summaries.book.content import Area
    from handlers.summaries.book.styles import Styles

SHEET = "Thông tin"
_SHEETS = (
    ("Biểu 1", "Tổng hợp kết quả rà soát hộ nghèo, hộ cận nghèo"),
    ("Biểu 2", "Tổng hợp diễn biến hộ nghèo"),
    ("Biểu 3", "Tổng hợp diễn biến hộ cận nghèo"),
    ("Biểu 10", "Phân tích hộ nghèo theo nguyên nhân nghèo"),
    ("Danh sách", "Các báo cáo biến động gửi trong năm"),
)
_RESTS_ON = (
    "Số liệu lấy từ sổ hộ và các báo cáo trên hệ thống. Biến động trong kỳ là biến động đã được công nhận hoặc đã "
    "ghi vào sổ hộ; báo cáo còn chờ xác minh, chờ quyết định chỉ có trong danh sách."
)
_SERIES = "Số liệu các năm thuộc hai chuẩn nghèo khác nhau không so sánh với nhau."
_FOLDED = "Các thôn được thu gọn dưới xã: bấm số 2 ở góc trên bên trái của biểu để mở ra, số 1 để thu lại."
_WITH_CARE = "Tệp có thông tin của hộ dân: chỉ dùng cho công việc, không chuyển cho người không có nhiệm vụ."


def write(book: Workbook, styles: Styles, area: Area, *, listed: bool) -> None:
    """Write the sheet; ``listed`` says whether the list of cases is there."""
    sheet = book.add_worksheet(SHEET)
    sheet.set_paper(A4)
    sheet.fit_to_pages(1, 0)
    sheet.set_column(0, 0, 24)
    sheet.set_column(1, 1, 74)
    sheet.hide_gridlines(2)
    sheet.set_row(0, 30)
    sheet.merge_range(0, 0, 0, 1, "BIỂU TỔNG HỢP HỘ NGHÈO, HỘ CẬN NGHÈO", styles.title)
    at: datetime = area.at.replace(tzinfo=None)
    row = 2
    for label, value in _lines(area):
        sheet.write_string(row, 0, label, styles.label)
        sheet.write_string(row, 1, value, styles.value)
        row += 1
    sheet.write_string(row, 0, "Xuất lúc", styles.label)
    sheet.write_datetime(row, 1, at, styles.moment)
    row += 2
    for name, words in _SHEETS if listed else _SHEETS[:-1]:
        sheet.write_url(row, 0, f"internal:'{name}'!A1", styles.link, name)
        sheet.write_string(row, 1, words, styles.value)
        row += 1
    for words in _notes(area, listed=listed):
        row += 1
        sheet.merge_range(row, 0, row, 1, words, styles.value)
        sheet.set_row(row, 34)


def _lines(area: Area) -> list[tuple[str, str]]:
    own = area.own
    return [
        ("Địa bàn", area.place),
        ("Mã đơn vị", area.unit.code),
        ("Kỳ số liệu", f"Năm {own.year}: từ {show_date(own.opened)} đến {show_date(own.closed)}"),
        ("Tính chất", f"{preliminary(area)}."),
        ("Người xuất", area.by),
    ]


def _notes(area: Area, *, listed: bool) -> list[str]:
    notes = [_RESTS_ON, _SERIES]
    if area.outline.depth > 1:
        notes.append(_FOLDED)
    if lowest_level(area.unit) is not Level.VILLAGE:
        notes.append("Biểu của cả nước lập đến cấp xã; danh sách báo cáo lấy ở biểu của từng tỉnh.")
    if listed:
        notes.append(_WITH_CARE)
    return notes
