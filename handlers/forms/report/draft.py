"""From the answers to a report, and from a report back to the answers it is corrected by."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from handlers.forms.report import household as register
from handlers.forms.report.doubts import income_doubt, keep_reason
from handlers.forms.report.photos import pictures
from handlers.forms.report.told import Told, told
from handlers.forms.report.village import kept
from store import households, reports
from store.rules.changes import Change
from store.rules.households import HouseholdClass
from store.rules.standards import standard_on
from store.rules.states import State
from store.rules.vietnamese import fold
from store.tables import Household, Report, Unit

if TYPE_CHECKING:
    from handlers.forms.form import Filling
    from handlers.scene import Scene


def columns(filling: Filling) -> dict[str, Any]:
    """Return what a report tells, by column; what its kind of change does not ask about is left empty."""
    here = told(filling)
    living, meeting = here.asks_living(), here.get("meeting_on")
    return {
        "change": Change(filling.answers["change"]),
        "cause": here.get("cause") if here.asks_cause() else None,
        "signed": here.get("signed") if here.asks_signature() else None,
        "event_on": date.fromisoformat(filling.answers["event_on"]),
        "members": filling.answers["members"],
        "income": here.get("income") if living else None,
        "keep_reason": keep_reason(here),
        "deprivations": here.get("deprivations") if living else [],
        "supports": here.get("supports") if living else [],
        "meeting_on": date.fromisoformat(meeting) if meeting and here.asks_meeting() else None,
        "photos": pictures(filling),
    }


def report_of(filling: Filling) -> Report:
    """Return the report that the answers make; it is not in the database, and has no code yet."""
    here = told(filling)
    name, known = here.head_name or "", here.household or {}
    return Report(
        unit_id=here.village_id,
        household_id=known.get("id"),
        subject=reports.subject_of(
            household_id=known.get("id"), unit_id=here.village_id, head_name=name, birth_year=here.birth_year
        ),
        head_name=name,
        key=fold(name),
        birth_year=here.birth_year,
        was=here.was or HouseholdClass.NON_POOR,
        state=State.DRAFT,
        reporter_id=filling.scene.viewer.person_id,
        **columns(filling),
    )


def answers_of(scene: Scene, report: Report) -> dict[str, Any]:
    """Return the answers by which a report is corrected: its own, all of them."""
    answers: dict[str, Any] = {
        "report": report.id,
        "village": kept(scene.db.get_one(Unit, report.unit_id)),
        "household": _household(scene, report),
        "name": report.head_name,
        "born": report.birth_year,
        "change": report.change.value,
        "event_on": report.event_on.isoformat(),
        "members": report.members,
        "deprivations": report.deprivations,
        "standard": standard_on(report.event_on).first_day.isoformat(),
        "supports": report.supports,
        "meeting_on": report.meeting_on.isoformat() if report.meeting_on else None,
        "photos": "done",
        "pictures": report.photos,
        **{
            name: getattr(report, name)
            for name in ("cause", "signed", "income")
            if getattr(report, name) is not None
        },
    }
    if report.keep_reason:
        answers["keep" if income_doubt(Told(answers)) else "keep_lacking"] = report.keep_reason
    return _only_asked(answers)


def _only_asked(answers: dict[str, Any]) -> dict[str, Any]:
    """Leave out what the report's change does not ask about, so that another change asks for it."""
    here = Told(answers)
    unasked = set()
    if not here.asks_living():
        unasked |= {"deprivations", "supports", "standard"}
    if not here.asks_meeting():
        unasked.add("meeting_on")
    return {name: value for name, value in answers.items() if name not in unasked}


def _household(scene: Scene, report: Report) -> dict[str, Any]:
    """Return the household as the register has it; the change still starts from the class it had when reported."""
    known: dict[str, Any] = {**register.UNLISTED, "name": report.head_name, "born": report.birth_year}
    if report.household_id is not None:
        household = scene.db.get_one(Household, report.household_id)
        known = register.kept(household, households.classes_before(scene.db, household))
    return {**known, "class": report.was.value}
