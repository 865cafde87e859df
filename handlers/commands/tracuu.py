"""/tracuu: look up a report, a household or a place within one's own area."""

from __future__ import annotations

from typing import TYPE_CHECKING

from handlers.forms import engine
from handlers.forms.lookup import LOOKUP
from handlers.forms.verdict import leave
from handlers.lookup import case, household, place, search
from handlers.registry import command, taps
from handlers.values import OldButton, number
from store import reports
from store.rules.roles import Act
from store.rules.text import Text

if TYPE_CHECKING:
    from collections.abc import Callable

    from handlers.reply import Replies, Reply
    from handlers.scene import Scene
    from handlers.tap import Tap
    from store.tables import Report


@command(
    "tracuu",
    Text("Tra cứu báo cáo, hộ, thôn", "Look up a report, a household, a village"),
    Act.REPORT_READ,
    button=Text("🔎 Tra cứu", "🔎 Look up"),
    order=20,
    phrases=("tra cứu", "tìm hộ", "tìm báo cáo", "tìm kiếm", "mã báo cáo", "look up"),
)
def look_up(scene: Scene, argument: str) -> Replies:
    """Show what was asked for; without words, ask for them."""
    return [search.answer(scene, argument)] if argument else engine.start(scene, LOOKUP)


@taps(case.PLACE, Act.REPORT_READ)
def on_tap(scene: Scene, tap: Tap) -> Replies:
    """Open what a button names, if it lies within the person's area."""
    leave(scene)
    if tap.action not in _OPEN:
        raise OldButton
    return [_OPEN[tap.action](scene, tap)]


def _report(scene: Scene, tap: Tap) -> Report:
    return reports.get(scene.db, scene.viewer, number(tap, 0))


def _history(scene: Scene, tap: Tap) -> Reply:
    place_in_queue = str(number(tap, 2)) if tap.values[2:] not in {(), ("",)} else ""
    return case.history(scene, _report(scene, tap), number(tap, 1), place_in_queue)


def _again(scene: Scene, tap: Tap) -> Reply:
    if len(tap.values) < 2:  # noqa: PLR2004 - page and words
        raise OldButton
    return search.answer(scene, tap.values[1], number(tap, 0))


def _page(tap: Tap) -> int:
    return number(tap, 1) if len(tap.values) > 1 else 0


_OPEN: dict[str, Callable[[Scene, Tap], Reply]] = {
    "r": lambda scene, tap: case.page(scene, _report(scene, tap)),
    "p": lambda scene, tap: case.page(scene, _report(scene, tap), photos=True),
    "h": _history,
    "hh": lambda scene, tap: household.page(scene, number(tap, 0), _page(tap)),
    "u": lambda scene, tap: place.page(scene, number(tap, 0), _page(tap)),
    "q": _again,
}
