"""APScheduler as the clock, in memory: it says when, the database says what has been done.

A job store would block the loop and fire twice with two processes; a job killed in mid-run would be lost. So jobs
are idempotent units of work, the zone is set and never the host's, and at the start everything runs once, which
catches up on what fell due while nothing was running.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from apscheduler.schedulers.background import BackgroundScheduler
from apscheduler.triggers.cron import CronTrigger

from scheduler import housekeeping as _housekeeping  # noqa: F401 - importing a job enters it
from scheduler.jobs import Job, all_jobs
from store.database import unit_of_work

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime
    from zoneinfo import ZoneInfo

    from sqlalchemy import Engine

    Now = Callable[[], datetime]


def run(job: Job, engine: Engine, now: Now) -> None:
    """Do a job's work in one unit of work."""
    with unit_of_work(engine) as db:
        job.run(db, now())


def start_clock(engine: Engine, zone: ZoneInfo, now: Now) -> BackgroundScheduler:
    """Catch up on what fell due while nothing was running, then start the clock; the caller shuts it down."""
    clock = BackgroundScheduler(timezone=zone, job_defaults={"coalesce": True, "misfire_grace_time": None})
    for job in all_jobs():
        run(job, engine, now)
        due = CronTrigger(hour=job.hour, minute=job.minute, timezone=zone)
        clock.add_job(partial(run, job, engine, now), due, id=job.name)
    clock.start()
    return clock
