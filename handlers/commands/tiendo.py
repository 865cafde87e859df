"""/tiendo: target against done, for a place and the units below it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from handlers import walking
from handlers.progress.page import PLACE, page
from handlers.registry import command, taps
from store.rules.roles import Act
from store.rules.text import Text

if TYPE_CHECKING:
    from handlers.reply import Replies
    from handlers.scene import Scene
    from handlers.tap import Tap


@command(
    "tiendo",
    Text("Tiến độ so với chỉ tiêu", "Progress against the target"),
    Act.UNIT_READ,
    button=Text("🎯 Tiến độ", "🎯 Progress"),
    button_for=Act.EXPORT_MAKE,
    order=22,
    phrases=(
        "tiến độ", "đạt chỉ tiêu", "vượt chỉ tiêu", "chỉ tiêu năm", "so với chỉ tiêu", "so với kế hoạch",
        "đạt bao nhiêu", "còn thiếu bao nhiêu", "progress of", "against the target",
    ),
    place=True,
)  # fmt: skip
def progress(scene: Scene, argument: str) -> Replies:
    """Show the place that was typed, or one's own; a year may follow."""
    return walking.begin(scene, PLACE, argument, lambda stand: [page(scene, stand)])


@taps(PLACE, Act.UNIT_READ)
def on_tap(scene: Scene, tap: Tap) -> Replies:
    """Go down, up, to another page or another year."""
    return walking.go_on(scene, PLACE, tap, lambda stand: [page(scene, stand)])
