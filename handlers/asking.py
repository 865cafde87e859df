"""A question typed in words: the command it asks for, or the closest three to press."""

from __future__ import annotations

from typing import TYPE_CHECKING

from handlers import registry
from handlers.registry import taps
from handlers.reply import Button, Replies, Reply
from handlers.sentences import Asked, asked_for, closest
from handlers.tap import Tap, carried
from handlers.values import OldButton
from handlers.walking import year_asked
from store import places, search
from store.rules.placenames import names_a_kind
from store.rules.roles import Act
from store.rules.text import Text, same

if TYPE_CHECKING:
    from collections.abc import Sequence

    from handlers.registry import Entry
    from handlers.scene import Scene

PLACE = "hoi"
MOST_OFFERED = 3
MOST_CARRIED = 36
"""Bytes of typed words that a button can carry beside a command's name."""

NOT_UNDERSTOOD = Text(
    "Hệ thống chưa hiểu ý anh/chị. Có phải anh/chị muốn một trong các việc này không ạ? Các việc khác: /trogiup.",
    "That was not understood. Did you mean one of these? For everything else: /trogiup.",
)
_ABOUT = Text("{label} · {what}", "{label} · {what}")
_LOOK_UP = "tracuu"


def answer(scene: Scene, typed: str) -> Replies:
    """Answer what was typed outside of any form: do what it asks for, or offer the closest three."""
    meant = meaning(scene, typed)
    if meant is None:
        return [_offers(scene, typed)]
    entry, argument = meant
    return entry.handle(scene, argument)


def meaning(scene: Scene, typed: str) -> tuple[Entry, str] | None:
    """Return the command that words ask for, and what about; None where they ask for none."""
    asked = asked_for(typed, registry.commands_for(scene.viewer))
    argument = _argument(scene, asked) if asked else None
    return None if asked is None or argument is None else (asked.entry, argument)


@taps(PLACE, Act.HELP)
def on_tap(scene: Scene, tap: Tap) -> Replies:
    """Do what was offered."""
    entry = registry.find_command(tap.values[0]) if tap.action == "go" and len(tap.values) > 1 else None
    if entry is None:
        raise OldButton
    scene.viewer.require(entry.act)
    return entry.handle(scene, tap.values[1])


def _argument(scene: Scene, asked: Asked) -> str | None:
    """Return what the command is asked about; None where what stands before its phrase makes it no question."""
    before, after = (_meant(scene, part) for part in (asked.before, asked.after))
    if not before:
        return after
    if not _is_subject(scene, before):
        return None
    return f"{after} {before}" if _is_subject(scene, after) else before


def _meant(scene: Scene, ways: Sequence[str]) -> str:
    """Return the fullest way to read words that names a place, or else the barest."""
    return next((words for words in ways if len(ways) > 1 and _sure(scene, words)), ways[-1])


def _is_subject(scene: Scene, words: str) -> bool:
    """Tell whether words name a place, a year, or both; the place may be one that the command will refuse."""
    place, _ = year_asked(words, scene.today)
    return bool(words) and (not place or names_a_kind(place) or _sure(scene, place))


def _sure(scene: Scene, words: str) -> bool:
    return bool(words) and bool(places.find(scene.db, scene.viewer, words, scene.today, alike=False))


def _offers(scene: Scene, typed: str) -> Reply:
    """Offer what can be done with whatever is called so, then what is most like the words."""
    entries = registry.commands_for(scene.viewer)
    offered = [(entry, typed) for entry in _about(scene, typed, entries)]
    names = {entry.name for entry, _ in offered}
    alike = [entry for entry in closest(typed, entries, MOST_OFFERED + len(names)) if entry.name not in names]
    offered += [(entry, "") for entry in alike]
    return Reply(NOT_UNDERSTOOD, [[_button(*each)] for each in offered[:MOST_OFFERED]])


def _about(scene: Scene, typed: str, entries: Sequence[Entry]) -> list[Entry]:
    """Return the commands about a place, if one is called so, or else the look-up, if a person is."""
    found = places.find(scene.db, scene.viewer, typed, scene.today)
    if not any(place.sure for place in found) and search.people(scene.db, scene.viewer, typed):
        return [entry for entry in entries if entry.name == _LOOK_UP]
    return [entry for entry in entries if entry.place] if found else []


def _button(entry: Entry, argument: str) -> Button:
    label = entry.button or entry.about
    words = carried(argument, MOST_CARRIED)
    if argument:
        label = _ABOUT.fill(label=label, what=same(argument.strip()[:MOST_CARRIED]))
    return Button(label, Tap(PLACE, "go", (entry.name, words)))
