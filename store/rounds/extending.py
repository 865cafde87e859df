"""Putting a deadline off for a unit or for all that lie in it, with a reason."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING

from sqlalchemy import select
from sqlmodel import Session, col

from store import tallies
from store.people import NotAllowed, below
from store.rounds.answering import NotAsked
from store.rounds.asked import hold
from store.rounds.due import due_of
from store.rounds.standing import ON_TIME, figures
from store.rules.refusal import Refusal
from store.rules.roles import Act
from store.rules.rounds import NotLater, check_extension_reason
from store.rules.text import Text
from store.tables import AuditRow, Round, RoundAnswer, RoundExtension, Unit
from store.tallies import Count

if TYPE_CHECKING:
    from zoneinfo import ZoneInfo

    from store.people import Viewer

LONGEST_EXTENSION = timedelta(days=366)
EXTENDED = "round.extend"
"""What the log calls it."""


class OwnDeadline(Refusal):
    """A unit's deadline is put off by the level above, never by the unit itself."""

    def __init__(self) -> None:
        super().__init__(
            Text(
                "Hạn nộp của chính đơn vị mình do cấp trên gia hạn ạ.",
                "The deadline of one's own unit is put off by the level above.",
            )
        )


class WrongNewDay(Refusal):
    """A deadline is put off to a day that has passed, or too far ahead."""

    def __init__(self) -> None:
        super().__init__(
            Text(
                "Hạn mới phải từ hôm nay trở đi và trong vòng một năm ạ.",
                "The new deadline has to be today or later, and within a year.",
            )
        )


def check_extending(db: Session, viewer: Viewer, asked: Round, unit: Unit, today: date) -> None:
    """Check that the viewer may put off a round's deadline for a unit and all below it.

    Raises:
        NotAllowed: it is not within their area.
        OwnDeadline: the unit that is asked is the viewer's own.
        NotAsked: the round asks nobody there, or is closed.
    """
    if not viewer.covers(Act.ROUND_OPEN, unit):
        raise NotAllowed
    above = [
        own for own in viewer.units(Act.ROUND_OPEN) if unit.path.startswith(own.path) and own.id != unit.id
    ]
    if unit.level is asked.asks and not above:
        raise OwnDeadline
    if today > asked.closes_on or not figures(db, asked, unit).expected:
        raise NotAsked


def check_new_day(db: Session, asked: Round, unit: Unit, day: date, today: date) -> date:
    """Return the day to which a deadline is put off.

    Raises:
        NotLater: it is no later than the deadline as it stands.
        WrongNewDay: it has passed, or lies more than a year ahead.
    """
    due = due_of(db, asked, unit)
    if day <= due:
        raise NotLater(due)
    if not today <= day <= today + LONGEST_EXTENSION:
        raise WrongNewDay
    return day


def extend(
    db: Session,
    viewer: Viewer,
    asked: Round,
    unit: Unit,
    *,
    due_on: date,
    reason: str,
    now: datetime,
    zone: ZoneInfo,
) -> RoundExtension:
    """Put a round's deadline off for a unit and all below it; what came after the old day and by the new is in time.

    Raises:
        Refusal: as ``check_extending`` and ``check_new_day`` say, or the reason says nothing.
    """
    today = now.astimezone(zone).date()
    check_extending(db, viewer, asked, unit, today)
    hold(db, asked, alone=True)
    given = RoundExtension(
        round_id=asked.id,
        unit_id=unit.id,
        due_on=check_new_day(db, asked, unit, due_on, today),
        reason=check_extension_reason(reason),
        given_by=viewer.person_id,
        given_at=now,
    )
    db.add(given)
    asked.closes_on = max(asked.closes_on, due_on)
    _forgive(db, asked, unit, due_on, zone)
    detail = f"round {asked.id}, unit {unit.code}: due {due_on}, {given.reason}"
    db.add(AuditRow(at=now, person_id=viewer.person_id, act=EXTENDED, detail=detail))
    db.flush()
    return given


def _forgive(db: Session, asked: Round, unit: Unit, due_on: date, zone: ZoneInfo) -> None:
    """Count as in time what came late by the old deadline and is not by the new one."""
    end = datetime.combine(due_on + timedelta(days=1), time(), zone)
    statement = (
        select(RoundAnswer, col(Unit.parent_id))
        .join(Unit, col(Unit.id) == col(RoundAnswer.unit_id))
        .where(
            col(RoundAnswer.round_id) == asked.id,
            col(RoundAnswer.late),
            col(RoundAnswer.answered_at) < end,
            below(unit),
        )
    )
    pile = tallies.Pile()
    for answered, parent_id in db.execute(statement):
        answered.late = False
        pile.add(parent_id, ON_TIME, Count(1), asked.id)
    tallies.keep_pile(db, pile)
