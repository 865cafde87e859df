"""One message a person and day: whoever is called gets a row, and what stands in it is decided when it leaves.

Right before, everything is looked at again: whether the person still holds the role, has answered meanwhile, is in the
middle of a form, or would be woken up by it.
"""

from __future__ import annotations

from datetime import date, timedelta
from itertools import accumulate
from typing import TYPE_CHECKING, Any

from handlers import late
from handlers.late import Made, Nothing, Ready, scene_of
from handlers.letter import Letter
from handlers.pages import MOST_SAID
from handlers.quietly import not_now
from handlers.reply import Reply
from scheduler.reminders.reminder import Turn, all_reminders
from store import outbox
from store.outbox import Post
from store.rules.text import Text, join
from store.tables import Priority

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import datetime

    from sqlmodel import Session

    from handlers.scene import Config, Scene
    from scheduler.reminders.reminder import Call, Item
    from store.people import Viewer

MAKER = "digest"
_DAY = timedelta(days=1)
_HEADING = Text("🔔 Kính gửi {name},", "🔔 Dear {name},")
_MORE = Text(
    "… và {count} việc khác, nhờ anh/chị xem trong /hannop ạ.",
    "… and {count} more things; please see /hannop.",
)


def key_of(day: date, chat_id: int) -> str:
    """Return the key of somebody's message of a day: there is one at most."""
    return f"digest:{day}:{chat_id}"


def calls(db: Session, turn: Turn) -> list[Call]:
    """Return everybody there is something to remind of on a turn, once for each thing."""
    return [call for reminder in all_reminders() for call in reminder.calls(db, turn)]


def posts(turn: Turn, chat_ids: Iterable[int]) -> list[Post]:
    """Return the rows of a turn for some chats."""
    args = {"day": turn.day.isoformat(), "since": turn.since.isoformat()}
    body = Letter(late=(MAKER, args)).to_json()
    return [
        Post(chat_id, body, Priority.SCHEDULED, key_of(turn.day, chat_id))
        for chat_id in sorted(set(chat_ids))
    ]


@late.maker(MAKER)
def make(db: Session, viewer: Viewer, now: datetime, config: Config, args: dict[str, Any]) -> Made:
    """Make somebody's message of a day, as things stand now."""
    turn = Turn(date.fromisoformat(args["day"]), date.fromisoformat(args["since"]), now, config)
    if _overtaken(db, viewer, turn):
        return Nothing("a later message says it")
    scene = scene_of(db, viewer, now, config)
    items = [item for reminder in all_reminders() for item in reminder.items(scene, turn)]
    if not items:
        return Nothing("everything has been done")
    wait = not_now(db, viewer, now, config, near_deadline=any(item.near_deadline for item in items))
    return wait or Ready(Letter.of(_message(scene, items), viewer.language))


def _overtaken(db: Session, viewer: Viewer, turn: Turn) -> bool:
    """Tell whether the message has waited until a later day's is there."""
    today = turn.now.astimezone(turn.config.zone).date()
    later = [turn.day + number * _DAY for number in range(1, (today - turn.day).days + 1)]
    return bool(outbox.keys_among(db, [key_of(day, viewer.chat_id) for day in later]))


def _message(scene: Scene, items: Sequence[Item]) -> Reply:
    said = _fitting(items)
    more = [_MORE.fill(count=len(items) - len(said))] if len(said) < len(items) else []
    words = join([_HEADING.fill(name=scene.name), *(item.text for item in said), *more], "\n\n")
    return Reply(words, [row for item in said for row in item.rows])


def _fitting(items: Sequence[Item]) -> Sequence[Item]:
    """Return as many of the things as one message holds, one at least."""
    ends = accumulate(max(len(item.text.vi), len(item.text.en)) + len("\n\n") for item in items)
    return items[: max(1, sum(end <= MOST_SAID for end in ends))]
