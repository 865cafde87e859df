"""The amount of an assigned target as officials type it: "12 hộ", "1,5%", "1,5 điểm %", "1.190 hộ".

A number alone may be households or điểm %, so it is asked back, unless the measure has been chosen before.
"""

from __future__ import annotations

import re
import unicodedata
from decimal import Decimal

from store.rules.refusal import Refusal
from store.rules.targets import Measure
from store.rules.text import Text

MOST_HOUSEHOLDS = 1_000_000
"""More than any unit has poor households; more is a slip of the finger."""

MOST_POINTS = 100
"""No rate can fall by more điểm %."""

_AMOUNT = re.compile(r"(?:gi[aả]m )?(\d[\d.,]*) ?(.*)")
_HOUSEHOLDS = re.compile(r"(?:h[oộ]|households?)(?: ngh[eè]o)?")
_POINTS = re.compile(r"%|(?:đi[eể]m|diem|points?)(?: ?%| ph[aầ]n tr[aă]m)?")
_WHOLE = re.compile(r"\d{1,3}(?:[.,]\d{3})+|\d{1,9}")
_SHARE = re.compile(r"\d{1,3}(?:[.,]\d{1,2})?")

_UNCLEAR = Text(
    "Chưa rõ chỉ tiêu “{typed}”. Nhờ anh/chị ghi số hộ hoặc điểm %, ví dụ: 12 hộ, hoặc 1,5% ạ.",
    "We cannot read the target “{typed}”. Please write households or percentage points: 12 hộ, or 1.5%.",
)
_TOO_MUCH = Text(
    "Chỉ tiêu “{typed}” lớn quá mức có thể. Nhờ anh/chị kiểm tra lại ạ.",
    "The target “{typed}” is more than there can be. Please check it.",
)
_WHICH = Text("“{typed}” là số hộ hay điểm % ạ?", "Is “{typed}” a number of households or percentage points?")


class UnclearMeasure(Refusal):
    """An amount that could be households or điểm %."""

    def __init__(self, typed: str) -> None:
        super().__init__(_WHICH.fill(typed=typed))


def parse_target(typed: str, measure: Measure | None = None) -> tuple[Measure, Decimal]:
    """Return what was typed; ``measure`` is what the amount counts in, if that is known.

    Raises:
        UnclearMeasure: a number alone, while the measure is not known.
        Refusal: it is no amount, one of the other measure, or too large.
    """
    shown = typed.strip()[:30]
    found = _AMOUNT.fullmatch(unicodedata.normalize("NFC", " ".join(typed.lower().split())))
    if found is None:
        raise Refusal(_UNCLEAR.fill(typed=shown))
    named = _measure_of(found[2])
    if (found[2] and named is None) or (named and measure and named is not measure):
        raise Refusal(_UNCLEAR.fill(typed=shown))
    measure = measure or named
    if measure is None:
        raise UnclearMeasure(shown)
    return measure, _amount(found[1], measure, shown)


def _measure_of(words: str) -> Measure | None:
    if _HOUSEHOLDS.fullmatch(words):
        return Measure.HOUSEHOLDS
    return Measure.POINTS if _POINTS.fullmatch(words) else None


def _amount(digits: str, measure: Measure, shown: str) -> Decimal:
    whole = measure is Measure.HOUSEHOLDS
    if not (_WHOLE if whole else _SHARE).fullmatch(digits):
        raise Refusal(_UNCLEAR.fill(typed=shown))
    amount = Decimal(re.sub(r"[.,]", "", digits) if whole else digits.replace(",", "."))
    if amount > (MOST_HOUSEHOLDS if whole else MOST_POINTS):
        raise Refusal(_TOO_MUCH.fill(typed=shown))
    return amount
