"""Who works for a place: its officers, those who follow it, those who administer it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import select
from sqlmodel import Session, col

from store.people import in_force
from store.rules.roles import Role
from store.tables import Appointment, Person

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    Seated = dict[int, dict[Role, list[Person]]]

HEARING = (Role.COMMUNE_OFFICER, Role.VIEWER, Role.ADMINISTRATOR)
"""Who hears of what is missed, the first before the others."""

AT_ONCE = 500


def seated_at(db: Session, unit_ids: Iterable[int], roles: Iterable[Role], now: datetime) -> Seated:
    """Return who holds which of some roles at some units themselves; a unit without anybody is left out."""
    found: Seated = {}
    ids, wanted = sorted(set(unit_ids)), tuple(roles)
    for start in range(0, len(ids), AT_ONCE):
        statement = (
            select(col(Appointment.unit_id), col(Appointment.role), Person)
            .join(Person, col(Person.id) == col(Appointment.person_id))
            .where(
                col(Appointment.unit_id).in_(ids[start : start + AT_ONCE]),
                col(Appointment.role).in_(wanted),
                in_force(now),
            )
            .order_by(col(Person.id))
        )
        for unit_id, role, person in db.execute(statement):
            found.setdefault(unit_id, {}).setdefault(role, []).append(person)
    return found


def hearers(db: Session, unit_ids: Iterable[int], now: datetime) -> dict[int, list[Person]]:
    """Return who hears of what is missed in each unit: its officers, else who follows it, else who administers it."""
    return {
        unit_id: next(by_role[role] for role in HEARING if role in by_role)
        for unit_id, by_role in seated_at(db, unit_ids, HEARING, now).items()
    }
