"""Asking village heads how the households that have left poverty are doing, a year and more afterwards (B-45)."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from handlers.following.asking import MAKER
from handlers.letter import Letter
from scheduler.jobs import At, CatchUp, Due, job, moments
from store import followups, outbox
from store.outbox import Post
from store.rules.text import Text
from store.tables import Priority

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sqlmodel import Session

    from handlers.scene import Config

NAME = "following"
TIME = At(7, 45)
_WHY = Text(
    "Hỏi về hộ đã thoát nghèo đủ 12, 24 hoặc 36 tháng",
    "Asked about households out of poverty for whole years",
)


def preview(db: Session, first: datetime, last: datetime, config: Config) -> Iterator[Due]:
    """Tell which heads will be asked, as far as the register tells now."""
    at = {each.astimezone(config.zone).date(): each for each in moments([TIME], first, last, config.zone)}
    if at:
        for day, chat_id in followups.coming(db, config.plans, min(at), max(at), first):
            yield Due(at[day], chat_id, NAME, _WHY)


@job(NAME, TIME, catch_up=CatchUp(within=timedelta(days=7)), preview=preview)
def ask(db: Session, now: datetime, config: Config) -> None:
    """Put one message for each head concerned; which households it asks about is decided when it leaves."""
    today = now.astimezone(config.zone).date()
    body = Letter(late=(MAKER, {})).to_json()
    chats = followups.ask(db, config.plans, today, now)
    posts = [
        Post(chat_id, body, Priority.SCHEDULED, f"followup:{today:%Y%m%d}:{chat_id}") for chat_id in chats
    ]
    outbox.put_once(db, posts, NAME, now)
