"""The ladder of reminders of a deadline: how many days before it, how often after it, and when the level above hears.

A ladder is data of a plan's deadline or of a round; without one of its own the usual one holds (domain.md §12).
Reminders are counted back from the last working day that is in time, and after the deadline by working days.
"""

from __future__ import annotations

from typing import Annotated, Self

from pydantic import BaseModel, ConfigDict, Field, model_validator

MOST_DAYS = 120
Steps = Annotated[int, Field(strict=True, ge=1, le=MOST_DAYS)]


class Ladder(BaseModel):
    """When reminders go out.

    Attributes:
        before: days before the last working day in time, the farthest first.
        overdue_first: the working day after the deadline on which the first reminder goes out.
        overdue_every: the working days between two reminders after that.
        overdue_last: after how many overdue working days nobody is reminded any more: the levels above know.
        escalate_after: after how many overdue working days the level above gets the names.
        escalate_further_after: after how many the one above that.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    before: tuple[Steps, ...] = (30, 14, 7, 3, 1)
    overdue_first: Steps = 2
    overdue_every: Steps = 2
    overdue_last: Steps = 20
    escalate_after: Steps = 3
    escalate_further_after: Steps = 6

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        if list(self.before) != sorted(set(self.before), reverse=True):
            raise ValueError("before: write each number of days once, the greatest first")
        if self.escalate_further_after <= self.escalate_after:
            raise ValueError("escalate_further_after: has to come after escalate_after")
        return self


USUAL = Ladder()
"""The ladder of a deadline that has none of its own."""

BACKLOG = Ladder(before=(), overdue_first=1, overdue_every=5, overdue_last=41)
"""The ladder of what waits for an officer: a word when it has waited too long, then once a week for two months."""
