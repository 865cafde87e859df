"""What the reports of a year say beside the figures: the support behind the exits, and what was objected to."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from sqlalchemy import func, select
from sqlmodel import Session, col

from store.people import below
from store.rules.changes import EXITS
from store.rules.states import State
from store.rules.supports import Support
from store.tables import Decision, Event, Report, Unit

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date, datetime

    from store.rules.moves import Move


def supports_of(db: Session, unit: Unit, after: date, until: date) -> tuple[int, dict[Support, int]]:
    """Count the exits recognised by decisions of some days, and how many of them had had each kind of support.

    What is dated ``after`` itself belongs to the beginning (store/figures.py).
    """
    signed_on = col(Decision.signed_on)
    statement = (
        select(col(Report.supports))
        .join(Unit, col(Unit.id) == col(Report.unit_id))
        .join(Decision, col(Decision.id) == col(Report.decision_id))
        .where(
            below(unit),
            col(Report.state) == State.RECOGNISED,
            col(Report.change).in_(EXITS),
            signed_on > after,
            signed_on <= until,
        )
    )
    exits, counts = 0, Counter[str]()
    for kinds in db.execute(statement).scalars():
        exits += 1
        counts.update(set(kinds))
    return exits, {kind: counts[kind.value] for kind in Support if counts[kind.value]}


def moved(db: Session, unit: Unit, moves: Sequence[Move], start: datetime, end: datetime) -> dict[Move, int]:
    """Count the reports of a unit and all below it to which something was done from ``start`` until before ``end``."""
    statement = (
        select(col(Event.move), func.count(func.distinct(col(Event.report_id))))
        .join(Report, col(Report.id) == col(Event.report_id))
        .join(Unit, col(Unit.id) == col(Report.unit_id))
        .where(below(unit), col(Event.move).in_(moves), col(Event.at) >= start, col(Event.at) < end)
        .group_by(col(Event.move))
    )
    counts = {move: int(count) for move, count in db.execute(statement)}
    return {move: counts.get(move, 0) for move in moves}
