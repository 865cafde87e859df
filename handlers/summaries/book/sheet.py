"""A sheet to which rows are streamed.

A province has some 600,000 cells. XlsxWriter spends ten microseconds on each; written row by row, with only the
kinds of cell that the tables have, one takes a tenth of that, and no more than a row is held in memory.
"""

from __future__ import annotations

import html
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import TYPE_CHECKING, TextIO

from xlsxwriter.utility import xl_col_to_name
from xlsxwriter.worksheet import Worksheet

if TYPE_CHECKING:
    from collections.abc import Iterable

    from xlsxwriter import Workbook
    from xlsxwriter.format import Format

    Cell = tuple["str | float | date | Sum | None", Format | None]

_FIRST_DAY = date(1899, 12, 30).toordinal()
"""Day 0 of a workbook's calendar."""

_UNPRINTABLE = {number: None for number in range(32) if number not in {9, 10, 13}}
_COLUMNS = [xl_col_to_name(number) for number in range(64)]


@dataclass(frozen=True, slots=True)
class Sum:
    """A formula and the value it has, which readers show that do not calculate; None where it has none."""

    formula: str
    value: float | None


class Sheet(Worksheet):
    """A worksheet of a workbook that holds one row at a time (``constant_memory``)."""

    def stream(self, row: int, cells: Iterable[Cell], *, level: int = 0) -> None:
        """Write a whole row, from the first column on; rows come in order, and text is always text.

        A row of a ``level`` above 0 is folded away under the nearest one before it of a lower level.
        """
        if self.table:
            self._write_single_row(row)  # what is still held of an earlier row
        self.previous_row = row
        name = str(row + 1)
        written = [_xml(_COLUMNS[at] + name, *cell) for at, cell in enumerate(cells)]
        folded = f' hidden="1" outlineLevel="{level}"' if level else ""
        rows: TextIO = self.fh  # type: ignore[assignment] # open as long as rows are written
        rows.write(f'<row r="{name}"{folded}>{"".join(written)}</row>')
        self._check_dimensions(row, len(written) - 1)
        self.outline_row_level = max(self.outline_row_level, level)

    def join(self, first_row: int, first: int, last_row: int, last: int) -> None:
        """Merge cells whose rows are written already, which ``merge_range`` cannot go back to."""
        if (first_row, first) != (last_row, last):
            self.merge.append([first_row, first, last_row, last])


def add_sheet(book: Workbook, name: str) -> Sheet:
    """Add a sheet to a workbook."""
    sheet: Sheet = book.add_worksheet(name, worksheet_class=Sheet)  # type: ignore[assignment] # of the class given
    return sheet


def _xml(at: str, value: object, style: Format | None) -> str:
    look = f' s="{_number_of(style)}"' if style else ""
    match value:
        case int() | float():
            return f'<c r="{at}"{look}><v>{value}</v></c>'
        case str():
            return f'<c r="{at}"{look} t="inlineStr">{_words(value)}</c>'
        case None:
            return f'<c r="{at}"{look}/>'
        case date():
            return f'<c r="{at}"{look}><v>{value.toordinal() - _FIRST_DAY}</v></c>'
        case Sum(formula, None):
            return f'<c r="{at}"{look} t="str"><f>{html.escape(formula, quote=False)}</f><v></v></c>'
        case Sum(formula, number):
            return f'<c r="{at}"{look}><f>{html.escape(formula, quote=False)}</f><v>{number}</v></c>'
        case _:
            raise TypeError(f"no cell holds a {type(value).__name__}")


@lru_cache(maxsize=4096)
def _words(text: str) -> str:
    """Write text down; most of a sheet's names and states stand there again and again."""
    kept = ' xml:space="preserve"' if text != text.strip() else ""
    return f"<is><t{kept}>{html.escape(text.translate(_UNPRINTABLE), quote=False)}</t></is>"


def _number_of(style: Format) -> int:
    """Return under which number the workbook keeps a style; given when it is first asked for."""
    number: int = style._get_xf_index()  # type: ignore[no-untyped-call] # noqa: SLF001 - as XlsxWriter itself does
    return number
