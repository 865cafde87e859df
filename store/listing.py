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
    village: str
    head_name: str
    birth_year: int | None
    household: str | None
    members: int
    event_on: date
    decision: str | None
    signed_on: date | None
    commune: str
    change: str
    submitted_on: date
    state: str
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
    for path, commune, change, sent, state, *told in db.connection().execute(statement):
        yield Case(
            *told,
            commune=commune or "",
            change=_begun_large(change.text.vi),
            submitted_on=sent.astimezone(zone).date(),
            state=_begun_large(state.text.vi),
            named=path.startswith(named),
        )


def _reports() -> Select[Any]:
    """Select what is told of reports: what is put into words first, then the rest in the order of ``Case``."""
    above = aliased(Unit)
    return (
        select(
            col(Unit.path),
            col(above.name),
            col(Report.change),
            col(Report.submitted_at),
            col(Report.state),
            col(Report.code),
            col(Unit.name),
            col(Report.head_name),
            col(Report.birth_year),
            col(Household.code),
            col(Report.members),
            col(Report.event_on),
            col(Decision.number),
            col(Decision.signed_on),
        )
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
