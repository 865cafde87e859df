"""Reports carried through to their decision, on any day, for tests that begin long afterwards."""

from __future__ import annotations

from datetime import UTC, datetime, time
from typing import TYPE_CHECKING, Any

from sqlmodel import select

from store import decisions, register, reports
from store.database import unit_of_work
from store.rules.moves import Move
from store.tables import Household, Report
from tests.filed import file_report, viewer

if TYPE_CHECKING:
    from datetime import date

    from store.rules.households import HouseholdClass
    from tests.town import Town


def recognise(town: Town, name: str, on: date, *, number: str | None = None, **answers: Any) -> Report:
    """Report a household of Thôn Mẫu Một, verify it and recognise it by a decision of a day, which is today then."""
    town.now = datetime.combine(on, time(5), UTC)
    report = file_report(town, name, event_on=on, **answers)
    with unit_of_work(town.engine) as db:
        me = viewer(db, town, 21)
        reports.move(db, me, reports.get(db, me, report.id), Move.VERIFY, town.now)
        decisions.recognise(
            db,
            me,
            town.units["Xã Mẫu"],
            [report.id],
            number=number or f"{on:%d%m%Y}/QĐ-UBND",
            signed_on=on,
            now=town.now,
            zone=town.config.zone,
            tracks_posting=False,
        )
    return report


def household(town: Town, name: str) -> Household:
    with unit_of_work(town.engine) as db:
        return db.exec(select(Household).where(Household.head_name == name)).one()


def reclassify(town: Town, name: str, status: HouseholdClass | None, since: date) -> None:
    """Give a household a class as an imported list would."""
    with unit_of_work(town.engine) as db:
        register.reclassify(db, db.get_one(Household, household(town, name).id), status, since)
