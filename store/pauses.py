"""Pauses of reminders: where they hold, beginning one and ending it."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

from sqlalchemy import func, or_, select
from sqlmodel import Session, col

from store.people import NotAllowed
from store.rules.levels import Level
from store.rules.pausing import check_pause_end
from store.rules.refusal import Refusal
from store.rules.roles import Act
from store.rules.rounds import check_extension_reason
from store.rules.text import Text
from store.tables import AuditRow, Pause, Unit
from store.units import ancestor_ids, existing

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from sqlalchemy import Select

    from store.people import Viewer
    from store.rules.courses import Span

NOT_FOUND = Text(
    "Lần tạm hoãn này không có trong địa bàn của anh/chị, hoặc đã hết ạ.",
    "There is no such pause within your area, or it is over.",
)


_IN_ORDER = (func.coalesce(col(Unit.parent_id), 0), col(Unit.sort_key), col(Unit.id))
"""The place above first, then those in it as people count them."""


def pausable(viewer: Viewer, today: date) -> Select[Unit]:
    """Select the units for which the viewer may pause reminders: communes, and whatever they themselves look after."""
    own = [unit.id for unit in viewer.units(Act.REMINDER_PAUSE)]
    return (
        select(Unit)
        .where(
            viewer.area(Act.REMINDER_PAUSE),
            existing(today),
            or_(col(Unit.level) == Level.COMMUNE, col(Unit.id).in_(own)),
            col(Unit.level) != Level.VILLAGE,
        )
        .order_by(*_IN_ORDER)
    )


def spans(db: Session, units: Iterable[Unit], since: date) -> dict[int, list[Span]]:
    """Return for each unit the pauses of it and of all above it that had not ended before a day."""
    lines = {unit.id: set(ancestor_ids(unit)) for unit in units}
    statement = select(Pause).where(col(Pause.until) >= since).order_by(col(Pause.id))
    pauses = list(db.execute(statement).scalars()) if lines else []
    return {
        unit_id: [(pause.since, pause.until) for pause in pauses if pause.unit_id in line]
        for unit_id, line in lines.items()
    }


def any_since(db: Session, day: date) -> bool:
    """Tell whether anybody's reminders were paused on a day or have been since."""
    return db.execute(select(col(Pause.id)).where(col(Pause.until) >= day).limit(1)).first() is not None


def in_force(db: Session, viewer: Viewer, today: date) -> list[tuple[Pause, Unit]]:
    """Return the pauses of the viewer's area that hold on a day or will."""
    statement = (
        select(Pause, Unit)
        .join(Unit, col(Unit.id) == col(Pause.unit_id))
        .where(viewer.area(Act.REMINDER_PAUSE), col(Pause.until) >= today)
        .order_by(*_IN_ORDER)
    )
    return [(pause, unit) for pause, unit in db.execute(statement)]


def get(db: Session, viewer: Viewer, pause_id: int, today: date) -> tuple[Pause, Unit]:
    """Return a pause of the viewer's own area that has not ended.

    Raises:
        Refusal: there is none, it is over, or it lies elsewhere; the three look alike.
    """
    for pause, unit in in_force(db, viewer, today):
        if pause.id == pause_id:
            return pause, unit
    raise Refusal(NOT_FOUND)


def begin(
    db: Session, viewer: Viewer, unit: Unit, *, until: date, reason: str, today: date, now: datetime
) -> Pause:
    """Pause reminders for a unit and all below it up to a last day; a pause that holds there is changed.

    Raises:
        NotAllowed: the unit is not the viewer's to pause.
        Refusal: the day or the reason is not right.
    """
    if not viewer.covers(Act.REMINDER_PAUSE, unit):
        raise NotAllowed
    last_day, why = check_pause_end(until, today), check_extension_reason(reason)
    standing = [pause for pause, paused in in_force(db, viewer, today) if paused.id == unit.id]
    if standing:
        pause = standing[0]
        pause.until, pause.reason = last_day, why
    else:
        pause = Pause(
            unit_id=unit.id,
            since=today,
            until=last_day,
            reason=why,
            made_by=viewer.person_id,
            made_at=now,
        )
        db.add(pause)
    db.flush()
    _note(db, viewer, f"pause {pause.id}, unit {unit.code}, until {last_day}", now)
    return pause


def end(db: Session, viewer: Viewer, pause: Pause, today: date, now: datetime) -> None:
    """End a pause: from this day on people are reminded again."""
    pause.until = today - timedelta(days=1)
    _note(db, viewer, f"pause {pause.id} ended", now)
    db.flush()


def _note(db: Session, viewer: Viewer, detail: str, now: datetime) -> None:
    db.add(AuditRow(at=now, person_id=viewer.person_id, act=Act.REMINDER_PAUSE.value, detail=detail))
