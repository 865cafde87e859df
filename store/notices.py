"""Notices: to whom each goes, and what became of the message to each of them."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from sqlalchemy import func, select
from sqlmodel import Session, col

from store.people import NotAllowed, below, in_force
from store.rules.notices import MOST_READERS, check_notice
from store.rules.refusal import Refusal
from store.rules.roles import Act
from store.rules.text import Text
from store.tables import Appointment, Chat, Notice, OutboxRow, OutboxState, Person, Unit

if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy import Select

    from store.people import Viewer
    from store.rules.notices import Audience

NOT_FOUND = Text(
    "Không tìm thấy thông báo này trong địa bàn của anh/chị ạ.", "There is no such notice within your area."
)
_NOBODY = Text(
    "Chưa có {audience} nào của {unit} trong hệ thống để nhận thông báo. Anh/chị mời họ bằng /moi ạ.",
    "There are no {audience} of {unit} here yet to read a notice. Invite them with /moi.",
)
_TOO_MANY = Text(
    "Thông báo này đến {count} người, quá {most} người một lần. "
    "Nhờ anh/chị gửi cho cán bộ xã, để cán bộ xã gửi tiếp cho trưởng thôn ạ.",
    "This notice would go to {count} people, more than {most} at once. "
    "Please send it to the commune officers, who send it on to their heads.",
)


class Fate(StrEnum):
    """What became of the message to one reader."""

    DELIVERED = "delivered"
    WAITING = "waiting"
    BLOCKED = "blocked"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class Receipt:
    """One reader of a notice, and what became of the message."""

    chat_id: int
    name: str
    fate: Fate


def key(notice_id: int, chat_id: int) -> str:
    """Return the key under which the outbox holds the message of a notice to one reader."""
    return f"{_prefix(notice_id)}{chat_id}"


def _prefix(notice_id: int) -> str:
    return f"notice:{notice_id}:"


def readers(viewer: Viewer, unit: Unit, audience: Audience, now: datetime) -> Select[int]:
    """Select the chats of everyone a notice would go to, each once; whoever writes it is none of them."""
    return (
        select(col(Person.chat_id))
        .join(Appointment, col(Appointment.person_id) == col(Person.id))
        .join(Unit, col(Unit.id) == col(Appointment.unit_id))
        .where(
            viewer.area(Act.NOTICE_SEND),
            below(unit),
            in_force(now),
            col(Appointment.role).in_(audience.roles),
            col(Person.chat_id) != viewer.chat_id,
        )
        .distinct()
        .order_by(col(Person.chat_id))
    )


def count(db: Session, statement: Select[int]) -> int:
    """Count the readers of a selection."""
    return int(db.execute(select(func.count()).select_from(statement.order_by(None).subquery())).scalar_one())


def check_readers(number: int, unit: Unit, audience: Audience) -> None:
    """Check that a notice has readers, and not more than one unit of work can write to.

    Raises:
        Refusal: it has none, or too many.
    """
    if number == 0:
        raise Refusal(_NOBODY.fill(audience=audience.text, unit=unit.name))
    if number > MOST_READERS:
        raise Refusal(_TOO_MANY.fill(count=number, most=MOST_READERS))


def keep(
    db: Session, viewer: Viewer, unit: Unit, audience: Audience, words: str, *, now: datetime
) -> tuple[Notice, list[int]]:
    """Write a notice down; return it with the chats it goes to.

    Raises:
        NotAllowed: the unit lies outside the viewer's area.
        Refusal: nobody would read it, too many would, or its words cannot be sent.
    """
    if not viewer.covers(Act.NOTICE_SEND, unit):
        raise NotAllowed
    chats = list(db.execute(readers(viewer, unit, audience, now)).scalars())
    check_readers(len(chats), unit, audience)
    notice = Notice(
        unit_id=unit.id,
        person_id=viewer.person_id,
        audience=audience,
        words=check_notice(words),
        readers=len(chats),
        sent_at=now,
    )
    db.add(notice)
    db.flush()
    return notice, chats


def is_for(notice: Notice, unit: Unit, viewer: Viewer) -> bool:
    """Tell whether someone is still a reader of a notice from ``unit``."""
    return any(
        seat.role in notice.audience.roles and seat.unit.path.startswith(unit.path) for seat in viewer.seats
    )


def sent(viewer: Viewer) -> Select[Notice]:
    """Select the notices of the viewer's area, newest first."""
    return (
        select(Notice)
        .join(Unit, col(Unit.id) == col(Notice.unit_id))
        .where(viewer.area(Act.NOTICE_SEND))
        .order_by(col(Notice.id).desc())
    )


def count_sent(db: Session, viewer: Viewer) -> int:
    """Count the notices of the viewer's area."""
    return int(
        db.execute(select(func.count()).select_from(sent(viewer).order_by(None).subquery())).scalar_one()
    )


def get(db: Session, viewer: Viewer, notice_id: int) -> Notice:
    """Return a notice of the viewer's area.

    Raises:
        Refusal: there is none, or it lies elsewhere; the two look alike.
    """
    notice: Notice | None = db.execute(sent(viewer).where(col(Notice.id) == notice_id)).scalar_one_or_none()
    if notice is None:
        raise Refusal(NOT_FOUND)
    return notice


def receipts(db: Session, notice: Notice) -> list[Receipt]:
    """Tell what became of the message to each reader, by name; of those the outbox has forgotten nothing is told."""
    rows = db.execute(
        select(col(Person.chat_id), col(Person.name), col(OutboxRow.state), col(Chat.blocked_at))
        .select_from(OutboxRow)
        .join(Chat, col(Chat.chat_id) == col(OutboxRow.chat_id))
        .join(Person, col(Person.chat_id) == col(OutboxRow.chat_id))
        # All of them were written in one unit of work, so at one moment, by which there is an index.
        .where(col(OutboxRow.created_at) == notice.sent_at, col(OutboxRow.key).startswith(_prefix(notice.id)))
        .order_by(col(Person.name), col(Person.id))
    )
    return [Receipt(chat_id, name, _fate(state, blocked_at)) for chat_id, name, state, blocked_at in rows]


def _fate(state: OutboxState, blocked_at: datetime | None) -> Fate:
    if state is OutboxState.SENT:
        return Fate.DELIVERED
    if state is OutboxState.OPEN:
        return Fate.WAITING
    return Fate.FAILED if blocked_at is None else Fate.BLOCKED


def places(db: Session, notice: Notice, chat_ids: list[int], now: datetime) -> dict[int, str]:
    """Name the place for which each of some readers got a notice; of one whose appointment has ended, none."""
    rows = db.execute(
        select(col(Person.chat_id), col(Unit.name))
        .join(Appointment, col(Appointment.person_id) == col(Person.id))
        .join(Unit, col(Unit.id) == col(Appointment.unit_id))
        .where(
            col(Person.chat_id).in_(chat_ids),
            below(db.get_one(Unit, notice.unit_id)),
            in_force(now),
            col(Appointment.role).in_(notice.audience.roles),
        )
        .order_by(col(Appointment.id).desc())
    )
    return {row.chat_id: row.name for row in rows}
