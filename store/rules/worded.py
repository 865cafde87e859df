"""Codes that carry the words a person reads for them."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, Self

if TYPE_CHECKING:
    from store.rules.text import Text


class Worded(StrEnum):
    """A code that is stored, with its official words and, where a button needs shorter ones, its button's.

    A member is written ``CODE = "code", Text(official)`` or ``CODE = "code", Text(official), Text(button)``.
    """

    words: tuple[Text, ...]

    def __new__(cls, code: str, *words: Text) -> Self:
        """Make the member ``code`` and put its words on it."""
        member = str.__new__(cls, code)
        member._value_ = code
        member.words = words
        return member

    @property
    def text(self) -> Text:
        """The official words."""
        return self.words[0]

    @property
    def button(self) -> Text:
        """The words on a button; the official ones where those are short enough."""
        return self.words[-1]
