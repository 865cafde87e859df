"""What is done by the clock: each job enters itself once, with when it is due and what it does.

A job is due at moments, such as 07:00 every day. At each it puts what it has to say into the outbox, under keys of
kind, period and recipient, so that doing it twice says nothing twice.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, timedelta
from functools import cache
from typing import TYPE_CHECKING

from apscheduler.triggers.combining import OrTrigger
from apscheduler.triggers.cron import CronTrigger

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from datetime import datetime
    from zoneinfo import ZoneInfo

    from sqlmodel import Session

    from handlers.scene import Config
    from store.rules.text import Text

    Work = Callable[[Session, datetime, Config], None]
    Beforehand = Callable[[Session, datetime, Config], Work]
    Preview = Callable[[Session, datetime, datetime, Config], Iterable["Due"]]

_JUST_AFTER = timedelta(microseconds=1)


@dataclass(frozen=True, slots=True)
class At:
    """A time at which something is due, again and again, in the place's own zone.

    Each field is a number, or an expression as cron writes it: ``At(7, 30, day_of_week="mon")`` is Monday at 07:30,
    ``At("6-20", "*/30")`` every half hour of the day, ``At(8, day=15)`` the 15th of each month at 08:00.
    """

    hour: int | str
    minute: int | str = 0
    day: int | str = "*"
    month: int | str = "*"
    day_of_week: str = "*"

    def trigger(self, zone: ZoneInfo) -> CronTrigger:
        """Return the time as APScheduler reads it."""
        return CronTrigger(
            month=self.month,
            day=self.day,
            day_of_week=self.day_of_week,
            hour=self.hour,
            minute=self.minute,
            timezone=zone,
        )


@dataclass(frozen=True, slots=True)
class CatchUp:
    """What becomes of the moments that passed while nothing ran.

    Attributes:
        within: for how long after its moment the work still makes sense; what is older is stale, dropped and logged.
        each: whether every moment within that time is made up for, in order, rather than the newest alone.
    """

    within: timedelta
    each: bool = False


@dataclass(frozen=True, slots=True)
class Due:
    """Something that will fall due, for whoever wants to know beforehand; a chat of None stands for nobody."""

    moment: datetime
    chat_id: int | None
    kind: str
    why: Text


def _nothing_to_tell(_db: Session, _first: datetime, _last: datetime, _config: Config) -> Iterable[Due]:
    return ()


@dataclass(frozen=True, slots=True)
class Job:
    """Work that is due by the clock.

    Attributes:
        name: its one name.
        times: when it is due.
        catch_up: what becomes of moments that passed while nothing ran.
        run: what it does, in one unit of work. ``now`` is the moment it was due at, which may have passed for a
            while; run twice for one moment, it does no more than once.
        preview: what it will do after one moment and up to another, as far as that is known.
        beforehand: what it may read before its unit of work, in a transaction that only reads: for a job that takes
            long to find out what there is to do. It returns the work that is left; ``run`` does both in one.
    """

    name: str
    times: tuple[At, ...]
    catch_up: CatchUp
    run: Work
    preview: Preview
    beforehand: Beforehand | None = None

    def moments(self, after: datetime, until: datetime, zone: ZoneInfo) -> Iterator[datetime]:
        """Return when it is due after one moment and up to another."""
        return moments(self.times, after, until, zone)


def moments(times: Iterable[At], after: datetime, until: datetime, zone: ZoneInfo) -> Iterator[datetime]:
    """Return the moments after one moment and up to another at which something is due, in UTC."""
    trigger = trigger_of(tuple(times), zone)
    moment = trigger.get_next_fire_time(None, after.astimezone(zone) + _JUST_AFTER)
    while moment is not None and moment <= until:
        yield moment.astimezone(UTC)
        moment = trigger.get_next_fire_time(None, moment + _JUST_AFTER)


@cache
def trigger_of(times: tuple[At, ...], zone: ZoneInfo) -> OrTrigger:
    """Return several times as APScheduler reads them; to read them takes longer than to use them."""
    return OrTrigger([each.trigger(zone) for each in times])


_jobs: dict[str, Job] = {}


def job(
    name: str,
    *times: At,
    catch_up: CatchUp,
    preview: Preview = _nothing_to_tell,
    beforehand: Beforehand | None = None,
) -> Callable[[Work], Work]:
    """Enter work that is due at some times."""

    def enter(run: Work) -> Work:
        if name in _jobs:
            raise ValueError(f"the job {name} is there twice")
        _jobs[name] = Job(name, times, catch_up, run, preview, beforehand)
        return run

    return enter


def all_jobs() -> list[Job]:
    """Return every job, by name."""
    return sorted(_jobs.values(), key=lambda job: job.name)
