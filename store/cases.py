"""What stands around a report: the facts its warnings rest on, the reports and classes of a household or place."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING

from sqlalchemy import func, select
from sqlmodel import Session, col

from store.people import below
from store.rules.changes import EXITS
from store.rules.households import ON_THE_LIST, HouseholdClass
from store.rules.roles import Act
from store.rules.standards import standard_on
from store.rules.states import State
from store.rules.warnings import Facts
from store.tables import ClassSpell, Household, Report, Unit

if TYPE_CHECKING:
    from zoneinfo import ZoneInfo

    from sqlalchemy import Select

    from store.people import Viewer

_DECEMBER = 12
_OUT = frozenset({State.WITHDRAWN, State.NOT_RECOGNISED})


def facts_of(db: Session, report: Report, *, zone: ZoneInfo, moved_limit: int) -> Facts:
    """Gather what the warnings on a report rest on.

    Args:
        db: the unit of work.
        report: the report.
        zone: the zone in which days and months begin.
        moved_limit: percent of a village's list that may be reported out in a month without a second look.
    """
    village = db.get_one(Unit, report.unit_id)
    submitted = report.submitted_at.astimezone(zone).date()
    return Facts(
        change=report.change,
        standard=standard_on(report.event_on),
        area=village.area,
        members=report.members,
        income_total=report.income or 0,
        deprivations=len(report.deprivations),
        request_signed=bool(report.signed),
        meeting_date=report.meeting_on,
        event_date=report.event_on,
        submitted=submitted,
        photos=len(report.photos),
        unlisted=report.household_id is None,
        moved=reported_out(db, village.id, submitted, zone),
        listed=listed_on(db, village.id, submitted.replace(day=1)),
        moved_limit=moved_limit,
    )


def reported_out(db: Session, unit_id: int, day: date, zone: ZoneInfo) -> int:
    """Count the households of a village reported as leaving in the month of a day.

    What was withdrawn or not recognised does not count: it takes nobody off the list.
    """
    first = day.replace(day=1)
    following = date(first.year + first.month // _DECEMBER, first.month % _DECEMBER + 1, 1)
    start, end = (datetime(each.year, each.month, 1, tzinfo=zone) for each in (first, following))
    statement = select(func.count(func.distinct(Report.subject))).where(
        col(Report.unit_id) == unit_id,
        col(Report.submitted_at) >= start,
        col(Report.submitted_at) < end,
        col(Report.change).in_(EXITS),
        col(Report.state).not_in(_OUT),
    )
    return int(db.execute(statement).scalar_one())


def listed_on(db: Session, unit_id: int, day: date) -> int:
    """Count the households on a village's list of poor and near-poor households on a day."""
    in_force = (
        select(col(ClassSpell.status))
        .where(col(ClassSpell.household_id) == col(Household.id), col(ClassSpell.since) <= day)
        .order_by(col(ClassSpell.id).desc())
        .limit(1)
        .correlate(Household)
        .scalar_subquery()
    )
    statement = (
        select(func.count())
        .select_from(Household)
        .where(col(Household.unit_id) == unit_id, in_force.in_(ON_THE_LIST))
    )
    return int(db.execute(statement).scalar_one())


def reports_on(viewer: Viewer, household_id: int) -> Select[Report]:
    """Select the reports on a household that the viewer may see, newest first."""
    return _newest(viewer).where(col(Report.household_id) == household_id)


def reports_in(viewer: Viewer, unit: Unit) -> Select[Report]:
    """Select the reports of a unit and all below it that the viewer may see, newest first."""
    return _newest(viewer).where(below(unit))


def _newest(viewer: Viewer) -> Select[Report]:
    return (
        select(Report)
        .join(Unit, col(Unit.id) == col(Report.unit_id))
        .where(viewer.area(Act.REPORT_READ))
        .order_by(col(Report.submitted_at).desc(), col(Report.id).desc())
    )


def states_in(db: Session, unit: Unit) -> dict[State, int]:
    """Count the reports of a unit and all below it by state."""
    statement = (
        select(col(Report.state), func.count())
        .join(Unit, col(Unit.id) == col(Report.unit_id))
        .where(below(unit))
        .group_by(col(Report.state))
    )
    counts = {state: int(count) for state, count in db.execute(statement)}
    return {state: counts[state] for state in State if state in counts}


def classes_in(db: Session, unit: Unit) -> dict[HouseholdClass, int]:
    """Count the households of a unit and all below it by the class they have now."""
    statement = (
        select(col(Household.status), func.count())
        .join(Unit, col(Unit.id) == col(Household.unit_id))
        .where(below(unit), col(Household.status).is_not(None))
        .group_by(col(Household.status))
    )
    counts = {status: int(count) for status, count in db.execute(statement)}
    return {status: counts.get(status, 0) for status in HouseholdClass}
