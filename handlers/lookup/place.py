"""One place in figures: its households by class, its reports by state, and each report as a button."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import select
from sqlmodel import col

from handlers.lookup.case import PLACE
from handlers.lookup.listing import listed
from handlers.reply import Reply
from handlers.tap import Tap
from store import cases
from store.rules.refusal import Refusal
from store.rules.roles import Act
from store.rules.text import Text, join, same
from store.tables import Unit
from store.units import full_name

if TYPE_CHECKING:
    from handlers.scene import Scene

_NAME = Text("📍 <b>{name}</b>", "📍 <b>{name}</b>")
_HOUSEHOLDS = Text("• {what}: {count}", "• {what}: {count}")
_COUNT = Text("{what}: {count}", "{what}: {count}")
_REPORTS = Text("<b>Báo cáo: {count}</b>", "<b>Reports: {count}</b>")
_ELSEWHERE = Text(
    "Không tìm thấy đơn vị này trong địa bàn của anh/chị ạ.", "There is no such place within your area."
)


def page(scene: Scene, unit_id: int, asked: int = 0) -> Reply:
    """Show a place and its reports, a page at a time.

    Raises:
        Refusal: there is none, or it lies elsewhere.
    """
    statement = select(Unit).where(scene.viewer.area(Act.UNIT_READ), col(Unit.id) == unit_id)
    unit: Unit | None = scene.db.execute(statement).scalar_one_or_none()
    if unit is None:
        raise Refusal(_ELSEWHERE)
    selected = cases.reports_in(scene.viewer, unit)
    count, rows = listed(scene, selected, asked, lambda number: Tap(PLACE, "u", (str(unit.id), str(number))))
    classes = [
        _HOUSEHOLDS.fill(what=status.text, count=number)
        for status, number in cases.classes_in(scene.db, unit).items()
    ]
    states = [
        _COUNT.fill(what=join([same(state.icon), state.text], " "), count=number)
        for state, number in cases.states_in(scene.db, unit).items()
    ]
    heading = _NAME.fill(name=full_name(scene.db, unit))
    words = join([heading, *classes, same(""), _REPORTS.fill(count=count), *states])
    return Reply(words, rows, in_place=True)
