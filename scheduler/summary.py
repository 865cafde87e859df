"""A weekly summary as the clock sends it: with what its reader is reminded of at the same hour."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from handlers import late
from handlers.late import Made, Nothing, Ready, scene_of
from handlers.letter import Letter
from handlers.pages import MOST_SAID
from handlers.quietly import not_now
from handlers.summaries.weekly import making
from scheduler.meeting import SUMMARY, Occasion, reminders_job, weekly_key
from scheduler.reminders import digest
from store.outbox import Post
from store.tables import Priority

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import datetime

    from sqlmodel import Session

    from handlers.scene import Config, Scene
    from scheduler.reminders.reminder import Item
    from store.people import Viewer
    from store.rules.weeks import Week

STALE = timedelta(days=4)
"""So long after its week was closed a summary still makes sense; then the next one is near, which says the same."""

MOST_TOGETHER = MOST_SAID + 400
"""The longest a summary with reminders may be; Telegram takes 4,096 characters."""


def posts(met: Occasion, chat_ids: Iterable[int]) -> list[Post]:
    """Return the rows of the summaries of a moment, for some chats."""
    body, week = met.letter, met.week
    return [Post(chat_id, body, Priority.SCHEDULED, weekly_key(week, chat_id)) for chat_id in chat_ids]


@late.maker(SUMMARY)
def make(db: Session, viewer: Viewer, now: datetime, config: Config, args: dict[str, Any]) -> Made:
    """Make somebody's summary, and add what falls due; where there is no summary, what falls due is left."""
    met = Occasion.of_summary(args, config.zone)
    wait = met.wait_for(db, reminders_job(met.slot), now) if met.slot else None
    wait = wait or not_now(db, viewer, now, config)
    if wait:
        return wait
    scene = scene_of(db, viewer, now, config)
    items = digest.unsaid(scene, met.day, met.slot) if met.slot else []
    made = _summary(scene, met.week, items)
    if not items:
        return made
    letter, files = (made.letter, made.files) if isinstance(made, Ready) else (Letter(), ())
    due = digest.what_is_due(items, MOST_TOGETHER - len(letter.text))
    return Ready(_with(letter, Letter.of(due, viewer.language)), files)


def _summary(scene: Scene, week: Week, items: Sequence[Item]) -> Made:
    """Make the summary, without the deadlines that stand below it."""
    if scene.now >= week.closes + STALE:
        return Nothing("the next week's summary says it")
    named = frozenset(duty for item in items for duty in item.duties)
    return making.make(scene.db, scene.viewer, scene.now, scene.config, {"week": week.number, "named": named})


def _with(letter: Letter, added: Letter) -> Letter:
    text = "\n\n".join(filter(None, (letter.text, added.text)))
    return replace(letter, text=text, buttons=[*added.buttons, *letter.buttons])
