"""Vietnamese phone numbers: read as people write them, kept as E.164, shown as 0912 345 678 (domain.md §12).

The numbering (mobile 03, 05, 07, 08, 09; landline 02; the 11-digit 01xx mobiles ended in 2018) is common
knowledge there, not checked against the regulator's table.
"""

from __future__ import annotations

import re

from store.rules.refusal import Refusal
from store.rules.text import Text

_MOBILE = re.compile(r"[35789]\d{8}", re.ASCII)
_LANDLINE = re.compile(r"2\d{9}", re.ASCII)
_OLD_MOBILE = re.compile(r"1\d{9}", re.ASCII)
_UNCLEAR = Text(
    vi="Số điện thoại chưa đúng. Nhờ anh/chị gửi lại đủ 10 số, ví dụ: 0912 345 678 ạ.",
    en="This is not a phone number we can read. Please send all 10 digits, for example 0912 345 678.",
)
_OLD = Text(
    vi="Số 11 chữ số đầu 01 đã đổi từ năm 2018. Nhờ anh/chị gửi số mới 10 chữ số, ví dụ: 0912 345 678 ạ.",
    en="11-digit numbers that begin with 01 were replaced in 2018. Please send the new number.",
)


def parse_phone(typed: str) -> str:
    """Return the number in E.164 (+84912345678)."""
    number = re.sub(r"[\s.\-()]", "", typed)
    if not re.fullmatch(r"\+?\d{9,14}", number, re.ASCII):
        raise Refusal(_UNCLEAR)
    national = re.sub(r"^(?:\+84|0084|84(?=\d{9,10}$))?0?", "", number)
    if _OLD_MOBILE.fullmatch(national):
        raise Refusal(_OLD)
    if not (_has_prefix(number) and (_MOBILE.fullmatch(national) or _LANDLINE.fullmatch(national))):
        raise Refusal(_UNCLEAR)
    return f"+84{national}"


def _has_prefix(number: str) -> bool:
    return number.startswith(("+84", "84", "0"))


def show_phone(number: str) -> str:
    """Show an E.164 number as it is written in Vietnam: 0912 345 678, 0232 3821 234, 024 3821 2345."""
    national = "0" + number.removeprefix("+84")
    if national.startswith(("024", "028")):
        return f"{national[:3]} {national[3:7]} {national[7:]}"
    if national.startswith("02"):
        return f"{national[:4]} {national[4:8]} {national[8:]}"
    return f"{national[:4]} {national[4:7]} {national[7:]}"
