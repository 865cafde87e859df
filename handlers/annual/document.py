"""The annual report of the movement as a draft to be signed: the outline of domain.md §7 in the layout of §8.

Built from plain data alone. Loads python-docx (handlers/paper).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from handlers.annual import tables, words
from handlers.annual.addressing import reports_upward
from handlers.annual.appendix import forms
from handlers.annual.naming import inline, place_of_date
from handlers.paper import formal
from handlers.paper.grid import draw
from handlers.paper.sheet import JUSTIFIED, LEFT, SMALL, Sheet, Words
from store.rules.dates import show_date
from store.rules.narratives import Part

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import datetime

    from handlers.annual.content import Annual
    from handlers.paper.grid import Grid
    from store.rules.plans import Plan

_SIGN = "BC-UBND"
_OFFICE = "Ủy ban nhân dân"
_MOVEMENT = "Cả nước chung tay vì người nghèo – Không để ai bị bỏ lại phía sau"
_FILED = "Lưu:"


def build(annual: Annual, made_at: datetime) -> bytes:
    """Return the report as a file."""
    sheet = Sheet(title(annual), made_at)
    _write_head(sheet, annual)
    _write_leading(sheet, annual)
    _write_results(sheet, annual)
    _write_judgement(sheet, annual)
    _write_next_year(sheet, annual)
    _write_proposals(sheet, annual)
    formal.end(sheet, list(_recipients(annual)), f"TM. {_OFFICE.upper()}", "CHỦ TỊCH")
    _write_appendix(sheet, annual)
    return sheet.content()


def title(annual: Annual) -> str:
    """Say what the report is about."""
    movement = annual.plan.movement.vi if annual.plan else _MOVEMENT
    return f"Kết quả thực hiện phong trào thi đua “{movement}” năm {annual.year}"


def _write_head(sheet: Sheet, annual: Annual) -> None:
    name = annual.unit.name
    office = [_OFFICE.upper(), inline(name).upper()]
    formal.begin(sheet, office, _SIGN, place_of_date(name), annual.made_on.year)
    formal.title(sheet, "BÁO CÁO", title(annual))
    if annual.plan is not None:
        if reports_upward(annual.plan, annual.unit):
            formal.addressee(sheet, annual.plan.annual_report.to.vi)
        for ground in grounds(annual.plan):
            formal.ground(sheet, ground)
    sheet.says(
        f"{_OFFICE} {inline(name)} báo cáo kết quả thực hiện phong trào thi đua năm {annual.year} như sau:"
    )
    sheet.says(Words(words.preliminary(annual), bold=True, italic=True))


def grounds(plan: Plan) -> Iterator[str]:
    """Cite what the report rests on: what the plan rests on, and the plan itself."""
    for basis in plan.legal_basis:
        yield f"Căn cứ {basis.text.vi};"
    number = f" số {plan.number}" if plan.number else ""
    issued = f" ngày {show_date(plan.issued)}" if plan.issued else ""
    named = plan.name.vi.removeprefix("Kế hoạch").strip()
    cited = f"Kế hoạch{number}{issued} của {plan.issuer.vi} về {named}" if number else plan.name.vi
    yield f"Căn cứ {cited}."


def _write_leading(sheet: Sheet, annual: Annual) -> None:
    sheet.heading("I. CÔNG TÁC LÃNH ĐẠO, CHỈ ĐẠO, TRIỂN KHAI", 1)
    _write_part(sheet, annual, Part.LEADERSHIP)
    _write_all(sheet, filter(None, [words.discipline(annual)]))


def _write_results(sheet: Sheet, annual: Annual) -> None:
    sheet.heading("II. KẾT QUẢ THỰC HIỆN", 1)
    sheet.heading("1. Chỉ tiêu giảm nghèo", 2)
    _write_figures(sheet, annual)
    sheet.heading("2. Huy động nguồn lực", 2)
    _write_part(sheet, annual, Part.RESOURCES)
    sheet.heading("3. Chính sách, mô hình sinh kế, tín dụng, nhà ở, việc làm", 2)
    sheet.says(words.supports(annual))
    sheet.heading("4. Kết quả theo nhóm đối tượng", 2)
    _write_all(sheet, filter(None, [words.reached(annual)]))
    _write_part(sheet, annual, Part.GROUPS)
    sheet.heading("5. Điển hình tiên tiến", 2)
    _write_part(sheet, annual, Part.EXAMPLES)
    sheet.heading("6. Khen thưởng", 2)
    _write_part(sheet, annual, Part.AWARDS)


def _write_figures(sheet: Sheet, annual: Annual) -> None:
    _write_all(sheet, words.standing(annual))
    sheet.says(words.flows(annual))
    _write_all(sheet, filter(None, [words.lasting(annual)]))
    _write_all(sheet, words.target(annual.own, annual.year))
    _write_all(sheet, filter(None, [words.waiting(annual)]))
    changes = tables.changes(annual.own.figures)
    _write_table(sheet, f"Bảng 1. Diễn biến hộ nghèo, hộ cận nghèo năm {annual.year}", changes)
    if annual.below:
        caption = f"Bảng 2. Kết quả giảm hộ nghèo năm {annual.year} theo đơn vị"
        _write_table(sheet, caption, tables.units(annual), tables.units_note(annual))


def _write_judgement(sheet: Sheet, annual: Annual) -> None:
    sheet.heading("III. ĐÁNH GIÁ", 1)
    sheet.heading("1. Ưu điểm", 2)
    _write_part(sheet, annual, Part.STRENGTHS)
    sheet.heading("2. Tồn tại, hạn chế, khó khăn, vướng mắc và nguyên nhân", 2)
    _write_part(sheet, annual, Part.DIFFICULTIES)
    sheet.heading("3. Ý kiến, khiếu nại trong việc công nhận", 2)
    sheet.says(words.care(annual))


def _write_next_year(sheet: Sheet, annual: Annual) -> None:
    sheet.heading(f"IV. PHƯƠNG HƯỚNG, NHIỆM VỤ NĂM {annual.year + 1}", 1)
    _write_all(sheet, words.next_year(annual))
    _write_part(sheet, annual, Part.DIRECTIONS)


def _write_proposals(sheet: Sheet, annual: Annual) -> None:
    sheet.heading("V. KIẾN NGHỊ, ĐỀ XUẤT", 1)
    _write_part(sheet, annual, Part.PROPOSALS)
    sheet.says(
        f"Trên đây là báo cáo kết quả thực hiện phong trào thi đua năm {annual.year} của "
        f"{_OFFICE} {inline(annual.unit.name)}./.",
        keep=True,
    )


def _write_all(sheet: Sheet, sentences: Iterable[str]) -> None:
    for sentence in sentences:
        sheet.says(sentence)


def _write_part(sheet: Sheet, annual: Annual, part: Part) -> None:
    """Write what was entered for a part, the offices below by name; where nothing was, say so."""
    entries = annual.words.get(part, ())
    if not entries:
        sheet.says(Words(words.NOTHING_WRITTEN, italic=True))
    for entry in entries:
        first, *rest = entry.text.split("\n")
        named = [Words(f"{entry.unit.name}: ", bold=True)] if entry.unit else []
        sheet.says(*named, first)
        _write_all(sheet, rest)


def _write_table(sheet: Sheet, caption: str, grid: Grid, note: str = "") -> None:
    sheet.line(Words(caption, bold=True), size=13, before=6, after=4, keep=True)
    draw(sheet, grid)
    sheet.line(
        Words(note, italic=True), size=11 if note else 4, align=JUSTIFIED, before=2 if note else 0, after=4
    )


def _write_appendix(sheet: Sheet, annual: Annual) -> None:
    sheet.turn_across()
    office = f"{_OFFICE} {inline(annual.unit.name)}"
    formal.appendix(sheet, "CÁC BIỂU TỔNG HỢP", f"Báo cáo số        /{_SIGN}", annual.made_on.year, office)
    sheet.line(Words(words.preliminary(annual), bold=True, italic=True), size=SMALL, before=6)
    for form in forms(annual):
        sheet.line(Words(form.title, bold=True), size=SMALL, before=8, after=4, keep=True)
        draw(sheet, form.grid)
        for note in form.notes:
            sheet.line(Words(note, italic=True), size=10, align=LEFT, before=1)


def _recipients(annual: Annual) -> Iterator[str]:
    """Yield the lines below “Nơi nhận”, each with the mark that ends it: the plan's, without the office itself."""
    lines = [line.vi for line in annual.plan.recipients.list] if annual.plan else [f"{_FILED} VT"]
    itself = f"{_OFFICE} {annual.unit.level.text.vi}".lower()
    lines = [line for line in lines if line.partition("(")[0].strip().lower() != itself]
    for place, line in enumerate(lines):
        yield f"{line.rstrip(' ;.')}{'.' if place == len(lines) - 1 else ';'}"
