"""The place an invitation is for: one of those the role exists at, within one's own area."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlmodel import col

from handlers.forms.form import Again, Answer, Chosen, Prompt, Turned, Typed
from handlers.pages import PAGE, Page
from handlers.values import whole
from store import appointments
from store.rules.names import LONGEST_NAME, find_names
from store.rules.refusal import Refusal
from store.rules.roles import Role
from store.rules.text import Text, same
from store.tables import Unit

if TYPE_CHECKING:
    from sqlalchemy import Select

    from handlers.forms.form import Filling, Given

_ASK_UNIT = Text(
    "Mời làm <b>{role}</b> ở đâu ạ? Bấm chọn, hoặc gõ tên đơn vị (không dấu cũng được).",
    "Invite a <b>{role}</b> for which place? Press it, or type its name.",
)
_NO_UNIT = Text(
    "Không tìm thấy đơn vị này trong địa bàn của anh/chị. Nhờ anh/chị gõ lại tên, hoặc bấm chọn ạ.",
    "There is no such place within your area. Please type its name again, or press it.",
)
_AT = Text("{name} · {above}", "{name} · {above}")


def role_of(filling: Filling) -> Role:
    """Return the role somebody is invited to."""
    return Role(filling.get("role"))


def _selected(filling: Filling) -> Select[Unit]:
    return appointments.units_for(filling.scene.viewer, role_of(filling), filling.scene.today)


def ask(filling: Filling) -> Prompt:
    """Show a page of the places of the role, or of those that may have been typed."""
    db = filling.scene.db
    statement = _selected(filling)
    found = filling.scratch.get("found")
    if found is not None:
        statement = statement.where(col(Unit.id).in_(found))
    turned = Page(filling.scratch.get("page", 0), appointments.count(db, statement))
    shown = db.execute(statement.offset(turned.offset).limit(turned.size)).scalars()
    rows = [[filling.choose(str(unit.id), _label(filling, unit))] for unit in shown]
    turning = turned.turning(lambda number: filling.tap("t", str(number)))
    return Prompt(_ASK_UNIT.fill(role=role_of(filling).text), [*rows, *turning])


def _label(filling: Filling, unit: Unit) -> Text:
    own = {seat.unit.id for seat in filling.scene.viewer.seats}
    if unit.parent_id is None or unit.parent_id in own or unit.id in own:
        return same(unit.name)
    return _AT.fill(name=unit.name, above=filling.scene.db.get_one(Unit, unit.parent_id).name)


def take(filling: Filling, given: Given) -> Answer | Again:
    """Take a place that was pressed or typed, or turn the page.

    Raises:
        Refusal: there is no such place within the person's area.
    """
    if isinstance(given, Turned):
        return Again(scratch={**filling.scratch, "page": whole(given.value)})
    if isinstance(given, Typed):
        return _named(filling, given.text)
    if not isinstance(given, Chosen):
        raise Refusal(_NO_UNIT)
    return Answer(chosen(filling, whole(given.value)).id)


def _named(filling: Filling, typed: str) -> Answer | Again:
    units = list(filling.scene.db.execute(_selected(filling)).scalars())
    found = find_names(typed[:LONGEST_NAME], units, name=lambda unit: unit.name, limit=PAGE)
    if not found:
        raise Refusal(_NO_UNIT)
    if len(found) == 1:
        return Answer(found[0].id)
    return Again(scratch={"found": [unit.id for unit in found]})


def chosen(filling: Filling, unit_id: int) -> Unit:
    """Return a unit to which the person may invite in this role.

    Raises:
        Refusal: there is none, or it lies elsewhere.
    """
    statement = _selected(filling).where(col(Unit.id) == unit_id)
    unit: Unit | None = filling.scene.db.execute(statement).scalar_one_or_none()
    if unit is None:
        raise Refusal(_NO_UNIT)
    return unit
