"""The reports of an area and a time, one after the other, for a list that may be long."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from sqlalchemy import select
from sqlalchemy.orm import aliased
from sqlmodel import Session, col

from store.people import below
from store.rules.roles import Act
from store.tables import Decision, Household, Report, Unit

if TYPE_CHECKING:
    from collections.abc import Iterator
    from zoneinfo import ZoneInfo

    from sqlalchemy import Select

    from store.people import Viewer

AT_ONCE = 2_000


@dataclass(frozen=True, slots=True)
class Case:
    """One report, in words; ``named`` says whether the reader may know whose it is."""

    code: str
    commune: str
    village: str
    head_name: str
    birth_year: int | None
    household: str | None
    members: int
    change: str
    event_on: date
    submitted_on: date
    state: str
    decision: str | None
    signed_on: date | None
    named: bool


def cases_of(db: Session, viewer: Viewer, unit: Unit, year: int, zone: ZoneInfo) -> Iterator[Case]:
    """Yield the reports sent in a year from a unit and all below it, village by village, in the order they came.

    Only what lies within the viewer's area, and only a few thousand of them in memory at one time.
    """
    begin, end = (datetime(each, 1, 1, tzinfo=zone) for each in (year, year + 1))
    statement = _reports().where(
        viewer.area(Act.REPORT_READ),
        below(unit),
        col(Report.submitted_at) >= begin,
        col(Report.submitted_at) < end,
    )
    named = tuple(own.path for own in viewer.units(Act.HOUSEHOLD_NAMES))
    for row in db.connection().execute(statement).mappings():
        told = {**row}
        path, sent = told.pop("path"), told.pop("submitted_at")
        told |= {
            "commune": told["commune"] or "",
            "change": _begun_large(told["change"].text.vi),
            "submitted_on": sent.astimezone(zone).date(),
            "state": _begun_large(told["state"].text.vi),
            "named": path.startswith(named),
        }
        yield Case(**told)


def _reports() -> Select[*tuple[Any, ...]]:
    """Select what is told of reports, under the names of ``Case``."""
    above = aliased(Unit)
    told: dict[str, Any] = {
        "path": Unit.path,
        "code": Report.code,
        "commune": above.name,
        "village": Unit.name,
        "head_name": Report.head_name,
        "birth_year": Report.birth_year,
        "household": Household.code,
        "members": Report.members,
        "change": Report.change,
        "event_on": Report.event_on,
        "submitted_at": Report.submitted_at,
        "state": Report.state,
        "decision": Decision.number,
        "signed_on": Decision.signed_on,
    }
    return (
        select(*(col(column).label(name) for name, column in told.items()))
        .select_from(Report)
        .join(Unit, col(Unit.id) == col(Report.unit_id))
        .join(above, col(above.id) == col(Unit.parent_id), isouter=True)
        .join(Household, col(Household.id) == col(Report.household_id), isouter=True)
        .join(Decision, col(Decision.id) == col(Report.decision_id), isouter=True)
        .order_by(
            col(above.sort_key), col(Unit.sort_key), col(Unit.id), col(Report.submitted_at), col(Report.id)
        )
        .execution_options(yield_per=AT_ONCE)
    )


def _begun_large(words: str) -> str:
    return words[0].upper() + words[1:]
