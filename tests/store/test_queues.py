from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from sqlalchemy import select

from store import inbox, queues
from store.database import reading, unit_of_work
from store.tables import InboxRow, InboxState, OutboxRow, OutboxState

if TYPE_CHECKING:
    from sqlalchemy import Engine

NOW = datetime(2026, 11, 22, tzinfo=UTC)


def park(engine: Engine) -> None:
    with unit_of_work(engine) as db:
        inbox.keep(db, [inbox.RawUpdate(number, 101, "{}") for number in (1, 2)], NOW)
        for state in (OutboxState.PARKED, OutboxState.SENT):
            row = OutboxRow(chat_id=101, priority=0, body="{}", request_id="r", created_at=NOW, due_at=NOW)
            row.state, row.attempts = state, 3
            db.add(row)
        first = db.execute(select(InboxRow)).scalars().first()
        assert first is not None
        first.state = InboxState.PARKED


def test_what_was_given_up_is_counted(database: Engine) -> None:
    with reading(database) as db:
        assert not queues.parked(db)
    park(database)
    with reading(database) as db:
        assert queues.parked(db) == queues.Counts(updates=1, messages=1)


def test_what_was_given_up_is_opened_again_and_nothing_else(database: Engine) -> None:
    park(database)
    later = NOW + timedelta(hours=1)
    with unit_of_work(database) as db:
        assert queues.retry_parked(db, later) == queues.Counts(updates=1, messages=1)
        assert not queues.parked(db)
        rows = db.execute(select(OutboxRow).order_by(OutboxRow.id)).scalars().all()  # type: ignore[arg-type]  # a column
        assert [row.state for row in rows] == [OutboxState.OPEN, OutboxState.SENT]
        assert (rows[0].attempts, rows[0].due_at) == (0, later)
