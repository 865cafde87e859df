"""A chart on its way out: its words, and how it is drawn in a reader's language."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from handlers.summaries.charts.canvas import Frame
from store.rules.dates import show_date
from store.rules.text import Text

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import date

    from store.rules.text import Language

PRELIMINARY = Text("Số liệu sơ bộ tính đến ngày {day}.", "Preliminary figures as of {day}.")


@dataclass(frozen=True, slots=True)
class Drawn:
    """A chart whose figures are read: its title, what is said under the picture and in it, and the drawing."""

    title: Text
    said: Sequence[Text]
    notes: Sequence[Text]
    plot: Callable[[Frame, Language], bytes]

    def picture(self, place: Text, language: Language) -> bytes:
        """Draw it."""
        notes = [note.plain(language) for note in self.notes]
        return self.plot(Frame(self.title.plain(language), place.plain(language), notes), language)


def preliminary(day: date) -> Text:
    """Say of what day the figures are, and that they are not official (domain.md §0, fact 3)."""
    return PRELIMINARY.fill(day=show_date(day))
