"""Reading a report's code out over a phone: each symbol by the name it has in Vietnamese, in short groups."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING

from store.rules.text import Text

if TYPE_CHECKING:
    from collections.abc import Mapping

_NAMES: Mapping[str, str] = MappingProxyType(
    {
        "0": "không", "1": "một", "2": "hai", "3": "ba", "4": "bốn", "5": "năm", "6": "sáu", "7": "bảy",
        "8": "tám", "9": "chín", "C": "xê", "E": "e", "H": "hát", "K": "ca", "M": "em-mờ", "T": "tê", "U": "u",
        "X": "ích-xì",
    }
)  # fmt: skip


def dictated(code: str) -> Text:
    """Return a code as it is read out; the groups between its dashes stay groups."""
    groups = code.split("-")
    return Text(
        ", ".join(" ".join(_NAMES[symbol] for symbol in group) for group in groups),
        ", ".join(" ".join(group) for group in groups),
    )
