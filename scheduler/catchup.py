"""What is due of a job and has not been done: one rule for the moment that has just come and for a week's stop."""

from __future__ import annotations

from dataclasses import dataclass
from operator import itemgetter
from typing import TYPE_CHECKING

import structlog

from store import job_runs
from store.database import reading, unit_of_work

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime
    from zoneinfo import ZoneInfo

    from sqlalchemy import Engine

    from handlers.scene import Config
    from scheduler.jobs import Job, Work

log = structlog.get_logger()


@dataclass(frozen=True, slots=True)
class Missed:
    """The moments of a job since it was last run.

    Attributes:
        next: the one to run for now; None when nothing is due.
        done_with: up to where the job has come once that is done.
        stale: whether moments were passed over since they lie too far back.
        skipped: how many others the newest one stands for.
    """

    next: datetime | None
    done_with: datetime
    stale: bool = False
    skipped: int = 0


def missed(job: Job, last: datetime, now: datetime, zone: ZoneInfo) -> Missed:
    """Decide what a job makes up for: what still makes sense, and of that once what is said once."""
    oldest = max(last, now - job.catch_up.within)
    stale = next(job.moments(last, oldest, zone), None) is not None
    fresh = list(job.moments(oldest, now, zone))
    if not fresh:
        return Missed(None, oldest, stale)
    if job.catch_up.each:
        return Missed(fresh[0], fresh[0], stale)
    return Missed(fresh[-1], fresh[-1], stale, skipped=len(fresh) - 1)


def waiting(engine: Engine, jobs: Sequence[Job], now: datetime, zone: ZoneInfo) -> list[Job]:
    """Return the jobs that have something to do or have never been looked at; this only reads.

    They stand in the order in which what they do now fell due: a round is opened before it is reminded of.
    """
    with reading(engine) as db:
        known = job_runs.known(db)
    due = [(_due(job, known.get(job.name), now, zone), job) for job in jobs]
    return [job for _, job in sorted(((at, job) for at, job in due if at), key=itemgetter(0))]


def _due(job: Job, last: datetime | None, now: datetime, zone: ZoneInfo) -> datetime | None:
    if last is None or last > now:
        return now
    if next(job.moments(last, now, zone), None) is None:
        return None
    found = missed(job, last, now, zone)
    return found.next or found.done_with


def _prepared(engine: Engine, job: Job, now: datetime, config: Config) -> dict[datetime, Work]:
    """Let a job read what it needs beforehand; return the work that is left of it, by the moment it is for."""
    if job.beforehand is None:
        return {}
    with reading(engine) as db:
        last = job_runs.known(db).get(job.name)
        moment = missed(job, last, now, config.zone).next if last is not None and last <= now else None
        return {} if moment is None else {moment: job.beforehand(db, moment, config)}


def do_next(engine: Engine, job: Job, now: datetime, config: Config) -> bool:
    """Do what is due of a job for one moment, and note that it is done, in one unit of work; False for nothing due.

    The job's row is held meanwhile: a second process that comes to the same moment waits, and finds it done. What
    the job reads beforehand holds up nobody, which counts on SQLite, where there is one writer.
    """
    prepared = _prepared(engine, job, now, config)
    with unit_of_work(engine) as db:
        run = job_runs.hold(db, job.name, now)
        if run.due_at > now:
            # A clock that was ahead for a while must not keep the job silent until then; keys keep it from repeating.
            log.warning("job_was_run_ahead_of_the_clock", job=job.name, due=run.due_at.isoformat())
            run.due_at = now
        found = missed(job, run.due_at, now, config.zone)
        if found.stale:
            log.warning("job_moments_dropped", job=job.name, since=run.due_at.isoformat())
        run.due_at = found.done_with
        db.flush()
        if found.next is None:
            return False
        prepared.get(found.next, job.run)(db, found.next, config)
    late = round((now - found.next).total_seconds())
    log.info("job_done", job=job.name, due=found.next.isoformat(), late=late, skipped=found.skipped)
    return True
