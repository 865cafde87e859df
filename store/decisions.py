"""The commune chairman's decisions (Mẫu số 02, QĐ 24/2021): what they recognise, and what follows in the register.

Everything a decision does happens in one unit of work: the reports are closed, and the register has the new classes
from the day of the decision.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import select
from sqlmodel import Session, col

from store import reports
from store.people import below
from store.register import enter, reclassify
from store.rules.changes import ImpossibleChange, apply
from store.rules.dates import show_date
from store.rules.guards import check_decision_day, check_number
from store.rules.moves import Move, possible_moves
from store.rules.refusal import Refusal
from store.rules.roles import Act
from store.rules.states import State
from store.rules.text import Text
from store.tables import Decision, Household, Report, Unit
from store.tallies import gathered
from store.units import hold

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date, datetime
    from zoneinfo import ZoneInfo

    from sqlalchemy import Select

    from store.people import Viewer
    from store.rules.households import HouseholdClass
    from store.tallies import Pile

_OFF_THE_LIST = Text("không có trong danh sách", "not on the list")


class NotDecidable(Refusal):
    """Some of the reports can no longer be recognised: someone else has just moved them."""

    def __init__(self) -> None:
        super().__init__(
            Text(
                "Danh sách vừa thay đổi: có báo cáo không còn chờ công nhận. Nhờ anh/chị xem lại danh sách ạ.",
                "The list has just changed: some report no longer waits for recognition. Please look again.",
            )
        )


class OtherDay(Refusal):
    """A decision of that number is known, with another date in the same year."""

    def __init__(self, earlier: Decision) -> None:
        super().__init__(
            Text(
                "Quyết định số {number} đã được nhập với ngày {day}. Nhờ anh/chị kiểm tra số hoặc ngày ạ.",
                "Decision {number} was entered with the date {day}. Please check its number or date.",
            ).fill(number=earlier.number, day=show_date(earlier.signed_on))
        )


class OtherClass(Refusal):
    """The register says another class than the report set out from, so its change is impossible now."""

    def __init__(self, report: Report, current: HouseholdClass | None) -> None:
        super().__init__(
            Text(
                "<b>{code}</b>: trong danh sách, hộ này nay là {current}, nên không thể ghi “{change}”. "
                "Nhờ anh/chị bỏ hộ này ra, rồi trả lại báo cáo để trưởng thôn sửa ạ.",
                "<b>{code}</b>: the register now says {current}, so “{change}” cannot be recorded. "
                "Please leave it out, and return the report for correction.",
            ).fill(
                code=report.code,
                current=current.text if current else _OFF_THE_LIST,
                change=report.change.text,
            )
        )


@dataclass(frozen=True, slots=True)
class Recognised:
    """A report that a decision closed, with the class its household has from then on; None is off the list."""

    report: Report
    status: HouseholdClass | None


def decidable(viewer: Viewer, commune: Unit, *, tracks_posting: bool) -> Select[Report]:
    """Select the reports of a commune that wait only for the decision, by village, oldest first."""
    states = [
        state for state in State if Move.RECOGNISE in possible_moves(state, tracks_posting=tracks_posting)
    ]
    return (
        select(Report)
        .join(Unit, col(Unit.id) == col(Report.unit_id))
        .where(viewer.area(Act.REPORT_RECOGNISE), below(commune), col(Report.state).in_(states))
        .order_by(col(Unit.sort_key), col(Unit.id), col(Report.submitted_at), col(Report.id))
    )


def recognise(
    db: Session,
    viewer: Viewer,
    commune: Unit,
    report_ids: Sequence[int],
    *,
    number: str,
    signed_on: date,
    now: datetime,
    zone: ZoneInfo,
    tracks_posting: bool,
) -> list[Recognised]:
    """Enter a decision: close the reports it recognises, and give their households the classes that follow.

    Raises:
        Refusal: the number or the date cannot be right, a report no longer waits for the decision, or the register
            does not admit its change.
    """
    hold(db, commune)  # so that two officers who enter one number at one moment make one decision
    statement = decidable(viewer, commune, tracks_posting=tracks_posting)
    wanted = statement.where(col(Report.id).in_(report_ids)).with_for_update(of=Report)
    chosen = list(db.execute(wanted).scalars())
    if not chosen or len(chosen) != len(set(report_ids)):
        raise NotDecidable
    latest = max(report.submitted_at for report in chosen).astimezone(zone).date()
    check_decision_day(signed_on, submitted=latest, today=now.astimezone(zone).date())
    decision = _decision(db, viewer, commune, check_number(number), signed_on, now=now)
    with gathered(db, None) as pile:
        return [
            _close(db, viewer, report, decision, now, pile=pile, tracks_posting=tracks_posting)
            for report in chosen
        ]


def _decision(
    db: Session, viewer: Viewer, commune: Unit, number: str, signed_on: date, *, now: datetime
) -> Decision:
    """Return the decision of that number and date, entered now if it is new."""
    statement = select(Decision).where(col(Decision.unit_id) == commune.id, col(Decision.number) == number)
    known: list[Decision] = list(db.execute(statement).scalars())
    for earlier in known:
        if earlier.signed_on == signed_on:
            return earlier
        if earlier.signed_on.year == signed_on.year:
            raise OtherDay(earlier)
    decision = Decision(
        unit_id=commune.id,
        number=number,
        signed_on=signed_on,
        entered_by=viewer.person_id,
        entered_at=now,
    )
    db.add(decision)
    db.flush()
    return decision


def _close(
    db: Session,
    viewer: Viewer,
    report: Report,
    decision: Decision,
    now: datetime,
    *,
    pile: Pile,
    tracks_posting: bool,
) -> Recognised:
    household = _household(db, report, decision.signed_on, pile)
    if decision.signed_on < household.since and household.status is not report.was:
        raise OtherClass(report, household.status)  # a list that came later holds from a later day on
    status = _class_after(report, household.status)
    reclassify(db, household, status, decision.signed_on, report, pile=pile)
    report.decision_id = decision.id
    reports.move(db, viewer, report, Move.RECOGNISE, now, tracks_posting=tracks_posting, pile=pile)
    return Recognised(report, status)


def _class_after(report: Report, current: HouseholdClass | None) -> HouseholdClass | None:
    if current is None:
        raise OtherClass(report, current)
    try:
        return apply(report.change, current)
    except ImpossibleChange:
        raise OtherClass(report, current) from None


def _household(db: Session, report: Report, since: date, pile: Pile) -> Household:
    """Return the household of a report; one the register does not know yet enters it, as the report found it."""
    if report.household_id is not None:
        statement = select(Household).where(col(Household.id) == report.household_id).with_for_update()
        known: Household = db.execute(statement).scalar_one()
        return known
    household = Household(
        unit_id=report.unit_id,
        code=_fresh_code(db, db.get_one(Unit, report.unit_id)),
        head_name=report.head_name,
        key=report.key,
        birth_year=report.birth_year,
        members=report.members,
        status=report.was,
        since=since,
    )
    enter(db, household, pile)
    report.household_id = household.id
    return household


def _fresh_code(db: Session, village: Unit) -> str:
    """Return the next household code of a village: its own code and a running number (domain.md §12).

    Reforms reuse the codes of villages, so an earlier village may have begun the numbers.
    """
    prefix = f"{village.code}-"
    known = select(col(Household.code)).where(col(Household.code).startswith(prefix, autoescape=True))
    tails = [code.removeprefix(prefix) for code in db.execute(known).scalars()]
    return f"{prefix}{max((int(tail) for tail in tails if tail.isdecimal()), default=0) + 1:03}"
