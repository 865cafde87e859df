"""Who holds which role where: whom a person may invite to what, who is appointed, and ending an appointment."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import func, literal, select
from sqlmodel import Session, col

from store.people import in_force
from store.rules.refusal import Refusal
from store.rules.roles import BOUND_TO, Act, Role, invitable
from store.rules.text import Text
from store.tables import Appointment, AuditRow, Person, Unit
from store.units import existing

if TYPE_CHECKING:
    from datetime import date, datetime

    from sqlalchemy import Select

    from store.people import Viewer

NOT_FOUND = Text(
    "Không tìm thấy người này trong địa bàn của anh/chị, hoặc nhiệm vụ đã kết thúc ạ.",
    "There is no such person within your area, or the appointment has ended.",
)


_FROM_THE_TOP = (func.coalesce(col(Unit.parent_id), 0), col(Unit.sort_key))


class OwnAppointment(Refusal):
    """Nobody ends their own appointment."""

    def __init__(self) -> None:
        super().__init__(
            Text(
                "Đây là nhiệm vụ của chính anh/chị, nên nhờ người khác kết thúc ạ.",
                "This appointment is your own; somebody else has to end it.",
            )
        )


class HigherAppointment(Refusal):
    """An administrator's appointment is ended by an administrator."""

    def __init__(self) -> None:
        super().__init__(
            Text(
                "Nhiệm vụ của quản trị viên chỉ quản trị viên mới kết thúc được ạ.",
                "Only an administrator can end an administrator's appointment.",
            )
        )


@dataclass(frozen=True, slots=True)
class Seated:
    """An appointment in force, with its person and its unit."""

    appointment: Appointment
    person: Person
    unit: Unit


def roles_to_invite(viewer: Viewer) -> list[Role]:
    """Return the roles the viewer may invite someone to, in the order to show them."""
    allowed = {role for seat in viewer.seats for role in invitable(seat.role)}
    return [role for role in Role if role in allowed]


def units_for(viewer: Viewer, role: Role, today: date) -> Select[Unit]:
    """Select the units of the viewer's area to which someone may be invited in a role, from the top down."""
    act = Act(f"person.invite.{role.value}")
    return (
        select(Unit)
        .where(viewer.area(act), existing(today), col(Unit.level).in_(BOUND_TO[role]))
        .order_by(*_FROM_THE_TOP, col(Unit.id))
    )


def in_area(viewer: Viewer, now: datetime) -> Select[Appointment, Person, Unit]:
    """Select the appointments in force of the viewer's area, from the top down, by name."""
    return (
        select(Appointment, Person, Unit)
        .join(Person, col(Person.id) == col(Appointment.person_id))
        .join(Unit, col(Unit.id) == col(Appointment.unit_id))
        .where(viewer.area(Act.PERSON_DISMISS), in_force(now))
        .order_by(*_FROM_THE_TOP, col(Person.name), col(Appointment.id))
    )


def count(db: Session, statement: Select[Unit] | Select[Appointment, Person, Unit]) -> int:
    """Count what a selection of this file would return."""
    rows = statement.with_only_columns(literal(1)).order_by(None).subquery()
    return int(db.execute(select(func.count()).select_from(rows)).scalar_one())


def get(db: Session, viewer: Viewer, appointment_id: int, now: datetime) -> Seated:
    """Return an appointment in force from the viewer's own area.

    Raises:
        Refusal: there is none, it has ended, or it lies elsewhere; the three look alike.
    """
    row = db.execute(
        in_area(viewer, now).where(col(Appointment.id) == appointment_id).with_for_update(of=Appointment)
    ).one_or_none()
    if row is None:
        raise Refusal(NOT_FOUND)
    return Seated(*row)


def check_end(viewer: Viewer, seated: Seated) -> None:
    """Check that the viewer may end an appointment of their area.

    Raises:
        OwnAppointment: it is the viewer's own.
        HigherAppointment: it is an administrator's, and the viewer is none.
    """
    if seated.person.id == viewer.person_id:
        raise OwnAppointment
    if seated.appointment.role is Role.ADMINISTRATOR and not viewer.covers(
        Act.INVITE_ADMINISTRATOR, seated.unit
    ):
        raise HigherAppointment


def end(db: Session, viewer: Viewer, seated: Seated, now: datetime) -> None:
    """End an appointment now.

    Raises:
        Refusal: it is the viewer's own, or an administrator's.
    """
    check_end(viewer, seated)
    seated.appointment.until = now
    detail = f"appointment {seated.appointment.id}"
    db.add(AuditRow(at=now, person_id=viewer.person_id, act=Act.PERSON_DISMISS.value, detail=detail))
    db.flush()
