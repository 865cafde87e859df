"""The reason that goes with a verdict: chosen from a list, or written."""

from __future__ import annotations

import unicodedata

from store.rules.refusal import Refusal
from store.rules.text import Text
from store.rules.worded import Worded

SHORTEST_REASON = 5
"""Letters and digits a written reason must have, so that it says something."""

LONGEST_REASON = 500
"""Characters a reason may have; it is repeated in a message beside the whole report."""


class ReturnReason(Worded):
    """The common reasons to return a report, so that one tap is enough."""

    REQUEST = (
        "request",
        Text(
            "Chưa có giấy đề nghị (Mẫu số 04) có chữ ký của hộ.",
            "The household's signed request (Mẫu số 04) is missing.",
        ),
        Text("Thiếu giấy đề nghị", "Request missing"),
    )
    MEETING = (
        "meeting",
        Text("Chưa họp dân hoặc chưa có biên bản họp.", "No residents' meeting, or no minutes of it."),
        Text("Chưa họp dân", "No meeting yet"),
    )
    INCOME = (
        "income",
        Text(
            "Thu nhập của hộ chưa rõ, nhờ anh/chị kiểm tra lại ạ.",
            "The household's income is unclear; please check it.",
        ),
        Text("Thu nhập chưa rõ", "Income unclear"),
    )
    DEPRIVATIONS = (
        "deprivations",
        Text(
            "Các chỉ số thiếu hụt chưa khớp, nhờ anh/chị kiểm tra lại ạ.",
            "The indicators of deprivation do not fit; please check them.",
        ),
        Text("Thiếu hụt chưa khớp", "Deprivations unclear"),
    )
    HOUSEHOLD = (
        "household",
        Text(
            "Thông tin của hộ chưa khớp với danh sách.", "The household's details do not match the register."
        ),
        Text("Sai thông tin hộ", "Wrong household"),
    )
    PHOTOS = (
        "photos",
        Text("Ảnh giấy tờ còn thiếu hoặc mờ.", "Photos of the papers are missing or unclear."),
        Text("Ảnh thiếu hoặc mờ", "Photos unclear"),
    )


def check_reason(written: str | None) -> str:
    """Return a written reason, its blanks tidied (NFC).

    Raises:
        NoReason: nothing was written, or too little to say anything.
        LongReason: it is longer than ``LONGEST_REASON``.
    """
    reason = " ".join(unicodedata.normalize("NFC", written or "").split())
    if sum(character.isalnum() for character in reason) < SHORTEST_REASON:
        raise NoReason
    if len(reason) > LONGEST_REASON:
        raise LongReason(len(reason))
    return reason


class NoReason(Refusal):
    """What must say why came without words: a verdict, or answers kept although they contradict each other."""

    def __init__(self) -> None:
        super().__init__(
            Text(
                "Nhờ anh/chị ghi rõ lý do, để người đọc hiểu ạ.",
                "Please write the reason in full, so that the reader understands.",
            )
        )


class LongReason(Refusal):
    """A reason is too long to be repeated in one message."""

    def __init__(self, length: int) -> None:
        super().__init__(
            Text(
                "Lý do dài {length} ký tự, nhờ anh/chị viết gọn trong {longest} ký tự ạ.",
                "The reason has {length} characters; please keep it to {longest}.",
            ).fill(length=length, longest=LONGEST_REASON)
        )
