"""Reports only ever move as the state machine says, whoever tries what, and nothing that happened is lost."""

from __future__ import annotations

from datetime import timedelta
from itertools import pairwise
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlmodel import Session, select

from store import reports
from store.database import unit_of_work
from store.rules.moves import MOVES, Move, act_for, needs_reason, who_may
from store.rules.refusal import Refusal
from store.rules.roles import Role
from store.rules.states import CLOSED_STATES, State
from store.tables import Appointment, Event, Person, Report
from tests.filed import file_report, viewer

if TYPE_CHECKING:
    from tests.town import Town

PEOPLE = {
    11: Role.VILLAGE_HEAD,
    12: Role.VILLAGE_HEAD,
    21: Role.COMMUNE_OFFICER,
    22: Role.COMMUNE_OFFICER,
    23: Role.COMMUNE_OFFICER,
    31: Role.VIEWER,
    41: Role.ADMINISTRATOR,
}
FAR = {12, 23}

attempts = st.lists(
    st.tuples(
        # The two sides of the report more often than the others, so that it comes a long way.
        st.sampled_from([11, 11, 11, 21, 21, 21, 22, *sorted(PEOPLE)]),
        st.sampled_from(list(Move)),
        st.sampled_from([None, "", "ok", "Thiếu biên bản họp thôn"]),
        st.booleans(),
    ),
    max_size=40,
)


def attempt(
    db: Session,
    town: Town,
    report: Report,
    chat_id: int,
    move: Move,
    *,
    reason: str | None = "Thiếu biên bản họp thôn",
    posting: bool = False,
) -> None:
    """Try a move as the bot would: load the report within the person's area, then move it."""
    me = viewer(db, town, chat_id)
    found = reports.get(db, me, report.id, act_for(move))
    if move in {Move.CORRECT, Move.RESUBMIT}:
        reports.correct(db, me, found, {"members": found.members % 9 + 1}, town.now)
    else:
        reports.move(db, me, found, move, town.now, reason=reason, tracks_posting=posting)


@settings(
    max_examples=60,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(tried=attempts)
def test_whoever_tries_what_a_report_moves_by_the_state_machine_alone(
    small_town: Town, tried: list[tuple[int, Move, str | None, bool]]
) -> None:
    with unit_of_work(small_town.engine) as db:
        filed = db.exec(select(Report)).first()
    report = filed or file_report(small_town, "Hồ Văn Thử")
    with Session(small_town.engine) as db:
        kept = db.get_one(Report, report.id)
        done = 1
        for chat_id, move, reason, posting in tried:
            before = kept.state
            try:
                with db.begin_nested():
                    attempt(db, small_town, kept, chat_id, move, reason=reason, posting=posting)
            except Refusal:
                assert kept.state is before
                continue
            done += 1
            assert chat_id not in FAR
            assert PEOPLE[chat_id] in who_may(move)
            assert before not in CLOSED_STATES
        check_history(db, kept, done)
        db.rollback()


def check_history(db: Session, report: Report, done: int) -> None:
    events = [step.event for step in reports.history(db, report)]
    assert len(events) == done
    assert (events[0].move, events[0].state) == (Move.SUBMIT, State.WAITING)
    assert events[-1].state is report.state
    for earlier, event in pairwise(events):
        assert MOVES[earlier.state, event.move] is event.state
        assert not needs_reason(event.move) or event.reason


def test_every_move_there_is_can_be_reached(town: Town) -> None:
    """A verdict each way, the posting with its comments, and the decision."""
    path = [
        (21, Move.RETURN, State.RETURNED),
        (11, Move.RESUBMIT, State.WAITING),
        (11, Move.CORRECT, State.WAITING),
        (21, Move.VERIFY, State.VERIFIED),
        (22, Move.RETURN, State.RETURNED),
        (11, Move.RESUBMIT, State.WAITING),
        (22, Move.VERIFY, State.VERIFIED),
        (21, Move.POST, State.POSTED),
        (21, Move.OBJECT, State.RECHECK),
        (21, Move.CLEAR, State.VERIFIED),
        (21, Move.POST, State.POSTED),
        (21, Move.END_POSTING, State.AWAITING_DECISION),
        (22, Move.RECOGNISE, State.RECOGNISED),
    ]
    report = file_report(town, "Hồ Văn Thử")
    for chat_id, move, state in path:
        with unit_of_work(town.engine) as db:
            kept = db.get_one(Report, report.id)
            attempt(db, town, kept, chat_id, move, posting=True)
            assert kept.state is state
    with unit_of_work(town.engine) as db:
        check_history(db, db.get_one(Report, report.id), len(path) + 1)


def test_whoever_reported_gives_no_verdict_on_it(town: Town) -> None:
    with unit_of_work(town.engine) as db:
        officer = db.exec(select(Person).where(Person.chat_id == 21)).one()
        village = town.units["Thôn Mẫu Một"]
        since = town.now - timedelta(days=1)
        db.add(Appointment(person_id=officer.id, unit_id=village.id, role=Role.VILLAGE_HEAD, since=since))
    report = file_report(town, "Hồ Văn Thử", by=21)
    for move in (Move.VERIFY, Move.RETURN, Move.REJECT):
        with unit_of_work(town.engine) as db, pytest.raises(Refusal, match="do chính anh/chị gửi"):
            attempt(db, town, report, 21, move)
    with unit_of_work(town.engine) as db:
        assert len(db.exec(select(Event).where(Event.report_id == report.id)).all()) == 1
