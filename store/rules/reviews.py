"""By when the regular review should come to a decision (rà soát thường xuyên, domain.md §3.3).

It begins on a day of each month, which is data (recurring.toml), with what has been sent by then.
"""

from __future__ import annotations

from datetime import date, timedelta

from store.rules.calendar import add_working_days
from store.rules.recurring import recurring_rounds

_A_MONTH = timedelta(days=31)


def review_start(sent: date) -> date:
    """Return the first day of the review that what was sent on a day comes to; that day, where no rule holds."""
    rule = next((each for each in recurring_rounds().monthly if each.holds(sent)), None)
    if rule is None:
        return sent
    this = sent.replace(day=rule.opens_day)
    return this if sent <= this else (this.replace(day=1) + _A_MONTH).replace(day=rule.opens_day)


def decision_due(sent: date, days: int, *, working: bool) -> date:
    """Return by when what was sent on a day should be decided: so many days, or working days, from the review on."""
    start = review_start(sent)
    return add_working_days(start, days) if working else start + timedelta(days=days)
