"""The words for each answer of a report, as it stands in the report or in its history."""

from __future__ import annotations

from datetime import date
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from store.rules.changes import Change, FallReason, JoinReason, LeaveReason
from store.rules.dates import show_date
from store.rules.money import show_money
from store.rules.reasons import ReturnReason
from store.rules.text import Text, same

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

TITLES: Mapping[str, Text] = MappingProxyType(
    {
        "change": Text("Thay đổi", "Change"),
        "cause": Text("Nguyên do", "Why"),
        "signed": Text("Giấy đề nghị (Mẫu số 04)", "Signed request (Mẫu số 04)"),
        "event_on": Text("Ngày đề nghị hoặc thay đổi", "Day of the request or change"),
        "members": Text("Nhân khẩu", "Persons"),
        "income": Text("Thu nhập cả hộ một tháng", "Income of the household a month"),
        "keep_reason": Text("Giải thích", "Explanation"),
        "deprivations": Text("Chỉ số còn thiếu hụt", "Remaining deprivations"),
        "supports": Text("Đã được hỗ trợ", "Support received"),
        "meeting_on": Text("Họp dân", "Residents' meeting"),
        "photos": Text("Ảnh giấy tờ", "Photos of papers"),
        "posted_on": Text("Niêm yết từ ngày", "Posted from"),
    }
)
"""What each answer of a report is called."""

FREE_WORDS = frozenset({"keep_reason"})
"""Answers in someone's own words, which may name people."""

NONE = Text("không", "none")
_NO_MEETING = Text("chưa họp", "not held")
_YES, _NO = Text("có", "yes"), Text("chưa", "not yet")


def in_words(field: str, plain: Any) -> Text:
    """Say an answer, given as it is kept in a report's history: plain numbers, codes, lists and ISO days."""
    if field == "meeting_on" and plain is None:
        return _NO_MEETING
    if plain in (None, []):
        return NONE
    return _WORDS.get(field, same)(plain)


def cause_words(code: str) -> Text:
    """Say why a household came onto the list, went off it, or fell back."""
    known = {reason.value: reason.text for kind in (LeaveReason, JoinReason, FallReason) for reason in kind}
    return known[code]


def reason_words(reason: str) -> Text:
    """Say the reason of a verdict: one of the common ones, kept as its code, or somebody's own words."""
    common = {known.value: known.text for known in ReturnReason}
    return common.get(reason) or same(reason)


def _day(plain: Any) -> Text:
    return same(show_date(date.fromisoformat(str(plain))))


_WORDS: Mapping[str, Callable[[Any], Text]] = MappingProxyType(
    {
        "change": lambda plain: Change(plain).text,
        "cause": cause_words,
        "signed": lambda plain: _YES if plain else _NO,
        "event_on": _day,
        "income": lambda plain: same(show_money(plain)),
        "deprivations": lambda plain: same(len(plain)),
        "supports": lambda plain: same(len(plain)),
        "meeting_on": _day,
        "photos": lambda plain: same(len(plain)),
        "posted_on": _day,
    }
)
