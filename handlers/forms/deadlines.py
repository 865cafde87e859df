"""A day to come by which something is due: pressed as three days, a week or two from now, or typed."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

from handlers.forms.choosing import NONE_OF_THESE
from handlers.forms.form import Chosen, Typed
from store.rules.calendar import next_working_day, working_day
from store.rules.dates import parse_date, show_date
from store.rules.refusal import Refusal
from store.rules.text import Text

if TYPE_CHECKING:
    from handlers.forms.form import Filling, Given
    from handlers.reply import Button

STEPS = (3, 7, 14)
_LABEL = Text("{days} ngày ({day})", "{days} days ({day})")


def buttons(filling: Filling, after: date) -> list[Button]:
    """Offer days some time after a day, each moved on to a working day."""
    return [
        filling.choose(day.isoformat(), _LABEL.fill(days=(day - after).days, day=show_date(day)[:5]))
        for day in sorted({_working(after + timedelta(days=step)) for step in STEPS})
    ]


def take(filling: Filling, given: Given) -> date:
    """Return the day that was pressed or typed; without a year, the next such day is meant.

    Raises:
        Refusal: it is no day.
    """
    if isinstance(given, Typed):
        return parse_date(given.text, today=filling.scene.today, prefer="future")
    try:
        return date.fromisoformat(given.value if isinstance(given, Chosen) else "")
    except ValueError:
        raise Refusal(NONE_OF_THESE) from None


def _working(day: date) -> date:
    return day if working_day(day) else next_working_day(day)
