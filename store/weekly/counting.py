"""Counting a week for all units at once: one grouped query for what happened, one for what waits.

Both come by village and are summed up along the paths of the tree, so that the country is counted with its villages.
"""

from __future__ import annotations

from datetime import date
from functools import cache
from typing import TYPE_CHECKING, Any

from sqlalchemy import and_, case, func, select
from sqlmodel import Session, col

from store.rules.moves import Move
from store.rules.states import OPEN_STATES, State
from store.tables import Event, Report, Unit
from store.weekly.figures import Pending, Stage, WeekFigures
from store.weekly.years import standings

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from datetime import tzinfo

    import pandas as pd

    from store.rules.plans import Plans
    from store.rules.weeks import Week

    Happened = Mapping[int, Mapping[Move, int]]
    Waiting = Mapping[int, Mapping[Stage, Pending]]
    Due = Callable[[Stage, date], date | None]

_STAGES = {state: stage for stage in Stage for state in stage.states}
_SENT = (Move.SUBMIT, Move.RESUBMIT)


def moves_in(db: Session, week: Week) -> Happened:
    """Count the moves of a week for every unit in which there were any, and all above it."""
    statement = (
        select(col(Unit.path), col(Event.move), func.count())
        .join(Report, col(Report.id) == col(Event.report_id))
        .join(Unit, col(Unit.id) == col(Report.unit_id))
        .where(col(Event.at) >= week.begins, col(Event.at) < week.closes)
        .group_by(col(Unit.path), col(Event.move))
    )
    rows = [(path, move.value, number) for path, move, number in db.execute(statement)]
    found: dict[int, dict[Move, int]] = {}
    if rows:
        summed = _up_the_tree(rows, ("path", "move", "number")).groupby(["unit", "move"])["number"].sum()
        for unit_id, move, number in summed.reset_index().itertuples(index=False):
            found.setdefault(int(unit_id), {})[Move(move)] = int(number)
    return found


def pending_now(db: Session, today: date, zone: tzinfo, due: Due) -> Waiting:
    """Tell what waits in every unit in which anything does, and all above it.

    It waits since it was last sent, or returned; ``due`` says by when that should have been dealt with, None where
    there is no such day.
    """
    rows = []
    by_when = cache(due)  # a few days, and tens of thousands of reports
    for path, state, since in db.execute(_open_reports()):
        stage, day = _STAGES[state], since.astimezone(zone).date()
        by = by_when(stage, day)
        rows.append((path, stage.value, day.toordinal(), int(by is not None and by < today)))
    found: dict[int, dict[Stage, Pending]] = {}
    if rows:
        grouped = _up_the_tree(rows, ("path", "stage", "since", "overdue")).groupby(["unit", "stage"])
        summed = grouped.agg(count=("since", "size"), oldest=("since", "min"), overdue=("overdue", "sum"))
        for unit_id, stage, count, oldest, overdue in summed.reset_index().itertuples(index=False):
            found.setdefault(int(unit_id), {})[Stage(stage)] = Pending(
                int(count), date.fromordinal(int(oldest)), int(overdue)
            )
    return found


def _open_reports() -> Any:
    came = case(
        (col(Report.state) == State.RETURNED, col(Event.move) == Move.RETURN),
        else_=col(Event.move).in_(_SENT),
    )
    since = (
        select(func.max(col(Event.at)))
        .where(and_(col(Event.report_id) == col(Report.id), came))
        .correlate(Report)
        .scalar_subquery()
    )
    return (
        select(col(Unit.path), col(Report.state), since)
        .join(Unit, col(Unit.id) == col(Report.unit_id))
        .where(col(Report.state).in_(sorted(OPEN_STATES)))
    )


def _up_the_tree(rows: list[tuple[Any, ...]], columns: tuple[str, ...]) -> pd.DataFrame:
    """Return the rows once for each unit of their path, under ``unit``."""
    import pandas as pd  # noqa: PLC0415 - imported when first needed: a bot at rest stays small

    frame = pd.DataFrame(rows, columns=list(columns))
    return frame.assign(unit=frame["path"].str.strip("/").str.split("/")).explode("unit")


def count(
    db: Session, plans: Plans, units: Sequence[Unit], week: Week, *, today: date, due: Due
) -> dict[int, WeekFigures]:
    """Count a week for some units: what happened in it, what waits now, and how its year stands.

    The year of the week's last day stands as of ``today``, or as it ended if it is over.
    """
    moves = moves_in(db, week)
    pending = pending_now(db, today, week.zone, due)
    return {
        unit_id: WeekFigures(standing, moves.get(unit_id, {}), pending.get(unit_id, {}))
        for unit_id, standing in standings(db, plans, units, week.last_day.year, today).items()
    }
