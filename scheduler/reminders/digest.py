"""One message a person and day: whoever is called gets a row, and what stands in it is decided when it leaves.

Right before, everything is looked at again: whether the person still holds the role, has answered meanwhile, is in the
middle of a form, or would be woken up by it.
"""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from handlers import late
from handlers.late import Made, Nothing, Ready, Wait, scene_of
from handlers.letter import Letter
from handlers.pages import MOST_SAID
from handlers.quietly import not_now
from handlers.reply import Reply
from scheduler.meeting import Occasion, digest_key, wait_a_little, weekly_job
from scheduler.reminders.reminder import Turn, all_reminders
from store import outbox
from store.outbox import Post
from store.rules.calendar import Slot
from store.rules.text import Text, join
from store.tables import OutboxState, Priority

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence
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

_ONLY = Text(
    "Có {count} việc đến hạn, nhờ anh/chị xem trong /hannop ạ.",
    "{count} things are due; please see /hannop.",
)


def calls(db: Session, turn: Turn) -> list[Call]:
    """Return everybody there is something to remind of on a turn, once for each thing."""
    return [call for reminder in all_reminders() for call in reminder.calls(db, turn)]


def posts(turn: Turn, slot: Slot, chat_ids: Iterable[int], alone: Collection[int] = ()) -> list[Post]:
    """Return the rows of a turn for some chats; ``alone`` are those no summary takes anything in for any more."""
    args = {"day": turn.day.isoformat(), "since": turn.since.isoformat(), "slot": slot.value}
    bodies = {each: Letter(late=(MAKER, {**args, "alone": each})).to_json() for each in (False, True)}
    return [
        Post(chat_id, bodies[chat_id in alone], Priority.SCHEDULED, digest_key(turn.day, chat_id))
        for chat_id in sorted(set(chat_ids))
    ]


@late.maker(MAKER)
def make(db: Session, viewer: Viewer, now: datetime, config: Config, args: dict[str, Any]) -> Made:
    """Make somebody's message of a day, as things stand now; nothing where a weekly summary says it."""
    turn = _turn(args, now, config)
    if _overtaken(db, viewer, turn):
        return Nothing("a later message says it")
    scene = scene_of(db, viewer, now, config)
    items = _items(scene, turn)
    if not items:
        return Nothing("everything has been done")
    wait = not_now(db, viewer, now, config, near_deadline=any(item.near_deadline for item in items))
    if wait:
        return wait
    met = None if args["alone"] else Occasion.of_reminders(Slot(args["slot"]), turn.day, config.zone)
    if met and (other := _left_to_summary(db, met, viewer.chat_id, now)):
        return other
    heading = _HEADING.fill(name=scene.name)
    said = _fitting(items, MOST_SAID) or items[:1]
    return Ready(Letter.of(_message(heading, items, said), viewer.language))


def _left_to_summary(db: Session, met: Occasion, chat_id: int, now: datetime) -> Wait | Nothing | None:
    """Leave it to the summary of the same moment; None where there is none, or where nothing became of it."""
    match met.summary_of(db, chat_id):
        case OutboxState.OPEN:
            return wait_a_little(now)
        case OutboxState.SENT:
            return Nothing("the summary of the week says it")
        case _:
            return met.wait_for(db, weekly_job(met.sending), now)


def unsaid(scene: Scene, day: date, slot: Slot) -> list[Item]:
    """Return what somebody's message of an hour would say and has not said, for the summary that says it instead."""
    body = outbox.open_letter(scene.db, digest_key(day, scene.viewer.chat_id))
    late = Letter.from_json(body).late if body else None
    if late is None or late[1]["slot"] != slot.value:
        return []
    turn = _turn(late[1], scene.now, scene.config)
    return [] if _overtaken(scene.db, scene.viewer, turn) else _items(scene, turn)


def what_is_due(items: Sequence[Item], room: int) -> Reply:
    """Say what is due below a summary, in at most ``room`` characters and a line; at least how much it is."""
    return _message(_DUE, items, _fitting(items, room))


def _turn(args: dict[str, Any], now: datetime, config: Config) -> Turn:
    return Turn(date.fromisoformat(args["day"]), date.fromisoformat(args["since"]), now, config)


def _items(scene: Scene, turn: Turn) -> list[Item]:
    return [item for reminder in all_reminders() for item in reminder.items(scene, turn)]


def _overtaken(db: Session, viewer: Viewer, turn: Turn) -> bool:
    """Tell whether the message has waited until a later day's is there."""
    today = turn.now.astimezone(turn.config.zone).date()
    later = [turn.day + number * _DAY for number in range(1, (today - turn.day).days + 1)]
    return bool(outbox.keys_among(db, [digest_key(day, viewer.chat_id) for day in later]))


def _message(heading: Text, items: Sequence[Item], said: Sequence[Item]) -> Reply:
    left = len(items) - len(said)
    more = [(_MORE if said else _ONLY).fill(count=left)] if left else []
    words = join([heading, *(item.text for item in said), *more], "\n\n")
    return Reply(words, [row for item in said or items[:1] for row in item.rows])


def _fitting(items: Sequence[Item], room: int) -> list[Item]:
    """Return the things there is room for."""
    found = []
    for item in items:
        length = max(len(item.text.vi), len(item.text.en)) + len("\n\n")
        if length <= room:
            found.append(item)
            room -= length
    return found
