"""What an officer should look at twice before verifying; nothing here stops a report (domain.md §14).

``contradiction`` is said to the village head as well, right after the income is given.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from store.rules.changes import Change, is_exit
from store.rules.dates import show_date
from store.rules.money import show_money
from store.rules.standards import Area, Standard, per_head
from store.rules.text import Text, join

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date

MOVED_LIMIT = 30
"""Percent of a village's list that may be reported out in one month without a second look (domain.md §14)."""


class WarningCode(StrEnum):
    """What a warning is about."""

    INCOME = "income"
    REQUEST = "request"
    NO_MEETING = "no_meeting"
    EARLY_MEETING = "early_meeting"
    EARLIER_YEAR = "earlier_year"
    MANY_MOVED = "many_moved"
    NO_PHOTO = "no_photo"
    UNLISTED = "unlisted"


@dataclass(frozen=True, slots=True)
class ReportWarning:
    """One thing to look at, in one sentence."""

    code: WarningCode
    text: Text


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """What a report says, as far as the warnings need it.

    Args:
        change: what is said to have changed.
        standard: the poverty standard in force on ``event_date``.
        area: the village's area class.
        members: persons in the household.
        income_total: the whole household's income in đồng a month; 0 where the change does not rest on it.
        deprivations: how many indicators remain; None while not asked.
        request_signed: whether the household signed its request (Mẫu số 04).
        meeting_date: the day of the residents' meeting; None if there was none.
        event_date: the day of the request or of the change.
        submitted: the day the report was first sent.
        photos: how many photos came with it.
        unlisted: whether the register does not know the household.
        moved: households of the village reported out this month, this one included.
        listed: households on the village's list at the beginning of the month.
        moved_limit: the configured limit in percent.
    """

    change: Change
    standard: Standard
    area: Area
    members: int
    income_total: int
    deprivations: int | None
    request_signed: bool
    meeting_date: date | None
    event_date: date
    submitted: date
    photos: int
    unlisted: bool
    moved: int
    listed: int
    moved_limit: int = MOVED_LIMIT


def contradiction(
    change: Change, standard: Standard, area: Area, income_per_head: int, deprivations: int | None
) -> Text | None:
    """Say how income and deprivations contradict the claimed change, with both figures; None if they do not.

    ``income_per_head`` is in đồng a month. While ``deprivations`` is None, only what no count could mend
    is said.
    """
    if change.to_class is None:
        return None
    if deprivations is None:
        fitting = standard.possible_classes(income_per_head, area)
    else:
        fitting = frozenset({standard.classify(income_per_head, deprivations, area)})
    if change.to_class in fitting:
        return None
    figures = [_income_words(standard, area, income_per_head)]
    if deprivations is not None:
        figures.append(_deprivation_words(standard, deprivations))
    return join([*figures, _doubt(change)], " ")


def _income_words(standard: Standard, area: Area, income_per_head: int) -> Text:
    line, ceiling = standard.line(area), standard.ceiling(area)
    words = Text(
        "Thu nhập {income}/người/tháng, chuẩn nghèo {area} {line}",
        "Income {income} per person per month, {area} poverty line {line}",
    ).fill(income=show_money(income_per_head), area=area.line_name, line=show_money(line))
    if ceiling == line:
        return words + Text(".", ".")
    return words + Text(", chuẩn cận nghèo {ceiling}.", ", near-poverty line {ceiling}.").fill(
        ceiling=show_money(ceiling)
    )


def _deprivation_words(standard: Standard, deprivations: int) -> Text:
    return Text(
        "Còn thiếu hụt {count} chỉ số (hộ nghèo: từ {threshold} chỉ số).",
        "Deprived in {count} indicators (poor: from {threshold} on).",
    ).fill(count=deprivations, threshold=standard.threshold)


def _doubt(change: Change) -> Text:
    return Text(
        "Như vậy chưa khớp với “{change}”, nhờ anh/chị xem lại ạ.",
        "This does not fit “{change}”; please look again.",
    ).fill(change=change.text)


def warnings_for(facts: Facts) -> list[ReportWarning]:
    """Return everything about a report that deserves a second look, the weightiest first."""
    found = [(code, check(facts)) for code, check in _CHECKS.items()]
    return [ReportWarning(code, text) for code, text in found if text is not None]


def _income(facts: Facts) -> Text | None:
    income = per_head(facts.income_total, facts.members)
    return contradiction(facts.change, facts.standard, facts.area, income, facts.deprivations)


def _request(facts: Facts) -> Text | None:
    if facts.request_signed or not is_exit(facts.change):
        return None
    return Text(
        "Hộ chưa ký giấy đề nghị (Mẫu số 04).", "The household has not signed its request (Mẫu số 04)."
    )


def _no_meeting(facts: Facts) -> Text | None:
    if facts.meeting_date is not None or facts.change.to_class is None:
        return None
    return Text("Thôn chưa họp dân về hộ này.", "No residents' meeting has been held on this household.")


def _early_meeting(facts: Facts) -> Text | None:
    if facts.meeting_date is None or facts.meeting_date >= facts.event_date:
        return None
    return Text(
        "Họp dân ngày {meeting}, trước ngày đề nghị hoặc thay đổi {event}.",
        "The meeting of {meeting} was before the request or change of {event}.",
    ).fill(meeting=show_date(facts.meeting_date), event=show_date(facts.event_date))


def _earlier_year(facts: Facts) -> Text | None:
    if facts.event_date.year >= facts.submitted.year:
        return None
    return Text(
        "Thay đổi từ ngày {event}, thuộc năm trước: báo cáo bổ sung.",
        "The change is of {event}, an earlier year: a supplementary report.",
    ).fill(event=show_date(facts.event_date))


def _many_moved(facts: Facts) -> Text | None:
    if not is_exit(facts.change) or facts.moved * 100 <= facts.moved_limit * facts.listed:
        return None
    return Text(
        "Tháng này thôn báo {moved} trên {listed} hộ trong danh sách, quá mức {limit}%.",
        "This month the village reports {moved} of the {listed} households listed, over {limit}%.",
    ).fill(moved=facts.moved, listed=facts.listed, limit=facts.moved_limit)


def _no_photo(facts: Facts) -> Text | None:
    if facts.photos:
        return None
    return Text("Chưa có ảnh giấy tờ kèm theo.", "No photos of the papers came with it.")


def _unlisted(facts: Facts) -> Text | None:
    if not facts.unlisted:
        return None
    return Text("Hộ không có trong danh sách của thôn.", "The household is not on the village's list.")


_CHECKS: dict[WarningCode, Callable[[Facts], Text | None]] = {
    WarningCode.INCOME: _income,
    WarningCode.UNLISTED: _unlisted,
    WarningCode.REQUEST: _request,
    WarningCode.MANY_MOVED: _many_moved,
    WarningCode.NO_MEETING: _no_meeting,
    WarningCode.EARLY_MEETING: _early_meeting,
    WarningCode.EARLIER_YEAR: _earlier_year,
    WarningCode.NO_PHOTO: _no_photo,
}
