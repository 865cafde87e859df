"""Twice a day, at the hours people choose from: everybody there is something to remind of gets one message."""

from __future__ import annotations

from datetime import timedelta
from functools import partial
from typing import TYPE_CHECKING

import scheduler.reminders as _reminders  # noqa: F401 - importing the reminders enters them
from scheduler.jobs import At, CatchUp, Due, job, moments
from scheduler.meeting import Occasion, reminders_job
from scheduler.reminders import digest
from scheduler.reminders.reminder import Turn
from store import job_runs, outbox, slots
from store.rules.calendar import Slot

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator
    from datetime import datetime

    from sqlmodel import Session

    from handlers.scene import Config
    from scheduler.jobs import Work

_DAY = timedelta(days=1)
MADE_UP_FOR = timedelta(days=14)
"""For how long after a stop reminders are made up for: what still makes sense goes out, in one message."""


def remind(slot: Slot, db: Session, now: datetime, config: Config) -> None:
    """Put one row for everybody there is something to remind of, who has chosen this hour."""
    called(slot, db, now, config)(db, now, config)


def called(slot: Slot, db: Session, now: datetime, config: Config) -> Work:
    """Find everybody there is something to remind of; return what puts their rows."""
    turn = _turn(db, slot, now, config)
    chat_ids = {call.chat_id for call in digest.calls(db, turn)}
    return partial(
        _put, slot, turn, slots.reached(db, chat_ids, slot, Slot.MORNING.on(turn.day, config.zone))
    )


def _put(
    slot: Slot, turn: Turn, chat_ids: Collection[int], db: Session, now: datetime, _config: Config
) -> None:
    """Put the rows of a turn, and remember its day: after a stop, what lies between is made up for."""
    met = Occasion.of_reminders(slot, turn.day, turn.config.zone)
    alone = met.left(db, list(chat_ids)) if met else ()
    job_runs.hold(db, _name(slot), now).due_at = now
    outbox.put_once(db, digest.posts(turn, slot, chat_ids, alone), f"reminders {turn.day} {slot.value}", now)


def preview(slot: Slot, db: Session, first: datetime, last: datetime, config: Config) -> Iterator[Due]:
    """Tell who would be reminded of what after one moment and up to another, as things stand."""
    for moment in moments([_at(slot)], first, last, config.zone):
        day = moment.astimezone(config.zone).date()
        calls = digest.calls(db, Turn(day, day - _DAY, moment, config))
        reached = slots.reached(db, {call.chat_id for call in calls}, slot, moment)
        yield from (
            Due(moment, call.chat_id, "reminder", call.why) for call in calls if call.chat_id in reached
        )


def _turn(db: Session, slot: Slot, now: datetime, config: Config) -> Turn:
    """Return the turn of a moment: it makes up for the days since the last one."""
    last = job_runs.known(db).get(_name(slot), now)
    day, since = (moment.astimezone(config.zone).date() for moment in (now, last))
    return Turn(day, min(since, day - _DAY), now, config)


def _name(slot: Slot) -> str:
    """Return the name under which the last turn is remembered."""
    return f"reminded {slot.value}"


def _at(slot: Slot) -> At:
    return At(slot.time.hour, slot.time.minute)


for _slot in Slot:
    job(
        reminders_job(_slot),
        _at(_slot),
        catch_up=CatchUp(within=MADE_UP_FOR),
        preview=partial(preview, _slot),
        beforehand=partial(called, _slot),
    )(partial(remind, _slot))
