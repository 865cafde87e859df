"""APScheduler as the clock, in memory: it says when, the database says what has been done.

A job store would block the loop and fire twice with two processes; a job killed in mid-run would be lost. So the
clock only wakes a job, which asks the database how far it has come (``catchup``): the moment that has just come, an
hour's stop and a job that failed are one and the same. The zone is the place's own and never the host's.
"""

from __future__ import annotations

from concurrent.futures import Future, ThreadPoolExecutor, wait
from datetime import timedelta
from functools import partial
from threading import Lock
from typing import TYPE_CHECKING, Any

from apscheduler.executors.debug import DebugExecutor
from apscheduler.schedulers.background import BackgroundScheduler
from apscheduler.triggers.cron import CronTrigger

import scheduler.duties as _duties  # noqa: F401 - importing the jobs enters them
from scheduler.catchup import do_next, waiting
from scheduler.jobs import all_jobs, trigger_of

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from sqlalchemy import Engine

    from handlers.scene import Config
    from scheduler.jobs import Job

LOOK = "look"
FORESEEN = timedelta(days=400)


class Clock:
    """Wakes each job when it is due, and every minute whatever is left.

    Left is what failed, what a clock that was set forward jumped over, and what fell due while nothing was running.
    ``done`` hears of each unit of work that is committed, ``failed`` of each that was rolled back.
    """

    def __init__(
        self,
        engine: Engine,
        config: Config,
        now: Callable[[], datetime],
        done: Callable[[], None],
        failed: Callable[[str, BaseException], None],
    ) -> None:
        self._engine = engine
        self._config = config
        self._now = now
        self._done = done
        self._failed = failed
        # One thing after the other: SQLite has one writer.
        self._thread = ThreadPoolExecutor(1, thread_name_prefix="clock")
        self._turn = Lock()
        self._stopping = False
        self._ticking = BackgroundScheduler(
            timezone=config.zone,
            job_defaults={"coalesce": True, "misfire_grace_time": None},
            executors={
                "default": DebugExecutor()
            },  # nothing to wait for: what is due is handed to the thread
        )

    def start(self) -> None:
        """Begin to tick; what fell due while nothing was running is caught up on at once."""
        zone = self._config.zone
        for job in all_jobs():
            wake = partial(self._hand_over, job.name, partial(self._do, job))
            self._ticking.add_job(wake, trigger_of(job.times, zone), id=job.name)
        self._ticking.add_job(self.look, CronTrigger(second=0, timezone=zone), id=LOOK)
        self._ticking.start()
        self.look()

    def stop(self) -> None:
        """Stop ticking; a job in hand is finished or, being one unit of work, has not happened."""
        self._ticking.shutdown(wait=False)
        with self._turn:
            self._stopping = True
            self._thread.shutdown(wait=False, cancel_futures=True)

    def look(self) -> None:
        """Have the jobs done that have something left to do."""
        self._hand_over(LOOK, self._do_what_is_left)

    def catch_up(self) -> None:
        """Have the jobs done that have something left to do, and wait for them."""
        wait(self._do_what_is_left())

    def next_due(self) -> datetime | None:
        """Tell when a job is due next."""
        now = self._now()
        found = (next(job.moments(now, now + FORESEEN, self._config.zone), None) for job in all_jobs())
        return min(filter(None, found), default=None)

    def _do_what_is_left(self) -> list[Future[Any]]:
        left = waiting(self._engine, all_jobs(), self._now(), self._config.zone)
        handed_over = (self._hand_over(job.name, partial(self._do, job)) for job in left)
        return [each for each in handed_over if each is not None]

    def _do(self, job: Job) -> None:
        """Do everything that is due of a job, oldest first."""
        while not self._stopping and do_next(self._engine, job, self._now(), self._config):
            self._done()
            if not job.catch_up.each:
                break  # the newest moment stood for all

    def _hand_over(self, name: str, work: Callable[[], Any]) -> Future[Any] | None:
        """Have something done in the thread; None once the clock is stopped."""
        with self._turn:
            if self._stopping:
                return None
            handed_over = self._thread.submit(work)
        handed_over.add_done_callback(partial(self._hear, name))
        return handed_over

    def _hear(self, name: str, ended: Future[Any]) -> None:
        fault = None if ended.cancelled() else ended.exception()
        if fault is not None:
            self._failed(name, fault)
