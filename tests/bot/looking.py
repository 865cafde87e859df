"""What a test sees in the database while a bot runs on it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import select, update
from sqlmodel import col

from store.database import open_database, reading, unit_of_work
from store.tables import Chat, InboxRow, OutboxRow
from tests.crash.program import EFFECTS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from store.outbox import Post


class Looking:
    """A second pair of eyes on a database: connections of its own, as another process would have."""

    def __init__(self, url: str) -> None:
        self.engine = open_database(url)

    def effects(self, chat_id: int) -> list[str]:
        """Return what has been done for a chat, in order."""
        chosen = select(EFFECTS.c.words).where(EFFECTS.c.chat_id == chat_id).order_by(EFFECTS.c.id)
        with reading(self.engine) as db:
            return list(db.connection().execute(chosen).scalars())

    def outbox(self, chat_id: int) -> list[OutboxRow]:
        """Return the messages to a chat, in order."""
        chosen = select(OutboxRow).where(col(OutboxRow.chat_id) == chat_id).order_by(col(OutboxRow.id))
        with reading(self.engine) as db:
            return list(db.execute(chosen).scalars())

    def inbox(self) -> list[InboxRow]:
        """Return every update, in order."""
        with reading(self.engine) as db:
            return list(db.execute(select(InboxRow).order_by(col(InboxRow.id))).scalars())

    def chat(self, chat_id: int) -> Chat:
        """Return what is remembered of a chat."""
        with reading(self.engine) as db:
            return db.get_one(Chat, chat_id)

    def add_chat(self, chat_id: int) -> None:
        """Remember a chat."""
        with unit_of_work(self.engine) as db:
            db.add(Chat(chat_id=chat_id))

    def put(self, posts: Sequence[Post]) -> None:
        """Write messages as another process does: nobody is told."""
        from bot.clock import now
        from store import outbox

        with unit_of_work(self.engine) as db:
            outbox.put(db, posts, "t1", now())

    def come_due(self, chat_id: int) -> None:
        """Let the time come for what was put off."""
        from bot.clock import now

        with unit_of_work(self.engine) as db:
            db.execute(update(OutboxRow).where(col(OutboxRow.chat_id) == chat_id).values(due_at=now()))
