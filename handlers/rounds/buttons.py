"""The buttons that answer a round: under /hannop, under a reminder, under whatever tells of a deadline."""

from __future__ import annotations

from typing import TYPE_CHECKING

from handlers.forms.choosing import number_label
from handlers.reply import Button
from handlers.tap import Tap
from store.rules.rounds import Answer
from store.rules.text import Text

if TYPE_CHECKING:
    from collections.abc import Sequence

    from handlers.reply import Rows
    from store.rounds import Duty
    from store.tables import Round, Unit

PLACE = "hn"
"""Where these buttons are answered: handlers/commands/hannop.py."""

_DONE = Text("✅ Đã báo cáo đủ", "✅ All reported")
_NIL = Text("➖ Không có biến động", "➖ No change")
_TAKE_BACK = Text("↩️ Rút lại trả lời", "↩️ Take it back")
_LIST = Text("⏰ Hạn nộp của tôi", "⏰ My deadlines")


def answer_buttons(duties: Sequence[Duty]) -> Rows:
    """Return the buttons that answer for the units still silent, numbered where there are several duties.

    The numbers are places in ``duties``, so that words above the buttons can bear the same.
    """
    rows = []
    for place, duty in enumerate(duties, start=1):
        if duty.answer is not None:
            continue
        labels = [_DONE, _NIL] if len(duties) == 1 else [number_label(place, each) for each in (_DONE, _NIL)]
        given = zip((Answer.DONE, Answer.NIL), labels, strict=True)
        rows.append([Button(label, tap(answer.value, duty.asked, duty.unit)) for answer, label in given])
    return rows


def back_button(duty: Duty, place: int | None = None) -> Button:
    """Return the button that takes an answer back; ``place`` numbers it."""
    label = _TAKE_BACK if place is None else number_label(place, _TAKE_BACK)
    return Button(label, tap("back", duty.asked, duty.unit))


def list_button() -> Button:
    """Return the button that opens one's own deadlines."""
    return Button(_LIST, Tap(PLACE, "list", ("0",)))


def tap(action: str, asked: Round, unit: Unit, *more: str) -> Tap:
    """Say what a button on a round and a unit carries."""
    return Tap(PLACE, action, (str(asked.id), str(unit.id), *more))
