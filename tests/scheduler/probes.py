"""Jobs of the tests' own, in place of the program's."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

import pytest

from handlers.letter import Letter
from handlers.scene import Config
from scheduler import jobs
from scheduler.catchup import do_next
from scheduler.jobs import At, CatchUp, Job
from store import outbox
from store.outbox import Post
from store.tables import Priority

if TYPE_CHECKING:
    from sqlalchemy import Engine
    from sqlmodel import Session

ZONE = ZoneInfo("Asia/Ho_Chi_Minh")
CONFIG = Config()
DAY = timedelta(days=1)


def local(day: int, hour: int, minute: int = 0, month: int = 11) -> datetime:
    """A moment of 2026 in Vietnam; the 23rd of November is a Monday."""
    return datetime(2026, month, day, hour, minute, tzinfo=ZONE)


class Probe:
    """A job that notes when it was run for, and tells each of some chats once a moment."""

    def __init__(
        self, *times: At, within: timedelta = DAY, each: bool = False, chats: range = range(1)
    ) -> None:
        self.ran: list[str] = []
        self.chats = chats
        self.faults: list[Exception] = []
        jobs.job("probe", *times, catch_up=CatchUp(within, each=each))(self.run)
        [self.job] = [job for job in jobs.all_jobs() if job.name == "probe"]

    def run(self, db: Session, now: datetime, _config: Config) -> None:
        self.ran.append(f"{now.astimezone(ZONE):%a %d/%m %H:%M}")
        body = Letter(text="Đến hạn").to_json()
        posts = [
            Post(chat, body, Priority.SCHEDULED, f"probe:{now:%Y%m%d%H%M}:{chat}") for chat in self.chats
        ]
        outbox.put_once(db, posts, "probe", now)
        if self.faults:
            raise self.faults.pop()

    def at(self, engine: Engine, now: datetime) -> list[str]:
        """Do all that is due at a moment; return for when it was done."""
        self.ran.clear()
        while do_next(engine, self.job, now, CONFIG):
            pass
        return list(self.ran)


@pytest.fixture
def no_other_jobs(monkeypatch: pytest.MonkeyPatch) -> dict[str, Job]:
    """An empty registry."""
    empty: dict[str, Job] = {}
    monkeypatch.setattr(jobs, "_jobs", empty)
    return empty
