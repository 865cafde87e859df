"""Which village; asked only of someone who heads several."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from handlers.forms.choosing import Option, buttons, pick
from handlers.forms.form import Answer, Prompt, Question
from handlers.forms.report.told import told
from store.people import NotAllowed
from store.rules.roles import Act
from store.rules.text import Text, same

if TYPE_CHECKING:
    from handlers.forms.form import Filling, Given
    from handlers.scene import Scene
    from store.tables import Unit

_ASK = Text("<b>Báo cáo của thôn nào ạ?</b>", "<b>Which village is it about?</b>")


def beginning(scene: Scene) -> dict[str, Any]:
    """Return what is known before the first question: the village, where there is only one."""
    units = scene.viewer.units(Act.REPORT_CREATE)
    return {"village": kept(units[0])} if len(units) == 1 else {}


def kept(unit: Unit) -> dict[str, Any]:
    """Return what the answers keep of a village."""
    return {"id": unit.id, "name": unit.name, "area": unit.area.value}


def own_village(scene: Scene, unit_id: int, act: Act) -> Unit:
    """Return a village that is still the person's own.

    Raises:
        NotAllowed: it is not, or no longer.
    """
    for unit in scene.viewer.units(act):
        if unit.id == unit_id:
            return unit
    raise NotAllowed


def _options(filling: Filling) -> list[Option]:
    units = filling.scene.viewer.units(Act.REPORT_CREATE)
    return [Option(str(unit.id), same(unit.name)) for unit in units]


def _ask(filling: Filling) -> Prompt:
    return Prompt(_ASK, buttons(filling, _options(filling), numbered=True))


def _take(filling: Filling, given: Given) -> Answer:
    chosen = int(pick(_options(filling), given))
    return Answer(kept(own_village(filling.scene, chosen, Act.REPORT_CREATE)))


def _applies(filling: Filling) -> bool:
    several = len(filling.scene.viewer.units(Act.REPORT_CREATE)) > 1
    return told(filling).report_id is None and (several or filling.get("village") is None)


VILLAGE = Question(
    name="village",
    title=Text("Thôn", "Village"),
    ask=_ask,
    take=_take,
    show=lambda filling: same(filling.answers["village"]["name"]),
    applies=_applies,
)
