"""What a reminder is: who is called on a day, and what is said once the message leaves.

The two are asked apart. Whoever is called gets one row of the outbox for the day, however many things there are; what
stands in it is decided when it leaves, so that nobody is reminded of what was done a minute before.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Sequence
    from datetime import date, datetime

    from sqlmodel import Session

    from handlers.reply import Rows
    from handlers.scene import Config, Scene
    from store.rules.text import Text

    Calls = Callable[[Session, "Turn"], Iterable["Call"]]
    Items = Callable[[Scene, "Turn"], Sequence["Item"]]


@dataclass(frozen=True, slots=True)
class Turn:
    """A day on which people are reminded.

    Attributes:
        day: the day.
        since: the day of the turn before; what lies between was missed, and is made up for.
        now: the moment it is looked at: its own while it is planned, a later one when a message leaves.
        config: what the place has set for itself.
    """

    day: date
    since: date
    now: datetime
    config: Config


@dataclass(frozen=True, slots=True)
class Call:
    """Somebody whom there is something to remind of; ``why`` is for whoever asks what will fall due."""

    chat_id: int
    why: Text


@dataclass(frozen=True, slots=True)
class Item:
    """One thing in a message, with its buttons.

    Attributes:
        near_deadline: whether it may reach an official on a weekend.
        duties: the rounds and units it names as not answered, by their ids.
    """

    text: Text
    rows: Rows = ()
    near_deadline: bool = False
    duties: Collection[tuple[int, int]] = ()


@dataclass(frozen=True, slots=True)
class Reminder:
    """One kind of reminder.

    Attributes:
        name: its one name.
        order: where it stands in a message that holds several.
        calls: who is called on a turn.
        items: what there is to say when a message leaves, to whoever reads it; nothing, if all has been done meanwhile.
    """

    name: str
    order: int
    calls: Calls
    items: Items


_reminders: dict[str, Reminder] = {}


def enter(reminder: Reminder) -> Reminder:
    """Enter a reminder."""
    if reminder.name in _reminders:
        raise ValueError(f"the reminder {reminder.name} is there twice")
    _reminders[reminder.name] = reminder
    return reminder


def all_reminders() -> list[Reminder]:
    """Return every reminder, in the order they stand in a message."""
    return sorted(_reminders.values(), key=lambda reminder: reminder.order)
