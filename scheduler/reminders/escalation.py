"""Escalation: after some overdue working days the level above hears who is silent, by name; later the one above that.

One message a person, with everybody who is silent by then and not only who has become so today.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from handlers.rounds import silence
from scheduler.reminders.reminder import Call, Item, Reminder, enter
from scheduler.reminders.running import ladder_of, may_concern, open_rounds, running
from store import rounds
from store.leaders import HEARING, hearers
from store.rules.text import Text
from store.tables import Round, Unit
from store.units import ancestor_ids

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from sqlmodel import Session

    from handlers.scene import Scene
    from scheduler.reminders.reminder import Turn
    from scheduler.reminders.running import Running
    from store.rules.courses import Course
    from store.tables import Person

_WHY = Text("{title}: {count} đơn vị chưa nộp, đã quá hạn", "{title}: {count} units are silent and overdue")


@dataclass(frozen=True, slots=True)
class Heard:
    """What the people of one unit hear of a round: who is silent below it."""

    unit_id: int
    people: Sequence[Person]
    silent: Sequence[Running]


def _calls(db: Session, turn: Turn) -> Iterator[Call]:
    for asked in open_rounds(db, turn):
        for heard in _heard(db, asked, db.get_one(Unit, asked.unit_id), turn):
            why = _WHY.fill(title=asked.title, count=len(heard.silent))
            yield from (Call(person.chat_id, why) for person in heard.people)


def _items(scene: Scene, turn: Turn) -> list[Item]:
    homes = {seat.unit.id: seat.unit for seat in scene.viewer.seats if seat.role in HEARING}
    found = [
        (asked, home, [each.silent for each in heard.silent])
        for asked in rounds.rounds_for(scene.db, scene.viewer, scene.today)
        for home in homes.values()
        for heard in _heard(scene.db, asked, home, turn)
        if heard.unit_id == home.id and scene.viewer.person in heard.people
    ]
    most = silence.MOST // max(1, len(found))
    return [Item(*silence.told(scene, *each, most=most)) for each in found]


def _heard(db: Session, asked: Round, area: Unit, turn: Turn) -> list[Heard]:
    """Return what is heard, and where, of those who are silent in an area."""
    ladder = ladder_of(asked)
    after = ladder.escalate_after

    def due(course: Course) -> bool:
        steps = (ladder.escalate_after, ladder.escalate_further_after)
        return any(course.escalates(turn.day, turn.since, step) for step in steps)

    if asked.due_on >= turn.day or not may_concern(db, asked, turn, official=True, test=due):
        return []
    late = [
        each
        for each in running(db, asked, area, turn, official=True)
        if each.course.overdue(turn.day) >= after and not each.course.paused(turn.day)
    ]
    above = {each.silent.unit.id: ancestor_ids(each.silent.unit)[-2::-1] for each in late}
    people = hearers(db, {unit_id for units in above.values() for unit_id in units}, turn.now)
    return [
        *_step(asked, late, above, people, turn, further=False),
        *_step(asked, late, above, people, turn, further=True),
    ]


def _step(
    asked: Round,
    late: Sequence[Running],
    above: Mapping[int, Sequence[int]],
    people: Mapping[int, Sequence[Person]],
    turn: Turn,
    *,
    further: bool,
) -> Iterator[Heard]:
    """Yield what is heard at one level: the nearest unit above that has anybody, or the next one after that."""
    ladder = ladder_of(asked)
    after = ladder.escalate_further_after if further else ladder.escalate_after
    at: dict[int, list[Running]] = {}
    for each in late:
        hearing = [unit_id for unit_id in above[each.silent.unit.id] if unit_id in people][further:][:1]
        if hearing and each.course.overdue(turn.day) >= after:
            at.setdefault(hearing[0], []).append(each)
    for unit_id, silent in at.items():
        if any(each.course.escalates(turn.day, turn.since, after) for each in silent):
            yield Heard(unit_id, people[unit_id], silent)


enter(Reminder("escalation", 20, _calls, _items))
