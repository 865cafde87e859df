"""Which chart, of which place, with what words: asked for in a conversation, drawn when it leaves."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from handlers import late, walking
from handlers.late import File, FileKind, Ready, scene_of
from handlers.letter import Letter
from handlers.pages import Page
from handlers.reply import Button, Later, Reply
from handlers.summaries import exits_by_month, rate_by_year, units_to_targets
from handlers.tap import Tap
from store.people import NotAllowed
from store.rules.roles import Act
from store.rules.text import Text, join, same
from store.rules.vietnamese import fold
from store.rules.worded import Worded
from store.tables import Unit
from store.units import full_name

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from sqlmodel import Session

    from handlers.late import Made
    from handlers.reply import Rows
    from handlers.scene import Config, Scene
    from handlers.summaries.drawn import Drawn
    from handlers.walking import Stand
    from store.people import Viewer

MAKER = "chart"
PER_PICTURE = 16
"""Units that one picture shows in letters a phone can read."""

DRAWING = Text("Đang vẽ biểu đồ, anh/chị chờ một chút ạ.", "The chart is being drawn, one moment please.")
_CAPTION = Text("📈 <b>{title}</b>\n{place}", "📈 <b>{title}</b>\n{place}")


class Kind(Worded):
    """A chart: what it is called, and its button."""

    RATES = (
        "r",
        Text("Tỷ lệ hộ nghèo qua các năm", "Poverty rate over the years"),
        Text("📈 Tỷ lệ", "📈 Rate"),
    )
    MONTHS = "m", Text("Hộ thoát nghèo theo tháng", "Exits by month"), Text("📊 Theo tháng", "📊 By month")
    TARGETS = "t", Text("Chỉ tiêu giảm hộ nghèo", "Targets"), Text("🎯 Chỉ tiêu", "🎯 Targets")

    @property
    def place(self) -> str:
        """The name its buttons bear."""
        return f"bd.{self.value}"


_DRAW: dict[Kind, Callable[[Scene, Stand], Drawn]] = {
    Kind.RATES: rate_by_year.draw,
    Kind.MONTHS: exits_by_month.draw,
    Kind.TARGETS: units_to_targets.draw,
}


def ask(kind: Kind, stand: Stand) -> Later:
    """Ask for a chart."""
    args = {"kind": kind.value, "unit": stand.unit.id, "year": stand.year, "page": stand.page.asked}
    return Later(MAKER, args)


@late.maker(MAKER)
def make(db: Session, viewer: Viewer, now: datetime, config: Config, args: dict[str, Any]) -> Made:
    """Draw a chart with the figures of this moment.

    Raises:
        NotAllowed: the place is no longer within the person's area.
    """
    scene, kind, unit = scene_of(db, viewer, now, config), Kind(args["kind"]), db.get_one(Unit, args["unit"])
    if not viewer.covers(Act.UNIT_READ, unit):
        raise NotAllowed
    stand = _stand(scene, kind, unit, args["year"], args["page"])
    drawn = _DRAW[kind](scene, stand)
    place = same(full_name(db, unit))
    caption = join([_CAPTION.fill(title=drawn.title, place=place), *drawn.said])
    letter = Letter.of(Reply(caption, _rows(scene, kind, stand)), viewer.language)
    name = f"bieu-do-{fold(unit.name).replace(' ', '-')}.png"
    return Ready(letter, (File(name, drawn.picture(place, viewer.language), FileKind.PHOTO),))


def _stand(scene: Scene, kind: Kind, unit: Unit, year: int, asked: int) -> Stand:
    stand = walking.stand_at(scene, unit, year, asked)
    if kind is not Kind.TARGETS:
        return stand
    return walking.Stand(unit, year, stand.children, Page(asked, len(stand.children), PER_PICTURE))


def _rows(scene: Scene, kind: Kind, stand: Stand) -> Rows:
    """Lead to the other charts of the place, and to other places and years with the same chart."""
    aim = (str(stand.unit.id), str(stand.year))
    others = [Button(other.button, Tap(other.place, "at", aim)) for other in Kind if other is not kind]
    on = walking.rows(scene, kind.place, stand, down=kind is not Kind.TARGETS, years=kind is not Kind.RATES)
    return [others, *on]
