"""Putting reminders off where people have other worries: storms and floods fall into the review (domain.md §12)."""

from __future__ import annotations

from datetime import date, timedelta

from store.rules.dates import show_date
from store.rules.refusal import Refusal
from store.rules.text import Text

LONGEST_PAUSE = 60
"""Days a pause may last: it can be made longer, but never be forgotten."""


def check_pause_end(last_day: date, today: date) -> date:
    """Return the last day of a pause.

    Raises:
        WrongEnd: it has passed, or lies too far ahead.
    """
    if not today <= last_day <= today + timedelta(days=LONGEST_PAUSE):
        raise WrongEnd(today)
    return last_day


class WrongEnd(Refusal):
    """A pause ends on a day that has passed, or too far ahead."""

    def __init__(self, today: date) -> None:
        super().__init__(
            Text(
                "Ngày cuối tạm hoãn phải từ hôm nay đến {latest}. Nhờ anh/chị chọn lại ạ; khi cần có thể kéo dài sau.",
                "The last day of a pause lies between today and {latest}. It can be made longer later.",
            ).fill(latest=show_date(today + timedelta(days=LONGEST_PAUSE)))
        )
