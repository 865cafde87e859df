"""Ticking several of a list: a tap ticks or unticks, "Xong" ends; or all of them typed at once, by number or name."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from handlers.forms.choosing import NONE_OF_THESE, Option, number_label, pick_typed
from handlers.forms.form import Again, Answer, Chosen, Turned, Typed
from store.rules.refusal import Refusal
from store.rules.text import Text, join
from store.rules.vietnamese import fold, is_nothing

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from handlers.forms.form import Filling, Given
    from handlers.reply import Rows

WIDTH = 2
_DONE = Text("Xong ({count})", "Done ({count})")
_TICKED, _OPEN = Text("✅ {label}", "✅ {label}"), Text("⬜ {label}", "⬜ {label}")
_NOTED = Text("Đã ghi: {labels}.", "Noted: {labels}.")
_NONE_VALUE, _DONE_VALUE = "-", "+"
_DONE_WORDS = frozenset({"xong", "xong roi", "done", "het roi"})


@lru_cache(maxsize=256)  # the same few labels on every screen
def _label(place: int, label: Text, *, ticked: bool) -> Text:
    return (_TICKED if ticked else _OPEN).fill(label=number_label(place, label))


@dataclass(frozen=True, slots=True)
class Ticklist:
    """A list to tick: the question it belongs to, what can be ticked, and the words for "none of them"."""

    name: str
    options: Sequence[Option]
    none: Text

    def ticked(self, filling: Filling) -> list[str]:
        """Return what is ticked so far; at first what was answered before."""
        before: list[str] = filling.scratch.get("ticked", filling.get(self.name) or [])
        return before

    def buttons(self, filling: Filling) -> Rows:
        """Return the list with its ticks, and the way on: "none" while nothing is ticked, "Xong" after."""
        have = self.ticked(filling)
        made = [
            filling.turn(option.value, _label(place, option.label, ticked=option.value in have))
            for place, option in enumerate(self.options, start=1)
        ]
        none, done = (_NONE_VALUE, self.none), (_DONE_VALUE, _DONE.fill(count=len(have)))
        on = filling.choose(*(done if have else none))
        return [*(made[start : start + WIDTH] for start in range(0, len(made), WIDTH)), [on]]

    def take(self, filling: Filling, given: Given) -> Answer | Again:
        """Tick or untick one, or end with all that are ticked; the answer keeps the order of the list.

        What was typed is said again, as no tick has shown it.

        Raises:
            Refusal: something typed is not on the list.
        """
        have = self.ticked(filling)
        if isinstance(given, Turned):
            return Again(scratch={"ticked": self._toggled(have, given.value)})
        chosen = self._chosen(filling, have, given)
        said = (
            _NOTED.fill(labels=join(self._labels(chosen), ", "))
            if chosen and isinstance(given, Typed)
            else None
        )
        return Answer([option.value for option in self.options if option.value in chosen], said)

    def show(self, filling: Filling) -> Text:
        """Say what was ticked."""
        labels = self._labels(filling.get(self.name) or [])
        return join(labels, ", ") if labels else self.none

    def _labels(self, chosen: Collection[str]) -> list[Text]:
        return [option.label for option in self.options if option.value in chosen]

    def _toggled(self, have: list[str], value: str) -> list[str]:
        if all(option.value != value for option in self.options):
            raise Refusal(NONE_OF_THESE)
        return [other for other in have if other != value] if value in have else [*have, value]

    def _chosen(self, filling: Filling, have: list[str], given: Given) -> set[str]:
        if isinstance(given, Chosen) and given.value in {_NONE_VALUE, _DONE_VALUE}:
            return set(have) if given.value == _DONE_VALUE else set()
        if not isinstance(given, Typed):
            raise Refusal(NONE_OF_THESE)
        if is_nothing(given.text) or fold(given.text) in {fold(self.none.vi), fold(self.none.en)}:
            return set()
        if fold(given.text) in _DONE_WORDS:
            return set(have)
        # Typed words join what was just ticked, and take the place of an answer given before.
        return set(filling.scratch.get("ticked", ())) | self._typed(given.text)

    def _typed(self, text: str) -> set[str]:
        whole = pick_typed(self.options, text)
        if whole is not None:
            return {whole}
        pieces = re.split(r"\s*[,;.+&\n]\s*|\s+(?:và|va|and)\s+", text.strip())
        if all(re.fullmatch(r"[\d\s]*", piece) for piece in pieces):
            pieces = " ".join(pieces).split()
        pieces = [piece for piece in pieces if piece.strip()]
        if not 0 < len(pieces) <= len(self.options):
            raise Refusal(NONE_OF_THESE)
        found = [pick_typed(self.options, piece) for piece in pieces]
        if None in found:
            raise Refusal(NONE_OF_THESE)
        return {value for value in found if value is not None}
