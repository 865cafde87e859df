"""/chitieu: assign the units below one's own their yearly targets."""

from __future__ import annotations

from typing import TYPE_CHECKING

from handlers import places
from handlers.forms import target
from handlers.forms.target import PLACE
from handlers.registry import command, taps
from handlers.values import OldButton
from store.rules.roles import Act
from store.rules.text import Text

if TYPE_CHECKING:
    from handlers.reply import Replies
    from handlers.scene import Scene
    from handlers.tap import Tap


@command(
    PLACE,
    Text("Giao chỉ tiêu cho đơn vị cấp dưới", "Assign targets to the units below"),
    Act.TARGET_SET,
    order=32,
    phrases=("giao chỉ tiêu", "nhập chỉ tiêu", "sửa chỉ tiêu", "assign a target"),
    place=True,
)
def assign(scene: Scene, argument: str) -> Replies:
    """Ask for unit, year and amount; a unit typed after the command is not asked for."""
    if not argument:
        return target.begin(scene)
    return places.answer(scene, PLACE, places.Asked(argument), lambda unit: target.begin(scene, unit))


@taps(PLACE, Act.TARGET_SET)
def on_tap(scene: Scene, tap: Tap) -> Replies:
    """Begin with the unit a button names, or with none."""
    if tap.action == "new":
        return target.begin(scene)
    if tap.action == "at":
        return target.begin(scene, places.at(scene, tap, Act.TARGET_SET))
    if tap.action == "q":
        return places.answer(scene, PLACE, places.turned(tap), lambda unit: target.begin(scene, unit))
    raise OldButton
