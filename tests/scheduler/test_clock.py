"""The clock says when; what is due is done once, and caught up on after a stop."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

import pytest
from sqlmodel import select

from scheduler import clock, housekeeping, jobs
from store import inbox, outbox
from store.database import unit_of_work
from store.inbox import RawUpdate
from store.outbox import Outcome, Post
from store.tables import Chat, Conversation, InboxRow, InboxState, OutboxRow, OutboxState, Priority

if TYPE_CHECKING:
    from sqlalchemy import Engine

NOW = datetime(2026, 11, 20, tzinfo=UTC)
ZONE = ZoneInfo("Asia/Ho_Chi_Minh")


def test_handled_updates_are_forgotten_after_a_week_and_open_ones_never(database: Engine) -> None:
    with unit_of_work(database) as db:
        inbox.keep(db, [RawUpdate(1, 11, "{}"), RawUpdate(2, 11, "{}")], NOW - timedelta(days=8))
        inbox.keep(db, [RawUpdate(3, 11, "{}")], NOW - timedelta(days=6))
        for row in db.exec(select(InboxRow).where(InboxRow.update_id != 2)):
            row.state = InboxState.HANDLED
    with unit_of_work(database) as db:
        housekeeping.tidy(db, NOW)
    with unit_of_work(database) as db:
        assert sorted(db.exec(select(InboxRow.update_id))) == [2, 3]


def test_settled_messages_are_forgotten_after_a_month_and_waiting_ones_never(database: Engine) -> None:
    old = NOW - timedelta(days=31)
    with unit_of_work(database) as db:
        sent, waiting = outbox.put(
            db, [Post(11, "a", Priority.REPLY), Post(11, "b", Priority.REPLY)], "u1", old
        )
        outbox.settle(db, [Outcome(sent.id, 11, OutboxState.SENT, old, 0, old, message_id=5)])
    with unit_of_work(database) as db:
        housekeeping.tidy(db, NOW)
    with unit_of_work(database) as db:
        assert list(db.exec(select(OutboxRow.id))) == [waiting.id]


def test_a_draft_is_kept_for_half_a_year(database: Engine) -> None:
    with unit_of_work(database) as db:
        for chat_id, days in ((1, 179), (2, 181)):
            db.add(Chat(chat_id=chat_id))
            touched = NOW - timedelta(days=days)
            db.add(Conversation(chat_id=chat_id, form="baocao", session="s", touched_at=touched))
    with unit_of_work(database) as db:
        housekeeping.tidy(db, NOW)
    with unit_of_work(database) as db:
        assert list(db.exec(select(Conversation.chat_id))) == [1]


def test_every_job_runs_at_the_start_to_catch_up(database: Engine, monkeypatch: pytest.MonkeyPatch) -> None:
    ran = []
    monkeypatch.setattr(jobs, "_jobs", {})
    jobs.daily("probe", hour=2)(lambda _db, now: ran.append(now))
    clock.start_clock(database, ZONE, lambda: NOW).shutdown()
    assert ran == [NOW]


def test_jobs_are_due_in_the_places_own_zone(database: Engine) -> None:
    running = clock.start_clock(database, ZONE, lambda: NOW)
    try:
        job = running.get_job("housekeeping")
        assert job.next_run_time.tzinfo == ZONE
        assert (job.next_run_time.hour, job.next_run_time.minute) == (2, 30)
    finally:
        running.shutdown()


def test_a_job_cannot_be_entered_twice() -> None:
    with pytest.raises(ValueError, match="twice"):
        jobs.daily("housekeeping", hour=1)(housekeeping.tidy)
