"""/hannop: one's own deadlines, and answering them by one tap; for officials also the rounds of their area."""

from __future__ import annotations

from typing import TYPE_CHECKING

from handlers.registry import command, taps
from handlers.rounds import answering, duties
from handlers.rounds.buttons import PLACE
from handlers.values import OldButton, number
from store.rules.roles import Act
from store.rules.rounds import Answer
from store.rules.text import Text

if TYPE_CHECKING:
    from collections.abc import Callable

    from handlers.reply import Replies
    from handlers.scene import Scene
    from handlers.tap import Tap


@command(
    "hannop",
    Text("Hạn nộp báo cáo", "Deadlines"),
    Act.UNIT_READ,  # whoever has any part in the system has deadlines: own ones, or those of an area
    button=Text("⏰ Hạn nộp", "⏰ Deadlines"),
    order=15,
    phrases=("hạn nộp", "hạn báo cáo", "phải nộp", "hết hạn", "mấy ngày nữa", "my deadlines"),
)
def deadlines(scene: Scene, _argument: str) -> Replies:
    """Show what is due."""
    return [duties.page(scene)]


@taps(PLACE, Act.ROUND_ANSWER)
def on_tap(scene: Scene, tap: Tap) -> Replies:
    """Answer a round, take an answer back, turn the page."""
    if tap.action not in _ACTIONS:
        raise OldButton
    return _ACTIONS[tap.action](scene, tap)


_ACTIONS: dict[str, Callable[[Scene, Tap], Replies]] = {
    "list": lambda scene, tap: [duties.page(scene, number(tap, 0))],
    Answer.DONE.value: answering.give,
    Answer.NIL.value: answering.give,
    "back": answering.take_back,
}
