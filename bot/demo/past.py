"""What has happened in the demo before it begins: a year of reports, decisions and entries in the register."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

from sqlalchemy import select
from sqlmodel import col

from store import decisions, people, register, reports
from store.rules.changes import Change
from store.rules.households import ON_THE_LIST, HouseholdClass
from store.rules.moves import Move
from store.rules.roles import Role
from store.rules.states import State
from store.rules.supports import Support
from store.rules.vietnamese import fold
from store.tables import Appointment, Household, Person, Report, Unit
from store.units import commune_of

if TYPE_CHECKING:
    from collections.abc import Collection
    from zoneinfo import ZoneInfo

    from sqlmodel import Session

    from store.people import Viewer

LASTED = timedelta(days=340)
VERIFIED_AFTER, SIGNED_AFTER = timedelta(days=3), timedelta(days=10)
EVERY, NEWLY_POOR = 4, 9
"""Of so many households on a list, and of so many others, one changes within the year."""
VERIFIED = {"19318-92-014": timedelta(days=6), "19318-92-007": timedelta(days=5)}
WAITING = {"19249-91-006": timedelta(days=12), "19249-91-007": timedelta(days=1)}
"""What is still under way: by household, how long ago it was reported."""
_CHANGES = {
    HouseholdClass.POOR: (Change.EXIT_POOR_TO_NEAR, Change.EXIT_POOR_FULL),
    HouseholdClass.NEAR_POOR: (Change.EXIT_NEAR,),
    HouseholdClass.NON_POOR: (Change.NEW_POOR, Change.NEW_NEAR),
}
_SUPPORTS = (Support.CREDIT, Support.FARMING, Support.TRAINING, Support.HOUSING)


def _shuffled(household: Household) -> tuple[str, str]:
    """Mix the villages: by the end of the code first, which counts within each."""
    return household.code[-3:], household.code


@dataclass(frozen=True, slots=True)
class Past:
    """The year before ``now``."""

    db: Session
    now: datetime
    zone: ZoneInfo

    def live(self) -> None:
        """Let every fourth household of a list change and some others fall onto one, spread evenly over the year."""
        listed = self._households(ON_THE_LIST)
        self._spread([*listed[::EVERY], *self._households({HouseholdClass.NON_POOR})[::NEWLY_POOR]])
        for code, ago in {**VERIFIED, **WAITING}.items():
            household = self.db.execute(select(Household).where(col(Household.code) == code)).scalar_one()
            self._change(household, 0, self.now - ago)

    def _spread(self, households: list[Household]) -> None:
        step = LASTED / max(len(households), 1)
        for number, household in enumerate(sorted(households, key=_shuffled)):
            self._change(household, number, self.now - LASTED + step * number)

    def _households(self, classes: Collection[HouseholdClass]) -> list[Household]:
        held = select(Household).where(
            col(Household.status).in_(classes), col(Household.code).not_in({*VERIFIED, *WAITING})
        )
        return list(self.db.execute(held.order_by(col(Household.code))).scalars())

    def _day(self, moment: datetime) -> date:
        return moment.astimezone(self.zone).date()

    def _change(self, household: Household, number: int, moment: datetime) -> None:
        was = household.status
        if was is None or household.since >= self._day(moment):
            return
        kinds = _CHANGES[was]
        change = kinds[number % len(kinds)]
        head = self._seated(Role.VILLAGE_HEAD, household.unit_id, moment)
        if head is None:  # a village without a head in the demo: its commune has entered a list
            register.reclassify(self.db, household, change.to_class, self._day(moment))
            return
        report = self._report(household, was, change, head, moment)
        if household.code not in WAITING:
            self._decide(report, moment)

    def _seated(self, role: Role, unit_id: int, moment: datetime) -> Viewer | None:
        held = select(col(Person.chat_id)).join(Appointment, col(Appointment.person_id) == col(Person.id))
        chat_id = self.db.execute(
            held.where(col(Appointment.unit_id) == unit_id, col(Appointment.role) == role)
        ).scalar_one_or_none()
        return people.viewer_of(self.db, people.open_chat(self.db, chat_id), moment) if chat_id else None

    def _report(
        self, household: Household, was: HouseholdClass, change: Change, head: Viewer, moment: datetime
    ) -> Report:
        day = self._day(moment)
        report = Report(
            code="",  # given when it is submitted
            unit_id=household.unit_id,
            household_id=household.id,
            subject=reports.subject_of(
                household_id=household.id,
                unit_id=household.unit_id,
                head_name=household.head_name,
                birth_year=household.birth_year,
            ),
            head_name=household.head_name,
            key=fold(household.head_name),
            birth_year=household.birth_year,
            was=was,
            change=change,
            state=State.DRAFT,
            submitted_at=moment,
            reporter_id=head.person_id,
            signed=True,
            event_on=day,
            members=household.members,
            income=(2_100_000 if change is not Change.EXIT_POOR_TO_NEAR else 1_450_000) * household.members,
            supports=[_SUPPORTS[household.id % len(_SUPPORTS)].value],
            meeting_on=day,
        )
        return reports.submit(self.db, report, moment)

    def _decide(self, report: Report, moment: datetime) -> None:
        commune = commune_of(self.db, self.db.get_one(Unit, report.unit_id))
        officer = self._seated(Role.COMMUNE_OFFICER, commune.id, moment)
        if officer is None:
            raise LookupError(f"the demo has no officer in {commune.name}")
        verified = min(moment + VERIFIED_AFTER, self.now)
        reports.move(self.db, officer, report, Move.VERIFY, verified)
        signed = moment + SIGNED_AFTER
        if signed > self.now:
            return
        decisions.recognise(
            self.db,
            officer,
            commune,
            [report.id],
            number=f"{report.id}/QĐ-UBND",
            signed_on=self._day(signed),
            now=signed,
            zone=self.zone,
            tracks_posting=False,
        )
