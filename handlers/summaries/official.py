"""The official tables (domain.md §5): what they are called, their headings, and what stands in their columns.

One source for the workbook and for the paper that goes with the annual report. Nothing here is computed or drawn.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from store.rules.causes import Cause
from store.rules.dates import show_date
from store.rules.flows import Flow

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date


@dataclass(frozen=True, slots=True)
class Head:
    """A heading, and those it spans."""

    text: str
    below: tuple[Head, ...] = ()

    @property
    def width(self) -> int:
        """How many columns it stands over."""
        return sum(head.width for head in self.below) or 1

    @property
    def height(self) -> int:
        """How many rows it and those below it take."""
        return 1 + max((head.height for head in self.below), default=0)


@dataclass(frozen=True, slots=True)
class Table:
    """A table: its sheet, what it is called, its headings, the numbers of its columns, and their widths.

    ``named`` is how many columns name a row, and stay in sight. ``rows_each`` is how many rows a unit takes.
    """

    sheet: str
    form: str
    title: str
    heads: tuple[Head, ...]
    numbers: tuple[str, ...]
    widths: tuple[float, ...]
    named: int
    notes: tuple[str, ...] = ()
    rows_each: int = 1


_SHARE = (Head("Số hộ"), Head("Tỷ lệ (%)"))
_OF_PEOPLE = (Head("Số khẩu"), Head("Tỷ lệ (%)"))
_NOT_RECORDED = (
    "Cột (7), (8), (13), (14) để trống: hệ thống chưa ghi hộ có mức sống trung bình (nông, lâm, ngư, diêm)."
)
REVIEW = Table(
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
    widths=(7.5, 26, 9, 10, 8, 9, 8, 9, 8, 9, 9, 10, 9, 10, 9, 10),
    named=2,
    notes=(_NOT_RECORDED,),
)  # fmt: skip
"""T1: all households, and how many of them are poor and near-poor."""

NO_TOTAL = "Ô tỷ lệ trống: chưa có tổng số hộ, nhân khẩu của địa bàn đó trong danh mục đơn vị."

_NUMBERS = (
    "", "", "", "(1)", "(2)", "(3)", "(4)", "(5)", "(6)", "(7)", "(8)", "(9)=(1)-(2)-(3)-(4) +(5)+(6)+(7)+(8)",
)  # fmt: skip
_WIDTHS = (7.5, 28, 10, 9, 11, 11, 9, 12, 9, 10, 9, 15)
_MOVED = "Hộ chuyển nơi ở giữa hai địa bàn trong biểu được tính giảm khác ở nơi đi và tăng khác ở nơi đến."
_PERSONS = "Giảm khác, tăng khác của nhân khẩu gồm cả người sinh, mất, chuyển đi, chuyển đến trong hộ."


def _changes(sheet: str, form: str, title: str, down: tuple[Head, ...], up: tuple[Head, ...]) -> Table:
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


POOR = _changes(
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
"""T2: how the lists of poor households changed, in households and in persons."""

NEAR = _changes(
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
"""T3: the same of near-poor households."""

FLOWS_OF_POOR = (
    Flow.EXIT_POOR_TO_NEAR,
    Flow.EXIT_POOR_FULL,
    Flow.LESS_POOR,
    Flow.NEAR_TO_POOR,
    Flow.RELAPSE_POOR,
    Flow.NEW_POOR,
    Flow.MORE_POOR,
)
FLOWS_OF_NEAR = (
    Flow.NEAR_TO_POOR,
    Flow.EXIT_NEAR,
    Flow.LESS_NEAR,
    Flow.EXIT_POOR_TO_NEAR,
    Flow.RELAPSE_NEAR,
    Flow.NEW_NEAR,
    Flow.MORE_NEAR,
)
"""Columns (2) to (8) of T2 and of T3."""

HOUSEHOLDS_ROW, PEOPLE_ROW = "Hộ", "Nhân khẩu"
"""What the two rows of a unit count in T2 and T3."""


def begun_later(days: Iterable[date]) -> str:
    """Say since when the units are there that came into being within the year."""
    since = ", ".join(show_date(day) for day in sorted(set(days)))
    return f"Đơn vị thành lập trong năm ({since}): đầu kỳ là ngày thành lập."


ENDED = (
    "Dòng cộng của địa bàn có đơn vị đã sáp nhập, giải thể là số của cả địa bàn, kể cả phần của đơn vị cũ, "
    "nên có thể khác tổng các dòng dưới."
)

MOVED_WITHIN = (
    "Dòng cộng không tính hộ chuyển nơi ở giữa các địa bàn trong biểu, "
    "nên giảm khác, tăng khác có thể ít hơn tổng các dòng dưới."
)
"""Said where the line of the whole bears its own figures, to which such a move is no change."""

CAUSES = Table(
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
    widths=(7.5, 28, 10, *([12] * len(Cause)), 12),
    named=2,
)
"""T10: poor households by cause of poverty."""

CAUSES_RECORDED = "Nguyên nhân lấy từ sổ hộ; hộ chưa ghi nguyên nhân thì đếm ở cột (10)."
NO_CAUSES = "Sổ hộ chưa ghi nguyên nhân nghèo của hộ nào: cột (2)–(9) để trống, cần nhập từ phiếu rà soát."
CAUSES_BY_PROVINCE = "Nguyên nhân nghèo được lập ở biểu của từng tỉnh: cột (2)–(10) để trống."
CAUSES_OF_NOW = (
    "Sổ hộ chỉ ghi nguyên nhân của các hộ nghèo hiện nay; biểu của thời điểm trước để trống cột (2)–(10)."
)
