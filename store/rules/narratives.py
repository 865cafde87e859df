"""The parts of the annual report that no figure can give, and what may be written there (domain.md §7, §11)."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING

from store.rules.numbers import show_count
from store.rules.refusal import Refusal
from store.rules.text import Text
from store.rules.worded import Worded

if TYPE_CHECKING:
    from datetime import date

LONGEST = 2000
"""Characters of one part; it is shown again in a message beside its question."""

# CCCD 12 digits, CMND 9, mobile numbers in their usual groups (domain.md §12); sums of money have dots.
_PAPER = re.compile(r"(?<![\d.,])(?:\d{12}|\d{9})(?![\d.,]*\d)")
_PHONE = re.compile(
    r"(?<![\d.,])(?:\+84 ?|0)[35789](?:\d{8}|\d{1,2}([ .-])\d{3}\1\d{3,4}|\d{2}([ .-])\d{2}\2\d{2}\2\d{2})(?!\d)"
)
_UNWRITABLE = re.compile(r"[\x00-\x08\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")
"""What no file can hold."""

_BLANKS = re.compile(r"[ \t\u00a0]+")


class Part(Worded):
    """One part in words; members run in the order of the report. The second words stand on its button."""

    LEADERSHIP = (
        "leadership",
        Text("Công tác lãnh đạo, chỉ đạo, triển khai", "Leadership and activities"),
        Text("Chỉ đạo, triển khai", "Activities"),
    )
    RESOURCES = (
        "resources",
        Text("Huy động nguồn lực", "Resources mobilised"),
        Text("Nguồn lực", "Resources"),
    )
    GROUPS = (
        "groups",
        Text(
            "Kết quả của Mặt trận, đoàn thể, doanh nghiệp, cộng đồng",
            "What the Fatherland Front, organisations, enterprises and communities did",
        ),
        Text("Mặt trận, đoàn thể", "Organisations"),
    )
    EXAMPLES = (
        "examples",
        Text("Điển hình tiên tiến", "Good examples"),
        Text("Điển hình", "Good examples"),
    )
    AWARDS = "awards", Text("Khen thưởng", "Awards"), Text("Khen thưởng", "Awards")
    STRENGTHS = "strengths", Text("Ưu điểm", "What went well"), Text("Ưu điểm", "What went well")
    DIFFICULTIES = (
        "difficulties",
        Text("Khó khăn, vướng mắc, hạn chế và nguyên nhân", "Difficulties, shortcomings and their causes"),
        Text("Khó khăn", "Difficulties"),
    )
    DIRECTIONS = (
        "directions",
        Text("Phương hướng, nhiệm vụ năm tới", "Directions and tasks of next year"),
        Text("Phương hướng", "Next year"),
    )
    PROPOSALS = "proposals", Text("Kiến nghị, đề xuất", "Proposals"), Text("Kiến nghị", "Proposals")


class PersonalNumber(Refusal):
    """A number of a paper or a telephone, which the report never needs."""

    def __init__(self) -> None:
        super().__init__(
            Text(
                "Trong nội dung có số giấy tờ hoặc số điện thoại. Báo cáo không ghi các số này; "
                "nhờ anh/chị bỏ số đó rồi gửi lại ạ. Nếu là số tiền, xin ghi có dấu chấm, ví dụ 150.000.000.",
                "There is the number of a paper or of a telephone in it. The report holds none; please leave it "
                "out and send the text again. If it is a sum of money, write it with dots: 150.000.000.",
            )
        )


class LongNarrative(Refusal):
    """More than fits one part."""

    def __init__(self, length: int) -> None:
        super().__init__(
            Text(
                "Nội dung dài {length} ký tự, nhờ anh/chị viết gọn trong {longest} ký tự ạ.",
                "The text has {length} characters; please keep it to {longest}.",
            ).fill(length=show_count(length), longest=show_count(LONGEST))
        )


class NarrativeClosed(Refusal):
    """A year is over, and with it the writing of its report."""

    def __init__(self, year: int) -> None:
        super().__init__(
            Text(
                "Năm {year} đã kết thúc nên nội dung báo cáo không sửa được nữa ạ.",
                "The year {year} is over, so the words of its report can no longer be changed.",
            ).fill(year=year)
        )


def check_narrative(written: str) -> str:
    """Return what was written for one part, its blanks tidied (NFC) and its lines kept; empty for nothing.

    Raises:
        LongNarrative: it is longer than ``LONGEST``.
        PersonalNumber: it holds what looks like the number of an identity paper or of a telephone.
    """
    kept = _UNWRITABLE.sub("", written)
    lines = (_BLANKS.sub(" ", line).strip() for line in unicodedata.normalize("NFC", kept).splitlines())
    text = "\n".join(line for line in lines if line)
    if len(text) > LONGEST:
        raise LongNarrative(len(text))
    if _PAPER.search(text) or _PHONE.search(text):
        raise PersonalNumber
    return text


def check_open(year: int, today: date) -> None:
    """Check that the words of a year's report may still be written: until its last day.

    Raises:
        NarrativeClosed: they may not.
    """
    if today.year > year:
        raise NarrativeClosed(year)
