"""The parts a summary is made of: what happened, what waits, how the year goes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from store.rules.moves import Move
from store.rules.numbers import show_count
from store.rules.text import Text, join, same
from store.weekly import Stage

if TYPE_CHECKING:
    from datetime import date

    from handlers.summaries.weekly.told import Told
    from store.weekly import Pending

_NOTHING = Text(
    "🗓 {unit}, {week}: không có báo cáo mới, không có việc nào đang chờ.",
    "🗓 {unit}, {week}: nothing new, and nothing waits.",
)
_NEW = Text("Báo cáo mới: <b>{count}</b>", "New reports: <b>{count}</b>")
_AGAIN = Text("gửi lại {count}", "sent again {count}")
_DONE = {
    Move.VERIFY: Text("Đã xác minh: <b>{count}</b>", "Verified: <b>{count}</b>"),
    Move.RETURN: Text("Trả lại: <b>{count}</b>", "Returned: <b>{count}</b>"),
    Move.RECOGNISE: Text("Đã công nhận: <b>{count}</b>", "Recognised: <b>{count}</b>"),
    Move.REJECT: Text("Không công nhận: <b>{count}</b>", "Not recognised: <b>{count}</b>"),
    Move.WITHDRAW: Text("Đã rút: <b>{count}</b>", "Withdrawn: <b>{count}</b>"),
}
_ALWAYS = (Move.VERIFY, Move.RETURN, Move.RECOGNISE)
_PENDING = {
    Stage.UNVERIFIED: Text(
        "Chờ xác minh: <b>{count}</b>, {since}", "To be verified: <b>{count}</b>, {since}"
    ),
    Stage.RETURNED: Text("Chờ bổ sung: <b>{count}</b>, {since}", "To be corrected: <b>{count}</b>, {since}"),
    Stage.UNDECIDED: Text(
        "Chờ quyết định: <b>{count}</b>, {since}", "To be decided: <b>{count}</b>, {since}"
    ),
}
_SINCE = Text("lâu nhất {days} ngày", "the longest for {days} days")
_TODAY = Text("mới hôm nay", "since today")
_OVERDUE = Text("{words}, ⚠️ <b>{count} quá hạn</b>", "{words}, ⚠️ <b>{count} overdue</b>")
_LISTS = Text(
    "Hộ nghèo: <b>{poor}</b> (đầu năm {start}), cận nghèo: {near}",
    "Poor households: <b>{poor}</b> ({start} at the start of the year), near-poor: {near}",
)
_OF_TARGET = Text(
    "Đã giảm <b>{done}/{needed}</b> hộ nghèo ({percent}%)",
    "<b>{done} of {needed}</b> poor households fewer ({percent}%)",
)
_ALL_DONE = Text("Không còn hộ nghèo phải giảm", "No poor household is left to reduce")
_DONE_ONLY = Text("Đã giảm <b>{done}</b> hộ nghèo", "<b>{done}</b> poor households fewer")
_GREW = Text("Danh sách hộ nghèo tăng <b>{more}</b> hộ", "The list of poor households grew by <b>{more}</b>")
_BEFORE = Text("{words}, tuần trước {before}", "{words}, {before} the week before")
_AS_BEFORE = Text("{words}, bằng tuần trước", "{words}, as the week before")


def nothing(unit: str, told: Told) -> Text:
    """Say that there is nothing to say."""
    return _NOTHING.fill(unit=unit, week=told.week.text)


def happened(told: Told) -> list[Text]:
    """Say what was done to reports: who looks for a figure finds it, also where it is 0."""
    figures = told.figures
    new = _NEW.fill(count=show_count(figures.made(Move.SUBMIT)))
    if figures.made(Move.RESUBMIT):
        new = join([new, _AGAIN.fill(count=show_count(figures.made(Move.RESUBMIT)))], ", ")
    done = [
        words.fill(count=show_count(figures.made(move)))
        for move, words in _DONE.items()
        if figures.made(move) or move in _ALWAYS
    ]
    return [new, *done]


def waiting(told: Told, today: date) -> list[Text]:
    """Say what waits, for how long, and how much of it for too long."""
    return [
        pending(stage, found, today)
        for stage in Stage
        if (found := told.figures.pending.get(stage)) is not None
    ]


def pending(stage: Stage, found: Pending, today: date) -> Text:
    """Say what waits at one stage."""
    days = (today - found.oldest).days
    since = _SINCE.fill(days=days) if days > 0 else _TODAY
    words = _PENDING[stage].fill(count=show_count(found.count), since=since)
    return _OVERDUE.fill(words=words, count=show_count(found.overdue)) if found.overdue else words


def lists(told: Told) -> Text:
    """Say how many poor and near-poor households there are."""
    standing = told.figures.standing
    return _LISTS.fill(
        poor=show_count(standing.poor), start=show_count(standing.start), near=show_count(standing.near)
    )


def progress(told: Told) -> Text:
    """Say how far the year has come, beside how far it had come a week before.

    Two years are not compared: each has its own beginning, and may have its own poverty standard.
    """
    standing, earlier = told.figures.standing, told.earlier.standing if told.earlier else None
    words = _progress(told)
    if earlier is None or earlier.year != standing.year:
        return words
    if earlier.done == standing.done:
        return _AS_BEFORE.fill(words=words)
    return _BEFORE.fill(words=words, before=same(show_count(earlier.done)))


def _progress(told: Told) -> Text:
    standing = told.figures.standing
    if standing.done < 0:
        return _GREW.fill(more=show_count(-standing.done))
    done = show_count(standing.done)
    if standing.needed is None or standing.percent is None:
        return _ALL_DONE if standing.needed == 0 else _DONE_ONLY.fill(done=done)
    return _OF_TARGET.fill(done=done, needed=show_count(standing.needed), percent=standing.percent)
