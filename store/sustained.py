"""Recognised exits from poverty, and what has become of each: followed, at risk, sustained, fallen back (B-45).

The register decides: an exit is over when a decision, or an imported list, gives the household a worse class within
the years it has to last. Force majeure is excused. Lists that are drawn up anew because another poverty standard
begins say nothing about the exits before them (domain.md §2), so those are not counted any more.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import and_, case, exists, extract, func, not_, null, or_, select
from sqlalchemy.orm import aliased
from sqlmodel import Session, col

from store.people import below
from store.rules.changes import EXITS, Change, FallReason
from store.rules.households import HouseholdClass
from store.rules.series import first_days
from store.rules.states import State
from store.rules.sustained import Lasting, Outlook, mark_day
from store.tables import ClassSpell, FollowUp, Household, Report, Unit

if TYPE_CHECKING:
    from datetime import date

    from sqlalchemy import ColumnElement, Select

_A_YEAR = 10_000  # between two days written as yyyymmdd

OWN = aliased(ClassSpell)
"""The spell of the register that an exit began."""

_FALL, _WHY = aliased(ClassSpell), aliased(Report)  # a later spell, and the report it rests on


def exits(*columns: Any) -> Select[Any]:
    """Select from the recognised exits: ``Report``, its ``OWN`` spell, the ``Household``, and the ``Unit`` it is in."""
    return (
        select(*columns)
        .select_from(Report)
        .join(
            OWN, and_(col(OWN.household_id) == col(Report.household_id), col(OWN.report_id) == col(Report.id))
        )
        .join(Household, col(Household.id) == col(Report.household_id))
        .join(Unit, col(Unit.id) == col(Household.unit_id))
        .where(col(Report.state) == State.RECOGNISED, col(Report.change).in_(EXITS))
    )


def lasts(years: int) -> ColumnElement[bool]:
    """Return the condition that an exit is the newest of its household, which is still as well off as then."""
    status = col(Household.status)
    return and_(status.is_not(None), not_(_worse(status)), not_(_fell(years, not_(_excused()))), _newest())


def lasting(today: date, years: int) -> ColumnElement[Lasting]:
    """Return what has become of an exit by a day; NULL where it is not counted any more."""
    status = col(Household.status)
    over = col(OWN.since) <= mark_day(today, -years)
    told = _last_answer()
    return case(
        (_fell(years, not_(_excused())), Lasting.RELAPSED.value),
        (_listed_anew(years), null()),
        (and_(_fell(years, _excused()), _worse(status)), Lasting.AT_RISK.value),
        (told == Outlook.FALLEN, Lasting.AT_RISK.value),
        (over, Lasting.SUSTAINED.value),
        (status.is_(None), null()),
        (told == Outlook.AT_RISK, Lasting.AT_RISK.value),
        else_=Lasting.FOLLOWED.value,
    )


def lasting_in(db: Session, unit: Unit, today: date, years: int) -> dict[Lasting, int]:
    """Count the exits of a unit and all below it by what has become of them."""
    found = exits(lasting(today, years).label("lasting")).where(below(unit)).subquery()
    rows = db.execute(select(found.c.lasting, func.count()).group_by(found.c.lasting))
    counts = {Lasting(code): int(number) for code, number in rows if code is not None}
    return {each: counts.get(each, 0) for each in Lasting}


def at_risk(db: Session, unit: Unit, today: date, years: int) -> list[tuple[Household, Unit]]:
    """Return the households whose newest exit is at risk, with their villages, of a unit and all below it."""
    at_risk_now = lasting(today, years) == Lasting.AT_RISK.value
    statement = exits(Household, Unit).where(below(unit), at_risk_now, _newest())
    ordered = statement.order_by(col(Unit.id), col(Household.key), col(Household.id))
    return [(household, village) for household, village in db.execute(ordered)]


def newest_exit(db: Session, household: Household) -> tuple[Report, date] | None:
    """Return the newest recognised exit of a household, with the day it counts from."""
    statement = exits(Report, col(OWN.since)).where(col(Household.id) == household.id)
    row = db.execute(statement.order_by(col(OWN.id).desc()).limit(1)).one_or_none()
    return (row[0], row[1]) if row else None


def lasting_of(db: Session, report: Report, today: date, years: int) -> Lasting | None:
    """Return what has become of one exit; None where it is not counted any more."""
    statement = exits(lasting(today, years)).where(col(Report.id) == report.id)
    code = db.execute(statement).scalar_one_or_none()
    return None if code is None else Lasting(code)


def _worse(status: Any) -> ColumnElement[bool]:
    """Return the condition that a class is worse than the one an exit led to."""
    fallen_to_near = and_(status == HouseholdClass.NEAR_POOR, col(Report.change) != Change.EXIT_POOR_TO_NEAR)
    return func.coalesce(or_(status == HouseholdClass.POOR, fallen_to_near), False)


def _fell(years: int, how: ColumnElement[bool]) -> ColumnElement[bool]:
    """Return the condition that the household fell back within some years of its exit, and how."""
    earlier = aliased(ClassSpell)
    before = (
        select(col(earlier.status))
        .where(col(earlier.household_id) == col(_FALL.household_id), col(earlier.id) < col(_FALL.id))
        .order_by(col(earlier.id).desc())
        .limit(1)
        .scalar_subquery()
    )
    return exists(
        select(col(_FALL.id))
        .join(_WHY, col(_WHY.id) == col(_FALL.report_id), isouter=True)
        .where(
            col(_FALL.household_id) == col(Report.household_id),
            col(_FALL.id) > col(OWN.id),
            _number(col(_FALL.since)) < _number(col(OWN.since)) + years * _A_YEAR,
            _worse(col(_FALL.status)),
            # A move or a birth leaves a spell of the same class, which is no second fall.
            not_(_worse(before)),
            how,
        )
        .correlate(Report, OWN)
    )


def _excused() -> ColumnElement[bool]:
    by_new_standard = and_(col(_FALL.report_id).is_(None), col(_FALL.since).in_(first_days()))
    by_force = func.coalesce(col(_WHY.cause), "") == FallReason.FORCE_MAJEURE.value
    return or_(by_force, by_new_standard)


def _listed_anew(years: int) -> ColumnElement[bool]:
    return _fell(years, and_(col(_FALL.report_id).is_(None), col(_FALL.since).in_(first_days())))


def _newest() -> ColumnElement[bool]:
    spell, later = aliased(ClassSpell), aliased(Report)
    return not_(
        exists(
            select(col(spell.id))
            .join(later, col(later.id) == col(spell.report_id))
            .where(
                col(spell.household_id) == col(Report.household_id),
                col(spell.id) > col(OWN.id),
                col(later.change).in_(EXITS),
            )
            .correlate(Report, OWN)
        )
    )


def _last_answer() -> Any:
    return (
        select(col(FollowUp.answer))
        .where(col(FollowUp.report_id) == col(Report.id), col(FollowUp.answer).is_not(None))
        .order_by(col(FollowUp.months).desc())
        .limit(1)
        .correlate(Report)
        .scalar_subquery()
    )


def _number(day: Any) -> Any:
    """Return a day as yyyymmdd: whole years later is then a plain sum, on any database."""
    return extract("year", day) * _A_YEAR + extract("month", day) * 100 + extract("day", day)
