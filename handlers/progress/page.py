"""The progress of one place in one year, and of the units right below it, a page at a time, as people count them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from handlers import walking
from handlers.progress import words
from handlers.progress.results import results
from handlers.reply import Reply
from handlers.situation.words import heading
from store.rules.levels import Level
from store.rules.roles import Act
from store.rules.text import Text, join
from store.units import commune_of, full_name

if TYPE_CHECKING:
    from handlers.scene import Scene
    from handlers.walking import Stand

PLACE = "tiendo"
_TITLE = Text("🎯 <b>Tiến độ {unit}, năm {year}</b>", "🎯 <b>Progress of {unit}, {year}</b>")
_BELOW = Text("<b>Từng đơn vị: đã giảm/cần giảm</b>", "<b>Unit by unit: done/needed</b>")
_WHOLE = Text("<b>Toàn xã</b>", "<b>The whole commune</b>")


def page(scene: Scene, stand: Stand) -> Reply:
    """Show how far a place has come. Units below stand in their own order, never in that of their results."""
    own, below = results(scene, stand.unit, stand.shown, stand.year)
    title = _TITLE.fill(unit=full_name(scene.db, stand.unit), year=stand.year)
    parts = [
        join([title, *heading(own.figures, scene.today)]),
        join(words.told(own, scene.today)),
        *([join([_BELOW, *(words.line(each, scene.today) for each in below)])] if below else []),
        *_whole_commune(scene, stand),
    ]
    return Reply(join(parts, "\n\n"), walking.rows(scene, PLACE, stand), in_place=True)


def _whole_commune(scene: Scene, stand: Stand) -> list[Text]:
    """Tell a village head the total of the commune; its other villages are not theirs to see."""
    if stand.unit.level is not Level.VILLAGE or stand.unit.parent_id is None:
        return []
    commune = commune_of(scene.db, stand.unit)
    if scene.viewer.covers(Act.UNIT_READ, commune):
        return []
    whole, _ = results(scene, commune, [], stand.year)
    return [join([_WHOLE, words.line(whole, scene.today)])]
