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
from scheduler import meeting
from scheduler.meeting import digest_key
from scheduler.reminders.reminder import Turn, all_reminders
from store import outbox
from store.outbox import Post
from store.rules.calendar import Slot
from store.rules.text import Text, join
from store.rules.weeks import closed_week
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
_DUE = Text("🔔 <b>Việc đến hạn</b>", "🔔 <b>What is due</b>")
_MORE = Text(
    "… và {count} việc khác, nhờ anh/chị xem trong /hannop ạ.",
    "… and {count} more things; please see /hannop.",
)


def calls(db: Session, turn: Turn) -> list[Call]:
    """Return everybody there is something to remind of on a turn, once for each thing."""
    return [call for reminder in all_reminders() for call in reminder.calls(db, turn)]


def posts(turn: Turn, slot: Slot, chat_ids: Iterable[int]) -> list[Post]:
    """Return the rows of a turn for some chats."""
    args = {"day": turn.day.isoformat(), "since": turn.since.isoformat(), "slot": slot.value}
    body = Letter(late=(MAKER, args)).to_json()
    return [
        Post(chat_id, body, Priority.SCHEDULED, digest_key(turn.day, chat_id))
        for chat_id in sorted(set(chat_ids))
    ]


@late.maker(MAKER)
def make(db: Session, viewer: Viewer, now: datetime, config: Config, args: dict[str, Any]) -> Made:
    """Make somebody's message of a day, as things stand now; nothing where a weekly summary says it."""
    turn, slot = _turn(args, now, config), Slot(args["slot"])
    if sending := meeting.sending_of(slot, turn.day):
        moment = slot.on(turn.day, config.zone)
        wait = meeting.wait_for(db, meeting.weekly_job(sending), moment, now)
        if wait:
            return wait
        week = closed_week(sending, moment, config.zone)
        if outbox.keys_among(db, [meeting.weekly_key(week.number, viewer.chat_id)]):
            return Nothing("the summary of the week says it")
    if _overtaken(db, viewer, turn):
        return Nothing("a later message says it")
    scene = scene_of(db, viewer, now, config)
    items = _items(scene, turn)
    if not items:
        return Nothing("everything has been done")
    wait = not_now(db, viewer, now, config, near_deadline=any(item.near_deadline for item in items))
    heading = _HEADING.fill(name=scene.name)
    return wait or Ready(Letter.of(_message(heading, items, MOST_SAID, least=1), viewer.language))


def unsaid(scene: Scene, day: date) -> list[Item]:
    """Return what somebody's message of a day would say and has not said, for the summary that says it instead."""
    body = outbox.unsaid(scene.db, digest_key(day, scene.viewer.chat_id))
    if body is None:
        return []
    _, args = Letter.from_json(body).late or ("", {})
    turn = _turn(args, scene.now, scene.config)
    return [] if _overtaken(scene.db, scene.viewer, turn) else _items(scene, turn)


def what_is_due(items: Sequence[Item], room: int) -> Reply:
    """Say what is due below a summary, in at most ``room`` characters and a line."""
    return _message(_DUE, items, room, least=0)


def _turn(args: dict[str, Any], now: datetime, config: Config) -> Turn:
    return Turn(date.fromisoformat(args["day"]), date.fromisoformat(args["since"]), now, config)


def _items(scene: Scene, turn: Turn) -> list[Item]:
    return [item for reminder in all_reminders() for item in reminder.items(scene, turn)]


def _overtaken(db: Session, viewer: Viewer, turn: Turn) -> bool:
    """Tell whether the message has waited until a later day's is there."""
    today = turn.now.astimezone(turn.config.zone).date()
    later = [turn.day + number * _DAY for number in range(1, (today - turn.day).days + 1)]
    return bool(outbox.keys_among(db, [digest_key(day, viewer.chat_id) for day in later]))


def _message(heading: Text, items: Sequence[Item], room: int, least: int) -> Reply:
    said = items[: max(least, _fitting(items, room))]
    more = [_MORE.fill(count=len(items) - len(said))] if len(said) < len(items) else []
    words = join([heading, *(item.text for item in said), *more], "\n\n")
    return Reply(words, [row for item in said for row in item.rows])


def _fitting(items: Sequence[Item], room: int) -> int:
    """Return how many of the things there is room for."""
    ends = accumulate(max(len(item.text.vi), len(item.text.en)) + len("\n\n") for item in items)
    return sum(end <= room for end in ends)
