"""The figures of a week equal those counted plainly from everything that happened, for every unit."""

from __future__ import annotations

from collections import Counter
from datetime import UTC, date, datetime, timedelta
from random import Random
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import select
from sqlmodel import col

from store import reports, weekly
from store.database import unit_of_work
from store.rules.households import HouseholdClass
from store.rules.moves import Move, needs_reason
from store.rules.plans import Plans
from store.rules.refusal import Refusal
from store.rules.states import OPEN_STATES
from store.rules.weeks import Sending, Week, closed_week
from store.tables import Event, Report, Unit
from store.weekly import Stage, WeekFigures, YearStanding
from tests.filed import file_unlisted, viewer
from tests.store.test_figures import reclassify_all

if TYPE_CHECKING:
    from sqlmodel import Session

    from tests.town import Town

OFFICERS = {"Thôn Mẫu Một": 21, "Thôn Mẫu Hai": 22, "Thôn Xa": 23}
HEADS = {"Thôn Mẫu Một": 11, "Thôn Xa": 12}
BEGIN = datetime(2026, 11, 2, 1, tzinfo=UTC)  # a Monday


def live(town: Town, seed: int) -> None:
    """Let three weeks of reports pass: sent, verified, returned, refused, withdrawn, at any hour."""
    chance = Random(seed)
    town.now = BEGIN
    for number in range(40):
        town.now += timedelta(hours=chance.randrange(24))
        village = chance.choice(sorted(HEADS))
        file_unlisted(
            town,
            "Trần Thị Ngẫu Nhiên",
            HouseholdClass.POOR,
            village=village,
            by=HEADS[village],
            birth_year=1930 + number,
        )
        for _ in range(chance.randrange(4)):
            step(town, chance)


def step(town: Town, chance: Random) -> None:
    """Try some move on some report, as its officer or its head."""
    town.now += timedelta(minutes=chance.randrange(90))
    with unit_of_work(town.engine) as db:
        report = chance.choice(list(db.execute(select(Report).order_by(col(Report.id))).scalars()))
        village = db.get_one(Unit, report.unit_id).name
        move = chance.choice([Move.VERIFY, Move.RETURN, Move.REJECT, Move.WITHDRAW, Move.RESUBMIT])
        who = HEADS[village] if move in {Move.WITHDRAW, Move.RESUBMIT} else OFFICERS[village]
        me = viewer(db, town, who)
        try:
            if move is Move.RESUBMIT:
                reports.correct(db, me, report, {"members": chance.randrange(1, 9)}, town.now)
            else:
                reason = "Thiếu biên bản họp thôn" if needs_reason(move) else None
                reports.move(db, me, report, move, town.now, reason=reason)
        except Refusal:
            return


def units(db: Session) -> list[Unit]:
    return list(db.execute(select(Unit)).scalars())


def counted(db: Session, week: Week, today: date) -> dict[int, WeekFigures]:
    return weekly.count(db, Plans({}), units(db), week, today=today, due=overdue_after_a_week)


def overdue_after_a_week(stage: Stage, since: date) -> date | None:
    return since + timedelta(days=7) if stage is Stage.UNVERIFIED else None


@pytest.mark.parametrize("sending", Sending)
@pytest.mark.parametrize("seed", range(3))
def test_what_happened_equals_the_events_counted_one_by_one(
    small_town: Town, seed: int, sending: Sending
) -> None:
    live(small_town, seed)
    week = closed_week(sending, small_town.now, small_town.config.zone)
    for each in (week, week.before, week.before.before):
        with unit_of_work(small_town.engine) as db:
            found = counted(db, each, small_town.now.date())
            for unit in units(db):
                plainly: Counter[Move] = Counter()
                for event in db.execute(select(Event)).scalars():
                    village = db.get_one(Unit, db.get_one(Report, event.report_id).unit_id)
                    if each.begins <= event.at < each.closes and village.path.startswith(unit.path):
                        plainly[event.move] += 1
                assert found[unit.id].moves == plainly


def test_what_waits_equals_the_open_reports_looked_at_one_by_one(town: Town) -> None:
    live(town, 7)
    zone, today = town.config.zone, town.now.date()
    with unit_of_work(town.engine) as db:
        found = counted(db, closed_week(Sending.MONDAY, town.now, zone), today)
        for unit in units(db):
            for stage in Stage:
                days = []
                for report in db.execute(select(Report)).scalars():
                    village = db.get_one(Unit, report.unit_id)
                    if report.state in stage.states and village.path.startswith(unit.path):
                        came = {Move.RETURN} if stage is Stage.RETURNED else {Move.SUBMIT, Move.RESUBMIT}
                        steps = [step.event for step in reports.history(db, report)]
                        days.append(
                            max(event.at for event in steps if event.move in came).astimezone(zone).date()
                        )
                late = (
                    sum(day + timedelta(days=7) < today for day in days) if stage is Stage.UNVERIFIED else 0
                )
                pending = found[unit.id].pending.get(stage)
                told = (pending.count, pending.oldest, pending.overdue) if pending else (0, None, 0)
                assert told == (len(days), min(days, default=None), late)


def test_every_open_report_waits_for_somebody() -> None:
    assert {state for stage in Stage for state in stage.states} == OPEN_STATES


def test_a_week_in_which_nothing_happened_is_kept_as_such(small_town: Town) -> None:
    week = closed_week(Sending.MONDAY, small_town.now, small_town.config.zone)
    with unit_of_work(small_town.engine) as db:
        figures = counted(db, week, date(2026, 11, 20))
        weekly.keep(db, week, figures)
        for unit in units(db):
            kept = weekly.read(db, unit.id, week.number)
            assert kept == (week.closes, figures[unit.id])
            assert not kept[1].moves
            assert not kept[1].pending


def test_the_register_and_the_year_are_told(small_town: Town) -> None:
    week = closed_week(Sending.MONDAY, small_town.now, small_town.config.zone)
    with unit_of_work(small_town.engine) as db:
        found = counted(db, week, date(2026, 11, 20))
    assert found[small_town.units["Xã Mẫu"].id].standing == YearStanding(2026, 4, 4, 1)
    assert found[small_town.units["Tỉnh Mẫu"].id].standing == YearStanding(2026, 5, 5, 1)


def test_a_summary_made_after_new_year_tells_how_the_old_one_ended(small_town: Town) -> None:
    week = closed_week(Sending.FRIDAY, datetime(2026, 12, 31, 20, tzinfo=UTC), small_town.config.zone).before
    assert week.last_day.year == 2026
    reclassify_all(small_town, date(2027, 1, 1))
    commune = small_town.units["Xã Mẫu"].id
    with unit_of_work(small_town.engine) as db:
        assert counted(db, week, date(2027, 1, 2))[commune].standing == YearStanding(2026, 4, 4, 1)


def test_what_was_told_once_stays_and_is_forgotten_in_time(small_town: Town) -> None:
    week = closed_week(Sending.MONDAY, small_town.now, small_town.config.zone)
    unit_id = small_town.units["Xã Mẫu"].id
    first, second = (WeekFigures(YearStanding(2026, 9, poor, 0)) for poor in (8, 7))
    with unit_of_work(small_town.engine) as db:
        weekly.keep(db, week.before, {unit_id: first})
        weekly.keep(db, week, {unit_id: second})
        weekly.keep(db, week, {unit_id: first})
        assert weekly.read(db, unit_id, week.number) == (week.closes, second)
        assert weekly.before(db, unit_id, week.number) == first
        assert weekly.before(db, unit_id, week.before.number) is None
        weekly.forget(db, week.closes)
        assert weekly.read(db, unit_id, week.before.number) is None
        assert weekly.read(db, unit_id, week.number) == (week.closes, second)
