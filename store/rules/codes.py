"""Codes of reports, made to be read out over a phone: CT-47K-3H92.

Seven symbols follow the sign CT (Chung Tay). They are the ten digits and seven letters that neither look nor
sound like a digit or like one another when spelled in Vietnamese: e, hát, ca, em-mờ, tê, u, ích-xì.

Why one wrong symbol and any two exchanged are always found: a code is right if the sum of weight times value
is 0 modulo the prime 17. One wrong symbol changes the sum by its weight times the difference of values; two
exchanged ones change it by the difference of their weights times the difference of their values. The weights
7 … 1 are distinct and none is 0 modulo 17, and since 17 is prime, neither product is.
"""

from __future__ import annotations

import re

from store.rules.refusal import Refusal
from store.rules.text import Text

ALPHABET = "0123456789EHKMTUX"
SIGN = "CT"
_PRIME = len(ALPHABET)
_LENGTH = 7
_WEIGHTS = range(_LENGTH, 0, -1)
CAPACITY = _PRIME ** (_LENGTH - 1)
"""How many reports can have a code of their own: 17 to the 6th, some 24 million."""

_FACTOR = 15_485_863
_LOOK_ALIKES = str.maketrans("OIL", "011")
_WRONG = Text(
    vi="Mã “{code}” chưa đúng, nhờ anh/chị kiểm tra lại ạ. Ví dụ về mã: {example}.",
    en="The code “{code}” is not right; please check it. A code looks like {example}.",
)


def make_code(number: int) -> str:
    """Return the code for a sequence number, 0 to CAPACITY - 1; no two numbers share one."""
    if not 0 <= number < CAPACITY:
        raise ValueError(f"no code for number {number}")
    values = _scramble(number)
    values.append(-_weighted(values) % _PRIME)
    body = "".join(ALPHABET[value] for value in values)
    return _shown(body)


def read_code(typed: str) -> str:
    """Return the code as it is stored, from whatever case, spaces and dashes it was typed with."""
    body = _body(typed)
    if body is None or not _is_right(body):
        raise Refusal(_WRONG.fill(code=typed.strip()[:20], example=make_code(0)))
    return _shown(body)


def looks_like_code(typed: str) -> bool:
    """Tell whether someone meant a code: the sign and about seven symbols, or seven symbols that check."""
    if re.fullmatch(rf"{SIGN}(?=.*[0-9])[0-9A-Z]{{5,9}}", _compact(typed)):
        return True
    body = _body(typed)
    return body is not None and _is_right(body)


def _scramble(number: int) -> list[int]:
    """Spread consecutive numbers over all codes, one to one: a code does not tell how many there are."""
    for _ in range(2):
        number = _from_digits(list(reversed(_to_digits((number * _FACTOR + _FACTOR) % CAPACITY))))
    return _to_digits(number)


def _to_digits(number: int) -> list[int]:
    return [number // _PRIME**place % _PRIME for place in reversed(range(_LENGTH - 1))]


def _from_digits(digits: list[int]) -> int:
    return sum(digit * _PRIME**place for place, digit in enumerate(reversed(digits)))


def _weighted(values: list[int]) -> int:
    return sum(weight * value for weight, value in zip(_WEIGHTS, values, strict=False))


def _is_right(body: str) -> bool:
    return _weighted([ALPHABET.index(symbol) for symbol in body]) % _PRIME == 0


def _compact(typed: str) -> str:
    without_word = re.sub(r"^\s*m[aã]\s*(?:số|so)?\s+", "", typed.lower())
    return re.sub(r"[\s.\-–—_]", "", without_word).upper()


def _body(typed: str) -> str | None:
    """Return the seven symbols, or None if that is not what was typed."""
    symbols = _compact(typed)
    body = symbols.removeprefix(SIGN) if len(symbols) == len(SIGN) + _LENGTH else symbols
    body = body.translate(_LOOK_ALIKES)
    return body if len(body) == _LENGTH and set(body) <= set(ALPHABET) else None


def _shown(body: str) -> str:
    return f"{SIGN}-{body[:3]}-{body[3:]}"
