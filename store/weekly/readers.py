"""Who gets a summary of a week, of which units."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import select
from sqlmodel import Session, col

from store.people import in_force
from store.tables import Appointment, Chat, Person, Unit
from store.units import existing

if TYPE_CHECKING:
    from datetime import date, datetime


@dataclass(frozen=True, slots=True)
class Reader:
    """Someone who reads of the week, by chat, with the own units, the highest first."""

    chat_id: int
    units: tuple[Unit, ...]


def readers(db: Session, now: datetime, today: date) -> list[Reader]:
    """Return everyone who holds a seat at a place that is there and has not shut the bot out.

    Neighbours stand beside each other.
    """
    statement = (
        select(col(Person.chat_id), Unit)
        .join(Appointment, col(Appointment.person_id) == col(Person.id))
        .join(Unit, col(Unit.id) == col(Appointment.unit_id))
        .join(Chat, col(Chat.chat_id) == col(Person.chat_id))
        .where(in_force(now), existing(today), col(Chat.blocked_at).is_(None))
        .order_by(col(Unit.path), col(Person.chat_id))
    )
    own: dict[int, dict[int, Unit]] = {}
    for chat_id, unit in db.execute(statement):
        own.setdefault(chat_id, {})[unit.id] = unit
    return [Reader(chat_id, tuple(units.values())) for chat_id, units in own.items()]
