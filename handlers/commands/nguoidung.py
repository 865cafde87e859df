"""/nguoidung: who is appointed in one's own area, and ending an appointment."""

from __future__ import annotations

from typing import TYPE_CHECKING

from handlers import roster
from handlers.forms import invite as form
from handlers.registry import command, taps
from handlers.roster import PLACE
from handlers.values import OldButton, number
from store import appointments
from store.rules.roles import Act
from store.rules.text import Text

if TYPE_CHECKING:
    from collections.abc import Callable

    from handlers.reply import Replies
    from handlers.scene import Scene
    from handlers.tap import Tap
    from store.appointments import Seated


@command(
    "nguoidung",
    Text("Xem người dùng trong địa bàn", "The people of your area"),
    Act.PERSON_DISMISS,
    order=31,
    phrases=("người dùng", "danh sách trưởng thôn", "danh sách cán bộ", "ai phụ trách", "the people of"),
)
def people(scene: Scene, argument: str) -> Replies:
    """List the people appointed in one's area, or those whose name or place is like what was typed."""
    return [roster.found(scene, argument) if argument else roster.page(scene, 0)]


@taps(PLACE, Act.PERSON_DISMISS)
def on_tap(scene: Scene, tap: Tap) -> Replies:
    """Turn pages, show somebody, end an appointment after asking once."""
    if tap.action not in _ACTIONS:
        raise OldButton
    return _ACTIONS[tap.action](scene, tap)


def _seated(scene: Scene, tap: Tap) -> Seated:
    return appointments.get(scene.db, scene.viewer, number(tap, 0), scene.now)


_ACTIONS: dict[str, Callable[[Scene, Tap], Replies]] = {
    "new": lambda scene, _tap: form.begin(scene),
    "list": lambda scene, tap: [roster.page(scene, number(tap, 0))],
    "see": lambda scene, tap: [roster.card(scene, _seated(scene, tap))],
    "ask": lambda scene, tap: [roster.asked(scene, _seated(scene, tap))],
    "end": lambda scene, tap: roster.end(scene, _seated(scene, tap)),
}
