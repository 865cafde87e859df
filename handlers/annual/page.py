"""The page of /baocaonam: whose report, of which year, what has been written for it, and the way to the file."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from sqlalchemy import select
from sqlmodel import col

from handlers.annual.addressing import reports_upward
from handlers.reply import Button, Reply
from handlers.tap import Tap
from store import narratives
from store.planning import plan_of
from store.rules.dates import show_date
from store.rules.narratives import Part
from store.rules.refusal import Refusal
from store.rules.roles import Act
from store.rules.text import Text, join, same
from store.tables import Unit
from store.units import full_name

if TYPE_CHECKING:
    from handlers.scene import Scene

PLACE = "bcn"

_HEADING = Text("📄 <b>Báo cáo năm {year}</b>\n{unit}", "📄 <b>Annual report {year}</b>\n{unit}")
_FIGURES = Text(
    "Số liệu do hệ thống tính, sơ bộ tính đến ngày {day}.", "Figures are computed, preliminary as of {day}."
)
_WRITTEN = Text("Nội dung đã nhập: {count}/{all} phần{names}.", "Parts written: {count} of {all}{names}.")
_NAMES = Text(" ({names})", " ({names})")
_BELOW = Text("Cấp dưới đã nhập nội dung: {count} đơn vị.", "Offices below that have written: {count}.")
_DUE = Text("Hạn nộp: hết ngày {day}, gửi {to}{late}.", "Due: {day} at the latest, to {to}{late}.")
_DUE_FROM_BELOW = Text(
    "Hạn cấp dưới gửi về: hết ngày {day}{late}.", "Due from below: {day} at the latest{late}."
)
_LATE = Text(", đã quá {days} ngày", ", {days} days ago")
_CLOSED = Text(
    "Năm {year} đã khóa nội dung, chỉ tải báo cáo.", "The words of {year} are closed; the file remains."
)
_DRAFT = Text(
    "Tệp là bản dự thảo: số, ngày và chữ ký để trống. Hệ thống không đưa tên hộ vào; nội dung đã nhập giữ nguyên.",
    "The file is a draft: number, day and signature are left open. The bot names no household in it; "
    "what was written is kept as it is.",
)
_WRITE = Text("✏️ Nhập nội dung", "✏️ Write")
_GET = Text("📥 Tải báo cáo (.docx)", "📥 Get the report (.docx)")
_YEAR, _CHOSEN = Text("Năm {year}", "{year}"), Text("● Năm {year}", "● {year}")
_OTHER = Text("‹ Đơn vị khác", "‹ Another office")
_ELSEWHERE = Text(
    "Không tìm thấy đơn vị này trong địa bàn của anh/chị ạ.", "There is no such place within your area."
)
_WHICH = Text("Báo cáo năm của đơn vị nào ạ?", "The annual report of which office?")


class NoOffice(Refusal):
    """A village or the whole country, which make no such report."""

    def __init__(self) -> None:
        super().__init__(
            Text(
                "Báo cáo năm do Ủy ban nhân dân xã, huyện, tỉnh lập. Nhờ anh/chị chọn một đơn vị ở các cấp đó ạ.",
                "The annual report is made by communes, districts and provinces. Please choose one of them.",
            )
        )


def offices(scene: Scene) -> list[Unit]:
    """Return the offices whose report the person may make without naming another."""
    own = scene.viewer.units(Act.EXPORT_MAKE)
    return [unit for unit in own if unit.level in narratives.OFFICES]


def office(scene: Scene, unit_id: int) -> Unit:
    """Return an office of the area whose report the person may make.

    Raises:
        Refusal: there is none, it lies elsewhere, or it makes no such report.
    """
    statement = select(Unit).where(scene.viewer.area(Act.EXPORT_MAKE), col(Unit.id) == unit_id)
    unit: Unit | None = scene.db.execute(statement).scalar_one_or_none()
    if unit is None:
        raise Refusal(_ELSEWHERE)
    if unit.level not in narratives.OFFICES:
        raise NoOffice
    return unit


def choice(scene: Scene, units: list[Unit]) -> Reply:
    """Ask which office's report it is."""
    rows = [[Button(same(unit.name), _tap("open", unit, scene.today.year))] for unit in units]
    return Reply(_WHICH, rows, in_place=True)


def page(scene: Scene, unit: Unit, year: int, note: Text | None = None) -> Reply:
    """Show an office's report of a year, as far as it is."""
    words = [
        _HEADING.fill(year=year, unit=full_name(scene.db, unit)),
        *_facts(scene, unit, year),
        _DRAFT,
    ]
    said = join(words)
    return Reply(join([note, said], "\n\n") if note else said, _buttons(scene, unit, year), in_place=True)


def years(today: date) -> list[int]:
    """Return the years whose report can be made: this one and the last."""
    return [today.year, today.year - 1]


def _facts(scene: Scene, unit: Unit, year: int) -> list[Text]:
    written = narratives.written(scene.db, unit, year)
    names = join([part.button for part in Part if part in written], ", ")
    facts = [
        _FIGURES.fill(day=show_date(min(scene.today, date(year, 12, 31)))),
        _WRITTEN.fill(
            count=len(written), all=len(Part), names=_NAMES.fill(names=names) if written else same("")
        ),
    ]
    below = narratives.writers_below(scene.db, scene.viewer, unit, year)
    if below:
        facts.append(_BELOW.fill(count=below))
    if year < scene.today.year:
        return [*facts, _CLOSED.fill(year=year)]
    return [*facts, *_due(scene, unit, year)]


def _due(scene: Scene, unit: Unit, year: int) -> list[Text]:
    plan = plan_of(scene.db, scene.config.plans, unit, year)
    day = plan.annual_report.last_day(year) if plan else None
    if plan is None or day is None:
        return []
    days = (scene.today - day).days
    late = _LATE.fill(days=days) if days > 0 else same("")
    words = _DUE if reports_upward(plan, unit) else _DUE_FROM_BELOW
    return [words.fill(day=show_date(day), to=plan.annual_report.to, late=late)]


def _buttons(scene: Scene, unit: Unit, year: int) -> list[list[Button]]:
    shown = [
        Button((_CHOSEN if each == year else _YEAR).fill(year=each), _tap("open", unit, each))
        for each in years(scene.today)
        if each >= unit.valid_from.year
    ]
    rows = [shown, [Button(_GET, _tap("get", unit, year))]]
    if narratives.may_write(scene.viewer, unit) and year == scene.today.year:
        rows.insert(1, [Button(_WRITE, _tap("write", unit, year))])
    if len(offices(scene)) > 1:
        rows.append([Button(_OTHER, Tap(PLACE, "which"))])
    return rows


def _tap(action: str, unit: Unit, year: int) -> Tap:
    return Tap(PLACE, action, (str(unit.id), str(year)))
