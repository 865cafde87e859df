"""Forgetting what is no longer needed: the queues hold what people wrote, and are not an archive (domain.md §11)."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from scheduler.jobs import At, CatchUp, job
from store import conversations, inbox, outbox

if TYPE_CHECKING:
    from sqlmodel import Session

    from handlers.scene import Config

UPDATES_KEPT = timedelta(days=7)
MESSAGES_KEPT = timedelta(days=30)
DRAFTS_KEPT = timedelta(days=180)


@job("housekeeping", At(2, 30), catch_up=CatchUp(within=timedelta(days=7)))
def tidy(db: Session, now: datetime, config: Config) -> None:  # noqa: ARG001 - as every job is called
    """Delete handled updates, settled messages and drafts nobody has touched for long."""
    inbox.forget(db, now - UPDATES_KEPT)
    outbox.forget(db, now - MESSAGES_KEPT)
    conversations.forget(db, now - DRAFTS_KEPT)
