"""Asking village heads, once a year, how the households that have left poverty are doing (clause B-45)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from sqlalchemy import exists, func, not_, select
from sqlmodel import Session, col

from store.people import heads_of_villages
from store.planning import plan_of
from store.rules.refusal import Refusal
from store.rules.roles import Act
from store.rules.sustained import Outlook, mark_day, years_of
from store.rules.text import Text
from store.sustained import OWN, exits, lasts
from store.tables import FollowUp, Household, Report, Unit

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date, datetime

    from sqlalchemy import Select

    from store.people import Viewer
    from store.rules.changes import FallReason
    from store.rules.plans import Plans

ASKED_WITHIN = timedelta(days=60)
"""So long after its day a question still makes sense: after a stop, or once a village has a head again."""

AGAIN_AFTER = timedelta(days=14)
MOST_ASKED = 2
"""Who has not answered is asked once more, and then left in peace."""

ANSWERED_WITHIN = timedelta(days=180)
"""So long an answer can be given or changed by the buttons of the question."""

NOT_FOUND = Text(
    "Không tìm thấy hộ này trong danh sách theo dõi của thôn anh/chị ạ.",
    "This household is not among those your village follows.",
)
OVER = Text(
    "Hộ này nay không còn trong diện theo dõi: danh sách đã thay đổi, hoặc đã quá lâu ạ.",
    "This household is not followed any more: the register has changed, or it is too long ago.",
)


@dataclass(frozen=True, slots=True)
class Followed:
    """A household that has left poverty, the report of its exit, and the question about it."""

    question: FollowUp
    report: Report
    household: Household
    village: Unit
    exit_on: date


@dataclass(frozen=True, slots=True)
class _Due:
    report_id: int
    village: Unit
    months: int
    due_on: date


def ask(db: Session, plans: Plans, today: date, now: datetime) -> list[int]:
    """Note what has to be asked today; return the chats of the heads concerned, each once.

    A village without a head is asked once it has one. Run twice, nobody is asked twice.
    """
    due = list(_due(db, plans, today - ASKED_WITHIN, today))
    heads = heads_of_villages(db, {each.village.id for each in due}, now)
    asked = [each for each in due if each.village.id in heads]
    db.add_all(
        FollowUp(report_id=each.report_id, months=each.months, due_on=each.due_on, asked=1, asked_at=now)
        for each in asked
    )
    db.flush()
    again = _ask_again(db, plans, today, now)
    heads |= heads_of_villages(db, again - set(heads), now)
    concerned = {each.village.id for each in asked} | again
    return sorted({chat_id for village_id in concerned for chat_id in heads.get(village_id, ())})


def _most_years(plans: Plans) -> int:
    return max((years_of(plan) for plan in plans.by_file.values()), default=years_of(None))


def coming(db: Session, plans: Plans, first: date, last: date, now: datetime) -> list[tuple[date, int]]:
    """Return on which of some days which head will be asked, as far as the register tells now."""
    due = list(_due(db, plans, first, last))
    heads = heads_of_villages(db, {each.village.id for each in due}, now)
    return sorted({(each.due_on, chat_id) for each in due for chat_id in heads.get(each.village.id, ())})


def _due(db: Session, plans: Plans, first: date, last: date) -> Iterator[_Due]:
    """Yield the exits that have lasted a whole number of years on one of some days, and were not asked about then."""
    wanted: dict[int, int] = {}
    for years in range(1, _most_years(plans) + 1):
        for report_id, village, exit_on in _lasted(db, first, last, years):
            if village.id not in wanted:
                wanted[village.id] = years_of(plan_of(db, plans, village, last.year))
            due_on = mark_day(exit_on, years)
            if first <= due_on <= last and years <= wanted[village.id]:
                yield _Due(report_id, village, years * 12, due_on)


def _lasted(db: Session, first: date, last: date, years: int) -> list[Any]:
    told = exists().where(col(FollowUp.report_id) == col(Report.id), col(FollowUp.months) == years * 12)
    # 28/02 ends the year that began on 29/02 as well: a day more, and each is looked at.
    until = mark_day(last, -years) + timedelta(days=1)
    statement = exits(col(Report.id), Unit, col(OWN.since)).where(
        col(OWN.since).between(mark_day(first, -years), until), not_(told), lasts(years)
    )
    return list(db.execute(statement.order_by(col(Report.id))))


def _ask_again(db: Session, plans: Plans, today: date, now: datetime) -> set[int]:
    """Note those that are asked once more; return their villages."""
    statement = _questions(_most_years(plans)).where(
        col(FollowUp.answer).is_(None),
        col(FollowUp.due_on) >= today - ASKED_WITHIN,
        col(FollowUp.asked) < MOST_ASKED,
        col(FollowUp.asked_at) <= now - AGAIN_AFTER,
    )
    villages = set()
    for each in _followed(db, statement):
        each.question.asked, each.question.asked_at = each.question.asked + 1, now
        villages.add(each.village.id)
    return villages


def _questions(years: int) -> Select[Any]:
    return (
        exits(FollowUp, Report, Household, Unit, col(OWN.since))
        .join(FollowUp, col(FollowUp.report_id) == col(Report.id))
        .where(lasts(years))
    )


def _followed(db: Session, statement: Select[Any]) -> list[Followed]:
    return [Followed(*row) for row in db.execute(statement)]


def open_for(db: Session, viewer: Viewer, plans: Plans, today: date) -> list[Followed]:
    """Return the questions that wait for a village head's answer, by village and name."""
    statement = (
        _questions(_most_years(plans))
        .where(
            viewer.area(Act.REPORT_CREATE),
            col(FollowUp.answer).is_(None),
            col(FollowUp.due_on) >= today - ASKED_WITHIN - AGAIN_AFTER,
        )
        .order_by(col(Unit.id), col(Household.key), col(FollowUp.id))
    )
    return _followed(db, statement)


def get(db: Session, viewer: Viewer, follow_up_id: int, plans: Plans, today: date) -> Followed:
    """Return a question about a household of the viewer's own village, as long as it can be answered.

    Raises:
        Refusal: there is none, it lies elsewhere, or the household is not followed any more.
    """
    own = (
        exits(func.count())
        .join(FollowUp, col(FollowUp.report_id) == col(Report.id))
        .where(viewer.area(Act.REPORT_CREATE), col(FollowUp.id) == follow_up_id)
    )
    if not db.execute(own).scalar_one():
        raise Refusal(NOT_FOUND)
    statement = _questions(_most_years(plans)).where(
        viewer.area(Act.REPORT_CREATE),
        col(FollowUp.id) == follow_up_id,
        col(FollowUp.due_on) >= today - ANSWERED_WITHIN,
    )
    row = db.execute(statement.with_for_update(of=FollowUp)).one_or_none()
    if row is None:
        raise Refusal(OVER)
    return Followed(*row)


def answer(
    db: Session,
    viewer: Viewer,
    question: FollowUp,
    outlook: Outlook,
    now: datetime,
    *,
    reason: FallReason | None = None,
) -> None:
    """Write an answer down, in place of an earlier one. The register changes by a report alone."""
    question.answer, question.reason = outlook, reason
    question.answered_at, question.answered_by = now, viewer.person_id
    db.flush()


def told_of(db: Session, report: Report) -> list[FollowUp]:
    """Return everything asked about an exit, oldest first."""
    statement = select(FollowUp).where(col(FollowUp.report_id) == report.id).order_by(col(FollowUp.months))
    return list(db.execute(statement).scalars())
