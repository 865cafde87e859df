"""Reports already sent, for tests that begin where the village head has done their part."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from sqlmodel import select

from store import people, reports
from store.database import unit_of_work
from store.rules.changes import Change
from store.rules.vietnamese import fold
from store.tables import Chat, Household, Person, Report

if TYPE_CHECKING:
    from sqlmodel import Session

    from store.people import Viewer
    from store.rules.households import HouseholdClass
    from tests.chat import Phone
    from tests.town import Town

# A household that has left poverty without any doubt: all papers, and 2.500.000 đồng a head.
CLEAR = {
    "change": Change.EXIT_POOR_FULL,
    "signed": True,
    "event_on": date(2026, 11, 16),
    "members": 4,
    "income": 10_000_000,
    "deprivations": [],
    "supports": ["credit", "housing"],
    "meeting_on": date(2026, 11, 18),
    "photos": ["photo-a", "photo-b"],
}


def file_report(town: Town, head_name: str, *, by: int = 11, **answers: Any) -> Report:
    """Send a report on a household of the register."""
    with unit_of_work(town.engine) as db:
        household = db.exec(select(Household).where(Household.head_name == head_name)).first()
        assert household is not None
        assert household.status is not None
        return _send(
            db,
            town,
            by,
            {
                "unit_id": household.unit_id,
                "household_id": household.id,
                "head_name": household.head_name,
                "birth_year": household.birth_year,
                "was": household.status,
                **CLEAR,
                **answers,
            },
        )


def file_unlisted(
    town: Town,
    head_name: str,
    was: HouseholdClass,
    *,
    village: str = "Thôn Mẫu Một",
    by: int = 11,
    **answers: Any,
) -> Report:
    """Send a report on a household that is not in the register."""
    with unit_of_work(town.engine) as db:
        about = {
            "unit_id": town.units[village].id,
            "head_name": head_name,
            "birth_year": 1979,
            "was": was,
        }
        return _send(db, town, by, {**about, **CLEAR, **answers})


def _send(db: Session, town: Town, by: int, values: dict[str, Any]) -> Report:
    subject = reports.subject_of(
        household_id=values.get("household_id"),
        unit_id=values["unit_id"],
        head_name=values["head_name"],
        birth_year=values["birth_year"],
    )
    reporter = db.exec(select(Person).where(Person.chat_id == by)).one()
    report = Report(subject=subject, key=fold(values["head_name"]), reporter_id=reporter.id, **values)
    return reports.submit(db, report, town.now)


def viewer(db: Session, town: Town, chat_id: int) -> Viewer:
    """Return the person in a chat, as the bot sees them now."""
    return people.viewer_of(db, db.get_one(Chat, chat_id), town.now)


def stored(town: Town, report: Report) -> Report:
    """Return a report as it stands in the database now."""
    with unit_of_work(town.engine) as db:
        return db.get_one(Report, report.id)


def moves(town: Town, report: Report) -> list[str]:
    """Return what has happened to a report, as codes, oldest first."""
    with unit_of_work(town.engine) as db:
        return [step.event.move.value for step in reports.history(db, db.get_one(Report, report.id))]


def correct(town: Town, report: Report, *, by: int = 11, **answers: Any) -> None:
    """Correct a report, as its village head would."""
    with unit_of_work(town.engine) as db:
        reports.correct(db, viewer(db, town, by), db.get_one(Report, report.id), answers, town.now)


def forge(phone: Phone, data: str) -> str:
    """Tap a button that the bot did not offer here, or ever."""
    return phone.taps_data(phone.messages[-1].id if phone.messages else 1, data)
