"""Units by name: who has not reported and who would, and who reported late."""

from __future__ import annotations

from typing import TYPE_CHECKING

from handlers.forms.choosing import number_label
from handlers.rounds import words
from store import rounds
from store.rules.dates import show_date
from store.rules.phones import show_phone
from store.rules.roles import Act
from store.rules.text import Text, join, same

if TYPE_CHECKING:
    from collections.abc import Sequence

    from handlers.scene import Scene
    from store.rounds import Late, Silent
    from store.tables import Person, Round, Unit

_LINE = Text("{unit} – {heads}", "{unit} – {heads}")
_PHONE = Text("{name}, {phone}", "{name}, {phone}")
_PUT_OFF = Text("{line} (gia hạn đến {day})", "{line} (put off to {day})")
_LATE = Text("{unit} – {day}, trễ {days} ngày", "{unit} – {day}, {days} days late")


def silent_lines(scene: Scene, asked: Round, found: Sequence[Silent], offset: int = 0) -> list[Text]:
    """Name those who have not reported, one a line, numbered on from ``offset``."""
    return [number_label(place, _silent(scene, asked, each)) for place, each in enumerate(found, offset + 1)]


def _silent(scene: Scene, asked: Round, each: Silent) -> Text:
    heads = [_head(scene, each.unit, person) for person in each.heads]
    line = _LINE.fill(unit=each.unit.name, heads=join(heads, "; ") if heads else words.nobody(asked))
    return line if each.due_on == asked.due_on else _PUT_OFF.fill(line=line, day=show_date(each.due_on))


def _head(scene: Scene, unit: Unit, person: Person) -> Text:
    """Name somebody; with the phone number for those who lead the people there."""
    if person.phone and scene.viewer.covers(Act.PERSON_DISMISS, unit):
        return _PHONE.fill(name=person.name, phone=show_phone(person.phone))
    return same(person.name)


def late_lines(scene: Scene, asked: Round, found: Sequence[Late], offset: int = 0) -> list[Text]:
    """Name those who reported late, one a line, with by how many days."""
    due = rounds.dues(scene.db, asked, [each.unit for each in found])
    lines = []
    for place, each in enumerate(found, offset + 1):
        day = each.answer.answered_at.astimezone(scene.config.zone).date()
        line = _LATE.fill(unit=each.unit.name, day=show_date(day), days=(day - due[each.unit.id]).days)
        lines.append(number_label(place, line))
    return lines
