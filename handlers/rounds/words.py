"""How a round, its deadline and an answer to it are said."""

from __future__ import annotations

from typing import TYPE_CHECKING

from store.rules.dates import show_date
from store.rules.rounds import ANSWERED_BY, told_day
from store.rules.text import Text, same

if TYPE_CHECKING:
    from datetime import date

    from handlers.scene import Scene
    from store.rounds import Duty
    from store.tables import Round, RoundAnswer

SHORT_TITLE = 44
"""Characters of a round's title on a button."""

_LEFT = Text("Hạn nộp: <b>{day}</b>, còn {days} ngày", "Due on <b>{day}</b>, {days} days left")
_TODAY = Text("Hạn nộp: <b>hôm nay</b>, {day}", "Due <b>today</b>, {day}")
_LAST = Text(
    "Hạn nộp: <b>{day}</b>; nộp đến hết {last} vẫn là đúng hạn",
    "Due on <b>{day}</b>; up to {last} it is still in time",
)
_OVER = Text("Hạn nộp: hết ngày <b>{day}</b>, đã quá {days} ngày", "Due by <b>{day}</b>, {days} days ago")
_SILENT = Text("⏳ Chưa nộp", "⏳ Not reported yet")
_ANSWERED = Text("✅ {answer}, ngày {day} – Đúng hạn", "✅ {answer}, on {day} – in time")
_ANSWERED_LATE = Text("🕗 {answer}, ngày {day} – Nộp trễ hạn", "🕗 {answer}, on {day} – late")
_NOBODY = Text("chưa có {role}", "no {role} yet")


def deadline(asked: Round, due: date, today: date) -> Text:
    """Say by when a round asks for an answer, and how far that is; once over, by the last day that was in time."""
    day = told_day(asked.kind, asked.due_on, due)
    if today > due:
        return _OVER.fill(day=show_date(due), days=(today - due).days)
    if today > day:
        return _LAST.fill(day=show_date(day), last=show_date(due))
    if today == day:
        return _TODAY.fill(day=show_date(day))
    return _LEFT.fill(day=show_date(day), days=(day - today).days)


def standing(scene: Scene, duty: Duty) -> Text:
    """Say whether a unit has answered, and whether in time."""
    return _SILENT if duty.answer is None else answered(scene, duty.answer)


def answered(scene: Scene, answer: RoundAnswer) -> Text:
    """Say what was answered, when, and whether in time."""
    words = _ANSWERED_LATE if answer.late else _ANSWERED
    day = answer.answered_at.astimezone(scene.config.zone).date()
    return words.fill(answer=answer.answer.text, day=show_date(day))


def short_title(asked: Round) -> Text:
    """Return what a round is called, as far as a button holds it."""
    vi, en = (
        title if len(title) <= SHORT_TITLE else title[: SHORT_TITLE - 1].rstrip() + "…"
        for title in (asked.title_vi, asked.title_en)
    )
    return Text(same(vi).vi, same(en).en)


def nobody(asked: Round) -> Text:
    """Say that a unit has nobody to answer for it."""
    return _NOBODY.fill(role=answered_by(asked))


def answered_by(asked: Round) -> Text:
    """Name the role that answers a round."""
    return ANSWERED_BY[asked.asks].text
