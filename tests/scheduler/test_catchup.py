"""What fell due is done once: at its moment, an hour late, or after a week in which nothing ran."""

from __future__ import annotations

import threading
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from sqlalchemy.exc import DBAPIError
from sqlmodel import Session, select
from structlog.testing import capture_logs

from scheduler import jobs
from scheduler.catchup import do_next, waiting
from scheduler.jobs import At, CatchUp
from store import job_runs, outbox
from store.database import is_outage, open_database, unit_of_work
from store.outbox import Post
from store.tables import OutboxRow, Priority
from tests.scheduler.probes import CONFIG, DAY, ZONE, Probe, local

if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy import Engine

    from handlers.scene import Config
    from scheduler.jobs import Work

pytestmark = pytest.mark.usefixtures("no_other_jobs")
WEEK = timedelta(days=7)
TWICE_A_DAY = (At(7), At(16))
MONDAYS = At(7, 30, day_of_week="mon")


def test_a_new_job_begins_now_and_has_nothing_to_catch_up_on(sqlite: Engine) -> None:
    assert Probe(At(7)).at(sqlite, local(23, 8)) == []


def test_at_its_moment_a_job_is_done_once_and_for_that_moment(sqlite: Engine) -> None:
    probe = Probe(At(7))
    probe.at(sqlite, local(22, 12))
    assert probe.at(sqlite, local(23, 6, 59)) == []
    assert probe.at(sqlite, local(23, 7)) == ["Mon 23/11 07:00"]
    assert probe.at(sqlite, local(23, 7)) == []
    assert probe.at(sqlite, local(24, 7, 1)) == ["Tue 24/11 07:00"]


def test_after_an_hour_what_fell_due_is_made_up_for(sqlite: Engine) -> None:
    probe = Probe(At(7))
    probe.at(sqlite, local(23, 6, 30))
    assert probe.at(sqlite, local(23, 7, 30)) == ["Mon 23/11 07:00"]


def test_after_a_week_only_the_newest_moment_is_made_up_for_and_the_stale_ones_are_logged(
    sqlite: Engine,
) -> None:
    probe = Probe(*TWICE_A_DAY, within=DAY)
    probe.at(sqlite, local(16, 12))
    with capture_logs() as logs:
        assert probe.at(sqlite, local(23, 9)) == ["Mon 23/11 07:00"]
    assert [entry["event"] for entry in logs] == ["job_moments_dropped", "job_done"]
    assert (logs[1]["skipped"], logs[1]["late"]) == (1, 2 * 3600)


def test_what_is_stale_altogether_is_dropped_and_logged_once(sqlite: Engine) -> None:
    probe = Probe(At(7), within=timedelta(hours=2))
    probe.at(sqlite, local(16, 12))
    with capture_logs() as logs:
        assert probe.at(sqlite, local(23, 12)) == []
        assert probe.at(sqlite, local(23, 13)) == []
    assert [entry["event"] for entry in logs] == ["job_moments_dropped"]


@pytest.mark.parametrize(
    ("started_again", "expected"),
    [
        (local(24, 9), ["Mon 23/11 07:30"]),  # a day late
        (local(30, 7), ["Mon 23/11 07:30"]),  # just before the next one
        (local(1, 9, month=12), ["Mon 30/11 07:30"]),  # missed by a week
        (local(31, 9, month=12), ["Mon 28/12 07:30"]),  # the clock set forward by a month
    ],
)
def test_a_weekly_job_still_goes_out_late_and_only_for_the_newest_week(
    sqlite: Engine, started_again: object, expected: list[str]
) -> None:
    probe = Probe(MONDAYS, within=WEEK)
    probe.at(sqlite, local(22, 12))
    assert probe.at(sqlite, started_again) == expected  # type: ignore[arg-type] # moments of the table above


def test_a_job_whose_moments_concern_different_people_makes_up_for_each(sqlite: Engine) -> None:
    probe = Probe(At("7-9"), within=DAY, each=True)
    probe.at(sqlite, local(23, 6))
    assert probe.at(sqlite, local(23, 8, 30)) == ["Mon 23/11 07:00", "Mon 23/11 08:00"]


def test_a_clock_that_was_ahead_for_a_while_silences_nothing_and_repeats_nothing(sqlite: Engine) -> None:
    probe = Probe(At(7))
    probe.at(sqlite, local(22, 12))
    probe.at(sqlite, local(23, 8, month=12))
    assert probe.at(sqlite, local(22, 13)) == []
    assert probe.at(sqlite, local(23, 7)) == ["Mon 23/11 07:00"]
    assert probe.at(sqlite, local(23, 7, month=12)) == ["Wed 23/12 07:00"]
    with unit_of_work(sqlite) as db:
        keys = list(db.exec(select(OutboxRow.key)))
    assert len(keys) == len(set(keys)) == 2


def test_what_a_failed_job_has_put_is_undone_and_the_job_is_still_due(sqlite: Engine) -> None:
    probe = Probe(At(7))
    probe.at(sqlite, local(22, 12))
    probe.faults = [RuntimeError("no figures")]
    with pytest.raises(RuntimeError, match="no figures"):
        probe.at(sqlite, local(23, 7))
    with unit_of_work(sqlite) as db:
        assert db.exec(select(OutboxRow.id)).all() == []
    assert waiting(sqlite, [probe.job], local(23, 7, 1), ZONE) == [probe.job]
    assert probe.at(sqlite, local(23, 7, 1)) == ["Mon 23/11 07:00"]
    assert waiting(sqlite, [probe.job], local(23, 7, 2), ZONE) == []


def test_what_fell_due_first_is_done_first(sqlite: Engine) -> None:
    for name, hour in (("a reminder", 7), ("rounds are opened", 0)):
        jobs.job(name, At(hour), catch_up=CatchUp(DAY))(lambda _db, _now, _config: None)
    for job in jobs.all_jobs():
        do_next(sqlite, job, local(22, 12), CONFIG)
    found = waiting(sqlite, jobs.all_jobs(), local(23, 9), ZONE)
    assert [job.name for job in found] == ["rounds are opened", "a reminder"]


def test_what_a_job_reads_beforehand_holds_up_nobody(sqlite: Engine) -> None:
    done: list[str] = []

    def beforehand(db: Session, now: datetime, _config: Config) -> Work:
        db.exec(select(OutboxRow)).all()
        with unit_of_work(sqlite) as other:
            outbox.put_once(other, [Post(1, "{}", Priority.REPLY, "meanwhile")], "u1", now)
        return lambda _db, now, _config: done.append(f"{now.astimezone(ZONE):%a %d/%m %H:%M}")

    def at_once(_db: Session, _now: datetime, _config: Config) -> None:
        done.append("at once")

    jobs.job("week", At(7), catch_up=CatchUp(DAY), beforehand=beforehand)(at_once)
    [job] = jobs.all_jobs()
    assert [do_next(sqlite, job, local(day, 9), CONFIG) for day in (22, 23, 23)] == [False, True, False]
    assert done == ["Mon 23/11 07:00"]
    with unit_of_work(sqlite) as db:
        assert db.exec(select(OutboxRow.key)).all() == ["meanwhile"]


def test_two_schedulers_at_once_do_each_moment_once(database: Engine) -> None:
    probe = Probe(At("7-9"), within=DAY, each=True, chats=range(200))
    probe.at(database, local(23, 6))
    start = threading.Barrier(4)
    done: list[bool] = []

    def schedule() -> None:
        start.wait()
        while do_next(database, probe.job, local(23, 10), CONFIG):
            done.append(True)

    threads = [threading.Thread(target=schedule) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(probe.ran) == ["Mon 23/11 07:00", "Mon 23/11 08:00", "Mon 23/11 09:00"]
    assert len(done) == 3
    with unit_of_work(database) as db:
        assert len(db.exec(select(OutboxRow.id)).all()) == 600


def test_a_process_that_is_frozen_in_the_middle_of_a_job_does_not_keep_it(
    postgresql_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(job_runs, "FROZEN_SECONDS", 1)
    engine = open_database(postgresql_url)
    probe = Probe(At(7))
    probe.at(engine, local(22, 12))
    with Session(engine) as frozen:
        job_runs.hold(frozen, "probe", local(23, 7))
        assert probe.at(engine, local(23, 7)) == ["Mon 23/11 07:00"]
        with pytest.raises(DBAPIError) as ended:
            frozen.commit()
        assert is_outage(ended.value)
    engine.dispose()
