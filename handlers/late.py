"""Letters whose content is decided when they leave: charts, files, reminders, summaries.

What is asked for is a row of the outbox that names a maker. Just before the row would leave, the maker is called with
the database as it is then, in a transaction that only reads: a large file holds up nobody's update, and whoever
reported a minute before is not reminded. It sees the viewer of that moment, so that rights are checked where the
content is made; for someone who has no seat any more, or has blocked the bot, nothing is made.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from handlers.incoming import Other
from handlers.letter import Letter
from handlers.reply import Reply
from handlers.scene import Scene
from store import people
from store.rules.refusal import Refusal
from store.tables import Chat

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from sqlmodel import Session

    from handlers.scene import Config
    from store.people import Viewer

    Maker = Callable[[Session, Viewer, datetime, Config, dict[str, Any]], "Made"]

NOBODY = "nobody is there any more"
BLOCKED = "the bot has been shut out"


class FileKind(StrEnum):
    """How a file is shown: as a picture, or as something to open and keep."""

    PHOTO = "photo"
    DOCUMENT = "document"


@dataclass(frozen=True, slots=True)
class File:
    """A file that was made for a letter."""

    name: str
    content: bytes
    kind: FileKind


@dataclass(frozen=True, slots=True)
class Ready:
    """What leaves: a letter, and files shown before its words or, where these are few, above them."""

    letter: Letter
    files: tuple[File, ...] = ()


@dataclass(frozen=True, slots=True)
class Nothing:
    """Nothing has to be said any more; the reason is for the log, and tells nothing about anybody."""

    reason: str


@dataclass(frozen=True, slots=True)
class Wait:
    """This is not the moment; the maker is asked again at another."""

    until: datetime


Made = Ready | Nothing | Wait

_makers: dict[str, Maker] = {}


def maker(name: str) -> Callable[[Maker], Maker]:
    """Enter who makes the late letters of a kind."""

    def enter(make: Maker) -> Maker:
        if name in _makers:
            raise ValueError(f"{name} is made twice")
        _makers[name] = make
        return make

    return enter


def scene_of(db: Session, viewer: Viewer, now: datetime, config: Config) -> Scene:
    """Return what a maker knows as handlers know it, so that it can say what they say."""
    chat = db.get_one(Chat, viewer.chat_id)
    return Scene(db, now, config, chat, viewer, Other(viewer.chat_id, 0, ""))


def make(db: Session, chat_id: int, late: tuple[str, dict[str, Any]], now: datetime, config: Config) -> Made:
    """Make what a late letter to a chat says now; a maker's refusal is said in its own words."""
    name, args = late
    chat = db.get_one(Chat, chat_id)
    if chat.blocked_at is not None:
        return Nothing(BLOCKED)
    viewer = people.viewer_of(db, chat, now)
    if not viewer.seats:
        return Nothing(NOBODY)
    try:
        return _makers[name](db, viewer, now, config, args)
    except Refusal as refusal:
        return Ready(Letter.of(Reply(refusal.text), viewer.language))
