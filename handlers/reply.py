"""What a handler gives back: plain data, in both languages, for whoever it concerns."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from store.tables import Priority

if TYPE_CHECKING:
    from handlers.tap import Tap
    from store.rules.text import Text


@dataclass(frozen=True, slots=True)
class Button:
    """A button under a message."""

    label: Text
    tap: Tap


Rows = Sequence[Sequence[Button]]


@dataclass(frozen=True, slots=True)
class Contact:
    """Somebody to call: a card with the name and the number, which a tap dials."""

    name: str
    phone: str


@dataclass(frozen=True, slots=True)
class Reply:
    """One message.

    Attributes:
        text: the words, as Telegram HTML.
        buttons: rows of buttons under it.
        in_place: rewrite the message whose button was tapped, if nothing has come after it.
        menu: put the role's own buttons where the keyboard is, and renew the command menu.
        photos: file ids shown before the words.
        contacts: people to call, shown before the words.
        to: the chat it goes to; None for whoever asked.
        priority: what it may overtake on its way out.
        rewrites: a key; a later reply under the same key rewrites the message instead of adding one.
    """

    text: Text
    buttons: Rows = ()
    in_place: bool = False
    menu: bool = False
    photos: tuple[str, ...] = ()
    contacts: tuple[Contact, ...] = ()
    to: int | None = None
    priority: Priority = Priority.REPLY
    rewrites: str | None = None

    def __post_init__(self) -> None:
        """Refuse what no channel shows: one message has either buttons under it or the keyboard, never both."""
        if self.menu and (self.buttons or self.in_place or self.rewrites):
            raise ValueError("a reply with the menu is a new message without buttons")


@dataclass(frozen=True, slots=True)
class Toast:
    """A short note that answers a tap and leaves no message."""

    text: Text


@dataclass(frozen=True, slots=True)
class Later:
    """A message that is made when it leaves, outside the transaction that asks for it.

    Attributes:
        maker: who makes it; see ``handlers/late.py``.
        args: what the maker is told, as JSON holds it.
        to: the chat it goes to; None for whoever asked.
        priority: what it may overtake on its way out.
        key: asked for a second time under the same key, it is made once.
    """

    maker: str
    args: dict[str, Any]
    to: int | None = None
    priority: Priority = Priority.REPLY
    key: str | None = None


Replies = Sequence[Reply | Toast | Later]
