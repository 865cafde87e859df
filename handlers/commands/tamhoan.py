"""/tamhoan: put reminders off for a commune, in storm or flood, up to a day."""

from __future__ import annotations

from typing import TYPE_CHECKING

from handlers import pausing
from handlers.forms import pause as form
from handlers.registry import command, taps
from handlers.values import OldButton, number
from store import pauses
from store.rules.roles import Act
from store.rules.text import Text

if TYPE_CHECKING:
    from handlers.reply import Replies
    from handlers.scene import Scene
    from handlers.tap import Tap


@command(
    "tamhoan",
    Text("Tạm hoãn nhắc hạn (bão, lũ)", "Pause reminders (storm, flood)"),
    Act.REMINDER_PAUSE,
    order=36,
    phrases=("tạm hoãn nhắc hạn", "tạm hoãn", "pause reminders"),
)
def pause(scene: Scene, _argument: str) -> Replies:
    """Show the pauses of one's area; begin one where there is none."""
    standing = pauses.in_force(scene.db, scene.viewer, scene.today)
    return [pausing.page(standing)] if standing else form.begin(scene)


@taps(pausing.PLACE, Act.REMINDER_PAUSE)
def on_tap(scene: Scene, tap: Tap) -> Replies:
    """End a pause, or begin another."""
    if tap.action == "end":
        return [pausing.end(scene, number(tap, 0))]
    if tap.action == "new":
        return form.begin(scene, in_place=True)
    raise OldButton
