"""/baocaonam: the annual report of the movement, its words written here and its figures filled in."""

from __future__ import annotations

from typing import TYPE_CHECKING

from handlers import places
from handlers.annual import making, page
from handlers.annual.page import PLACE
from handlers.forms import narrative
from handlers.registry import command, taps
from handlers.values import OldButton, number
from store.rules.roles import Act
from store.rules.text import Text

if TYPE_CHECKING:
    from collections.abc import Callable

    from handlers.reply import Replies
    from handlers.scene import Scene
    from handlers.tap import Tap
    from store.tables import Unit


@command(
    "baocaonam",
    Text("Báo cáo năm (.docx)", "The annual report (.docx)"),
    Act.EXPORT_MAKE,
    order=25,
    phrases=("báo cáo năm", "báo cáo tổng kết", "annual report"),
    place=True,
)
def annual_report(scene: Scene, argument: str) -> Replies:
    """Show the report of the office that was typed, or of one's own."""
    return places.answer(scene, PLACE, argument, lambda unit: _show(scene, unit))


@taps(PLACE, Act.EXPORT_MAKE)
def on_tap(scene: Scene, tap: Tap) -> Replies:
    """Choose the office or the year, write, or ask for the file."""
    if tap.action not in _DO:
        raise OldButton
    return _DO[tap.action](scene, tap)


def _show(scene: Scene, unit: Unit) -> Replies:
    return [page.page(scene, page.office(scene, unit), scene.today.year)]


def _at(scene: Scene, tap: Tap) -> Replies:
    return _show(scene, places.at(scene, tap))


def _turn(scene: Scene, tap: Tap) -> Replies:
    return places.turned(scene, PLACE, tap, lambda unit: _show(scene, unit))


def _open(scene: Scene, tap: Tap) -> Replies:
    return [page.page(scene, *_aim(scene, tap))]


def _write(scene: Scene, tap: Tap) -> Replies:
    return narrative.begin(scene, *_aim(scene, tap))


def _get(scene: Scene, tap: Tap) -> Replies:
    return making.ask(scene, *_aim(scene, tap))


def _aim(scene: Scene, tap: Tap) -> tuple[Unit, int]:
    """Return the office and the year a button carries."""
    unit, year = page.office(scene, places.at(scene, tap, Act.EXPORT_MAKE)), number(tap, 1)
    if year not in page.years(scene.today) or year < unit.valid_from.year:
        raise OldButton
    return unit, year


_DO: dict[str, Callable[[Scene, Tap], Replies]] = {
    "at": _at,
    "q": _turn,
    "open": _open,
    "write": _write,
    "get": _get,
}
