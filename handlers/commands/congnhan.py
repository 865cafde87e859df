"""/congnhan: enter the decision that recognises verified reports."""

from __future__ import annotations

from typing import TYPE_CHECKING

from handlers.forms import decision
from handlers.registry import command, taps
from handlers.values import OldButton
from store.rules.roles import Act
from store.rules.text import Text

if TYPE_CHECKING:
    from handlers.reply import Replies
    from handlers.scene import Scene
    from handlers.tap import Tap

PLACE = "qd"


@command(
    "congnhan",
    Text("Nhập quyết định công nhận", "Enter a decision of recognition"),
    Act.REPORT_RECOGNISE,
    button=Text("🏅 Công nhận", "🏅 Recognise"),
    order=12,
    phrases=("nhập quyết định", "quyết định công nhận", "chờ công nhận", "enter a decision"),
)
def recognise(scene: Scene, _argument: str) -> Replies:
    """Choose verified reports, then give number and date of the decision."""
    return decision.begin(scene)


@taps(PLACE, Act.REPORT_RECOGNISE)
def on_tap(scene: Scene, tap: Tap) -> Replies:
    """Begin from a button, such as that of a reminder."""
    if tap.action != "open":
        raise OldButton
    return decision.begin(scene)
