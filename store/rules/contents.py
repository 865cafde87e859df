"""What a report of each kind of change has to tell (domain.md §3.2, §3.5, §4.1).

An exit rests on the household's signed request (Mẫu số 04), and every new class on income and deprivations. A
household that comes onto the list or goes off it with the class it has is judged by neither; and nobody meets
about one that has died or left. One that fell back has a reason, which decides whether an earlier exit counts as
sustained (clause B-45).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from store.rules.changes import FALLS, Change, FallReason, JoinReason, LeaveReason, is_exit, rests_on_income

if TYPE_CHECKING:
    from store.rules.worded import Worded

GONE = frozenset({LeaveReason.DIED, LeaveReason.MOVED_AWAY, LeaveReason.MERGED})
"""Why a household is no longer in the village, or no longer a household."""

OTHER = frozenset({Change.OTHER_DECREASE, Change.OTHER_INCREASE})
"""The changes by which a household comes or goes with the class it has."""


def tells_cause(change: Change) -> bool:
    """Whether a report says why: why the household came onto the list, went off it, or fell back."""
    return change in OTHER or change in FALLS


def causes_of(change: Change) -> tuple[Worded, ...]:
    """Return the reasons a change may have, in the order to show them; none where it is not asked why."""
    if change is Change.OTHER_DECREASE:
        return tuple(LeaveReason)
    if change is Change.OTHER_INCREASE:
        return tuple(JoinReason)
    return tuple(FallReason) if change in FALLS else ()


def tells_signature(change: Change) -> bool:
    """Whether a report says that the household signed its request (Mẫu số 04, QĐ 24/2021)."""
    return is_exit(change)


def tells_living(change: Change) -> bool:
    """Whether a report tells income, remaining deprivations and the support received."""
    return rests_on_income(change)


def tells_meeting(change: Change, cause: str | None) -> bool:
    """Whether a report tells when the residents met about the household."""
    return change is not Change.OTHER_DECREASE or cause not in GONE
