"""Reading the values a button carried: what no button of ours could hold is an old or a forged one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from store.rules.refusal import Refusal
from store.rules.text import Text

if TYPE_CHECKING:
    from handlers.tap import Tap

_MOST_DIGITS = 18  # what fits a column of 64 bits


class OldButton(Refusal):
    """A button of an earlier version, or none of ours."""

    def __init__(self) -> None:
        super().__init__(
            Text(
                "Nút này thuộc màn hình cũ. Nhờ anh/chị bấm lại từ các nút bên dưới ạ.",
                "That button belongs to an older screen. Please begin from the buttons below.",
            )
        )


def whole(value: str) -> int:
    """Return a value as a whole number.

    Raises:
        OldButton: it is none.
    """
    if not (value.isascii() and value.isdigit() and len(value) <= _MOST_DIGITS):
        raise OldButton
    return int(value)


def number(tap: Tap, place: int) -> int:
    """Return the whole number a tap carries at a place, from 0.

    Raises:
        OldButton: there is none.
    """
    return whole(tap.values[place] if place < len(tap.values) else "")
