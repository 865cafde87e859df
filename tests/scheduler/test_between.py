"""People come, move, go or block the bot between planning and sending: what leaves is right for that moment."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

import pytest
from sqlalchemy import select, update
from sqlmodel import col

from handlers import late
from handlers.late import Made, Ready
from handlers.letter import Letter
from scheduler import jobs
from scheduler.catchup import do_next
from scheduler.jobs import At, CatchUp
from store import outbox, people
from store.database import unit_of_work
from store.outbox import Post
from store.rules.roles import Act, Role
from store.tables import Appointment, Chat, OutboxRow, OutboxState, Priority, Unit
from tests.town import appoint

if TYPE_CHECKING:
    from datetime import datetime

    from sqlmodel import Session

    from handlers.scene import Config
    from store.people import Viewer
    from tests.town import Town

OFFICER, SECOND = 21, 22
PLANNED, SENT = timedelta(days=1), timedelta(hours=1)


@late.maker("test.places")
def places(_db: Session, viewer: Viewer, _now: datetime, _config: Config, _args: dict[str, Any]) -> Made:
    """Tell an officer of the own places, as they are when it leaves."""
    return Ready(Letter(text=", ".join(unit.name for unit in viewer.units(Act.REPORT_VERIFY))))


def plan(db: Session, now: datetime, _config: Config) -> None:
    """Put one message for every officer of that moment."""
    body = Letter(late=("test.places", {})).to_json()
    officers = people.seated(db, Role.COMMUNE_OFFICER, col(Unit.id) > 0, now)
    posts = [
        Post(each.chat_id, body, Priority.SCHEDULED, f"places:{now:%Y%m%d}:{each.chat_id}")
        for each in officers
    ]
    outbox.put_once(db, posts, "places", now)


@pytest.fixture
def planned(small_town: Town, monkeypatch: pytest.MonkeyPatch) -> Town:
    """A town in which a message to each of the three officers is planned, and has not left."""
    monkeypatch.setattr(jobs, "_jobs", {})
    jobs.job("places", At(7), catch_up=CatchUp(within=timedelta(days=1)))(plan)
    runs(small_town)
    small_town.now += PLANNED
    runs(small_town)
    return small_town


def runs(town: Town) -> None:
    [job] = jobs.all_jobs()
    while do_next(town.engine, job, town.now, town.config):
        pass


def leaves(town: Town) -> dict[int, str | None]:
    """Let what was planned leave an hour later; return who got what, and who nothing, by chat."""
    town.now += SENT
    town.delivers()
    with unit_of_work(town.engine) as db:
        rows = (
            db.execute(select(OutboxRow).where(col(OutboxRow.priority) == Priority.SCHEDULED)).scalars().all()
        )
    said = {OFFICER: town.officer, SECOND: town.second_officer, 23: town.far_officer}
    return {
        row.chat_id: said[row.chat_id].sees() if row.state is OutboxState.SENT else row.fault for row in rows
    }


def ends(town: Town, chat_id: int) -> None:
    with unit_of_work(town.engine) as db:
        person = people.viewer_of(db, db.get_one(Chat, chat_id), town.now).person_id
        db.execute(update(Appointment).where(col(Appointment.person_id) == person).values(until=town.now))


def test_where_nothing_changes_everyone_gets_their_own(planned: Town) -> None:
    assert leaves(planned) == {OFFICER: "Xã Mẫu", SECOND: "Xã Mẫu", 23: "Xã Khác"}


def test_who_was_dismissed_gets_nothing_and_the_others_theirs(planned: Town) -> None:
    ends(planned, OFFICER)
    assert leaves(planned) == {OFFICER: late.NOBODY, SECOND: "Xã Mẫu", 23: "Xã Khác"}


def test_who_was_moved_is_told_of_the_new_place_alone(planned: Town) -> None:
    ends(planned, OFFICER)
    with unit_of_work(planned.engine) as db:
        person = people.viewer_of(db, db.get_one(Chat, OFFICER), planned.now).person_id
        place = planned.units["Xã Khác"].id
        db.add(Appointment(person_id=person, unit_id=place, role=Role.COMMUNE_OFFICER, since=planned.now))
    assert leaves(planned)[OFFICER] == "Xã Khác"


def test_who_was_appointed_meanwhile_is_told_from_the_next_time_on(planned: Town) -> None:
    with unit_of_work(planned.engine) as db:
        appoint(db, 24, "Cán Bộ Mới", Role.COMMUNE_OFFICER, planned.units["Xã Mẫu"])
    planned.phone(24, "Cán Bộ Mới")
    runs(planned)
    assert sorted(leaves(planned)) == [OFFICER, SECOND, 23]
    planned.now += timedelta(days=1)
    runs(planned)
    with unit_of_work(planned.engine) as db:
        newest = db.execute(
            select(col(OutboxRow.chat_id)).order_by(col(OutboxRow.id).desc()).limit(4)
        ).scalars()
        assert sorted(newest) == [OFFICER, SECOND, 23, 24]


def test_who_blocked_the_bot_gets_nothing_and_once_back_the_next_one(planned: Town) -> None:
    with unit_of_work(planned.engine) as db:
        db.get_one(Chat, OFFICER).blocked_at = planned.now
    assert leaves(planned)[OFFICER] == late.BLOCKED
    planned.officer.types("/trogiup")
    planned.now += timedelta(days=1)
    runs(planned)
    planned.delivers()
    assert planned.officer.sees() == "Xã Mẫu"
