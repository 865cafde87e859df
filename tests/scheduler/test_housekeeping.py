"""The queues are no archive: what is no longer needed is forgotten."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from sqlmodel import select

from handlers.scene import Config
from scheduler.duties import housekeeping
from store import inbox, outbox
from store.database import unit_of_work
from store.inbox import RawUpdate
from store.outbox import Outcome, Post
from store.tables import Chat, Conversation, InboxRow, InboxState, OutboxRow, OutboxState, Priority

if TYPE_CHECKING:
    from sqlalchemy import Engine

NOW = datetime(2026, 11, 20, tzinfo=UTC)


def test_handled_updates_are_forgotten_after_a_week_and_open_ones_never(database: Engine) -> None:
    with unit_of_work(database) as db:
        inbox.keep(db, [RawUpdate(1, 11, "{}"), RawUpdate(2, 11, "{}")], NOW - timedelta(days=8))
        inbox.keep(db, [RawUpdate(3, 11, "{}")], NOW - timedelta(days=6))
        for row in db.exec(select(InboxRow).where(InboxRow.update_id != 2)):
            row.state = InboxState.HANDLED
    with unit_of_work(database) as db:
        housekeeping.tidy(db, NOW, Config())
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
        housekeeping.tidy(db, NOW, Config())
    with unit_of_work(database) as db:
        assert list(db.exec(select(OutboxRow.id))) == [waiting.id]


def test_a_draft_is_kept_for_half_a_year(database: Engine) -> None:
    with unit_of_work(database) as db:
        for chat_id, days in ((1, 179), (2, 181)):
            db.add(Chat(chat_id=chat_id))
            touched = NOW - timedelta(days=days)
            db.add(Conversation(chat_id=chat_id, form="baocao", session="s", touched_at=touched))
    with unit_of_work(database) as db:
        housekeeping.tidy(db, NOW, Config())
    with unit_of_work(database) as db:
        assert list(db.exec(select(Conversation.chat_id))) == [1]
