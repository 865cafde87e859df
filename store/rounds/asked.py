"""Whom a round asks, who of them is silent, who was late."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import and_, exists, false, func, literal, not_, select
from sqlmodel import Session, col

from store import tallies
from store.people import below, in_force
from store.rounds.due import dues
from store.rules.rounds import ANSWERED_BY
from store.tables import Appointment, Chat, Person, Round, RoundAnswer, Unit
from store.units import ancestor_ids, existing

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date, datetime

    from sqlalchemy import ColumnElement, Select


@dataclass(frozen=True, slots=True)
class Silent:
    """A unit that has not answered: until when it may, and who would answer for it."""

    unit: Unit
    due_on: date
    heads: tuple[Person, ...]


@dataclass(frozen=True, slots=True)
class Late:
    """A unit that answered after its deadline."""

    unit: Unit
    answer: RoundAnswer


def asks(db: Session, asked: Round, unit: Unit) -> bool:
    """Tell whether a round asks a unit."""
    return unit.id in asked_among(db, asked, [unit])


def asked_among(db: Session, asked: Round, units: Sequence[Unit]) -> set[int]:
    """Return which of some units a round asks."""
    statement = select(col(Unit.id)).where(
        asked_units(db, asked), col(Unit.id).in_([unit.id for unit in units])
    )
    return set(db.execute(statement).scalars())


def silent(
    db: Session, asked: Round, area: Unit, now: datetime, *, offset: int = 0, limit: int | None = None
) -> list[Silent]:
    """Return who has not answered, at a unit and all below it, commune by commune; ``limit`` of them."""
    statement = silent_units(db, asked, area).offset(offset).limit(limit)
    units = list(db.execute(statement).scalars())
    heads, due = heads_of(db, asked, units, now), dues(db, asked, units)
    return [Silent(unit, due[unit.id], tuple(heads.get(unit.id, ()))) for unit in units]


def silent_units(db: Session, asked: Round, area: Unit) -> Select[Unit]:
    """Select the units that have not answered, commune by commune."""
    return (
        select(Unit)
        .where(asked_units(db, asked, area), not_(_answered(asked)))
        .order_by(col(Unit.parent_id), col(Unit.sort_key), col(Unit.id))
    )


def silent_people(db: Session, asked: Round, area: Unit, now: datetime) -> dict[int, bool]:
    """Return the chats of those who have not answered, at a unit and all below it, each with whether it is shut."""
    statement = (
        select(col(Person.chat_id), col(Chat.blocked_at).is_not(None))
        .join(Appointment, col(Appointment.person_id) == col(Person.id))
        .join(Unit, col(Unit.id) == col(Appointment.unit_id))
        .join(Chat, col(Chat.chat_id) == col(Person.chat_id))
        .where(asked_units(db, asked, area), not_(_answered(asked)), _answering(asked, now))
    )
    return {chat_id: bool(shut) for chat_id, shut in db.execute(statement.order_by(col(Person.chat_id)))}


def headless_units(db: Session, asked: Round, area: Unit, now: datetime) -> Select[Unit]:
    """Select the units that have not answered and have nobody who could, commune by commune."""
    seated = exists().where(col(Appointment.unit_id) == col(Unit.id), _answering(asked, now))
    return silent_units(db, asked, area).where(not_(seated))


def late(db: Session, asked: Round, area: Unit, *, offset: int = 0, limit: int | None = None) -> list[Late]:
    """Return who answered late, at a unit and all below it, commune by commune; ``limit`` of them."""
    statement = (
        select(Unit, RoundAnswer)
        .join(RoundAnswer, col(RoundAnswer.unit_id) == col(Unit.id))
        .where(asked_units(db, asked, area), col(RoundAnswer.round_id) == asked.id, col(RoundAnswer.late))
        .order_by(col(Unit.parent_id), col(Unit.sort_key), col(Unit.id))
        .offset(offset)
        .limit(limit)
    )
    return [Late(*row) for row in db.execute(statement)]


def count(db: Session, statement: Select[Unit]) -> int:
    """Count what a selection of units would return."""
    rows = statement.with_only_columns(literal(1)).order_by(None).subquery()
    return int(db.execute(select(func.count()).select_from(rows)).scalar_one())


def heads_of(
    db: Session, asked: Round, units: Sequence[Unit], now: datetime
) -> Mapping[int, Sequence[Person]]:
    """Return who answers for each of some units; one without anybody is left out."""
    found: dict[int, list[Person]] = {}
    for start in range(0, len(units), tallies.AT_ONCE):
        statement = (
            select(col(Appointment.unit_id), Person)
            .join(Person, col(Person.id) == col(Appointment.person_id))
            .where(
                col(Appointment.unit_id).in_([unit.id for unit in units[start : start + tallies.AT_ONCE]]),
                _answering(asked, now),
            )
            .order_by(col(Person.id))
        )
        for unit_id, person in db.execute(statement):
            found.setdefault(unit_id, []).append(person)
    return found


def asked_units(db: Session, asked: Round, unit: Unit | None = None) -> ColumnElement[bool]:
    """Return the condition that a round asks a ``Unit``: store/rules/rounds.py says who counts.

    With ``unit`` it also lies at or below that one.
    """
    area = db.get_one(Unit, asked.unit_id)
    unit = unit or area
    if not (area.path.startswith(unit.path) or unit.path.startswith(area.path)):
        return false()
    # One range alone: of two, the index might take the wider one.
    within = below(max(area, unit, key=lambda each: len(each.path)))
    elsewhere = [not_(below(closer)) for closer in _closer_areas(db, asked, area)]
    return and_(col(Unit.level) == asked.asks, within, existing(asked.due_on), *elsewhere)


def rounds_around(db: Session, asked: Round) -> list[Round]:
    """Return the rounds of the same kind and period whose area lies around this one's."""
    area = db.get_one(Unit, asked.unit_id)
    found = db.execute(select(Round).where(*_alike(asked), col(Round.unit_id).in_(ancestor_ids(area))))
    return list(found.scalars())


def _closer_areas(db: Session, asked: Round, area: Unit) -> list[Unit]:
    """Return the areas within this one that have a round of their own of the same kind and period."""
    if asked.period is None:
        return []
    ids = list(db.execute(select(col(Round.unit_id)).where(*_alike(asked))).scalars())
    others = db.execute(select(Unit).where(col(Unit.id).in_(ids))).scalars() if ids else ()
    return [other for other in others if other.path.startswith(area.path)]


def _alike(asked: Round) -> tuple[ColumnElement[bool], ...]:
    # Ad-hoc rounds have no period, and NULL is like nothing.
    return col(Round.kind) == asked.kind, col(Round.period) == asked.period, col(Round.id) != asked.id


def hold(db: Session, asked: Round, *, alone: bool = False) -> None:
    """Hold a round as it is now: answers side by side; whoever counts anew or puts a deadline off, alone."""
    db.refresh(asked, with_for_update={"read": not alone})


def _answering(asked: Round, now: datetime) -> ColumnElement[bool]:
    """Return the condition that an ``Appointment`` makes somebody answer for a unit."""
    return and_(col(Appointment.role) == ANSWERED_BY[asked.asks], in_force(now))


def _answered(asked: Round) -> ColumnElement[bool]:
    return exists().where(col(RoundAnswer.round_id) == asked.id, col(RoundAnswer.unit_id) == col(Unit.id))
