"""From which day a verified report has been posted in public (niêm yết công khai)."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from handlers.forms import engine
from handlers.forms.form import Answer, Chosen, Filling, Form, Given, Prompt, Question, Typed
from handlers.forms.verdict import way_back
from handlers.verifying import verdicts
from handlers.verifying.aim import Aim
from store import reports
from store.rules.dates import parse_date, refuse_future, show_date
from store.rules.moves import Move
from store.rules.refusal import Refusal
from store.rules.roles import Act
from store.rules.text import Text, same
from store.tables import Report

if TYPE_CHECKING:
    from handlers.reply import Replies
    from handlers.scene import Scene

_ASK = Text(
    "Danh sách được niêm yết công khai từ ngày nào ạ? Bấm nút, hoặc gõ ngày, ví dụ {today}.",
    "From which day was the list posted in public? Press the button, or type the day, such as {today}.",
)
_TODAY = Text("Hôm nay", "Today")
_NO_DAY = Text("Nhờ anh/chị bấm Hôm nay hoặc gõ ngày ạ.", "Please press Today, or type the day.")


def begin(scene: Scene, aim: Aim) -> Replies:
    """Ask for the first day of a posting; said at once if the report cannot be posted."""
    report = verdicts.ready(scene, Move.POST, aim)
    if not isinstance(report, Report):
        return [report]
    return engine.start(scene, POSTED, aim.answers(), in_place=True)


def take_day(filling: Filling, given: Given) -> Answer:
    """Take a day in the past, pressed as today or typed."""
    today = filling.scene.today
    if isinstance(given, Chosen):
        return Answer(today.isoformat())
    if not isinstance(given, Typed):
        raise Refusal(_NO_DAY)
    day = parse_date(given.text, today=today)
    refuse_future(day, today)
    return Answer(day.isoformat())


def _ask(filling: Filling) -> Prompt:
    words = _ASK.fill(today=show_date(filling.scene.today))
    return Prompt(words, [[filling.choose("today", _TODAY)], *way_back(filling)])


def _subject(filling: Filling) -> Text:
    scene = filling.scene
    return same(reports.get(scene.db, scene.viewer, filling.get("report"), Act.REPORT_POST).code)


def _finish(filling: Filling) -> Replies:
    first_day = date.fromisoformat(filling.get("day"))
    return verdicts.post(filling.scene, Aim.from_answers(filling.answers), first_day)


POSTED = engine.enter(
    Form(
        name="posted",
        version=1,
        act=Act.REPORT_POST,
        title=Text("Niêm yết công khai", "Public posting"),
        subject=_subject,
        questions=(
            Question(
                name="day",
                title=Text("Ngày bắt đầu", "First day"),
                ask=_ask,
                take=take_day,
                show=lambda filling: same(show_date(date.fromisoformat(filling.get("day")))),
            ),
        ),
        review=None,
        finish=_finish,
    )
)
