"""Refusals: a person asked for something that cannot be, and is told so in words that help.

A refusal is not a fault. The router rolls the work back and sends the refusal's own words. Everything else that
is raised is a fault, and belongs to the people who run the bot.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from store.rules.text import Text


class Refusal(Exception):  # noqa: N818 - it is the domain's word, and not an error
    """A request that cannot be granted; carries the words that say why and what to do instead."""

    def __init__(self, text: Text) -> None:
        super().__init__(text.vi)
        self.text = text
