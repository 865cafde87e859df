"""A weekly summary as the clock sends it: with what its reader is reminded of at the same hour."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Any

from handlers import late
from handlers.late import Made, Nothing, Ready, scene_of
from handlers.letter import Letter
from handlers.pages import MOST_SAID
from handlers.quietly import not_now
from handlers.summaries.weekly import making
from scheduler import meeting
from scheduler.reminders import digest
from store.outbox import Post
from store.rules.weeks import Sending, closed_week
from store.tables import Priority

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sqlmodel import Session

    from handlers.scene import Config
    from store.people import Viewer
    from store.rules.weeks import Week

MAKER = "weekly.sent"
STALE = timedelta(days=4)
"""So long after its week was closed a summary still makes sense; then the next one is near, which says the same."""

MOST_TOGETHER = MOST_SAID + 400
"""The longest a summary with reminders may be; Telegram takes 4,096 characters."""


def posts(week: Week, sending: Sending, day: date, chat_ids: Iterable[int]) -> list[Post]:
    """Return the rows of a week's summary that leaves on a day, for some chats."""
    body = Letter(late=(MAKER, {"sending": sending.value, "day": day.isoformat()})).to_json()
    return [
        Post(chat_id, body, Priority.SCHEDULED, meeting.weekly_key(week.number, chat_id))
        for chat_id in chat_ids
    ]


@late.maker(MAKER)
def make(db: Session, viewer: Viewer, now: datetime, config: Config, args: dict[str, Any]) -> Made:
    """Make somebody's summary, and add what falls due; where there is no summary, what falls due is left."""
    day, sending = date.fromisoformat(args["day"]), Sending(args["sending"])
    moment, slot = datetime.combine(day, sending.at, config.zone), meeting.slot_of(sending)
    wait = meeting.wait_for(db, meeting.reminders_job(slot), moment, now) if slot else None
    wait = wait or not_now(db, viewer, now, config)
    if wait:
        return wait
    items = digest.unsaid(scene_of(db, viewer, now, config), day) if slot else []
    week = closed_week(sending, moment, config.zone)
    if now >= week.closes + STALE:
        made: Made = Nothing("the next week's summary says it")
    else:
        made = making.make(db, viewer, now, config, {"week": week.number, "due_follows": bool(items)})
    if not items:
        return made
    letter, files = (made.letter, made.files) if isinstance(made, Ready) else (Letter(), ())
    due = digest.what_is_due(items, MOST_TOGETHER - len(letter.text))
    return Ready(_with(letter, Letter.of(due, viewer.language)), files)


def _with(letter: Letter, added: Letter) -> Letter:
    text = "\n\n".join(filter(None, (letter.text, added.text)))
    return replace(letter, text=text, buttons=[*added.buttons, *letter.buttons])
