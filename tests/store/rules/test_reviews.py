from __future__ import annotations

from datetime import date

import pytest

from store.rules.reviews import decision_due, review_start


@pytest.mark.parametrize(
    ("sent", "start"),
    [
        (date(2026, 11, 14), date(2026, 11, 15)),
        (date(2026, 11, 15), date(2026, 11, 15)),
        (date(2026, 11, 16), date(2026, 12, 15)),
        (date(2026, 12, 31), date(2027, 1, 15)),
        (date(2020, 5, 5), date(2020, 5, 5)),  # before QĐ 24/2021 no such review is known
    ],
)
def test_the_regular_review_begins_on_the_15th_with_what_was_sent_by_then(sent: date, start: date) -> None:
    assert review_start(sent) == start


def test_its_decision_is_due_within_15_days_or_working_days() -> None:
    assert decision_due(date(2026, 11, 10), 15, working=False) == date(2026, 11, 30)
    assert decision_due(date(2026, 11, 10), 15, working=True) == date(2026, 12, 7)  # 24/11 is a day off
