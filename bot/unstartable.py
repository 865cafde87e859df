"""Why the bot cannot start, in words for whoever starts it."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from store.rules.text import Text


class Unstartable(Exception):  # noqa: N818 - a state of things, told to a person, and no programming error
    """Something outside the program has to be put right first; carries the sentence that says what to do."""

    def __init__(self, text: Text) -> None:
        super().__init__(f"{text.vi}\n{text.en}")
        self.text = text
