"""What is done by the clock: each job enters itself once, with when it is due and what it does."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from sqlmodel import Session

    Work = Callable[[Session, datetime], None]


@dataclass(frozen=True, slots=True)
class Job:
    """Work that is due by the clock.

    Attributes:
        name: its one name.
        hour: the hour of the day it is due at, in the place's zone.
        minute: the minute of that hour.
        run: what it does, in one unit of work; run twice, it does no more than once.
    """

    name: str
    hour: int
    minute: int
    run: Work


_jobs: dict[str, Job] = {}


def daily(name: str, *, hour: int, minute: int = 0) -> Callable[[Work], Work]:
    """Enter work that is due once a day."""

    def enter(run: Work) -> Work:
        if name in _jobs:
            raise ValueError(f"the job {name} is there twice")
        _jobs[name] = Job(name, hour, minute, run)
        return run

    return enter


def all_jobs() -> list[Job]:
    """Return every job, by name."""
    return sorted(_jobs.values(), key=lambda job: job.name)
