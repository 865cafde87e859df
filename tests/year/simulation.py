"""Time passing in a district: the clock's jobs at their own moments, people who do their work, or do not."""

from __future__ import annotations

from datetime import UTC, datetime, time, timedelta
from random import Random
from typing import TYPE_CHECKING

from sqlmodel import col, select

import scheduler.clock as _clock  # noqa: F401 - importing it enters every job
from scheduler.catchup import do_next
from scheduler.jobs import all_jobs
from store import decisions, people, reports, rounds
from store.database import unit_of_work
from store.rules.changes import Change
from store.rules.households import HouseholdClass
from store.rules.moves import Move
from store.rules.roles import Role
from store.rules.rounds import Answer
from store.rules.states import State
from store.tables import Chat, Household, OutboxRow, Priority, Report, Unit
from tests.chat import World
from tests.year.diary import Entry

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from sqlalchemy import Engine
    from sqlmodel import Session

    from handlers.scene import Config
    from store.outbox import Waiting
    from store.people import Viewer
    from tests.year.district import District

WAKES = (time(6, 35), time(9, 10), time(13, 35), time(16, 40), time(19, 40))
"""When what was put off is looked at again, and people do something."""
PROMPT, SLOW = 0.30, 0.06
"""How likely a head with something due answers on a day: most, and the slow ones, one in five."""
REPORTING, VERIFYING = 0.02, 0.5


class Year(World):
    """A world whose clock runs by itself, and which keeps a diary of what was sent unasked."""

    def __init__(
        self, engine: Engine, district: District, start: date, config: Config, seed: int = 1
    ) -> None:
        super().__init__(engine, datetime.combine(start, time(0), config.zone).astimezone(UTC), config)
        self.district = district
        self.diary: list[Entry] = []
        self.dice = Random(seed)
        self._decisions = 0

    def runs_until(self, end: date) -> None:
        """Let time pass until a day begins."""
        until = datetime.combine(end, time(0), self.config.zone).astimezone(UTC)
        self._run_jobs()
        for moment in self._moments(until):
            self.now = moment
            self._run_jobs()
            if moment.astimezone(self.config.zone).time() == WAKES[1]:
                self._people_work()
            self.delivers()

    def _moments(self, until: datetime) -> list[datetime]:
        zone = self.config.zone
        found = {moment for job in all_jobs() for moment in job.moments(self.now, until, zone)}
        day = self.now.astimezone(zone).date()
        while (noon := datetime.combine(day, time(12), zone).astimezone(UTC)) < until:
            found |= {datetime.combine(day, wake, zone).astimezone(UTC) for wake in WAKES}
            day = (noon + timedelta(days=1)).astimezone(zone).date()
        return sorted(moment for moment in found if self.now < moment <= until)

    def _run_jobs(self) -> None:
        for job in all_jobs():
            while do_next(self.engine, job, self.now, self.config):
                pass

    def _deliver(self, row: Waiting) -> None:
        phone = self.phone(row.chat_id, "")
        before = len(phone.messages)
        super()._deliver(row)
        if row.priority != Priority.SCHEDULED or len(phone.messages) == before:
            return
        with unit_of_work(self.engine) as db:
            key = db.get_one(OutboxRow, row.id).key or ""
        role = self.district.role_of(row.chat_id)
        text = "\n".join(message.text for message in phone.messages[before:])
        self.diary.append(Entry(self.now, row.chat_id, role, key, text))
        del phone.messages[:-3]

    def _people_work(self) -> None:
        """Let heads answer and report, and officers verify and decide, on one day."""
        with unit_of_work(self.engine) as db:
            for chat_id in self.district.heads:
                self._head_works(db, chat_id)
        if self.now.astimezone(self.config.zone).weekday() in {1, 3}:
            with unit_of_work(self.engine) as db:
                for chat_id, commune in self.district.officers.items():
                    self._officer_works(db, chat_id, commune)

    def _viewer(self, db: Session, chat_id: int) -> Viewer:
        return people.viewer_of(db, db.get_one(Chat, chat_id), self.now)

    def _head_works(self, db: Session, chat_id: int) -> None:
        willing = SLOW if chat_id % 5 == 0 else PROMPT
        if self.dice.random() < REPORTING:
            self._report(db, chat_id)
        if self.dice.random() < willing:
            self._answer_all(db, self._viewer(db, chat_id))

    def _answer_all(self, db: Session, viewer: Viewer) -> None:
        today = self.now.astimezone(self.config.zone).date()
        for duty in rounds.duties(db, viewer, today):
            if duty.answer is None:
                rounds.answer(
                    db, viewer, duty.asked, duty.unit, Answer.NIL, now=self.now, zone=self.config.zone
                )

    def _report(self, db: Session, chat_id: int) -> None:
        village = self.district.heads[chat_id]
        listed = select(Household).where(
            Household.unit_id == village.id, col(Household.status).in_([HouseholdClass.POOR])
        )
        household = db.exec(listed.order_by(col(Household.id))).first()
        if household is None or reports.open_report_on(db, f"household {household.id}") is not None:
            return
        reports.submit(db, self._exit(household, self._viewer(db, chat_id).person_id), self.now)

    def _exit(self, household: Household, reporter_id: int) -> Report:
        today = self.now.astimezone(self.config.zone).date()
        return Report(
            code="",
            unit_id=household.unit_id,
            household_id=household.id,
            subject=f"household {household.id}",
            head_name=household.head_name,
            key=household.key,
            birth_year=household.birth_year,
            was=HouseholdClass.POOR,
            change=Change.EXIT_POOR_FULL,
            state=State.DRAFT,
            reporter_id=reporter_id,
            signed=True,
            event_on=today,
            members=household.members,
            income=2_500_000 * household.members,
            meeting_on=today,
            submitted_at=self.now,
        )

    def _officer_works(self, db: Session, chat_id: int, commune: Unit) -> None:
        viewer = self._viewer(db, chat_id)
        self._answer_all(db, viewer)
        if chat_id % 7 == 0:
            return  # one in seven lets things lie
        for report in self._in_state(db, commune, State.WAITING):
            if self.dice.random() < VERIFYING:
                reports.move(db, viewer, report, Move.VERIFY, self.now)
        verified = [report.id for report in self._in_state(db, commune, State.VERIFIED)]
        today = self.now.astimezone(self.config.zone).date()
        if verified and today.day > 20:
            self._decisions += 1
            decisions.recognise(
                db,
                viewer,
                commune,
                verified,
                number=f"{self._decisions}/QĐ-UBND",
                signed_on=today,
                now=self.now,
                zone=self.config.zone,
                tracks_posting=False,
            )

    def _in_state(self, db: Session, commune: Unit, state: State) -> Iterator[Report]:
        own = select(Report).join(Unit, col(Unit.id) == col(Report.unit_id))
        yield from db.exec(own.where(Unit.parent_id == commune.id, Report.state == state)).all()

    def people(self) -> dict[Role, int]:
        """Return how many people hold each role."""
        return {
            Role.VILLAGE_HEAD: len(self.district.heads),
            Role.COMMUNE_OFFICER: len(self.district.officers),
            Role.VIEWER: len(self.district.viewers),
        }
