"""Forgetting what is no longer needed: the queues hold what people wrote, and are not an archive (domain.md §11)."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from scheduler.jobs import daily
from store import conversations, inbox, outbox

if TYPE_CHECKING:
    from sqlmodel import Session

UPDATES_KEPT = timedelta(days=7)
MESSAGES_KEPT = timedelta(days=30)
DRAFTS_KEPT = timedelta(days=180)


@daily("housekeeping", hour=2, minute=30)
def tidy(db: Session, now: datetime) -> None:
    """Delete handled updates, settled messages and drafts nobody has touched for long."""
    inbox.forget(db, now - UPDATES_KEPT)
    outbox.forget(db, now - MESSAGES_KEPT)
    conversations.forget(db, now - DRAFTS_KEPT)
