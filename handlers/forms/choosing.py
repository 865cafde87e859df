"""Choosing from a few: tapped, or typed as a number, as the words on the button, or as words that mean it."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from handlers.forms.form import Chosen, Typed
from store.rules.refusal import Refusal
from store.rules.text import Text
from store.rules.vietnamese import fold, readings

if TYPE_CHECKING:
    from collections.abc import Sequence

    from handlers.forms.form import Filling, Given
    from handlers.reply import Button

NONE_OF_THESE = Text(
    "Hệ thống chưa hiểu. Nhờ anh/chị bấm một nút bên dưới ạ.",
    "That was not understood. Please press one of the buttons below.",
)
_NUMBERED = Text("{number}. {label}", "{number}. {label}")
_POLITE = frozenset({"da", "a", "roi", "nhe", "nha", "thua", "em"})


@dataclass(frozen=True, slots=True)
class Option:
    """One thing to choose; ``words`` are further ways to say it."""

    value: str
    label: Text
    words: tuple[str, ...] = ()

    def phrases(self) -> set[str]:
        """Return the folded ways to say it."""
        return {fold(words) for words in (self.label.vi, self.label.en, *self.words)}


def buttons(
    filling: Filling, options: Sequence[Option], *, width: int = 1, numbered: bool = False
) -> list[list[Button]]:
    """Return the buttons, ``width`` a row; ``numbered`` so that a number can be typed."""
    made = [
        filling.choose(option.value, number_label(place, option.label) if numbered else option.label)
        for place, option in enumerate(options, start=1)
    ]
    return [made[start : start + width] for start in range(0, len(made), width)]


@lru_cache(maxsize=1024)  # the same few labels on every screen
def number_label(place: int, label: Text) -> Text:
    """Put its number before what a button or a line says."""
    return _NUMBERED.fill(number=place, label=label)


def pick(options: Sequence[Option], given: Given) -> str:
    """Return the value of the option that was tapped or typed.

    Raises:
        Refusal: it is none of them, or might be several.
    """
    value = given.value if isinstance(given, Chosen) else None
    if isinstance(given, Typed):
        value = pick_typed(options, given.text)
    if value is None or all(option.value != value for option in options):
        raise Refusal(NONE_OF_THESE)
    return value


def pick_typed(options: Sequence[Option], text: str) -> str | None:
    """Return the value of the one option that typed words mean; None if none, or more than one, is meant."""
    for key in map(_plain, readings(text)):
        if key.isdecimal():
            return options[int(key) - 1].value if 0 < int(key) <= len(options) else None
        same = [option for option in options if key in option.phrases()]
        found = same or [option for option in options if any(_within(key, said) for said in option.phrases())]
        if len(found) == 1:
            return found[0].value
    return None


def _plain(key: str) -> str:
    words = key.split()
    while len(words) > 1 and words[-1] in _POLITE:
        words.pop()
    while len(words) > 1 and words[0] in _POLITE:
        words.pop(0)
    return " ".join(words)


def _within(key: str, said: str) -> bool:
    return bool(key) and f" {key} " in f" {said} "
