"""Counts as people type them: 4, "4 người", "bốn khẩu" (domain.md §12)."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from store.rules.refusal import Refusal
from store.rules.text import Text
from store.rules.vietnamese import readings

if TYPE_CHECKING:
    from collections.abc import Iterator

_DIGITS = {
    1: ("mot",), 2: ("hai",), 3: ("ba",), 4: ("bon", "tu"), 5: ("nam", "lam"), 6: ("sau",), 7: ("bay",),
    8: ("tam",), 9: ("chin",),
}  # fmt: skip
_COUNT = re.compile(
    r"(?:(?:da|co|tat ca|gom|nha|gia dinh|tong|cong|la) )*(\d{1,9})"
    r"(?: (?:nguoi|nhan khau|khau|ng|thanh vien|ho|a|people|persons))*"
)
_OUT_OF_RANGE = Text(
    vi="{what} phải là một số từ {low} đến {high}. Nhờ anh/chị gửi lại bằng chữ số, ví dụ: {example} ạ.",
    en="{what}: please send one number from {low} to {high}, for example {example}.",
)


def parse_count(typed: str, *, low: int, high: int, what: Text) -> int:
    """Return the whole number typed, ``low`` to ``high``; ``what`` names the count, e.g. “Số nhân khẩu”."""
    for key in readings(typed):
        found = _COUNT.fullmatch(spaced(digits_for_words(key)))
        if found and not re.search(r"[-−+]\s*\d|\d[.,:/]\d", typed) and low <= int(found[1]) <= high:
            return int(found[1])
    example = min(high, max(low, 4))
    raise Refusal(_OUT_OF_RANGE.fill(what=what, low=low, high=high, example=example))


def show_count(count: int) -> str:
    """Show a count with dots between the thousands: 1.234; a minus sign for what is below 0."""
    return f"{count:,}".replace(",", ".").replace("-", "−")


def spaced(key: str) -> str:
    """Put a space between digits and letters of a folded key: "15thang11" becomes "15 thang 11"."""
    return re.sub(r"(?<=\d)(?=[a-z])|(?<=[a-z])(?=\d)", " ", key)


def digits_for_words(key: str) -> str:
    """Write spelled numbers, one to ninety-nine, of a folded key in digits: "hai muoi lam" becomes "25"."""
    return _SPELLED.sub(lambda phrase: str(_NUMBERS[phrase.group()]), key)


def _spelled_numbers() -> Iterator[tuple[str, int]]:
    for tens in range(10):
        before = "" if tens == 0 else "muoi" if tens == 1 else f"{_DIGITS[tens][0]} muoi"
        if before:
            yield before, tens * 10
        for digit, words in _DIGITS.items():
            for word in words:
                yield f"{before} {word}".strip(), tens * 10 + digit


_NUMBERS = dict(_spelled_numbers())
_SPELLED = re.compile(r"\b(?:" + "|".join(sorted(_NUMBERS, key=len, reverse=True)) + r")\b")
