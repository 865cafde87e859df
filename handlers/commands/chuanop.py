"""/chuanop: who has not reported, who was late, and the five figures, for the open round; nudging, putting off."""

from __future__ import annotations

from typing import TYPE_CHECKING

from handlers import places
from handlers.forms import extension
from handlers.registry import command, taps
from handlers.rounds import choosing, followed, nudging, silence, watching
from handlers.rounds.followed import PLACE
from handlers.rounds.watching import View
from handlers.values import OldButton, number
from store import rounds
from store.rules.refusal import Refusal
from store.rules.roles import Act
from store.rules.text import Text
from store.tables import Unit

if TYPE_CHECKING:
    from collections.abc import Callable

    from handlers.reply import Replies
    from handlers.scene import Scene
    from handlers.tap import Tap


@command(
    "chuanop",
    Text("Đơn vị chưa nộp, nộp trễ", "Who has not reported, who was late"),
    Act.ROUND_READ,
    order=22,
    phrases=("chưa nộp", "chưa báo cáo", "nộp trễ", "báo cáo trễ", "trễ hạn", "not reported", "who is late"),
    place=True,
)
def silent(scene: Scene, argument: str) -> Replies:
    """Show the open round of one's area, or of the place that was typed; let one be chosen where there are several."""
    if not argument.strip():
        return [choosing.first(scene)]
    return places.answer(scene, PLACE, places.Asked(argument), lambda unit: [choosing.at(scene, unit)])


@taps(PLACE, Act.ROUND_READ)
def on_tap(scene: Scene, tap: Tap) -> Replies:
    """Choose a round, go down and up, turn pages, nudge, put off."""
    if tap.action not in _ACTIONS:
        raise OldButton
    return _ACTIONS[tap.action](scene, tap)


def _view(scene: Scene, tap: Tap) -> View:
    """Return the round and the place a button names, if the person may see them.

    Raises:
        Refusal: the place lies elsewhere, or the round has nothing to do with it.
    """
    asked = rounds.get(scene.db, scene.viewer, number(tap, 0))
    unit = scene.db.get(Unit, number(tap, 1))
    homes = [each.home for each in followed.of_round(scene, asked)]
    if unit is None or not any(unit.path.startswith(home.path) for home in homes):
        raise Refusal(rounds.NOT_FOUND)
    return View(asked, unit, number(tap, 2) if len(tap.values) > 2 else 0)  # noqa: PLR2004 - round, unit, page


def _open(scene: Scene, tap: Tap) -> Replies:
    asked = rounds.get(scene.db, scene.viewer, number(tap, 0))
    homes = followed.of_round(scene, asked)
    return [watching.page(scene, View(asked, homes[0].home)) if homes else choosing.page(scene)]


def _nudge(scene: Scene, tap: Tap) -> Replies:
    view = _view(scene, tap)
    return nudging.nudge(scene, view.asked, view.unit)


def _call(scene: Scene, tap: Tap) -> Replies:
    view = _view(scene, tap)
    return [silence.call(scene, view.asked, view.unit)]


def _extend(scene: Scene, tap: Tap) -> Replies:
    view = _view(scene, tap)
    return extension.begin(scene, view.asked, view.unit)


_ACTIONS: dict[str, Callable[[Scene, Tap], Replies]] = {
    "rounds": lambda scene, tap: [choosing.page(scene, number(tap, 0))],
    "open": _open,
    "see": lambda scene, tap: [watching.page(scene, _view(scene, tap))],
    "late": lambda scene, tap: [watching.late_page(scene, _view(scene, tap))],
    "nudge": _nudge,
    "call": _call,
    "extend": _extend,
    "at": lambda scene, tap: [choosing.at(scene, places.at(scene, tap, Act.ROUND_READ))],
    "q": lambda scene, tap: places.answer(
        scene, PLACE, places.turned(tap), lambda unit: [choosing.at(scene, unit)]
    ),
}
