"""What has waited for a commune's officers for too long: reports to verify, and verified ones without a decision."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import func, select
from sqlmodel import Session, col

from store.rules.moves import Move
from store.rules.states import State
from store.tables import Event, Report, Unit

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date, datetime
    from zoneinfo import ZoneInfo

    from sqlalchemy import ColumnElement, Select

UNVERIFIED = frozenset({State.WAITING})
UNDECIDED = frozenset({State.VERIFIED, State.POSTED, State.RECHECK, State.AWAITING_DECISION})
_SENT = (Move.SUBMIT, Move.RESUBMIT)


@dataclass(frozen=True, slots=True)
class Backlog:
    """What is overdue in one commune: how many reports, and the one that has waited longest.

    Attributes:
        unit_id: the commune.
        count: the reports that are overdue.
        code: the code of the one that has waited longest.
        sent: when that one was last sent.
        due: by when it should have been done.
    """

    unit_id: int
    count: int
    code: str
    sent: date
    due: date


def backlogs(
    db: Session,
    area: ColumnElement[bool],
    states: frozenset[State],
    due: Callable[[date], date],
    *,
    today: date,
    zone: ZoneInfo,
) -> list[Backlog]:
    """Return what is overdue in each commune of an area; ``due`` says by when what was sent on a day should be done."""
    overdue: dict[int, list[tuple[date, date, str]]] = {}
    for commune_id, code, sent_at in db.execute(_waiting(area, states)):
        sent = sent_at.astimezone(zone).date()
        if due(sent) < today:
            overdue.setdefault(commune_id, []).append((due(sent), sent, code))
    return [_of(unit_id, rows) for unit_id, rows in sorted(overdue.items())]


def _of(unit_id: int, rows: list[tuple[date, date, str]]) -> Backlog:
    due, sent, code = min(rows)
    return Backlog(unit_id, len(rows), code, sent, due)


def _waiting(area: ColumnElement[bool], states: frozenset[State]) -> Select[int | None, str, datetime]:
    """Select commune, code and last sending of each report of an area in some states."""
    last_sent = (
        select(func.max(col(Event.at)))
        .where(col(Event.report_id) == col(Report.id), col(Event.move).in_(_SENT))
        .correlate(Report)
        .scalar_subquery()
    )
    return (
        select(col(Unit.parent_id), col(Report.code), last_sent)
        .join(Unit, col(Unit.id) == col(Report.unit_id))
        .where(area, col(Report.state).in_(sorted(states)))
    )
