"""Sums of đồng as people type them: 1.500.000, 1500k, 1tr5, "6 triệu rưỡi" (domain.md §12).

A sum is a household's total a month. What could be read in more than one way, "1500" or "1.500", is asked back
with the sums that may be meant. The rule that "1tr5", "1tr50" and "1tr500" are one sum is from domain.md [S89].
"""

from __future__ import annotations

import re
import unicodedata
from decimal import ROUND_HALF_UP, Decimal
from typing import TYPE_CHECKING

from store.rules.numbers import digits_for_words
from store.rules.refusal import Refusal
from store.rules.telex import telex, vni
from store.rules.text import Text
from store.rules.vietnamese import fold, is_nothing, toneless

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

MOST = 1_000_000_000
"""The largest sum taken, in đồng; more is a slip of the finger."""

_TY, _TRIEU, _TRAM, _CHUC, _NGHIN = 1_000_000_000, 1_000_000, 100_000, 10_000, 1_000
_UNITS = {
    **dict.fromkeys(("ty", "ti"), _TY),
    **dict.fromkeys(("trieu", "tr", "trd", "cu"), _TRIEU),
    **dict.fromkeys(("nghin", "ngan", "ng", "k"), _NGHIN),
    "tram": _TRAM,
    "chuc": _CHUC,
}
_WORDS = frozenset((
    "ty", "ti", "triêu", "trăm", "chuc", "nghin", "ngan", "đông", "rươi", "thang", "khoang",
    "môt", "bôn", "tư", "năm", "lăm", "sau", "bay", "tam", "chin", "mươi",
))  # fmt: skip
_LONGEST = 80
_LIKELY = range(50_000, 100_000_001)
"""Sums a household may have a month: what a bare number is taken for when it is asked back."""
_SURE = 100_000
_SURE_WITH_DONG = 10_000

_NOT_MONEY = Text(
    vi="Chưa rõ số tiền. Nhờ anh/chị ghi tổng thu nhập một tháng của cả hộ, ví dụ: 6.500.000 hoặc 6 triệu rưỡi ạ.",
    en="This does not read as a sum. Please write the household's total for one month, e.g. 6.500.000 or 6tr5.",
)
_TOO_LARGE = Text(
    vi="Số tiền lớn quá 1 tỷ đồng. Nhờ anh/chị xem lại, ví dụ: 6.500.000 đồng một tháng ạ.",
    en="The sum is above 1 billion đồng. Please check; for example 6.500.000 đồng a month.",
)
_WHICH = Text(vi="“{typed}” là {sums} phải không ạ?", en="Does “{typed}” mean {sums}?")
_OR = Text(vi=" hay ", en=" or ")


class AmbiguousMoney(Refusal):
    """A sum that can be read in more than one way, or in one way that nobody should take for granted."""

    def __init__(self, typed: str, candidates: Sequence[int]) -> None:
        self.candidates = tuple(sorted(candidates))
        sums = Text(
            _OR.vi.join(map(show_money, self.candidates)), _OR.en.join(map(show_money, self.candidates))
        )
        super().__init__(_WHICH.fill(typed=typed.strip()[:30], sums=sums))


def parse_money(typed: str) -> int:
    """Return the sum in đồng, 0 to MOST; raise AmbiguousMoney where it has to be asked back."""
    if is_nothing(typed):
        return 0
    sums: set[int] = set()
    sure = True
    for meant in _meanings(typed):
        found, is_sure = _read(_key(meant))
        sums |= found
        sure = sure and is_sure
    if not sums:
        raise Refusal(_NOT_MONEY)
    if min(sums) > MOST:
        raise Refusal(_TOO_LARGE)
    if sure and len(sums) == 1:
        return sums.pop()
    raise AmbiguousMoney(typed, [one for one in sums if one <= MOST])


def show_money(amount: int) -> str:
    """Show đồng with dots between the thousands: 1.500.000 đồng."""
    return f"{amount:,}".replace(",", ".") + " đồng"


def show_rate(value: Decimal | float) -> str:
    """Show a rate given in per cent with two decimals after a comma: 6,06%."""
    return _two_decimals(value) + "%"


def show_points(value: Decimal | float) -> str:
    """Show a difference of two rates in percentage points: −2,24 điểm %."""
    return _two_decimals(value) + " điểm %"


def rate_words(value: Decimal | float) -> Text:
    """Show a rate as each language writes decimals: 6,06%, 6.06%."""
    return Text(show_rate(value), _english(value) + "%")


def points_words(value: Decimal | float) -> Text:
    """Show a difference of two rates in each language: 2,24 điểm %, 2.24 percentage points."""
    return Text(show_points(value), _english(value) + " percentage points")


def _english(value: Decimal | float) -> str:
    return _two_decimals(value).replace(",", ".")


def _two_decimals(value: Decimal | float) -> str:
    rounded = Decimal(str(value)).quantize(Decimal("0.01"), rounding=ROUND_HALF_UP)
    return f"{rounded + 0:.2f}".replace(".", ",").replace("-", "−")


def _meanings(typed: str) -> tuple[str, ...]:
    """Return the text as it stands, and with its words of money read as Telex and as VNI."""
    text = unicodedata.normalize("NFC", " ".join(typed.lower().split())).replace("₫", " đồng ")
    if len(text) > _LONGEST:
        raise Refusal(_NOT_MONEY)
    return tuple(dict.fromkeys((text, _read_keys(text, telex), _read_keys(text, vni))))


def _read_keys(text: str, keyboard: Callable[[str], str | None]) -> str:
    """Read raw keys, but only where they spell a word of money: "tr5" stays, "trie65u" is triệu."""

    def read(word: re.Match[str]) -> str:
        meant = keyboard(word.group())
        return meant if meant is not None and toneless(meant) in _WORDS else word.group()

    return re.sub(r"[^\W\d_]\w*", read, text)


def _key(text: str) -> str:
    """Return numbers and folded words, one space between them, without what does not change the sum."""
    text = re.sub(
        r"(?<![\d.,])[0-9]{1,3}(?: [0-9]{3})+(?![\d.,])", lambda groups: groups[0].replace(" ", ""), text
    )
    pieces = re.findall(r"[0-9]+(?:[.,][0-9]+)*|[^\W\d_]+|\S", text)
    key = digits_for_words(" ".join(fold(piece) if piece.isalpha() else piece for piece in pieces))
    key = re.sub(r"^(?:(?:da|khoang|chung|tong|cong|thu nhap|duoc|co|la|ca nha|ca ho) )+", "", key)
    key = re.sub(r"(?: a)?(?: (?:/|1|moi))?(?: thang)(?: a)?$|(?: a)$", "", key)
    return re.sub(r"\b(tram|chuc) (?:nghin|ngan|ng|k)\b", r"\1", key)


def _read(key: str) -> tuple[set[int], bool]:
    """Return the sums a key may mean, and whether the only one can be taken without asking."""
    pieces = re.sub(r" (?:dong|d|vnd|vn d)$", "", key).split()
    if len(pieces) == 1:
        named = key.split() != pieces
        return _bare(pieces[0], _SURE_WITH_DONG if named else _SURE)
    total, sure = _compound(pieces) if pieces else (None, True)
    return (set(), True) if total is None or total != int(total) else ({int(total)}, sure)


def _bare(piece: str, sure_from: int) -> tuple[set[int], bool]:
    """Read a number without thousand or million: as it stands if large, else what it may be short for."""
    whole, part = _whole(piece), _decimal(piece)
    if whole is not None and (whole == 0 or whole >= sure_from):
        return {whole}, True
    short = part * _TRIEU if whole is None and part is not None else None
    sums = {short} if short is not None else {(whole or 0) * unit for unit in (1, _NGHIN, _TRIEU)}
    return {int(one) for one in sums if one in _LIKELY}, False


def _compound(pieces: list[str]) -> tuple[Decimal | None, bool]:
    """Add up numbers with falling units, then a tail: 1 triệu 500 nghìn, 1 triệu 5, 6 triệu rưỡi."""
    total, last, sure = Decimal(0), 10 * _TY, True
    rest = ["1", *pieces] if pieces[0] in ("trieu", "tram") else pieces
    while len(rest) > 1 and rest[1] in _UNITS:
        unit, (amount, is_sure) = _UNITS[rest[1]], _amount(rest[0], _UNITS[rest[1]])
        if amount is None or unit >= last:
            return None, sure
        total, last, sure, rest = total + amount * unit, unit, sure and is_sure, rest[2:]
    if not rest:
        return total, sure
    tail = _tail(rest[0], last) if len(rest) == 1 and total else None
    return (None if tail is None else total + tail), sure


def _amount(piece: str, unit: int) -> tuple[Decimal | None, bool]:
    """Read the number before a unit; "1.500 triệu" can only be one and a half, but is asked back."""
    whole, part = _whole(piece), _decimal(piece)
    if part is not None and (whole is None or unit >= _TRIEU):
        return part, whole is None
    return (None if whole is None else Decimal(whole)), True


def _tail(piece: str, unit: int) -> int | None:
    """Read what follows the last unit: half of it, its next digits, or đồng in full."""
    if piece == "ruoi":
        return unit // 2
    whole = _whole(piece.lstrip("0") or "0")
    if whole is None:
        return None
    if (
        piece.isdecimal()
        and unit in (_TRIEU, _TRAM)
        and len(piece) <= (digits := len(str(unit // _NGHIN)) - 1)
    ):
        return int(piece.ljust(digits, "0")) * _NGHIN
    return whole if _SURE_WITH_DONG <= whole < unit else None


def _whole(piece: str) -> int | None:
    if re.fullmatch(r"0|[1-9][0-9]*|[1-9][0-9]{0,2}(?:\.[0-9]{3})+|[1-9][0-9]{0,2}(?:,[0-9]{3})+", piece):
        return int(re.sub(r"[.,]", "", piece))
    return None


def _decimal(piece: str) -> Decimal | None:
    return Decimal(piece.replace(",", ".")) if re.fullmatch(r"[0-9]{1,4}[.,][0-9]{1,3}", piece) else None
