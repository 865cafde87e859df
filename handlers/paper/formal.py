"""What every formal paper begins and ends with: state and office, number and date, title; signature and recipients."""

from __future__ import annotations

from typing import TYPE_CHECKING

from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.shared import Mm

from handlers.paper import marks
from handlers.paper.sheet import BODY, CENTRE, LEFT, SMALL, Words, put

if TYPE_CHECKING:
    from collections.abc import Sequence

    from docx.table import _Cell
    from docx.text.paragraph import Paragraph

    from handlers.paper.sheet import Sheet

_STATE = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"
_MOTTO = "Độc lập - Tự do - Hạnh phúc"
_MOTTO_MM = 62  # as long as the words, at 13 points
_OFFICE_MM = 24  # between a third and a half of the longest usual name
_TITLE_MM = 50
_LEFT_MM, _RIGHT_MM = 62, 98
_RECIPIENTS_MM, _SIGNATURE_MM = 88, 72
_SIGNING_ROOM = 4  # lines left free between the office and the name
_NUMBER = "Số:        /{sign}"
_DATE = "{place}, ngày        tháng        năm {year}"
_DRAFT = " DỰ THẢO "


def begin(sheet: Sheet, office: Sequence[str], sign: str, place: str, year: int) -> None:
    """Write the head of a draft: the office, the state, and number and day left open."""
    left, right = _columns(sheet, _LEFT_MM, _RIGHT_MM)
    for line in office:
        put(_next(left), Words(line, bold=True), size=13)
    marks.rule(_next(left), _LEFT_MM, _OFFICE_MM)
    put(_next(left), _NUMBER.format(sign=sign), size=13, before=4)
    draft = put(_next(left), Words(_DRAFT, bold=True), size=SMALL, before=6)
    marks.frame(draft.runs[0])
    put(_next(right), Words(_STATE, bold=True), size=SMALL + 0.5)
    put(_next(right), Words(_MOTTO, bold=True), size=13)
    marks.rule(_next(right), _RIGHT_MM, _MOTTO_MM)
    put(_next(right), Words(_DATE.format(place=place, year=year), italic=True), size=13, before=4)


def title(sheet: Sheet, kind: str, about: str) -> None:
    """Write what kind of paper it is, and what about."""
    sheet.line(Words(kind, bold=True), before=18)
    sheet.line(Words(about, bold=True))
    marks.rule(sheet.document.add_paragraph(), sheet.width_mm, _TITLE_MM)


def addressee(sheet: Sheet, whom: str) -> None:
    """Write whom the paper is addressed to."""
    sheet.line(f"Kính gửi: {whom}", before=8, after=8)


def ground(sheet: Sheet, text: str) -> None:
    """Write one of the documents the paper rests on."""
    sheet.says(Words(text, italic=True))


def end(sheet: Sheet, recipients: Sequence[str], signs_for: str, office: str) -> None:
    """Write whom the paper goes to, and leave room for whoever signs it; whatever is kept before stays with it."""
    sheet.line("", size=6, keep=True)
    left, right = _columns(sheet, _RECIPIENTS_MM, _SIGNATURE_MM)
    put(_next(left), Words("Nơi nhận:", bold=True, italic=True), size=SMALL, align=LEFT)
    for line in recipients:
        put(_next(left), f"- {line}", size=11, align=LEFT)
    put(_next(right), Words(signs_for, bold=True), size=BODY)
    put(_next(right), Words(office, bold=True), size=BODY)
    for _ in range(_SIGNING_ROOM):
        put(_next(right), "")


def appendix(sheet: Sheet, about: str, paper: str, year: int, office: str) -> None:
    """Write the head of what goes with a paper whose number and day are still open."""
    sheet.line(Words("PHỤ LỤC", bold=True))
    sheet.line(Words(about, bold=True))
    day = f"ngày        tháng        năm {year}"
    sheet.line(Words(f"(Kèm theo {paper} {day} của {office})", italic=True), size=13)
    marks.rule(sheet.document.add_paragraph(), sheet.width_mm, _TITLE_MM)


def _columns(sheet: Sheet, *widths_mm: float) -> list[_Cell]:
    """Lay two columns side by side without any border, whose rows stay on one page."""
    table = sheet.document.add_table(rows=1, cols=len(widths_mm))
    table.alignment, table.autofit = WD_TABLE_ALIGNMENT.CENTER, False
    marks.keep_whole(table.rows[0])
    cells = list(table.rows[0].cells)
    for column, cell, width in zip(table.columns, cells, widths_mm, strict=True):
        column.width = cell.width = Mm(width)
        marks.margins(cell, 0)
    return cells


def _next(cell: _Cell) -> Paragraph:
    """Return the paragraph to write next into a cell: the empty one it was born with, or a new one."""
    only: Paragraph = cell.paragraphs[0]
    if len(cell.paragraphs) == 1 and not only.runs and only.alignment is None:
        only.alignment = CENTRE
        return only
    added: Paragraph = cell.add_paragraph()
    return added
