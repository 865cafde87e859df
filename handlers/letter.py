"""A letter: one message to one chat, in one language, ready to leave. It is what the outbox keeps, as JSON.

Nothing here is Telegram's: another channel reads the same letters.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, field, fields
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from handlers.reply import Reply
    from store.rules.text import Language

_EMPTY_SAYS = {"menu", "commands"}


@dataclass(frozen=True, slots=True)
class Letter:
    """What one outbox row says.

    ``edit`` is the message to be rewritten in place, ``edit_of`` the outbox row whose message is. ``tap_id`` is
    the tap that waits for its acknowledgement, with ``toast`` as the short note shown with it. ``buttons`` are rows
    of (label, tap data); ``menu`` rows of labels to stand where the keyboard is, an empty list takes it away.
    ``photos`` are file ids, ``contacts`` names and phone numbers, both sent before the text. ``commands`` renews
    the command menu of this chat as (name, description). A letter that says nothing only acknowledges. ``late`` names
    a maker and what it is told: then the rest is empty, and what is said is made when the letter leaves
    (``handlers/late.py``).
    """

    text: str = ""
    edit: int | None = None
    edit_of: int | None = None
    buttons: list[list[tuple[str, str]]] = field(default_factory=list)
    menu: list[list[str]] | None = None
    photos: list[str] = field(default_factory=list)
    contacts: list[tuple[str, str]] = field(default_factory=list)
    tap_id: str | None = None
    toast: str | None = None
    commands: list[tuple[str, str]] | None = None
    late: tuple[str, dict[str, Any]] | None = None

    @classmethod
    def of(cls, reply: Reply, language: Language) -> Letter:
        """Write a reply in its reader's language, as a new message."""
        return cls(
            text=reply.text.say(language),
            buttons=[
                [(button.label.plain(language), button.tap.data()) for button in row] for row in reply.buttons
            ],
            photos=list(reply.photos),
            contacts=[(each.name, each.phone) for each in reply.contacts],
        )

    def to_json(self) -> str:
        """Write the letter down, leaving out what is empty; an empty menu and no commands say something and stay."""
        values = ((name, getattr(self, name)) for name in _NAMES)
        return json.dumps(
            {name: value for name, value in values if value or (name in _EMPTY_SAYS and value is not None)},
            ensure_ascii=False,
        )

    @classmethod
    def from_json(cls, body: str) -> Letter:
        """Read a letter back."""
        values: dict[str, Any] = json.loads(body)
        if "late" in values:
            values["late"] = tuple(values["late"])
        return cls(**values)


_NAMES = tuple(each.name for each in fields(Letter))
