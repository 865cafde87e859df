"""On which line of a TOML file an entry stands; the parser itself does not tell."""

from __future__ import annotations

import tomllib
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    Where = tuple[str | int, ...]


class Lines:
    """The lines on which the entries of a TOML file begin.

    The file is read statement by statement, each by the parser itself, so that brackets and equals signs inside of
    texts and comments mislead nobody.
    """

    def __init__(self, text: str) -> None:
        """Find every entry of ``text``, which the parser has to accept as a whole."""
        self._lines: dict[Where, int] = {}
        table: Where = ()
        for line, statement, said in _statements(text):
            header = statement.lstrip().startswith("[")
            if header:
                table = self._table(said)
            for where in [table] if header else _entries(said, table):
                self._note(where, line)

    def of(self, where: Sequence[str | int]) -> int:
        """Return the line, from 1, of the entry at ``where``; for a missing one, that of its table."""
        ends = range(len(where), 0, -1)
        return next((self._lines[tuple(where[:end])] for end in ends if tuple(where[:end]) in self._lines), 1)

    def _note(self, where: Where, line: int) -> None:
        for end in range(1, len(where) + 1):
            self._lines.setdefault(where[:end], line)

    def _table(self, header: dict[str, Any]) -> Where:
        """Return where the table of a header stands: ``[[a]]`` is one more a, ``[a.b]`` belongs to the last a."""
        where: Where = ()
        while header:
            ((key, inner),) = header.items()
            where = (*where, key)
            known = self._count(where)
            if isinstance(inner, list):
                where, inner = (*where, known), inner[0]
            elif known:
                where = (*where, known - 1)
            header = inner
        return where

    def _count(self, where: Where) -> int:
        count = 0
        while (*where, count) in self._lines:
            count += 1
        return count


def _statements(text: str) -> Iterator[tuple[int, str, dict[str, Any]]]:
    """Yield each statement with its first line and what it says; a list that goes on for lines, again at each line."""
    statement, first = "", 1
    for number, line in enumerate(text.split("\n"), start=1):
        statement += line + "\n"
        whole = _read(statement)
        said = _read(statement + "]") if whole is None else whole
        if said is not None:
            yield first, statement, said
            first = number + 1
        if whole is not None:
            statement = ""


def _read(statement: str) -> dict[str, Any] | None:
    try:
        return tomllib.loads(statement)
    except tomllib.TOMLDecodeError:
        return None


def _entries(said: Any, where: Where) -> Iterator[Where]:
    """Yield where each entry of a statement stands, the ones inside of others too."""
    inner = said.items() if isinstance(said, dict) else enumerate(said) if isinstance(said, list) else ()
    for key, value in inner:
        yield (*where, key)
        yield from _entries(value, (*where, key))
