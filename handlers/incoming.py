"""What came in, as plain data: the same whatever channel it came by."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Incoming:
    """Something a person did in a private chat. ``message_id`` is the message written, or the one tapped."""

    chat_id: int
    message_id: int
    sender_name: str


@dataclass(frozen=True, slots=True)
class Words(Incoming):
    """Something typed that is no command, or a button of the reply keyboard."""

    text: str


@dataclass(frozen=True, slots=True)
class Command(Incoming):
    """``/name argument``; the name in lower case, without its slash."""

    name: str
    argument: str


@dataclass(frozen=True, slots=True)
class Tapped(Incoming):
    """A tap on a button under a message: its data as it was sent, and the id that waits for an acknowledgement."""

    data: str
    tap_id: str


@dataclass(frozen=True, slots=True)
class Photo(Incoming):
    """A picture: the file's id at the channel, and the album it came in, if any."""

    file_id: str
    album: str | None
    caption: str


@dataclass(frozen=True, slots=True)
class Document(Incoming):
    """A file that is not a picture."""

    file_id: str
    file_name: str
    media_type: str


@dataclass(frozen=True, slots=True)
class Spoken(Incoming):
    """A voice message or a video: said instead of written."""


@dataclass(frozen=True, slots=True)
class Contact(Incoming):
    """A phone number; ``own`` when it is the sender's own, as vouched for by the channel."""

    phone: str
    own: bool


@dataclass(frozen=True, slots=True)
class Presence(Incoming):
    """The person blocked the bot, or let it in again."""

    blocked: bool


@dataclass(frozen=True, slots=True)
class Other(Incoming):
    """Anything else: a sticker, an edit of an old message."""
