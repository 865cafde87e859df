"""What must be true before a report moves on, beyond its state (domain.md §4.2, guards; §14)."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import TYPE_CHECKING

from store.rules.dates import show_date
from store.rules.refusal import Refusal
from store.rules.text import Text

if TYPE_CHECKING:
    from datetime import date

LONGEST_NUMBER = 50
"""Characters a decision's number may have, such as 123/QĐ-UBND."""

_SIGN = re.compile(r"/[^/\d]*$")
"""The letters after a number that say what kind of paper it is, and whose."""

_DECISION = re.compile(r"\bq[dđ]\b", re.IGNORECASE)
"""The sign of a decision (quyết định) however it is typed; no kind of paper is called QD."""

_COMMITTEE = re.compile(r"\bubnd\b", re.IGNORECASE)
"""Whose decision it is (ủy ban nhân dân), however it is typed."""


class OwnReport(Refusal):
    """Whoever reported cannot decide: four eyes see what two do not (domain.md §0, fact 9)."""

    def __init__(self) -> None:
        super().__init__(
            Text(
                "Báo cáo này do chính anh/chị gửi, nên nhờ một cán bộ khác xác minh ạ.",
                "You sent this report yourself, so another officer has to verify it.",
            )
        )


class UnfitDecision(Refusal):
    """A decision's number or date cannot be right."""


class UnfitPosting(Refusal):
    """A public posting cannot begin or end on the day given."""


def check_four_eyes(*, decider: int, reporter: int) -> None:
    """Refuse a verdict by the person who reported; both are ids of persons.

    Raises:
        OwnReport: they are the same person.
    """
    if decider == reporter:
        raise OwnReport


def check_number(number: str) -> str:
    """Return the number of a decision, its blanks tidied and its sign as papers write it: 15/QĐ-UBND (domain.md §8).

    Raises:
        UnfitDecision: there is no digit in it, or it is too long.
    """
    tidy = " ".join(number.split())
    if not any(character.isdigit() for character in tidy) or len(tidy) > LONGEST_NUMBER:
        raise UnfitDecision(
            Text(
                "Nhờ anh/chị ghi số quyết định, ví dụ 123/QĐ-UBND ạ.",
                "Please write the number of the decision, such as 123/QĐ-UBND.",
            )
        )
    return _SIGN.sub(_written, tidy)


def _written(sign: re.Match[str]) -> str:
    """Return a sign in capitals where it was typed without any, and QĐ-UBND however a phone wrote it.

    Other letters stay where some were capitals: TTg is written so.
    """
    letters = sign[0].upper() if sign[0].islower() else sign[0]
    return _COMMITTEE.sub("UBND", _DECISION.sub("QĐ", letters))


def check_decision_day(decided: date, *, submitted: date, today: date) -> None:
    """Check the date of a decision against the day the report was first sent (domain.md §14).

    Raises:
        UnfitDecision: it lies before that day, or in the future.
    """
    if decided > today:
        raise UnfitDecision(
            Text(
                "Ngày quyết định {decided} chưa đến. Nhờ anh/chị kiểm tra lại ạ.",
                "The date of the decision, {decided}, is still to come. Please check it.",
            ).fill(decided=show_date(decided))
        )
    if decided < submitted:
        raise UnfitDecision(
            Text(
                "Ngày quyết định {decided} trước ngày gửi báo cáo {submitted}. Nhờ anh/chị kiểm tra lại ạ.",
                "The decision's date {decided} lies before the report's, {submitted}. Please check it.",
            ).fill(decided=show_date(decided), submitted=show_date(submitted))
        )


def check_posting_start(posted: date, *, verified: date, today: date) -> None:
    """Check the first day of a public posting.

    Raises:
        UnfitPosting: it lies before the day of verification, or in the future.
    """
    if not verified <= posted <= today:
        raise UnfitPosting(
            Text(
                "Ngày bắt đầu niêm yết phải từ {verified} đến {today}. Nhờ anh/chị kiểm tra lại ạ.",
                "The posting must begin between {verified} and {today}. Please check the date.",
            ).fill(verified=show_date(verified), today=show_date(today))
        )


def check_posting_end(posted: date, *, days: int, today: date) -> None:
    """Check that a list has been posted for ``days`` full days, as configured (unverified, domain.md §3.2).

    Raises:
        UnfitPosting: the time is not over.
    """
    over = posted + timedelta(days=days)
    if today < over:
        raise UnfitPosting(
            Text(
                "Niêm yết từ {posted}, cần đủ {days} ngày, nên kết thúc được từ {over}.",
                "Posted on {posted} for {days} days, so it can end from {over} on.",
            ).fill(posted=show_date(posted), days=days, over=show_date(over))
        )
