"""Tables as spreadsheets save them: CSV with comma, semicolon or tab, with or without a byte-order mark.

Excel in Vietnam separates by semicolon, or by tab in UTF-16 ("Unicode Text"), and ends lines with CR LF.
"""

from __future__ import annotations

import codecs
import csv
import io
import re
import unicodedata
from typing import TYPE_CHECKING, Any

from store.imports.cells import IDENTITY_NUMBER, refuse_private, tidy
from store.imports.problems import Parsed, Problem, WrongFile
from store.rules.refusal import Refusal
from store.rules.text import Text
from store.rules.vietnamese import fold

if TYPE_CHECKING:
    from collections.abc import Callable, Container, Iterator, Mapping

    Columns = Mapping[str, Callable[[str], Any]]

_IDENTITY_COLUMN = re.compile(r"cccd|cmnd|cmt|can cuoc|dinh danh|ho chieu|identity|id card")
_EMPTY_FILE = Text("Tệp trống.", "The file is empty.")
_EXCEL_FILE = Text(
    "Đây là tệp Excel: xin mở bằng Excel, chọn Lưu thành (Save As) → CSV UTF-8, rồi nhập tệp .csv.",
    "This is an Excel workbook: please save it as CSV UTF-8 and import the .csv file.",
)
_NOT_UTF8 = Text(
    "Chữ trong dòng này không phải UTF-8: xin lưu tệp thành CSV UTF-8.",
    "The letters here are not UTF-8: please save the file as CSV UTF-8.",
)
_MISSING = Text("Thiếu cột: {names}.", "Missing columns: {names}.")
_UNKNOWN = Text(
    "Cột không dùng đến: {names}. Chỉ cần các cột: {expected}.",
    "Unknown columns: {names}. The columns are: {expected}.",
)
_DOUBLED = Text("Cột bị lặp: {names}.", "Columns given twice: {names}.")
_QUOTES = Text(
    'Dấu ngoặc kép (") đặt sai hoặc chưa đóng từ dòng này; phần sau chưa đọc được.',
    'A quotation mark (") is misplaced or never closed; what follows cannot be read.',
)
_CELLS = Text(
    "có {count} ô, cần {expected} ô; nếu trong ô có dấu phân cách, xin đặt ô trong ngoặc kép.",
    "has {count} cells instead of {expected}; a cell that holds the separator must be quoted.",
)
_COLUMN = Text("cột {column} ", "column {column} ")


def read_table(
    content: bytes, columns: Columns, optional: Container[str] = ()
) -> Parsed[tuple[int, dict[str, Any]]]:
    """Read a file with exactly these columns, in any order: each good row as its line and its values.

    A column that is ``optional`` may be missing altogether; then so are its values.

    Raises:
        WrongFile: the file as a whole cannot be read, or its columns are others.
    """
    text = unicodedata.normalize("NFC", _decode(content))
    parsed: Parsed[tuple[int, dict[str, Any]]] = Parsed([], [], [])
    records = _records(text, parsed.problems)
    first = next(records, None)
    if first is None:
        raise WrongFile(parsed.problems or [Problem(1, _EMPTY_FILE)])
    header = _header(*first, columns, optional)
    for line, cells in records:
        while len(cells) > len(header) and not cells[-1]:
            cells.pop()
        if len(cells) != len(header):
            count = _CELLS.fill(count=len(cells), expected=len(header))
            parsed.problems.append(Problem(line, count))
            parsed.faulty.append(dict(zip(header, cells, strict=False)))
        else:
            _read_row(line, dict(zip(header, cells, strict=True)), columns, parsed)
    return parsed


def _read_row(line: int, cells: dict[str, str], columns: Columns, parsed: Parsed[Any]) -> None:
    values = {}
    for column, cell in cells.items():
        try:
            refuse_private(cell)
            values[column] = columns[column](cell)
        except Refusal as refusal:
            parsed.problems.append(Problem(line, _COLUMN.fill(column=column) + refusal.text))
    if len(values) == len(cells):
        parsed.rows.append((line, values))
    else:
        parsed.faulty.append(cells)


def _decode(content: bytes) -> str:
    if content.startswith(b"PK\x03\x04"):
        raise WrongFile([Problem(1, _EXCEL_FILE)])
    wide = content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))
    try:
        return content.decode("utf-16" if wide else "utf-8-sig")
    except UnicodeDecodeError as fault:
        raise WrongFile([Problem(content.count(b"\n", 0, fault.start) + 1, _NOT_UTF8)]) from None


def _records(text: str, problems: list[Problem]) -> Iterator[tuple[int, list[str]]]:
    """Yield each record that is not empty with the line it begins in; stops at a quote that is never closed."""
    separator, skipped = _separator(text)
    lines = io.StringIO(text, newline="")
    for _ in range(skipped):
        lines.readline()
    reader = csv.reader(lines, delimiter=separator, strict=True)
    line = skipped + 1
    try:
        for record in reader:
            cells = [tidy(cell) for cell in record]
            if any(cells):
                yield line, cells
            line = skipped + reader.line_num + 1
    except csv.Error:
        problems.append(Problem(line, _QUOTES))


def _separator(text: str) -> tuple[str, int]:
    """Return what separates the cells, and how many lines come before the header (Excel's ``sep=;``)."""
    lines = text.split("\n", 2)
    told = re.fullmatch(r"sep=([,;\t])", lines[0].strip("\r"), re.IGNORECASE)
    if told:
        return told[1], 1
    header = next((line for line in lines if line.strip()), "")
    return max((",", ";", "\t"), key=header.count), 0


def _header(line: int, cells: list[str], columns: Columns, optional: Container[str]) -> list[str]:
    names = [cell.lower() for cell in cells]
    while not names[-1]:
        names.pop()
    problems = [
        text.fill(names=", ".join(wrong), expected=", ".join(columns))
        for text, wrong in (
            (_MISSING, [name for name in columns if name not in names and name not in optional]),
            (_UNKNOWN, [name or "(…)" for name in names if name not in columns]),
            (_DOUBLED, sorted({name for name in names if names.count(name) > 1})),
        )
        if wrong
    ]
    private = [name for name in names if _IDENTITY_COLUMN.search(fold(name.replace("_", " ")))]
    problems += [_COLUMN.fill(column=name) + IDENTITY_NUMBER for name in private]
    if problems:
        raise WrongFile([Problem(line, problem) for problem in problems])
    return names
