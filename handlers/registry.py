"""What the bot can do. Each command enters itself once; menu, help and permission follow from that."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from store.rules.vietnamese import fold

if TYPE_CHECKING:
    from collections.abc import Callable

    from handlers.reply import Replies
    from handlers.scene import Scene
    from handlers.tap import Tap
    from store.people import Viewer
    from store.rules.roles import Act
    from store.rules.text import Text

    CommandHandler = Callable[[Scene, str], Replies]
    TapHandler = Callable[[Scene, Tap], Replies]


@dataclass(frozen=True, slots=True)
class Entry:
    """A command: its name as typed after the slash, what it is for, the act it needs, and its menu button.

    ``phrases`` are the words by which it can be asked for in a sentence, in either language; ``place`` says that
    what comes after them, or after its name, is a place. The button is for those who may do ``button_for``.
    """

    name: str
    about: Text
    act: Act
    handle: CommandHandler
    button: Text | None
    button_for: Act
    order: int
    phrases: tuple[str, ...]
    place: bool


_commands: dict[str, Entry] = {}
_taps: dict[str, tuple[Act, TapHandler]] = {}


def command(
    name: str,
    about: Text,
    act: Act,
    *,
    button: Text | None = None,
    button_for: Act | None = None,
    order: int = 50,
    phrases: tuple[str, ...] = (),
    place: bool = False,
) -> Callable[[CommandHandler], CommandHandler]:
    """Enter a command. With ``button`` it stands on the keyboard of every role that may do the act.

    ``button_for`` gives the button only to roles that may do another act too, so that keyboards stay small.
    ``phrases`` of two words or more are safe: a single one may be part of somebody's name.
    """

    def enter(handle: CommandHandler) -> CommandHandler:
        if name in _commands:
            raise ValueError(f"/{name} is there twice")
        taken = {fold(phrase) for entry in _commands.values() for phrase in entry.phrases}
        if twice := taken & {fold(phrase) for phrase in phrases}:
            raise ValueError(f"/{name} and another command are both asked for by {twice}")
        _commands[name] = Entry(name, about, act, handle, button, button_for or act, order, phrases, place)
        return handle

    return enter


def taps(place: str, act: Act) -> Callable[[TapHandler], TapHandler]:
    """Enter who answers the buttons of a place."""

    def enter(handle: TapHandler) -> TapHandler:
        if place in _taps:
            raise ValueError(f"the buttons of {place} are answered twice")
        _taps[place] = (act, handle)
        return handle

    return enter


def find_command(name: str) -> Entry | None:
    """Return the command of that name."""
    return _commands.get(name)


def find_taps(place: str) -> tuple[Act, TapHandler] | None:
    """Return who answers the buttons of a place, and the act that needs."""
    return _taps.get(place)


def commands_for(viewer: Viewer) -> list[Entry]:
    """Return what a person may do, in the order it is shown."""
    allowed = [entry for entry in _commands.values() if viewer.may(entry.act)]
    return sorted(allowed, key=lambda entry: (entry.order, entry.name))


def buttons_for(viewer: Viewer) -> list[tuple[Text, Entry]]:
    """Return the buttons of a person's keyboard in the order they stand, each with its command."""
    return [
        (entry.button, entry)
        for entry in commands_for(viewer)
        if entry.button and viewer.may(entry.button_for)
    ]


def by_button(viewer: Viewer, typed: str) -> Entry | None:
    """Return the command whose keyboard button says what was typed, in either language."""
    key = fold(typed)
    for button, entry in buttons_for(viewer):
        if key in {fold(button.vi), fold(button.en)}:
            return entry
    return None
