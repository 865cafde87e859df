"""One place in one year, with the buttons that lead down, up and to another year."""

from __future__ import annotations

from typing import TYPE_CHECKING

from handlers import walking
from handlers.reply import Reply
from handlers.situation import words
from store.figures import year_figures
from store.rules.text import Text, join
from store.units import full_name

if TYPE_CHECKING:
    from handlers.scene import Scene
    from handlers.walking import Stand

PLACE = "tinhhinh"
_TITLE = Text("📊 <b>Tình hình {unit}, năm {year}</b>", "📊 <b>{unit} in {year}</b>")


def page(scene: Scene, stand: Stand) -> Reply:
    """Show how a place stands."""
    figures = year_figures(scene.db, [stand.unit], stand.year, scene.today)[stand.unit.id]
    title = _TITLE.fill(unit=full_name(scene.db, stand.unit), year=stand.year)
    parts = [
        join([title, *words.heading(figures, scene.today)]),
        join(words.standing(figures)),
        *words.changes(figures, scene.today),
    ]
    return Reply(join(parts, "\n\n"), walking.rows(scene, PLACE, stand), in_place=True)
