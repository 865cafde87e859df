"""What is wrong with a file, row by row, and what taking it in has changed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Generic, TypeVar

from store.rules.refusal import Refusal
from store.rules.text import Text, join

if TYPE_CHECKING:
    from collections.abc import Sequence

Row = TypeVar("Row")


@dataclass(frozen=True, slots=True)
class Problem:
    """Why one row cannot be taken; ``line`` counts from 1, as a text editor shows it."""

    line: int
    reason: Text

    @property
    def text(self) -> Text:
        """The reason with its line."""
        return Text("Dòng {line}: ", "Line {line}: ").fill(line=self.line) + self.reason


class WrongFile(Refusal):
    """A file that is not taken in; nothing of it has been."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        self.problems = sorted(dict.fromkeys(problems), key=lambda problem: problem.line)
        head = Text(
            "Tệp có {count} chỗ cần sửa; chưa nhập dòng nào.",
            "The file has {count} places to mend; nothing of it was taken in.",
        ).fill(count=len(self.problems))
        super().__init__(join([head, *(problem.text for problem in self.problems)]))


@dataclass(frozen=True, slots=True)
class Parsed(Generic[Row]):
    """A file as read: its good rows, what is wrong with the others, and the cells of those by column."""

    rows: list[Row]
    problems: list[Problem]
    faulty: list[dict[str, str]]


@dataclass(frozen=True, slots=True)
class Outcome:
    """What taking in a file has changed, in rows."""

    what: Text
    added: int
    changed: int
    unchanged: int

    @property
    def text(self) -> Text:
        """The figures as a sentence."""
        if self.added == self.changed == 0:
            return Text(
                "0 thay đổi: {count} {what} trong tệp đều đã có sẵn.",
                "0 changes: all {count} {what} of the file are there already.",
            ).fill(count=self.unchanged, what=self.what)
        return Text(
            "Đã nhập {what}: thêm {added}, sửa {changed}, giữ nguyên {unchanged}.",
            "Imported {what}: {added} added, {changed} changed, {unchanged} unchanged.",
        ).fill(what=self.what, added=self.added, changed=self.changed, unchanged=self.unchanged)
