"""Making the file of the annual report when it leaves, and asking for it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from handlers import late
from handlers.annual import gathering
from handlers.annual.naming import apart
from handlers.late import File, FileKind, Ready, scene_of
from handlers.letter import Letter
from handlers.reply import Later, Toast
from store.people import NotAllowed
from store.rules.dates import show_date
from store.rules.roles import Act
from store.rules.text import Text
from store.rules.vietnamese import fold
from store.tables import AuditRow, Unit

if TYPE_CHECKING:
    from datetime import datetime

    from sqlmodel import Session

    from handlers.annual.content import Annual
    from handlers.late import Made
    from handlers.reply import Replies
    from handlers.scene import Config, Scene
    from store.people import Viewer

MAKER = "annual"
_UNDER_WAY = Text("Hệ thống đang lập báo cáo ạ.", "The report is being made.")
_HERE = Text(
    "📄 Dự thảo báo cáo năm {year} – {unit}. Số liệu sơ bộ tính đến ngày {day}; số, ngày và chữ ký để trống.",
    "📄 Draft of the annual report {year} – {unit}. Preliminary figures as of {day}; number, day and signature open.",
)


def ask(scene: Scene, unit: Unit, year: int) -> Replies:
    """Ask for the file, which is logged; it is made outside this transaction."""
    detail = f"annual report of unit {unit.code}, {year}"
    scene.db.add(
        AuditRow(at=scene.now, person_id=scene.viewer.person_id, act=Act.EXPORT_MAKE.value, detail=detail)
    )
    return [Toast(_UNDER_WAY), Later(MAKER, {"unit": unit.id, "year": year})]


@late.maker(MAKER)
def make(db: Session, viewer: Viewer, now: datetime, config: Config, args: dict[str, Any]) -> Made:
    """Make the file with the figures of this moment.

    Raises:
        NotAllowed: the report is no longer within the person's area.
    """
    from handlers.annual.document import build  # noqa: PLC0415 - imported when first needed: a bot at rest stays small

    unit = db.get_one(Unit, args["unit"])
    if not viewer.covers(Act.EXPORT_MAKE, unit):
        raise NotAllowed
    annual = gathering.gather(scene_of(db, viewer, now, config), unit, args["year"])
    words = _HERE.fill(year=annual.year, unit=unit.name, day=show_date(annual.day))
    file = File(_file_name(annual), build(annual, now), FileKind.DOCUMENT)
    return Ready(Letter(text=words.say(viewer.language)), (file,))


def _file_name(annual: Annual) -> str:
    """Name the file after what it is, so that it is found again on a phone: du-thao-bao-cao-2026-kim-ngan.docx."""
    kind, proper = apart(annual.unit.name)
    place = fold(f"{kind} {proper}").replace(" ", "-")
    return f"du-thao-bao-cao-nam-{annual.year}-{place}.docx"
