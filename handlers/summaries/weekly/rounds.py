"""The rounds that are open in an area: how many have answered, and who is silent, by name as far as a line goes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from handlers.rounds.words import deadline
from store import rounds
from store.rules.numbers import show_count
from store.rules.text import Text, join, same

if TYPE_CHECKING:
    from collections.abc import Collection

    from handlers.scene import Scene
    from store.rounds import Duty
    from store.tables import Round, Unit

MOST_NAMED = 5
"""More names would push the rest of the summary off a small screen."""

MOST_ROUNDS = 8
"""Rounds that are told of; a province may have hundreds, opened by its communes."""

_LINE = Text(
    "{title}: <b>{received}/{expected}</b> đã báo cáo. {deadline}",
    "{title}: <b>{received} of {expected}</b> have reported. {deadline}",
)
_OWN = Text("{title}: {state}. {deadline}", "{title}: {state}. {deadline}")
_ANSWERED, _SILENT = Text("đã báo cáo", "reported"), Text("<b>chưa báo cáo</b>", "<b>not reported yet</b>")
_NAMES = Text("{line}. Chưa: {names}", "{line}. Silent: {names}")
_MORE = Text("{names} và {count} nơi nữa", "{names} and {count} more")


def open_in(scene: Scene, unit: Unit) -> list[Text]:
    """Say of the open rounds how they stand in an area, those of the whole area before those of places in it."""
    found = rounds.rounds_for(scene.db, scene.viewer, scene.today, most=MOST_ROUNDS)
    lines = (_line(scene, asked, unit) for asked in found)
    return [line for line in lines if line is not None]


def _line(scene: Scene, asked: Round, unit: Unit) -> Text | None:
    """Say how a round stands; nothing of one that asks nobody here, or in which all have answered after its day."""
    figures = rounds.figures(scene.db, asked, unit)
    due = rounds.due_of(scene.db, asked, unit)
    if not figures.expected or (not figures.silent and scene.today > due):
        return None
    about = {"title": asked.title, "deadline": deadline(asked, due, scene.today)}
    if asked.asks is unit.level:
        return _OWN.fill(**about, state=_SILENT if figures.silent else _ANSWERED)
    line = _LINE.fill(**about, received=show_count(figures.received), expected=show_count(figures.expected))
    if figures.silent and rounds.asks_right_below(scene.db, asked, unit):
        return _NAMES.fill(line=line, names=_names(scene, asked, unit, figures.silent))
    return line


def _names(scene: Scene, asked: Round, unit: Unit, silent: int) -> Text:
    shown = rounds.silent(scene.db, asked, unit, scene.now, limit=MOST_NAMED)
    names = join([same(each.unit.name) for each in shown], ", ")
    left_out = silent - len(shown)
    return _MORE.fill(names=names, count=show_count(left_out)) if left_out > 0 else names


def duties(scene: Scene, unit: Unit, named: Collection[tuple[int, int]] = ()) -> list[Text]:
    """Say what a unit still has to answer but for rounds ``named`` elsewhere, and how many days are left."""
    return [
        _duty(scene, duty)
        for duty in rounds.duties(scene.db, scene.viewer, scene.today)
        if duty.unit.id == unit.id and duty.answer is None and (duty.asked.id, unit.id) not in named
    ]


def _duty(scene: Scene, duty: Duty) -> Text:
    due = deadline(duty.asked, duty.due_on, scene.today)
    return _OWN.fill(title=duty.asked.title, state=_SILENT, deadline=due)
