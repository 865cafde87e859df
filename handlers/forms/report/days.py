"""Days: that of the request or of the change, and that of the residents' meeting. Tapped, or typed day before month."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

from handlers.casewords import TITLES, in_words
from handlers.forms.choosing import NONE_OF_THESE
from handlers.forms.form import Answer, Chosen, Prompt, Question, Typed
from handlers.forms.report.told import say_day, told
from store.rules.dates import parse_date, refuse_future, show_date
from store.rules.refusal import Refusal
from store.rules.standards import standard_on
from store.rules.text import Text
from store.rules.vietnamese import is_nothing, yes_or_no

if TYPE_CHECKING:
    from handlers.forms.form import Filling, Given
    from handlers.reply import Button

_SIGNED_ON = Text(
    "<b>Hộ ký giấy đề nghị ngày nào ạ?</b>\nBấm nút, hoặc gõ ngày, ví dụ {example}.",
    "<b>On which day was the request signed?</b>\nPress a button, or type the day, such as {example}.",
)
_CHANGED_ON = Text(
    "<b>Hộ có thay đổi này từ ngày nào ạ?</b>\nBấm nút, hoặc gõ ngày, ví dụ {example}.",
    "<b>Since which day is it so?</b>\nPress a button, or type the day, such as {example}.",
)
_MET_ON = Text(
    "<b>Thôn họp dân về hộ này ngày nào ạ?</b>\nBấm nút, hoặc gõ ngày, ví dụ {example}.",
    "<b>When did the residents meet about this household?</b>\nPress a button, or type the day, such as {example}.",
)
_TODAY = Text("Hôm nay ({day})", "Today ({day})")
_YESTERDAY = Text("Hôm qua ({day})", "Yesterday ({day})")
_NOT_MET = Text("Chưa họp", "Not yet")
_NOTED = Text("Đã ghi ngày {day}.", "Noted: {day}.")
_NO_MEETING = "-"


def _near(filling: Filling) -> list[Button]:
    today = filling.scene.today
    near = ((today, _TODAY), (today - timedelta(days=1), _YESTERDAY))
    return [filling.choose(day.isoformat(), words.fill(day=show_date(day)[:5])) for day, words in near]


def _example(filling: Filling) -> str:
    return show_date(filling.scene.today - timedelta(days=2))[:5]


def _read(filling: Filling, given: Given) -> tuple[date, Text | None]:
    """Return a day that is over or today, and what to say of it: a typed one is echoed, with its year."""
    today = filling.scene.today
    if isinstance(given, Typed):
        day, note = parse_date(given.text, today=today), _NOTED
    elif isinstance(given, Chosen):
        # A button of yesterday's screen still says the day that stands on it.
        day, note = _tapped(given.value), None
    else:
        raise Refusal(NONE_OF_THESE)
    refuse_future(day, today)
    return day, note.fill(day=show_date(day)) if note else None


def _tapped(value: str) -> date:
    try:
        return date.fromisoformat(value)
    except ValueError:
        raise Refusal(NONE_OF_THESE) from None


def _ask_event(filling: Filling) -> Prompt:
    words = _SIGNED_ON if filling.get("signed") and told(filling).asks_signature() else _CHANGED_ON
    return Prompt(words.fill(example=_example(filling)), [_near(filling)])


def _take_event(filling: Filling, given: Given) -> Answer:
    day, note = _read(filling, given)
    standard_on(day)  # refuses a day for which no standard is known
    return Answer(day.isoformat(), note)


def _ask_meeting(filling: Filling) -> Prompt:
    rows = [_near(filling), [filling.choose(_NO_MEETING, _NOT_MET)]]
    return Prompt(_MET_ON.fill(example=_example(filling)), rows)


def _take_meeting(filling: Filling, given: Given) -> Answer:
    if isinstance(given, Typed) and (is_nothing(given.text) or yes_or_no(given.text) is False):
        return Answer(None)
    if given == Chosen(_NO_MEETING):
        return Answer(None)
    day, note = _read(filling, given)
    return Answer(day.isoformat(), note)


EVENT_ON = Question(
    name="event_on",
    title=Text("Ngày", "Day"),
    ask=_ask_event,
    take=_take_event,
    show=lambda filling: say_day(filling.answers["event_on"]),
)
MEETING_ON = Question(
    name="meeting_on",
    title=TITLES["meeting_on"],
    ask=_ask_meeting,
    take=_take_meeting,
    show=lambda filling: in_words("meeting_on", filling.get("meeting_on")),
    applies=lambda filling: told(filling).asks_meeting(),
)
