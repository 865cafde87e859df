"""What one cell of a file may hold, and what it means.

A reader takes the tidied text of a cell and returns its value, or refuses with the reason. Nothing is guessed: a
cell that Excel has damaged (a leading zero lost, 4.4E+11) is pointed out. Text that looks like a formula is text.
"""

from __future__ import annotations

import re
import unicodedata
from datetime import date
from functools import lru_cache
from typing import TYPE_CHECKING, Any, TypeVar

from store.rules.dates import show_date
from store.rules.refusal import Refusal
from store.rules.text import Text

if TYPE_CHECKING:
    from collections.abc import Callable

    from store.rules.worded import Worded

T = TypeVar("T")

LONGEST_NAME = 120
_CODE = re.compile(r"[0-9A-Za-zĐđ](?:[0-9A-Za-zĐđ._/-]{0,30}[0-9A-Za-zĐđ])?")
_IDENTITY = re.compile(r"(?<!\d)\d{12}(?!\d)")
_LONG_NUMBER = re.compile(r"\d{9}")
_THOUSANDS = re.compile(r"\d{1,3}(?:[.,]\d{3})+")
_ISO = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})")
_DAY_FIRST = re.compile(r"(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})")
_FIRST_YEAR, _LAST_YEAR = 1900, 2100

IDENTITY_NUMBER = Text(
    "có dãy 12 chữ số giống số căn cước. Số căn cước không được đưa vào hệ thống "
    "(bảo vệ dữ liệu cá nhân, Luật 91/2025/QH15); xin xóa khỏi tệp.",
    "holds 12 digits, like an identity number. Identity numbers may not be stored here "
    "(protection of personal data, Law 91/2025/QH15); please remove them from the file.",
)
"""Why a file with identity numbers is refused (domain.md §11: no CCCD number, the law of 2025)."""
_STRANGE = Text("có ký tự không đọc được.", "holds characters that cannot be read.")
_EMPTY = Text("để trống.", "is empty.")
_CODE_WORDS = Text(
    "“{value}” không phải là mã: chỉ dùng chữ, số và - . _ / (tối đa 32).",
    "“{value}” is no code: letters, digits and - . _ / only (32 at most).",
)
_DAMAGED = Text(
    "“{value}” là số đã bị Excel viết tắt; xin định dạng cột là Văn bản (Text) rồi ghi lại mã.",
    "“{value}” is a number that Excel has shortened; please format the column as Text and write the code again.",
)
_LONG_NAME = Text("dài quá {most} chữ.", "is longer than {most} letters.")
_NUMBER_IN_NAME = Text(
    "có dãy số dài trong tên. Xin không ghi số giấy tờ hay số điện thoại (bảo vệ dữ liệu cá nhân).",
    "has a long number in a name. Please give no document or phone numbers (protection of personal data).",
)
_WHOLE = Text(
    "“{value}” chưa đúng: cần số nguyên từ {least} đến {most}.",
    "“{value}” is not a whole number from {least} to {most}.",
)
_FLAG = Text("“{value}” chưa đúng: chỉ ghi 0 hoặc 1.", "“{value}” must be 0 or 1.")
_CHOICE = Text("“{value}” chưa đúng: chọn {choices}.", "“{value}” must be one of {choices}.")
_DAY = Text(
    "“{value}” không phải là ngày: ghi như 01/07/2025 hoặc 2025-07-01.",
    "“{value}” is no date: write 01/07/2025 or 2025-07-01.",
)
_FUTURE = Text("“{value}” là ngày chưa tới.", "“{value}” has not come yet.")


def tidy(cell: str) -> str:
    """Return a cell without what cannot be seen: spaces at its ends or doubled, marks of zero width."""
    if not cell.isprintable():
        cell = "".join(letter for letter in cell if unicodedata.category(letter) != "Cf")
    return " ".join(cell.split())


def refuse_private(cell: str) -> None:
    """Refuse a cell that holds an identity number, however it is spaced, or signs that are no text."""
    if len(cell) >= 12 and _IDENTITY.search(cell.replace(" ", "").replace(".", "")):  # noqa: PLR2004 - its digits
        raise Refusal(IDENTITY_NUMBER)
    if not cell.isprintable() or "\ufffd" in cell:
        raise Refusal(_STRANGE)


def code(cell: str) -> str:
    """Read a code: kept as text, its leading zeros too."""
    _refuse_empty(cell)
    if re.fullmatch(r"\d[.,]?\d*[eE]\+\d+", cell):
        raise Refusal(_DAMAGED.fill(value=cell))
    if not _CODE.fullmatch(cell):
        raise Refusal(_CODE_WORDS.fill(value=cell[:40]))
    return cell


def name(cell: str) -> str:
    """Read a name of a place or person, as it is written."""
    _refuse_empty(cell)
    if len(cell) > LONGEST_NAME:
        raise Refusal(_LONG_NAME.fill(most=LONGEST_NAME))
    if _LONG_NUMBER.search(cell):
        raise Refusal(_NUMBER_IN_NAME)
    return cell


def flag(cell: str) -> bool:
    """Read 0 or 1."""
    if cell not in {"0", "1"}:
        _refuse_empty(cell)
        raise Refusal(_FLAG.fill(value=cell[:40]))
    return cell == "1"


def whole(least: int, most: int) -> Callable[[str], int]:
    """Make a reader of whole numbers, with or without the dots of thousands."""

    def read(cell: str) -> int:
        _refuse_empty(cell)
        digits = re.sub(r"[.,]", "", cell) if _THOUSANDS.fullmatch(cell) else cell
        if not (re.fullmatch(r"[0-9]{1,11}", digits) and least <= int(digits) <= most):
            raise Refusal(_WHOLE.fill(value=cell[:40], least=least, most=most))
        return int(digits)

    return read


def choice(kind: type[Worded]) -> Callable[[str], Any]:
    """Make a reader of a code of ``kind``."""
    known: dict[str, Worded] = {member.value: member for member in kind}

    def read(cell: str) -> Worded:
        _refuse_empty(cell)
        found = known.get(cell.lower())
        if found is None:
            raise Refusal(_CHOICE.fill(value=cell[:40], choices=", ".join(known)))
        return found

    return read


def choices(kind: type[Worded]) -> Callable[[str], Any]:
    """Make a reader of some codes of ``kind``, with a plus between them; an empty cell is None."""
    read_one = choice(kind)

    def read(cell: str) -> list[str] | None:
        codes = {read_one(each.strip()).value for each in cell.split("+")} if cell else set()
        return [member.value for member in kind if member.value in codes] or None

    return read


@lru_cache(maxsize=4096)
def day(cell: str) -> date:
    """Read a day: 2025-07-01, or day before month: 01/07/2025."""
    _refuse_empty(cell)
    iso, day_first = _ISO.fullmatch(cell), _DAY_FIRST.fullmatch(cell)
    parts = iso.groups() if iso else day_first.groups()[::-1] if day_first else ()
    try:
        found = date(*map(int, parts))
    except (TypeError, ValueError):
        raise Refusal(_DAY.fill(value=cell[:40])) from None
    if not _FIRST_YEAR <= found.year <= _LAST_YEAR:
        raise Refusal(_DAY.fill(value=cell[:40]))
    return found


def day_until(today: date) -> Callable[[str], date]:
    """Make a reader of days that are not in the future."""

    def read(cell: str) -> date:
        found = day(cell)
        if found > today:
            raise Refusal(_FUTURE.fill(value=show_date(found)))
        return found

    return read


def optional(read: Callable[[str], T]) -> Callable[[str], T | None]:
    """Make a reader that takes an empty cell for None."""
    return lambda cell: read(cell) if cell else None


def _refuse_empty(cell: str) -> None:
    if not cell:
        raise Refusal(_EMPTY)
