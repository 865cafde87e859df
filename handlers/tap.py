"""What a button carries: made and read here, and nowhere else.

``<place>|<stamp>|<action>|<value>…``, at most 64 bytes (the channel's limit). ``place`` is the short name of a
command or a form. ``stamp`` says which screen the button belongs to; keyboards stay tappable for ever, so whoever
reads a tap compares the stamp and answers a stale one with a fresh screen.
"""

from __future__ import annotations

from dataclasses import dataclass

from store.rules.vietnamese import fold

MOST_BYTES = 64
SEPARATOR = "|"
MOST_CARRIED = 45
"""Bytes of typed words that a button can carry beside a place's short name, an action and a page."""


@dataclass(frozen=True, slots=True)
class Tap:
    """One button's meaning."""

    place: str
    action: str
    values: tuple[str, ...] = ()
    stamp: str = ""

    def data(self) -> str:
        """Write the tap down; a part that holds the separator, or too long a whole, is a programming error."""
        parts = (self.place, self.stamp, self.action, *self.values)
        text = SEPARATOR.join(parts)
        if any(SEPARATOR in part for part in parts) or len(text.encode()) > MOST_BYTES:
            raise ValueError(f"a tap that cannot be written down: {text}")
        return text


def read_tap(data: str) -> Tap | None:
    """Read what a button carried; None when it was never one of ours."""
    place, *rest = data.split(SEPARATOR)
    if not place or len(rest) < 2:  # noqa: PLR2004 - stamp and action
        return None
    stamp, action, *values = rest
    return Tap(place, action, tuple(values), stamp)


def carried(typed: str, most: int = MOST_CARRIED) -> str:
    """Return typed words as a button can carry them: as typed, since marks decide; without them if too long."""
    if len(typed.encode()) <= most and SEPARATOR not in typed:
        return typed
    return fold(typed).encode("ascii", "ignore").decode()[:most]
