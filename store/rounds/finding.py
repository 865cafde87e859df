"""Which rounds concern a person: those to answer, and those of the own area."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from sqlalchemy import and_, exists, false, or_, select
from sqlmodel import Session, col

from store.people import below
from store.rounds.due import due_of
from store.rules.refusal import Refusal
from store.rules.roles import Act
from store.rules.rounds import ANSWERED_BY
from store.rules.text import Text
from store.tables import Round, RoundAnswer, Unit
from store.units import ancestor_ids

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sqlalchemy import ColumnElement, Select

    from store.people import Viewer

NOT_FOUND = Text(
    "Không tìm thấy đợt báo cáo này trong địa bàn của anh/chị ạ.", "There is no such round within your area."
)


_AROUND = 4
"""Areas around a unit that may each have a round of one kind and period, as high as the tree is."""


@dataclass(frozen=True, slots=True)
class Duty:
    """A round that asks a unit the person answers for: until when, and what was answered so far."""

    asked: Round
    unit: Unit
    due_on: date
    answer: RoundAnswer | None


def get(db: Session, viewer: Viewer, round_id: int) -> Round:
    """Return a round that concerns the viewer.

    Raises:
        Refusal: there is none, or it is none of the viewer's business; the two look alike.
    """
    found: Round | None = db.execute(
        _concerning(viewer).where(col(Round.id) == round_id)
    ).scalar_one_or_none()
    if found is None:
        raise Refusal(NOT_FOUND)
    return found


def rounds_for(db: Session, viewer: Viewer, today: date, *, most: int | None = None) -> list[Round]:
    """Return the rounds open on a day that concern the viewer, ``most`` of them.

    Those of the own areas and of larger ones come before those of areas below, of which a province may have
    hundreds; within, the one due first comes first. Where a place has a round of its own of a kind and period, that
    of the larger area does not concern it.
    """
    around = {unit_id for unit in _units(viewer) for unit_id in ancestor_ids(unit)}
    ordered = (
        _concerning(viewer)
        .where(_open_on(today))
        .order_by(col(Round.unit_id).not_in(around), col(Round.due_on), col(Round.id))
        .limit(most)
    )
    return _closest_to_any(list(db.execute(ordered).scalars()), viewer)


def rounds_at(db: Session, viewer: Viewer, unit: Unit, today: date) -> list[Round]:
    """Return the rounds open on a day that ask all of a unit, the one due first before the others."""
    statement = _concerning(viewer).where(_open_on(today), col(Round.unit_id).in_(ancestor_ids(unit)))
    found = db.execute(statement.order_by(col(Round.due_on), col(Round.id))).scalars()
    return [each for each in _closest(found, unit) if not each.asks.is_above(unit.level)]


def closed_for(db: Session, viewer: Viewer, today: date, most: int) -> list[Round]:
    """Return the rounds that concern the viewer and were closed last, the latest first."""
    statement = _concerning(viewer).where(col(Round.closes_on) < today)
    ordered = statement.order_by(col(Round.closes_on).desc(), col(Round.id).desc()).limit(most * _AROUND)
    return _closest_to_any(list(db.execute(ordered).scalars()), viewer)[:most]


def due_between(db: Session, viewer: Viewer, first: date, last: date) -> list[Round]:
    """Return the rounds that concern the viewer and are due on some days, the first due first."""
    statement = _concerning(viewer).where(col(Round.due_on) >= first, col(Round.due_on) <= last)
    return list(db.execute(statement.order_by(col(Round.due_on), col(Round.id))).scalars())


def duties(db: Session, viewer: Viewer, today: date) -> list[Duty]:
    """Return what the viewer is asked for on a day, answered or not, the one due first before the others."""
    units = [seat.unit for seat in viewer.seats if ANSWERED_BY.get(seat.unit.level) is seat.role]
    around = {unit_id for unit in units for unit_id in ancestor_ids(unit)}
    statement = select(Round).where(_open_on(today), col(Round.unit_id).in_(around)).order_by(col(Round.id))
    rounds = list(db.execute(statement).scalars()) if units else []
    asked = [(each, unit) for unit in units for each in _closest(rounds, unit) if _asks(each, unit)]
    answers = _answers(db, asked)
    found = [
        Duty(each, unit, due_of(db, each, unit), answers.get((each.id, unit.id))) for each, unit in asked
    ]
    return sorted(found, key=lambda duty: (duty.due_on, duty.asked.id, duty.unit.id))


def _open_on(day: date) -> ColumnElement[bool]:
    return and_(col(Round.opens_on) <= day, col(Round.closes_on) >= day)


def _closest_to_any(rounds: list[Round], viewer: Viewer) -> list[Round]:
    wanted = {each.id for unit in _units(viewer) for each in _closest(rounds, unit)}
    return [each for each in rounds if each.id in wanted]


def _closest(rounds: Iterable[Round], unit: Unit) -> list[Round]:
    """Leave out the rounds around a unit that are of one kind and period with one of a closer area."""
    around = ancestor_ids(unit)
    chosen: dict[object, Round] = {}
    for each in rounds:
        inside = each.period is None or each.unit_id not in around
        key = each.id if inside else (each.kind, each.period)
        other = chosen.get(key)
        if other is None or around.index(each.unit_id) > around.index(other.unit_id):
            chosen[key] = each
    return list(chosen.values())


def _asks(asked: Round, unit: Unit) -> bool:
    exists = unit.valid_from <= asked.due_on <= (unit.valid_to or date.max)
    return asked.unit_id in ancestor_ids(unit) and asked.asks is unit.level and exists


def _answers(db: Session, asked: list[tuple[Round, Unit]]) -> dict[tuple[int, int], RoundAnswer]:
    statement = select(RoundAnswer).where(
        col(RoundAnswer.round_id).in_({each.id for each, _ in asked}),
        col(RoundAnswer.unit_id).in_({unit.id for _, unit in asked}),
    )
    return {(found.round_id, found.unit_id): found for found in db.execute(statement).scalars()}


def _concerning(viewer: Viewer) -> Select[Round]:
    """Select the rounds within the viewer's area, and those around it that ask units there.

    To follow a round takes ``Act.ROUND_READ``, to answer one ``Act.ROUND_ANSWER``.
    """
    return select(Round).where(or_(false(), *(_reaching(unit) for unit in _units(viewer))))


def _units(viewer: Viewer) -> list[Unit]:
    seats = {unit.id: unit for act in (Act.ROUND_READ, Act.ROUND_ANSWER) for unit in viewer.units(act)}
    return list(seats.values())


def _reaching(unit: Unit) -> ColumnElement[bool]:
    """Return the condition that a ``Round`` is of a unit or one below it, or of one around it that asks units there."""
    asked = [level for level in ANSWERED_BY if not level.is_above(unit.level)]
    # Looked up from the rounds, which are few, and not from the units, of which a country has 90,000.
    inside = exists().where(col(Unit.id) == col(Round.unit_id), below(unit))
    return and_(or_(col(Round.unit_id).in_(ancestor_ids(unit)), inside), col(Round.asks).in_(asked))
