"""Asking for the workbook, which is logged, and making it when it leaves."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from handlers import late, walking
from handlers.late import File, FileKind, Ready, scene_of
from handlers.letter import Letter
from handlers.pages import Page
from handlers.reply import Button, Later, Reply
from handlers.summaries.charting import Kind
from handlers.summaries.drawn import preliminary
from handlers.tap import Tap
from handlers.walking import Stand
from store.listing import cases_of
from store.people import NotAllowed
from store.rules.levels import Level
from store.rules.roles import Act
from store.rules.text import Text, join, same
from store.rules.vietnamese import fold
from store.tables import AuditRow, Unit
from store.units import full_name

if TYPE_CHECKING:
    from datetime import datetime

    from sqlmodel import Session

    from handlers.late import Made
    from handlers.reply import Replies, Rows
    from handlers.scene import Config, Scene
    from store.people import Viewer

MAKER = "workbook"
PLACE = "xuat"
UNDER_WAY = Text(
    "Đang lập tệp Excel của {unit}, năm {year}. Anh/chị chờ một chút ạ.",
    "The workbook of {unit}, {year}, is being made. One moment please.",
)
_HERE = Text("📗 <b>Biểu tổng hợp {place}, năm {year}</b>", "📗 <b>Tables of {place}, {year}</b>")
_HOLDS = Text("Biểu 1, 2, 3, 10 và danh sách báo cáo.", "Tables 1, 2, 3, 10 and the list of reports.")
_CHART = Text("📈 Biểu đồ", "📈 Charts")


def ask(scene: Scene, stand: Stand) -> Replies:
    """Ask for the workbook of a place and year: who asked, and for what, goes into the log."""
    detail = f"workbook of unit {stand.unit.code}, {stand.year}"
    scene.db.add(
        AuditRow(at=scene.now, person_id=scene.viewer.person_id, act=Act.EXPORT_MAKE.value, detail=detail)
    )
    words = UNDER_WAY.fill(unit=stand.unit.name, year=stand.year)
    return [Reply(words), Later(MAKER, {"unit": stand.unit.id, "year": stand.year})]


@late.maker(MAKER)
def make(db: Session, viewer: Viewer, now: datetime, config: Config, args: dict[str, Any]) -> Made:
    """Make the workbook with the figures of this moment.

    Raises:
        NotAllowed: the place is no longer within the person's area.
    """
    # Imported when first needed: a bot at rest stays small.
    from handlers.summaries.book.content import read_area  # noqa: PLC0415 - as said above
    from handlers.summaries.book.workbook import build  # noqa: PLC0415 - as said above

    unit, year = db.get_one(Unit, args["unit"]), args["year"]
    if not viewer.covers(Act.EXPORT_MAKE, unit):
        raise NotAllowed
    at, place = now.astimezone(config.zone), full_name(db, unit)
    by = viewer.person.name if viewer.person else ""
    area = read_area(db, unit, year, at.date(), place=place, by=by, at=at)
    listed = None if unit.level is Level.COUNTRY else cases_of(db, viewer, unit, year, config.zone)
    content = build(area, listed)
    said = join([_HERE.fill(place=same(place), year=year), _HOLDS, preliminary(area.day)])
    letter = Letter.of(Reply(said, _rows(scene_of(db, viewer, now, config), unit, year)), viewer.language)
    return Ready(letter, (File(_name(unit, year), content, FileKind.DOCUMENT),))


def _rows(scene: Scene, unit: Unit, year: int) -> Rows:
    """Lead to the charts of the place, to the place above it, and to another year."""
    chart = Button(_CHART, Tap(Kind.RATES.place, "at", (str(unit.id), str(year))))
    return [[chart], *walking.rows(scene, PLACE, Stand(unit, year, (), Page(0, 0)))]


def _name(unit: Unit, year: int) -> str:
    """Name the file after what it is, so that it is found again on a phone: bieu-tong-hop-2026-xa-kim-ngan.xlsx."""
    return f"bieu-tong-hop-{year}-{fold(unit.name).replace(' ', '-')}.xlsx"
