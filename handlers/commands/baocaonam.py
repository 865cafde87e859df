"""/baocaonam: the annual report of the movement, its words written here and its figures filled in."""

from __future__ import annotations

from typing import TYPE_CHECKING

from handlers.annual import making, page
from handlers.annual.page import PLACE
from handlers.forms import narrative
from handlers.registry import command, taps
from handlers.values import OldButton, number
from handlers.walking import year_asked
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
    phrases=("báo cáo năm", "báo cáo tổng kết năm", "annual report"),
)
def annual_report(scene: Scene, argument: str) -> Replies:
    """Show the report of one's own office, of the year typed if there is one, or ask which office's."""
    own = page.offices(scene)
    if not own:
        raise page.NoOffice
    if len(own) > 1:
        return [page.choice(scene, own)]
    _, year = year_asked(argument, scene.today)
    told = year in page.years(scene.today) and year >= own[0].valid_from.year
    return [page.page(scene, own[0], year if told else scene.today.year)]


@taps(PLACE, Act.EXPORT_MAKE)
def on_tap(scene: Scene, tap: Tap) -> Replies:
    """Choose the office or the year, write, or ask for the file."""
    if tap.action not in _DO:
        raise OldButton
    return _DO[tap.action](scene, tap)


def _which(scene: Scene, _tap: Tap) -> Replies:
    return [page.choice(scene, page.offices(scene))]


def _open(scene: Scene, tap: Tap) -> Replies:
    return [page.page(scene, *_aim(scene, tap))]


def _write(scene: Scene, tap: Tap) -> Replies:
    return narrative.begin(scene, *_aim(scene, tap))


def _get(scene: Scene, tap: Tap) -> Replies:
    return making.ask(scene, *_aim(scene, tap))


def _aim(scene: Scene, tap: Tap) -> tuple[Unit, int]:
    """Return the office and the year a button carries."""
    unit, year = page.office(scene, number(tap, 0)), number(tap, 1)
    if year not in page.years(scene.today) or year < unit.valid_from.year:
        raise OldButton
    return unit, year


_DO: dict[str, Callable[[Scene, Tap], Replies]] = {
    "which": _which,
    "open": _open,
    "write": _write,
    "get": _get,
}
