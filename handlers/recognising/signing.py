"""The number and the date of a decision."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

from handlers.forms.form import Answer, Chosen, Prompt, Typed
from handlers.recognising import picking
from store.rules.codes import looks_like_code
from store.rules.dates import parse_date, show_date
from store.rules.guards import check_decision_day, check_number
from store.rules.refusal import Refusal
from store.rules.text import Text

if TYPE_CHECKING:
    from handlers.forms.form import Filling, Given

_ASK_NUMBER = Text(
    "Số quyết định công nhận là gì ạ? Ví dụ: 123/QĐ-UBND",
    "What is the number of the decision? For example 123/QĐ-UBND",
)
_ASK_DATE = Text(
    "Quyết định ký ngày nào ạ? Bấm nút, hoặc gõ ngày, ví dụ {today}.",
    "On which day was it signed? Press a button, or type the day, such as {today}.",
)
_TODAY, _YESTERDAY = Text("Hôm nay", "Today"), Text("Hôm qua", "Yesterday")


def ask_number(_filling: Filling) -> Prompt:
    """Ask for the number."""
    return Prompt(_ASK_NUMBER)


def take_number(_filling: Filling, given: Given) -> Answer:
    """Take the number; the code of a report is none.

    Raises:
        UnfitDecision: it cannot be the number of a decision.
    """
    typed = given.text if isinstance(given, Typed) else ""
    return Answer(check_number("" if looks_like_code(typed) else typed))


def ask_date(filling: Filling) -> Prompt:
    """Ask for the date."""
    buttons = [filling.choose("0", _TODAY), filling.choose("1", _YESTERDAY)]
    return Prompt(_ASK_DATE.fill(today=show_date(filling.scene.today)), [buttons])


def take_date(filling: Filling, given: Given) -> Answer:
    """Take the date: not in the future, nor before any report chosen was sent.

    Raises:
        Refusal: it is either, or no date at all.
    """
    scene = filling.scene
    if isinstance(given, Typed):
        day = parse_date(given.text, today=scene.today)
    elif isinstance(given, Chosen):
        day = scene.today - timedelta(days=given.value == "1")
    else:
        raise Refusal(ask_date(filling).text)
    for report in picking.chosen(filling):
        submitted = report.submitted_at.astimezone(scene.config.zone).date()
        check_decision_day(day, submitted=submitted, today=scene.today)
    return Answer(day.isoformat())


def day_of(filling: Filling) -> date:
    """Return the date given."""
    return date.fromisoformat(filling.get("date"))
