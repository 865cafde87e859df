"""What is due of a job and has not been done: one rule for the moment that has just come and for a week's stop."""

from __future__ import annotations

from dataclasses import dataclass
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
    from scheduler.jobs import Job

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
    """Return the jobs that have something to do or have never been looked at; this only reads."""
    with reading(engine) as db:
        known = job_runs.known(db)
    return [job for job in jobs if _is_waiting(job, known.get(job.name), now, zone)]


def _is_waiting(job: Job, last: datetime | None, now: datetime, zone: ZoneInfo) -> bool:
    return last is None or last > now or next(job.moments(last, now, zone), None) is not None


def do_next(engine: Engine, job: Job, now: datetime, config: Config) -> bool:
    """Do what is due of a job for one moment, and note that it is done, in one unit of work; False for nothing due.

    The job's row is held meanwhile: a second process that comes to the same moment waits, and finds it done.
    """
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
        job.run(db, found.next, config)
    late = round((now - found.next).total_seconds())
    log.info("job_done", job=job.name, due=found.next.isoformat(), late=late, skipped=found.skipped)
    return True
