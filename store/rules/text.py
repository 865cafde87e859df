"""Every sentence a person reads, in both languages.

Vietnamese comes first; a sentence without its English is a type error, so nothing stays untranslated.
Texts are Telegram HTML: the words themselves may hold ``<b>`` and the like, while everything filled in is
escaped.
"""

from __future__ import annotations

import html
from dataclasses import dataclass
from enum import StrEnum


class Language(StrEnum):
    """A language the bot speaks."""

    VI = "vi"
    EN = "en"


@dataclass(frozen=True, slots=True)
class Text:
    """One sentence or paragraph in Vietnamese and in English."""

    vi: str
    en: str

    def say(self, language: Language) -> str:
        """Return the words in ``language``."""
        return self.en if language is Language.EN else self.vi

    def plain(self, language: Language) -> str:
        """Return the words for a place that shows no HTML, such as a button."""
        return html.unescape(self.say(language))

    def fill(self, **values: Text | str | int) -> Text:
        """Put values into ``{name}`` places: plain values are escaped, a Text is put in language by language."""
        vi = {name: value.vi if isinstance(value, Text) else escape(value) for name, value in values.items()}
        en = {name: value.en if isinstance(value, Text) else escape(value) for name, value in values.items()}
        return Text(self.vi.format_map(vi), self.en.format_map(en))

    def __add__(self, other: Text) -> Text:
        return Text(self.vi + other.vi, self.en + other.en)


def escape(value: str | int) -> str:
    """Make ``value`` safe inside Telegram HTML."""
    return html.escape(str(value), quote=False)


def same(value: str | int) -> Text:
    """Make a text that reads the same in both languages, such as a name or a code; it is escaped."""
    return Text(escape(value), escape(value))


def join(texts: list[Text], separator: str = "\n") -> Text:
    """Join texts, language by language."""
    return Text(separator.join(text.vi for text in texts), separator.join(text.en for text in texts))
