"""Conversations in tests: people with phones, a clock that stands still until told, and a real database.

    head = town.phone("Hồ Văn Thử")
    head.types("/baocao")
    head.taps("Hồ Thị Mẫu")
    assert "Bước 2" in head.sees()

Letters are delivered as a channel would: a new message gets the next id, an edit changes the old one, and what is
made late is made on the way, in a transaction that only reads.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from itertools import count
from typing import TYPE_CHECKING

from handlers import late, router
from handlers.incoming import Command, Incoming, Photo, Tapped, Words
from handlers.late import Nothing, Ready, Wait
from handlers.letter import Letter
from handlers.scene import Config
from store import outbox
from store.database import reading, unit_of_work
from store.outbox import Outcome, Waiting
from store.rules.plans import shipped_plans
from store.tables import OutboxState

if TYPE_CHECKING:
    from sqlalchemy import Engine

    from handlers.late import File, Made

NOON = datetime(2026, 11, 20, 5, 0, tzinfo=UTC)  # Friday 20/11/2026, 12:00 in Vietnam


@dataclass
class Message:
    """One message as it stands on a phone now."""

    id: int
    text: str
    buttons: list[list[tuple[str, str]]] = field(default_factory=list)
    photos: list[str] = field(default_factory=list)
    files: tuple[File, ...] = ()
    edits: int = 0
    contacts: list[tuple[str, str]] = field(default_factory=list)

    def labels(self) -> list[str]:
        return [label for row in self.buttons for label, _ in row]


class Phone:
    """One person's private chat with the bot."""

    def __init__(self, world: World, chat_id: int, name: str) -> None:
        self.world, self.chat_id, self.name = world, chat_id, name
        self.messages: list[Message] = []
        self.toasts: list[str] = []
        self.menu: list[list[str]] = []
        self.commands: list[tuple[str, str]] = []
        self.taps_made = 0
        self.typed = 0

    def types(self, text: str) -> str:
        """Type something, and return the newest message after it."""
        self.typed += 1
        message_id = self.world.next_message_id()
        incoming: Incoming = Words(self.chat_id, message_id, self.name, text)
        if text.startswith("/"):
            name, _, argument = text[1:].partition(" ")
            incoming = Command(self.chat_id, message_id, self.name, name.lower(), argument.strip())
        self.world.receives(incoming)
        return self.sees()

    def taps(self, label: str) -> str:
        """Tap the button whose label contains ``label``, on the newest message that has one, or on the menu."""
        found = self._find(label)
        if found:
            return self.taps_data(*found)
        if not self.menu:
            self._begins()
        full = next((own for row in self.menu for own in row if label in own), None)
        assert full, (
            f"no button {label!r}; there are {self.buttons() if self.messages else []} and {self.menu}"
        )
        self.types(full)
        self.typed -= 1
        self.taps_made += 1
        return self.sees()

    def _begins(self) -> None:
        """Get the menu, as everyone has it who has ever talked to the bot."""
        self.types("/start")
        self.typed -= 1

    def taps_data(self, message_id: int, data: str) -> str:
        """Tap a button by what it carries, even one that is no longer shown."""
        self.taps_made += 1
        self.world.receives(
            Tapped(self.chat_id, message_id, self.name, data, f"tap{self.world.next_message_id()}")
        )
        return self.sees()

    def shows(self, file_id: str = "photo-1", album: str | None = None) -> str:
        """Send a picture."""
        self.world.receives(Photo(self.chat_id, self.world.next_message_id(), self.name, file_id, album, ""))
        return self.sees()

    def data(self, label: str) -> tuple[int, str]:
        """Return message and data of the button with that label, to tap it later."""
        found = self._find(label)
        assert found, f"no button {label!r}"
        return found

    def _find(self, label: str) -> tuple[int, str] | None:
        for message in reversed(self.messages):
            for row in message.buttons:
                for text, data in row:
                    if label in text:
                        return message.id, data
        return None

    def sees(self) -> str:
        """Return the newest message."""
        return self.messages[-1].text if self.messages else ""

    def buttons(self) -> list[str]:
        """Return the labels under the newest message."""
        return self.messages[-1].labels()

    def file(self) -> File:
        """Return the file that came last."""
        found = next((message.files[-1] for message in reversed(self.messages) if message.files), None)
        assert found, f"no file has come; the newest message is {self.sees()!r}"
        return found

    def take(self, letter: Letter, files: tuple[File, ...] = ()) -> int | None:
        """Receive a letter as the channel would show it; return the id of a message it made."""
        if letter.toast:
            self.toasts.append(letter.toast)
        if letter.menu is not None:
            self.menu = letter.menu
        if letter.commands is not None:
            self.commands = letter.commands
        if not letter.text and not letter.photos and not files:
            return None
        buttons = [[(label, data) for label, data in row] for row in letter.buttons]
        edited = letter.edit or self.world.sent.get(letter.edit_of or 0)
        for message in self.messages:
            if message.id == edited:
                message.text, message.buttons, message.edits = letter.text, buttons, message.edits + 1
                return None
        contacts = [(name, phone) for name, phone in letter.contacts]
        made = Message(
            self.world.next_message_id(), letter.text, buttons, letter.photos, files, contacts=contacts
        )
        self.messages.append(made)
        return made.id


class World:
    """The bot without its network: one database, one clock, and every phone."""

    def __init__(self, engine: Engine, now: datetime = NOON, config: Config | None = None) -> None:
        self.engine, self.now = engine, now
        self.config = config or Config(bot_name="chungtay_bot", plans=shipped_plans(examples=True))
        self.phones: dict[int, Phone] = {}
        self.sent: dict[int, int] = {}
        self._ids = count(1)

    def next_message_id(self) -> int:
        return next(self._ids)

    def phone(self, chat_id: int, name: str) -> Phone:
        """Return the phone in a chat, a new one if need be."""
        return self.phones.setdefault(chat_id, Phone(self, chat_id, name))

    def passes(self, **time: float) -> None:
        """Let time pass."""
        self.now += timedelta(**time)

    def receives(self, incoming: Incoming) -> None:
        """Do what one turn of the worker and the sender does."""
        with unit_of_work(self.engine) as db:
            posts = router.answer(db, incoming, self.now, self.config)
            waiting = outbox.put(db, posts, "test", self.now)
        for row in waiting:
            self._deliver(row)

    def delivers(self) -> None:
        """Send what is due now and was put off or written by the clock."""
        with reading(self.engine) as db:
            waiting = outbox.waiting(db, self.now)
        for row in waiting:
            self._deliver(row)

    def _deliver(self, row: Waiting) -> None:
        made = self._made(row)
        outcome = Outcome(row.id, row.chat_id, OutboxState.SENT, self.now, row.attempts, self.now)
        match made:
            case Ready(letter, files):
                message_id = self.phone(row.chat_id, "").take(letter, files)
                if message_id is not None:
                    self.sent[row.id] = message_id
                outcome = replace(outcome, message_id=message_id)
            case Nothing(reason):
                outcome = replace(outcome, state=OutboxState.DROPPED, fault=reason)
            case Wait(until):
                outcome = replace(outcome, state=OutboxState.OPEN, due_at=until)
        with unit_of_work(self.engine) as db:
            outbox.settle(db, [outcome])

    def _made(self, row: Waiting) -> Made:
        letter = Letter.from_json(row.body)
        if letter.late is None:
            return Ready(letter)
        with reading(self.engine) as db:
            return late.make(db, row.chat_id, letter.late, self.now, self.config)
