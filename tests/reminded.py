"""Reminders for tests: the clock goes on hour by hour, and what arrives is written down."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

from scheduler.duties import reminding
from store import reports, rounds
from store.database import unit_of_work
from store.rules.calendar import Slot
from store.tables import Report, Round
from tests.filed import viewer

if TYPE_CHECKING:
    from store.rules.moves import Move
    from tests.town import Town

DAY = timedelta(days=1)


def turn(town: Town, day: date, slot: Slot = Slot.MORNING) -> None:
    """Let one hour of reminders come, and send what it brings."""
    plan(town, day, slot)
    town.delivers()


def plan(town: Town, day: date, slot: Slot = Slot.MORNING) -> None:
    """Let one hour of reminders come, and send nothing yet."""
    town.now = slot.on(day, town.config.zone)
    with unit_of_work(town.engine) as db:
        reminding.remind(slot, db, town.now, town.config)


def at(town: Town, day: date, hour: int, minute: int = 0) -> None:
    """Set the clock, and send what is due by then."""
    town.now = datetime(day.year, day.month, day.day, hour, minute, tzinfo=town.config.zone)
    town.delivers()


def arrived(town: Town, first: date, last: date) -> list[tuple[str, int, str]]:
    """Go on from day to day; return what arrived when, in which chat: its second paragraph's first line."""
    found = []
    for number in range((last - first).days + 1):
        for slot in Slot:
            before = {chat_id: len(phone.messages) for chat_id, phone in town.phones.items()}
            turn(town, first + number * DAY, slot)
            for chat_id, phone in sorted(town.phones.items()):
                for message in phone.messages[before.get(chat_id, 0) :]:
                    moment = town.now.astimezone(town.config.zone).strftime("%d/%m %H:%M")
                    found.append((moment, chat_id, message.text.split("\n\n")[1].split("\n")[0]))
    return found


def step(town: Town, report: Report, move: Move, *, by: int = 21, reason: str | None = None) -> None:
    """Take a report one step on, for an officer."""
    with unit_of_work(town.engine) as db:
        reports.move(db, viewer(db, town, by), db.get_one(Report, report.id), move, town.now, reason=reason)


def extend(town: Town, asked: Round, unit: str, due: date, *, by: int = 21) -> None:
    """Put a round's deadline off for a unit."""
    with unit_of_work(town.engine) as db:
        rounds.extend(
            db,
            viewer(db, town, by),
            db.get_one(Round, asked.id),
            town.units[unit],
            due_on=due,
            reason="flood",
            now=town.now,
            zone=town.config.zone,
        )
