"""/tinhhinh: how a place stands: its lists, exits, relapses, new cases and rate in a year."""

from __future__ import annotations

from typing import TYPE_CHECKING

from handlers import walking
from handlers.registry import command, taps
from handlers.situation.page import PLACE, page
from store.rules.roles import Act
from store.rules.text import Text

if TYPE_CHECKING:
    from handlers.reply import Replies
    from handlers.scene import Scene
    from handlers.tap import Tap


@command(
    "tinhhinh",
    Text("Tình hình hộ nghèo, cận nghèo của địa bàn", "How the lists of a place stand"),
    Act.UNIT_READ,
    button=Text("📊 Tình hình", "📊 Status"),
    order=21,
    phrases=(
        "tình hình", "tình trạng", "bao nhiêu hộ", "mấy hộ", "số hộ nghèo", "số hộ cận nghèo", "số hộ thoát nghèo",
        "tỷ lệ hộ nghèo", "tỷ lệ nghèo", "tỉ lệ hộ nghèo", "tỉ lệ nghèo", "hộ nghèo", "hộ cận nghèo", "thoát nghèo",
        "tái nghèo", "phát sinh mới", "how many", "poverty rate", "status of",
    ),
    place=True,
)  # fmt: skip
def situation(scene: Scene, argument: str) -> Replies:
    """Show the place that was typed, or one's own; a year may follow."""
    return walking.begin(scene, PLACE, argument, lambda stand: [page(scene, stand)])


@taps(PLACE, Act.UNIT_READ)
def on_tap(scene: Scene, tap: Tap) -> Replies:
    """Go down, up, to another page or another year."""
    return walking.go_on(scene, PLACE, tap, lambda stand: [page(scene, stand)])
