"""How the deadlines of the open rounds run, for those who are silent."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import select
from sqlmodel import Session, col

from store import pauses, rounds
from store.rules.courses import Course
from store.rules.ladders import USUAL, Ladder
from store.tables import Round, Unit

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import date

    from scheduler.reminders.reminder import Turn
    from store.rounds import Silent
    from store.rules.courses import Span


@dataclass(frozen=True, slots=True)
class Running:
    """A unit that has not answered, and how its deadline runs."""

    silent: Silent
    course: Course


def open_rounds(db: Session, turn: Turn) -> list[Round]:
    """Return the rounds whose answers are taken on the day of a turn, the one due first before the others."""
    statement = select(Round).where(col(Round.opens_on) <= turn.day, col(Round.closes_on) >= turn.day)
    return list(db.execute(statement.order_by(col(Round.due_on), col(Round.id))).scalars())


def ladder_of(asked: Round) -> Ladder:
    """Return the ladder of a round: its own, or the usual one."""
    return USUAL if asked.ladder is None else Ladder.model_validate(asked.ladder)


def course_of(asked: Round, due: date, paused: Sequence[Span], *, official: bool) -> Course:
    """Return how the deadline of a unit runs, for an official or for a village head."""
    return Course(ladder_of(asked), opens=asked.opens_on, due=due, official=official, pauses=paused)


def may_concern(
    db: Session, asked: Round, turn: Turn, *, official: bool, test: Callable[[Course], bool]
) -> bool:
    """Tell whether a turn may concern anybody in a round, without a look at the units: on most days it does not.

    Pauses shift the days of single units; where there were any, one has to look.
    """
    days = rounds.due_days(db, asked)
    if pauses.any_since(db, min(days)) and turn.day > min(days):
        return True
    return any(test(course_of(asked, day, (), official=official)) for day in days)


def running(db: Session, asked: Round, area: Unit, turn: Turn, *, official: bool) -> list[Running]:
    """Return who is silent at a unit and all below it."""
    silent = rounds.silent(db, asked, area, turn.now)
    paused = pauses.spans(db, [each.unit for each in silent], asked.opens_on)
    return [
        Running(each, course_of(asked, each.due_on, paused[each.unit.id], official=official))
        for each in silent
    ]
