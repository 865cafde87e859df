"""/tinhhinh: how a place stands: its lists, exits, relapses, new cases and rate in a year."""

from __future__ import annotations

from typing import TYPE_CHECKING

from handlers import places, walking
from handlers.registry import command, taps
from handlers.situation.page import PLACE, page
from handlers.values import OldButton
from store.rules.roles import Act
from store.rules.text import Text

if TYPE_CHECKING:
    from handlers.reply import Replies
    from handlers.scene import Scene
    from handlers.tap import Tap
    from store.tables import Unit


@command(
    "tinhhinh",
    Text("Tình hình hộ nghèo, cận nghèo của địa bàn", "How the lists of a place stand"),
    Act.UNIT_READ,
    button=Text("📊 Tình hình", "📊 Status"),
    order=21,
    phrases=(
        "tình hình", "tình trạng", "bao nhiêu hộ", "mấy hộ", "số hộ nghèo", "số hộ cận nghèo", "số hộ thoát nghèo",
        "tỷ lệ hộ nghèo", "tỷ lệ nghèo", "hộ nghèo", "hộ cận nghèo", "thoát nghèo", "tái nghèo", "phát sinh mới",
        "how many", "poverty rate", "status of",
    ),
    place=True,
)  # fmt: skip
def situation(scene: Scene, argument: str) -> Replies:
    """Show the place that was typed, or one's own; a year may follow."""
    place, year = walking.year_asked(argument, scene.today)
    return places.answer(scene, PLACE, place, lambda unit: _show(scene, unit, year))


@taps(PLACE, Act.UNIT_READ)
def on_tap(scene: Scene, tap: Tap) -> Replies:
    """Go down, up, to another page or another year."""
    if tap.action == "at":
        return [page(scene, walking.stand_of(scene, tap))]
    if tap.action == "q":
        return places.turned(scene, PLACE, tap, lambda unit: _show(scene, unit))
    raise OldButton


def _show(scene: Scene, unit: Unit, year: int | None = None) -> Replies:
    return [page(scene, walking.stand_at(scene, unit, year))]
