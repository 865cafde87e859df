"""The ladder of a round: those who have not answered are reminded, more often as the day comes near, and afterwards."""

from __future__ import annotations

from typing import TYPE_CHECKING

from handlers.forms.choosing import number_label
from handlers.rounds import buttons, words
from scheduler.reminders.reminder import Call, Item, Reminder, enter
from scheduler.reminders.running import course_of, may_concern, open_rounds, running
from store import pauses, rounds
from store.rules.levels import Level
from store.rules.text import Text, join
from store.tables import Round, Unit

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from sqlmodel import Session

    from handlers.scene import Scene
    from scheduler.reminders.reminder import Turn
    from store.rounds import Duty
    from store.rules.courses import Course

MOST_DUTIES = 5
"""Rounds named in one message; whoever has more finds them in /hannop."""

_DUTY = Text("<b>{title}</b>\n{deadline}\n{standing}", "<b>{title}</b>\n{deadline}\n{standing}")
_SILENT = Text(
    "{unit} chưa có báo cáo. Nhờ anh/chị xem giúp ạ.", "{unit} has not reported yet. Please have a look."
)
_OVERDUE = Text(
    "{unit} chưa có báo cáo; nộp trễ hệ thống vẫn nhận. Nhờ anh/chị xem giúp ạ.",
    "{unit} has not reported yet; a late report is still taken. Please have a look.",
)
_WHY = Text("{title}: {unit} chưa có báo cáo, {deadline}", "{title}: {unit} is silent, {deadline}")


def _calls(db: Session, turn: Turn) -> Iterator[Call]:
    def due(course: Course) -> bool:
        return course.reminds(turn.day, turn.since)

    for asked in open_rounds(db, turn):
        if not may_concern(db, asked, turn, official=_official(asked), test=due):
            continue
        area = db.get_one(Unit, asked.unit_id)
        for each in running(db, asked, area, turn, official=_official(asked)):
            if due(each.course):
                why = _WHY.fill(
                    title=asked.title,
                    unit=each.silent.unit.name,
                    deadline=words.deadline(asked, each.silent.due_on, turn.day),
                )
                yield from (Call(head.chat_id, why) for head in each.silent.heads)


def _items(scene: Scene, turn: Turn) -> list[Item]:
    silent = [duty for duty in rounds.duties(scene.db, scene.viewer, scene.today) if duty.answer is None]
    found = [(duty, _course(scene.db, duty)) for duty in silent]
    due = [(duty, course) for duty, course in found if _still_due(course, turn, scene.today)][:MOST_DUTIES]
    if not due:
        return []
    said = [_words(duty, scene.today) for duty, _ in due]
    if len(due) > 1:
        said = [number_label(place, each) for place, each in enumerate(said, start=1)]
    near = any(course.is_near(scene.today) for _, course in due)
    duties = [duty for duty, _ in due]
    named = [(duty.asked.id, duty.unit.id) for duty in duties]
    return [Item(join(said, "\n\n"), buttons.answer_buttons(duties), near_deadline=near, duties=named)]


def _course(db: Session, duty: Duty) -> Course:
    paused = pauses.spans(db, [duty.unit], duty.asked.opens_on)
    return course_of(duty.asked, duty.due_on, paused[duty.unit.id], official=_official(duty.asked))


def _official(asked: Round) -> bool:
    return asked.asks is not Level.VILLAGE


def _still_due(course: Course, turn: Turn, today: date) -> bool:
    """Tell whether a reminder of the turn still makes sense: one of the days before, not once the day has passed."""
    passed = turn.day <= course.due < today
    return not passed and not course.paused(today) and course.reminds(turn.day, turn.since)


def _words(duty: Duty, today: date) -> Text:
    standing = _OVERDUE if today > duty.due_on else _SILENT
    return _DUTY.fill(
        title=duty.asked.title,
        deadline=words.deadline(duty.asked, duty.due_on, today),
        standing=standing.fill(unit=duty.unit.name),
    )


LADDER = enter(Reminder("ladder", 10, _calls, _items))
