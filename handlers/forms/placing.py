"""One unit out of many: pressed on a page of them, or typed by its name, with or without marks."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlmodel import col

from handlers.forms.form import Again, Answer, Chosen, Prompt, Turned, Typed
from handlers.pages import PAGE, Page
from handlers.values import whole
from store import appointments, places, search
from store.rules.names import LONGEST_NAME, find_names
from store.rules.refusal import Refusal
from store.rules.text import Text, same
from store.tables import Unit

if TYPE_CHECKING:
    from collections.abc import Callable

    from sqlalchemy import Select

    from handlers.forms.form import Filling, Given

NO_UNIT = Text(
    "Không tìm thấy đơn vị này trong địa bàn của anh/chị. Nhờ anh/chị gõ lại tên, hoặc bấm chọn ạ.",
    "There is no such place within your area. Please type its name again, or press it.",
)
_AT = Text("{name} · {above}", "{name} · {above}")


@dataclass(frozen=True, slots=True)
class Placing:
    """A question for a unit.

    Attributes:
        words: how it is put.
        units: the units it is about, as things stand; whichever of them is typed is found.
        offered: which of them stand on the buttons; all of them unless this is given.
        label: what a button says; the name, and where the unit lies.
    """

    words: Callable[[Filling], Text]
    units: Callable[[Filling], Select[Unit]]
    offered: Callable[[Filling], Select[Unit]] | None = None
    label: Callable[[Filling, Unit], Text] | None = None

    def ask(self, filling: Filling) -> Prompt:
        """Show a page of the units, or of those that may have been typed."""
        db, found = filling.scene.db, filling.scratch.get("found")
        statement = (self.offered or self.units)(filling)
        if found is not None:
            statement = self.units(filling).where(col(Unit.id).in_(found))
        turned = Page(filling.scratch.get("page", 0), appointments.count(db, statement))
        shown = db.execute(statement.offset(turned.offset).limit(turned.size)).scalars()
        label = self.label or _label
        rows = [[filling.choose(str(unit.id), label(filling, unit))] for unit in shown]
        turning = turned.turning(lambda number: filling.tap("t", str(number)))
        return Prompt(self.words(filling), [*rows, *turning])

    def take(self, filling: Filling, given: Given) -> Answer | Again:
        """Take a unit that was pressed or typed, or turn the page.

        Raises:
            Refusal: there is no such unit.
        """
        if isinstance(given, Turned):
            return Again(scratch={**filling.scratch, "page": whole(given.value)})
        if isinstance(given, Typed):
            return self._named(filling, given.text)
        if not isinstance(given, Chosen):
            raise Refusal(NO_UNIT)
        return Answer(self.chosen(filling, whole(given.value)).id)

    def chosen(self, filling: Filling, unit_id: int) -> Unit:
        """Return one of the units.

        Raises:
            Refusal: it is none of them.
        """
        statement = self.units(filling).where(col(Unit.id) == unit_id)
        unit: Unit | None = filling.scene.db.execute(statement).scalar_one_or_none()
        if unit is None:
            raise Refusal(NO_UNIT)
        return unit

    def _named(self, filling: Filling, typed: str) -> Answer | Again:
        typed = typed[:LONGEST_NAME]
        found = self._called(filling, typed) or self._alike(filling, typed)
        if not found:
            raise Refusal(NO_UNIT)
        return Answer(found[0]) if len(found) == 1 else Again(scratch={"found": found})

    def _called(self, filling: Filling, typed: str) -> list[int]:
        """Find units whose name holds the words typed."""
        selected = self.units(filling).with_only_columns(col(Unit.id), col(Unit.name))
        rows = filling.scene.db.execute(selected.where(search.like(col(Unit.key), typed))).all()
        return [row.id for row in find_names(typed, rows, name=lambda row: row.name, limit=PAGE)]

    def _alike(self, filling: Filling, typed: str) -> list[int]:
        """Find units that were named with the place above them, or with a slip of the finger."""
        scene = filling.scene
        ids = [found.unit.id for found in places.find(scene.db, scene.viewer, typed, scene.today)]
        selected = self.units(filling).with_only_columns(col(Unit.id)).where(col(Unit.id).in_(ids))
        return list(scene.db.execute(selected.limit(PAGE)).scalars())


def _label(filling: Filling, unit: Unit) -> Text:
    own = {seat.unit.id for seat in filling.scene.viewer.seats}
    if unit.parent_id is None or unit.parent_id in own or unit.id in own:
        return same(unit.name)
    return _AT.fill(name=unit.name, above=filling.scene.db.get_one(Unit, unit.parent_id).name)
