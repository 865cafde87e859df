"""Walking through the units from one message: a page of the units below, the one above, another year."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from handlers import places
from handlers.pages import Page
from handlers.reply import Button
from handlers.tap import Tap
from handlers.values import OldButton, number
from store.rules.dates import show_date
from store.rules.refusal import Refusal
from store.rules.roles import Act
from store.rules.text import Text, same
from store.tables import Unit
from store.units import below_in

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from handlers.reply import Replies, Rows
    from handlers.scene import Scene

    Show = Callable[["Stand"], Replies]

_YEAR = re.compile(
    r"(?:^|[\s,]+)(?:(?:năm|nam)\s+)?(?:(20\d\d)|(?:năm|nam)\s+(?:ngoái|ngoai|trước|truoc))\s*$",
    re.IGNORECASE,
)
_YEAR_FIRST = re.compile(r"^\s*(?:(?:năm|nam)\s+)?(20\d\d)[\s,]+(?=\S)", re.IGNORECASE)
_DOWN = Text("▸ {name}", "▸ {name}")
_UP = Text("▴ {name}", "▴ {name}")
_EARLIER, _LATER = Text("‹ Năm {year}", "‹ {year}"), Text("Năm {year} ›", "{year} ›")
_NOT_THEN = Text(
    "{unit} có từ {day}, nên chưa có số liệu năm {year} ạ.",
    "{unit} has been there since {day}, so there are no figures of {year}.",
)
_NOT_YET = Text("Chưa có số liệu năm {year} ạ.", "There are no figures of {year} yet.")


@dataclass(frozen=True, slots=True)
class Stand:
    """Where one stands: a unit, a year, and the units right below it, of which a page is shown."""

    unit: Unit
    year: int
    children: Sequence[Unit]
    page: Page

    @property
    def shown(self) -> Sequence[Unit]:
        """The units below of this page."""
        return self.children[self.page.offset : self.page.offset + self.page.size]


def stand_at(scene: Scene, unit: Unit, year: int | None = None, asked: int = 0) -> Stand:
    """Stand at a unit in a year, this one if none is named.

    Raises:
        Refusal: the unit was not there in that year, or the year has not come.
    """
    year = scene.today.year if year is None else year
    _check(scene, unit, year)
    children = below_in(scene.db, unit, year, scene.today)
    return Stand(unit, year, children, Page(asked, len(children)))


def stand_of(scene: Scene, tap: Tap) -> Stand:
    """Stand where a button says: a unit, a year, a page."""
    later = [number(tap, place) for place in range(1, len(tap.values))]
    return stand_at(scene, places.at(scene, tap), *later[:2])


def begin(scene: Scene, command: str, typed: str, show: Show, page: int = 0) -> Replies:
    """Stand at the place that was typed after a command, or at one's own; a year may follow.

    Raises:
        Refusal: there is no such place in the person's area, or not in that year.
    """
    place, year = year_asked(typed, scene.today)
    asked = places.Asked(place, None if year == scene.today.year else year, page)
    return places.answer(scene, command, asked, lambda unit: show(stand_at(scene, unit, year)))


def go_on(scene: Scene, command: str, tap: Tap, show: Show) -> Replies:
    """Go down, up, to another page or another year, or to one of several places that are called alike."""
    match tap.action:
        case "at":
            return show(stand_of(scene, tap))
        case "q":
            asked = places.turned(tap)
            return begin(scene, command, asked.typed, show, asked.page)
        case _:
            raise OldButton


def year_asked(argument: str, today: date) -> tuple[str, int]:
    """Split what was typed after a command into a place and a year; this year if none is named."""
    first = _YEAR_FIRST.match(argument)
    if first is not None:
        return argument[first.end() :], int(first[1])
    found = _YEAR.search(argument)
    if found is None:
        return argument, today.year
    year = today.year - 1 if found[1] is None else int(found[1])
    return argument[: found.start()], year


def rows(scene: Scene, command: str, stand: Stand, *, down: bool = True, years: bool = True) -> Rows:
    """Return the buttons that lead on from where one stands: a page of the units below, the one above, other years."""
    units = stand.shown if down else ()
    below_it = [[Button(_DOWN.fill(name=unit.name), _tap(command, unit, stand.year))] for unit in units]
    turning = stand.page.turning(lambda to: _tap(command, stand.unit, stand.year, to))
    last = [*_up(scene, command, stand), *(_years(scene, command, stand) if years else ())]
    return [*below_it, *turning, *([last] if last else [])]


def _up(scene: Scene, command: str, stand: Stand) -> list[Button]:
    own = {unit.id for unit in places.own_units(scene)}
    if stand.unit.id in own or stand.unit.parent_id is None:
        return []
    above = scene.db.get_one(Unit, stand.unit.parent_id)
    if not scene.viewer.covers(Act.UNIT_READ, above):
        return []
    return [Button(_UP.fill(name=above.name), _tap(command, above, stand.year))]


def _years(scene: Scene, command: str, stand: Stand) -> list[Button]:
    """Lead to last year, and back to this one."""
    this = scene.today.year
    found = []
    if stand.year == this and stand.unit.valid_from < date(this, 1, 1):
        found.append(Button(_EARLIER.fill(year=this - 1), _tap(command, stand.unit, this - 1)))
    if stand.year < this and _lasts(stand.unit, this):
        found.append(Button(_LATER.fill(year=this), _tap(command, stand.unit, this)))
    return found


def _check(scene: Scene, unit: Unit, year: int) -> None:
    if year > scene.today.year or not _lasts(unit, year):
        raise Refusal(_NOT_YET.fill(year=year))
    if unit.valid_from > date(year, 12, 31):
        day = show_date(unit.valid_from)
        raise Refusal(_NOT_THEN.fill(unit=same(unit.name), day=day, year=year))


def _lasts(unit: Unit, year: int) -> bool:
    return unit.valid_to is None or unit.valid_to.year >= year


def _tap(command: str, unit: Unit, year: int, asked: int = 0) -> Tap:
    return Tap(command, "at", (str(unit.id), str(year), str(asked)))
