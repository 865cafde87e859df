"""The public posting (niêm yết công khai) of a verified report: from which day, and when it may end."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from sqlalchemy import select
from sqlmodel import col

from store import reports
from store.rules.guards import check_posting_end, check_posting_start
from store.rules.moves import Move
from store.rules.states import State
from store.tables import Event

if TYPE_CHECKING:
    from datetime import datetime
    from zoneinfo import ZoneInfo

    from sqlalchemy import ColumnElement
    from sqlmodel import Session

    from store.people import Viewer
    from store.tables import Report

POSTED_ON = "posted_on"
"""Under this name the event of a posting keeps its first day."""


def post(
    db: Session,
    viewer: Viewer,
    report: Report,
    first_day: date,
    *,
    now: datetime,
    zone: ZoneInfo,
    tracks_posting: bool,
) -> None:
    """Record that a verified report was posted in public from a day on.

    Raises:
        Refusal: the state does not admit it, or the day lies before the verification or in the future.
    """
    reports.move(db, viewer, report, Move.POST, now, tracks_posting=tracks_posting)
    verified = _last(db, report, col(Event.state) == State.VERIFIED)
    check_posting_start(
        first_day, verified=verified.at.astimezone(zone).date(), today=now.astimezone(zone).date()
    )
    event = _last(db, report, col(Event.move) == Move.POST)
    event.changes = {POSTED_ON: [None, first_day.isoformat()]}
    db.flush()


def end(db: Session, viewer: Viewer, report: Report, *, days: int, now: datetime, zone: ZoneInfo) -> None:
    """End a posting that has lasted at least ``days`` days.

    Raises:
        Refusal: the state does not admit it, or the time is not over.
    """
    reports.move(db, viewer, report, Move.END_POSTING, now)
    event = _last(db, report, col(Event.move) == Move.POST)
    first_day = date.fromisoformat(event.changes[POSTED_ON][-1])
    check_posting_end(first_day, days=days, today=now.astimezone(zone).date())


def _last(db: Session, report: Report, condition: ColumnElement[bool]) -> Event:
    statement = (
        select(Event)
        .where(col(Event.report_id) == report.id, condition)
        .order_by(col(Event.id).desc())
        .limit(1)
    )
    event: Event = db.execute(statement).scalar_one()
    return event
