"""How many open reports stand where: counts kept for every unit and all above it (store/tallies.py)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from store.rules.states import is_open
from store.tallies import Count, gathered

if TYPE_CHECKING:
    from sqlmodel import Session

    from store.rules.changes import Change
    from store.rules.states import State
    from store.tables import Report
    from store.tallies import Pile


def standing_code(state: State, change: Change) -> str:
    """Return the code under which open reports in a state on a kind of change are counted."""
    return f"{state.value}/{change.value}"


def standing(report: Report) -> str | None:
    """Return the code under which a report is counted now; None once it is closed."""
    return standing_code(report.state, report.change) if is_open(report.state) else None


def count_standing(db: Session, report: Report, before: str | None, pile: Pile | None = None) -> None:
    """Count a report anew after it has come, gone or become another; ``before`` is where it stood."""
    after = standing(report)
    with gathered(db, pile) as counts:
        for code, one in ((before, -1), (after, 1)):
            if code is not None and before != after:
                counts.add(report.unit_id, code, Count(one))
