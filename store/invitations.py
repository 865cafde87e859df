"""One-time invitation links. Only a hash of the token is kept, so a stolen database opens no door."""

from __future__ import annotations

import hashlib
import secrets
from typing import TYPE_CHECKING

from sqlalchemy import select
from sqlmodel import Session, col

from store.people import in_force
from store.rules.refusal import Refusal
from store.rules.roles import BOUND_TO, Role
from store.rules.text import Text
from store.tables import Appointment, AuditRow, Invitation, Person, Unit

if TYPE_CHECKING:
    from datetime import datetime, timedelta

TOKEN_BYTES = 18


class Misplaced(Refusal):
    """A role was offered at a level of unit it does not exist at."""

    def __init__(self, role: Role, unit: Unit) -> None:
        super().__init__(
            Text(
                "Vai trò “{role}” không gắn với “{unit}” được ({level}).",
                "The role “{role}” cannot be bound to “{unit}” ({level}).",
            ).fill(role=role.text, unit=unit.name, level=unit.level.text)
        )


def _hash(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()


def invite(
    db: Session, unit: Unit, role: Role, *, by: Person | None, now: datetime, lasts: timedelta
) -> tuple[str, Invitation]:
    """Make an invitation; the token is returned once and never again. ``by`` is None for the command line."""
    if unit.level not in BOUND_TO[role]:
        raise Misplaced(role, unit)
    token = secrets.token_urlsafe(TOKEN_BYTES)
    made_by = by.id if by else None
    invitation = Invitation(
        token_hash=_hash(token),
        unit_id=unit.id,
        role=role,
        made_by=made_by,
        made_at=now,
        expires_at=now + lasts,
    )
    db.add(invitation)
    db.add(AuditRow(at=now, person_id=made_by, act=f"person.invite.{role}", detail=f"unit {unit.code}"))
    return token, invitation


def usable(db: Session, token: str, now: datetime) -> Invitation | None:
    """Return the invitation a token opens, None if it is wrong, used or expired: the three look alike."""
    statement = select(Invitation).where(
        col(Invitation.token_hash) == _hash(token),
        col(Invitation.used_at).is_(None),
        col(Invitation.expires_at) > now,
    )
    invitation: Invitation | None = db.execute(statement).scalar_one_or_none()
    return invitation


def usable_by_id(db: Session, invitation_id: int, now: datetime) -> Invitation | None:
    """Return an invitation seen before, if it can still be used; on PostgreSQL it is locked against a second taker."""
    statement = (
        select(Invitation)
        .where(
            col(Invitation.id) == invitation_id,
            col(Invitation.used_at).is_(None),
            col(Invitation.expires_at) > now,
        )
        .with_for_update()
    )
    invitation: Invitation | None = db.execute(statement).scalar_one_or_none()
    return invitation


def accept(db: Session, invitation: Invitation, *, chat_id: int, name: str, now: datetime) -> Person:
    """Put whoever is in the chat on the list, appoint them, and use the invitation up.

    Whoever holds the role there already goes on holding it once: of two appointments one would outlive the other.
    """
    person: Person | None = db.execute(
        select(Person).where(col(Person.chat_id) == chat_id)
    ).scalar_one_or_none()
    if person is None:
        person = Person(chat_id=chat_id, name=name, created_at=now)
        db.add(person)
    person.name = name
    db.flush()
    if not _holds(db, person, invitation, now):
        db.add(Appointment(person_id=person.id, unit_id=invitation.unit_id, role=invitation.role, since=now))
    invitation.used_at, invitation.used_by = now, person.id
    db.add(AuditRow(at=now, person_id=person.id, act="person.join", detail=f"invitation {invitation.id}"))
    db.flush()
    return person


def _holds(db: Session, person: Person, invitation: Invitation, now: datetime) -> bool:
    """Tell whether a person has the role that an invitation offers, where it offers it."""
    held = select(col(Appointment.id)).where(
        col(Appointment.person_id) == person.id,
        col(Appointment.unit_id) == invitation.unit_id,
        col(Appointment.role) == invitation.role,
        in_force(now),
    )
    return db.execute(held).first() is not None
