"""What a report of each kind of change has to tell."""

from __future__ import annotations

import pytest

from store.rules.changes import EXITS, FALLS, Change, FallReason, JoinReason, LeaveReason
from store.rules.contents import causes_of, tells_cause, tells_living, tells_meeting, tells_signature

CLAIMS = [change for change in Change if change.to_class is not None]


@pytest.mark.parametrize("change", Change)
def test_only_an_exit_rests_on_a_signed_request(change: Change) -> None:
    assert tells_signature(change) == (change in EXITS)


@pytest.mark.parametrize("change", Change)
def test_every_new_class_rests_on_income_and_the_other_kinds_say_why_instead(change: Change) -> None:
    assert tells_living(change) == (change in CLAIMS)
    assert tells_cause(change) == (change not in CLAIMS or change in FALLS)
    assert tells_cause(change) == bool(causes_of(change))


def test_every_reason_has_a_code_of_its_own_so_that_a_report_need_not_say_which_list_it_is_of() -> None:
    codes = [reason.value for kind in (LeaveReason, JoinReason, FallReason) for reason in kind]
    assert len(set(codes)) == len(codes)


@pytest.mark.parametrize("cause", [LeaveReason.DIED, LeaveReason.MOVED_AWAY, LeaveReason.MERGED])
def test_nobody_meets_about_a_household_that_is_gone(cause: LeaveReason) -> None:
    assert not tells_meeting(Change.OTHER_DECREASE, cause)
    assert not tells_meeting(Change.OTHER_DECREASE, cause.value)


def test_the_residents_meet_about_a_household_listed_by_mistake_and_about_every_other_change() -> None:
    assert tells_meeting(Change.OTHER_DECREASE, LeaveReason.WRONG)
    assert tells_meeting(Change.OTHER_INCREASE, JoinReason.MOVED_IN)
    assert all(tells_meeting(change, None) for change in CLAIMS)
