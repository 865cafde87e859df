"""Long lists: a page at a time under a message, or several messages where all has to be said."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from handlers.reply import Button
from store.rules.text import Text, join, same

if TYPE_CHECKING:
    from collections.abc import Callable

    from handlers.tap import Tap

PAGE = 8
"""Buttons of a list under one message; more would push the words off a small screen."""

MOST_SAID = 3500
"""Characters of a list put into one message; the channel takes 4,096 in all."""

EARLIER, FURTHER = Text("‹ Trước", "‹ Earlier"), Text("Tiếp ›", "Further ›")


@dataclass(frozen=True, slots=True)
class Page:
    """One page of a list of ``total`` items; a number beyond the end is the last page."""

    asked: int
    total: int
    size: int = PAGE

    @property
    def pages(self) -> int:
        """How many pages there are, one at least."""
        return max(1, -(-self.total // self.size))

    @property
    def number(self) -> int:
        """Which page this is, from 0."""
        return min(max(self.asked, 0), self.pages - 1)

    @property
    def offset(self) -> int:
        """How many items stand before this page."""
        return self.number * self.size

    def turning(self, to: Callable[[int], Tap]) -> list[list[Button]]:
        """Return the row of buttons that turn the page; no row where there is one page only."""
        if self.pages == 1:
            return []
        here = Button(same(f"{self.number + 1}/{self.pages}"), to(self.number))
        row = [here]
        if self.number > 0:
            row.insert(0, Button(EARLIER, to(self.number - 1)))
        if self.number < self.pages - 1:
            row.append(Button(FURTHER, to(self.number + 1)))
        return [row]


def gather(items: list[Text], separator: str = "\n", most: int = MOST_SAID) -> list[Text]:
    """Join items into as few messages as hold them, none longer than ``most`` in either language."""
    messages: list[list[Text]] = [[]]
    length = 0
    for item in items:
        added = max(len(item.vi), len(item.en)) + len(separator)
        if messages[-1] and length + added > most:
            messages.append([])
            length = 0
        messages[-1].append(item)
        length += added
    return [join(message, separator) for message in messages]
