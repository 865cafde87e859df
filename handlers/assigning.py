"""The unit that is assigned a target: one that lies below one's own, pressed or typed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from handlers.forms.form import Again, Answer, Chosen, Prompt, Turned, Typed
from handlers.pages import Page
from handlers.places import own_units
from handlers.values import whole
from store import places, targets
from store.places import MOST_FOUND
from store.rules.refusal import Refusal
from store.rules.roles import Act
from store.rules.text import Text, same
from store.tables import Unit
from store.units import below

if TYPE_CHECKING:
    from handlers.forms.form import Filling, Given
    from handlers.scene import Scene

_ASK = Text(
    "Giao chỉ tiêu cho đơn vị nào ạ? Bấm chọn, hoặc gõ tên (không dấu cũng được).",
    "Which unit is the target for? Press it, or type its name.",
)
_NO_UNIT = Text(
    "Không có đơn vị này trong địa bàn của anh/chị. Nhờ anh/chị gõ lại tên, hoặc bấm chọn ạ.",
    "There is no such unit within your area. Please type its name again, or press it.",
)
_AT = Text("{name} · {above}", "{name} · {above}")


def ask(filling: Filling) -> Prompt:
    """Show a page of the units right below one's own, or of those that may have been typed."""
    offered = _offered(filling)
    page = Page(filling.scratch.get("page", 0), len(offered))
    shown = offered[page.offset : page.offset + page.size]
    rows = [[filling.choose(str(unit.id), label)] for unit, label in shown]
    return Prompt(_ASK, [*rows, *page.turning(lambda number: filling.tap("t", str(number)))])


def _offered(filling: Filling) -> list[tuple[Unit, Text]]:
    scene, found = filling.scene, filling.scratch.get("found")
    if found is not None:
        units = [scene.db.get_one(Unit, unit_id) for unit_id in found]
        return [(unit, _label(scene, unit)) for unit in units]
    own = own_units(scene, Act.TARGET_SET)
    return [(unit, same(unit.name)) for each in own for unit in below(scene.db, each, scene.today)]


def _label(scene: Scene, unit: Unit) -> Text:
    if unit.parent_id is None:
        return same(unit.name)
    return _AT.fill(name=unit.name, above=scene.db.get_one(Unit, unit.parent_id).name)


def take(filling: Filling, given: Given) -> Answer | Again:
    """Take a unit that was pressed or typed, or turn the page.

    Raises:
        Refusal: there is no such unit within the person's area, or it is their own.
    """
    if isinstance(given, Turned):
        return Again(scratch={**filling.scratch, "page": whole(given.value)})
    if isinstance(given, Typed):
        return _named(filling.scene, given.text)
    if not isinstance(given, Chosen):
        raise Refusal(_NO_UNIT)
    return Answer(_checked(filling.scene, filling.scene.db.get(Unit, whole(given.value))).id)


def _named(scene: Scene, typed: str) -> Answer | Again:
    found = places.find(scene.db, scene.viewer, typed, scene.today, Act.TARGET_SET)[:MOST_FOUND]
    if len(found) > 1:
        return Again(scratch={"found": [each.unit.id for each in found]})
    return Answer(_checked(scene, found[0].unit if found else None).id)


def _checked(scene: Scene, unit: Unit | None) -> Unit:
    if unit is None or not scene.viewer.covers(Act.TARGET_SET, unit):
        raise Refusal(_NO_UNIT)
    targets.check_assigning(scene.viewer, unit)
    return unit
