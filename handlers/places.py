"""The place a command is asked about: the one typed after it, or one's own; asked back where several may be meant.

Whatever command is about a place answers two buttons under its own name: ``at`` with a place's number first, and
``q``, which turns the pages of a choice.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from sqlalchemy import select
from sqlmodel import col

from handlers.pages import Page
from handlers.reply import Button, Replies, Reply
from handlers.tap import Tap, carried
from handlers.values import OldButton, number
from store import places
from store.places import MOST_FOUND
from store.rules.placenames import own_levels
from store.rules.refusal import Refusal
from store.rules.roles import Act
from store.rules.text import Text, join, same
from store.tables import Unit

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from handlers.scene import Scene

LONGEST = 45
"""Characters of what was typed that are shown again."""

MOST_OWN = 3

_NOT_THERE = Text(
    "Không có “{typed}” trong địa bàn của anh/chị ({own}). Nhờ anh/chị xem lại tên, hoặc gõ mã đơn vị ạ.",
    "There is no “{typed}” within your area ({own}). Please check the name, or type the code of the place.",
)
_PERHAPS = Text(
    "Không có “{typed}” trong địa bàn của anh/chị ({own}). Có phải anh/chị hỏi một trong các nơi dưới đây không ạ? "
    "Nếu không, nhờ anh/chị gõ lại tên hoặc mã đơn vị.",
    "There is no “{typed}” within your area ({own}). Do you mean one of the places below? "
    "If not, please type the name again, or the code of the place.",
)
_NO_UNIT = Text(
    "Không tìm thấy đơn vị này trong địa bàn của anh/chị ạ.", "There is no such place within your area."
)
_SEVERAL = Text(
    "Có {count} nơi có thể là “{typed}”. Nhờ anh/chị bấm chọn ạ.",
    "{count} places may be meant by “{typed}”. Please press one.",
)
_TOO_MANY = Text(
    "Có nhiều nơi tên “{typed}”; dưới đây là {count} nơi đầu. Nhờ anh/chị bấm chọn, hoặc ghi thêm tên xã, tỉnh ạ.",
    "Many places are called “{typed}”; here are the first {count}. Please press one, or add the place above it.",
)
_WHICH = Text("Anh/chị muốn xem nơi nào ạ?", "Which place would you like to see?")
_LABEL = Text("📍 {name}", "📍 {name}")
_BELOW = Text("📍 {name} · {above}", "📍 {name} · {above}")


@dataclass(frozen=True, slots=True)
class Asked:
    """What was typed after a command: the place; the year where it is another than this one; the page of a choice."""

    typed: str
    year: int | None = None
    page: int = 0

    @property
    def words(self) -> str:
        """How a button that turns the page carries it: the year before the place, whose end may be cut off."""
        return carried(f"{self.year} {self.typed}" if self.year else self.typed)

    def of(self, unit: Unit) -> tuple[str, ...]:
        """Return what the button of a place carries."""
        return (str(unit.id), str(self.year)) if self.year else (str(unit.id),)


def answer(scene: Scene, command: str, asked: Asked, show: Callable[[Unit], Replies]) -> Replies:
    """Show the place that was typed after a command, or one's own; ask back where there are several.

    Raises:
        Refusal: nothing within the person's area is called so; what lies outside looks the same.
    """
    if asked.typed.strip():
        return _named(scene, command, asked, show)
    own = own_units(scene)
    if len(own) == 1:
        return show(own[0])
    return [_choice(command, asked, _WHICH, [(unit, None) for unit in own])]


def own_units(scene: Scene, act: Act = Act.UNIT_READ) -> list[Unit]:
    """Return the person's own places, without those that lie below another of them."""
    units = {unit.path: unit for unit in scene.viewer.units(act)}
    return [
        unit
        for path, unit in sorted(units.items())
        if not any(path.startswith(other) and path != other for other in units)
    ]


def at(scene: Scene, tap: Tap, act: Act = Act.UNIT_READ) -> Unit:
    """Return the place whose number a button carries first.

    Raises:
        Refusal: there is none, or it lies elsewhere.
    """
    statement = select(Unit).where(scene.viewer.area(act), col(Unit.id) == number(tap, 0))
    unit: Unit | None = scene.db.execute(statement).scalar_one_or_none()
    if unit is None:
        raise Refusal(_NO_UNIT)
    return unit


def turned(tap: Tap) -> Asked:
    """Return what a choice was of whose page is turned."""
    if len(tap.values) < 2:  # noqa: PLR2004 - page and words
        raise OldButton
    return Asked(tap.values[1], page=number(tap, 0))


def _named(scene: Scene, command: str, asked: Asked, show: Callable[[Unit], Replies]) -> Replies:
    found = places.find(scene.db, scene.viewer, asked.typed, scene.today)
    mine = own_levels(asked.typed) if not any(place.sure for place in found) else ()
    if mine and all(unit.level in mine for unit in own_units(scene)):
        return answer(scene, command, replace(asked, typed=""), show)
    if not found:
        return [_offered(scene, command, asked)]
    if len(found) == 1:
        return show(found[0].unit)
    heading = _TOO_MANY if len(found) >= MOST_FOUND else _SEVERAL
    words = heading.fill(count=len(found), typed=asked.typed.strip()[:LONGEST])
    return [_choice(command, asked, words, [(each.unit, each.above) for each in found])]


def _offered(scene: Scene, command: str, asked: Asked) -> Reply:
    """Say that there is no such place, and offer those that a part of the words names.

    Raises:
        Refusal: there are none.
    """
    own = [same(unit.name) for unit in own_units(scene)[:MOST_OWN]]
    missing: dict[str, str | Text] = {"typed": asked.typed.strip()[:LONGEST], "own": join(own, ", ")}
    found = places.partly(scene.db, scene.viewer, asked.typed, scene.today)
    if not found:
        raise Refusal(_NOT_THERE.fill(**missing))
    return _choice(command, asked, _PERHAPS.fill(**missing), [(each.unit, each.above) for each in found])


def _choice(command: str, asked: Asked, words: Text, units: Sequence[tuple[Unit, str | None]]) -> Reply:
    page = Page(asked.page, len(units))
    shown = units[page.offset : page.offset + page.size]
    rows = [[Button(_label(unit, above), Tap(command, "at", asked.of(unit)))] for unit, above in shown]
    turning = page.turning(lambda to: Tap(command, "q", (str(to), asked.words)))
    return Reply(words, [*rows, *turning], in_place=True)


def _label(unit: Unit, above: str | None) -> Text:
    return _BELOW.fill(name=unit.name, above=above) if above else _LABEL.fill(name=unit.name)
