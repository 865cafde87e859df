"""Ticking several of a list: a tap ticks or unticks, "Xong" ends; or all of them typed at once, by number or name."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from handlers.forms.choosing import NONE_OF_THESE, Option, number_label, pick_typed
from handlers.forms.form import Again, Answer, Chosen, Turned, Typed
from store.rules.refusal import Refusal
from store.rules.text import Text
from store.rules.vietnamese import fold, is_nothing

if TYPE_CHECKING:
    from collections.abc import Sequence

    from handlers.forms.form import Filling, Given
    from handlers.reply import Rows

WIDTH = 2
_DONE = Text("Xong ({count})", "Done ({count})")
_TICKED, _OPEN = Text("✅ {label}", "✅ {label}"), Text("⬜ {label}", "⬜ {label}")
_NONE_VALUE, _DONE_VALUE = "-", "+"
_DONE_WORDS = frozenset({"xong", "xong roi", "done", "het roi"})


def ticked(filling: Filling, name: str) -> list[str]:
    """Return what is ticked so far; at first what was answered before."""
    before: list[str] = filling.scratch.get("ticked", filling.get(name) or [])
    return before


def buttons(filling: Filling, name: str, options: Sequence[Option], none: Text) -> Rows:
    """Return the list with its ticks, and the way on: ``none`` while nothing is ticked, "Xong" after."""
    have = ticked(filling, name)
    made = [
        filling.turn(
            option.value,
            (_TICKED if option.value in have else _OPEN).fill(label=number_label(place, option.label)),
        )
        for place, option in enumerate(options, start=1)
    ]
    on = (
        filling.choose(_DONE_VALUE, _DONE.fill(count=len(have)))
        if have
        else filling.choose(_NONE_VALUE, none)
    )
    return [*(made[start : start + WIDTH] for start in range(0, len(made), WIDTH)), [on]]


def take(
    filling: Filling, name: str, options: Sequence[Option], given: Given, also: dict[str, Any] | None = None
) -> Answer | Again:
    """Tick or untick one, or end with all that are ticked; what is answered keeps the order of the list.

    Raises:
        Refusal: something typed is not on the list.
    """
    have = ticked(filling, name)
    if isinstance(given, Turned):
        return Again(scratch={"ticked": _toggled(options, have, given.value)})
    chosen = _chosen(options, have, given)
    return Answer([option.value for option in options if option.value in chosen], also=also or {})


def _toggled(options: Sequence[Option], have: list[str], value: str) -> list[str]:
    if all(option.value != value for option in options):
        raise Refusal(NONE_OF_THESE)
    return [other for other in have if other != value] if value in have else [*have, value]


def _chosen(options: Sequence[Option], have: list[str], given: Given) -> set[str]:
    if isinstance(given, Chosen) and given.value in {_NONE_VALUE, _DONE_VALUE}:
        return set(have) if given.value == _DONE_VALUE else set()
    if isinstance(given, Typed):
        if is_nothing(given.text):
            return set()
        if fold(given.text) in _DONE_WORDS:
            return set(have)
        return set(have) | _typed(options, given.text)
    raise Refusal(NONE_OF_THESE)


def _typed(options: Sequence[Option], text: str) -> set[str]:
    whole = pick_typed(options, text)
    if whole is not None:
        return {whole}
    pieces = re.split(r"\s*[,;.+&\n]\s*|\s+(?:và|va|and)\s+", text.strip())
    if all(re.fullmatch(r"[\d\s]*", piece) for piece in pieces):
        pieces = text.replace(",", " ").split()
    found = [pick_typed(options, piece) for piece in pieces if piece.strip(" .,;")]
    if not found or None in found:
        raise Refusal(NONE_OF_THESE)
    return {value for value in found if value is not None}
