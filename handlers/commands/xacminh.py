"""/xacminh: the reports that wait for the officer, and the verdict on each."""

from __future__ import annotations

from typing import TYPE_CHECKING

from handlers.forms import decision, posted, verdict
from handlers.lookup import case
from handlers.registry import command, taps
from handlers.values import OldButton, number
from handlers.verifying import handled, queue, verdicts
from handlers.verifying.aim import PLACE, Aim
from store import reports
from store.rules.moves import Move
from store.rules.roles import Act
from store.rules.states import State
from store.rules.text import Text

if TYPE_CHECKING:
    from collections.abc import Callable

    from handlers.reply import Replies
    from handlers.scene import Scene
    from handlers.tap import Tap


@command(
    "xacminh",
    Text("Xác minh báo cáo của thôn", "Verify reports"),
    Act.REPORT_VERIFY,
    button=Text("✅ Xác minh", "✅ Verify"),
    order=10,
    phrases=("chờ xác minh", "cần xác minh", "báo cáo mới", "waiting for verification"),
)
def verify(scene: Scene, _argument: str) -> Replies:
    """Open the queue at the oldest report; the next alert will be a new message."""
    verdict.leave(scene)
    scene.chat.alert_round += 1
    return [queue.page(scene, 0)]


@taps(PLACE, Act.REPORT_VERIFY)
def on_tap(scene: Scene, tap: Tap) -> Replies:
    """Turn the queue's pages, and give verdicts."""
    verdict.leave(scene)
    if tap.action in _PAGES:
        return _PAGES[tap.action](scene, tap)
    if tap.action not in _MOVES:
        raise OldButton
    return _MOVES[Move(tap.action)](scene, Move(tap.action), Aim.of(tap))


def _ask_day(scene: Scene, _move: Move, aim: Aim) -> Replies:
    return posted.begin(scene, aim)


def _decide(scene: Scene, _move: Move, aim: Aim) -> Replies:
    return decision.begin_with(scene, aim)


def _open(scene: Scene, _tap: Tap) -> Replies:
    return verify(scene, "")


def _go(scene: Scene, tap: Tap) -> Replies:
    return [queue.page(scene, number(tap, 0))]


def _list(scene: Scene, tap: Tap) -> Replies:
    return [handled.page(scene, number(tap, 0))]


def _photos(scene: Scene, tap: Tap) -> Replies:
    report = reports.get(scene.db, scene.viewer, number(tap, 0), Act.REPORT_VERIFY)
    if report.state is not State.WAITING:
        return [case.page(scene, report, photos=True)]
    return [queue.page(scene, queue.place_of(scene, report), photos=True)]


_PAGES: dict[str, Callable[[Scene, Tap], Replies]] = {
    "open": _open,
    "go": _go,
    "list": _list,
    "photos": _photos,
}

_MOVES: dict[str, Callable[[Scene, Move, Aim], Replies]] = {
    Move.VERIFY: verdicts.decide,
    Move.RETURN: verdict.begin,
    Move.REJECT: verdict.begin,
    Move.POST: _ask_day,
    Move.END_POSTING: verdicts.decide,
    Move.OBJECT: verdict.begin,
    Move.CLEAR: verdicts.decide,
    Move.RECOGNISE: _decide,
}
