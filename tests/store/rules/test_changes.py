from __future__ import annotations

from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from store.rules.changes import (
    Change,
    ImpossibleChange,
    JoinReason,
    LeaveReason,
    apply,
    is_exit,
    possible_changes,
    rests_on_income,
)
from store.rules.households import ON_THE_LIST, HouseholdClass

POOR, NEAR, NON = HouseholdClass.POOR, HouseholdClass.NEAR_POOR, HouseholdClass.NON_POOR
CLASSES = st.sampled_from(HouseholdClass)

TABLE = {
    (Change.EXIT_POOR_TO_NEAR, POOR): NEAR,
    (Change.EXIT_POOR_FULL, POOR): NON,
    (Change.EXIT_NEAR, NEAR): NON,
    (Change.NEAR_TO_POOR, NEAR): POOR,
    (Change.RELAPSE_POOR, NON): POOR,
    (Change.RELAPSE_NEAR, NON): NEAR,
    (Change.NEW_POOR, NON): POOR,
    (Change.NEW_NEAR, NON): NEAR,
    (Change.OTHER_DECREASE, POOR): None,
    (Change.OTHER_DECREASE, NEAR): None,
    (Change.OTHER_INCREASE, POOR): POOR,
    (Change.OTHER_INCREASE, NEAR): NEAR,
}


@pytest.mark.parametrize(("change", "current"), list(product(Change, HouseholdClass)))
def test_the_whole_table_of_changes_and_classes_holds(change: Change, current: HouseholdClass) -> None:
    if (change, current) in TABLE:
        assert apply(change, current) is TABLE[change, current]
    else:
        with pytest.raises(ImpossibleChange) as refused:
            apply(change, current)
        assert current.text.vi in refused.value.text.vi
        assert change.text.en in refused.value.text.en


def offered(
    current: HouseholdClass, *, poor: bool = False, near: bool = False, listed: bool = True
) -> set[Change]:
    return set(possible_changes(current, was_poor_before=poor, was_near_before=near, listed=listed))


def test_a_poor_household_may_leave_poverty_in_two_ways_or_go_off_the_list() -> None:
    assert offered(POOR) == {Change.EXIT_POOR_TO_NEAR, Change.EXIT_POOR_FULL, Change.OTHER_DECREASE}


def test_a_near_poor_household_may_go_up_down_or_off_the_list() -> None:
    assert offered(NEAR) == {Change.EXIT_NEAR, Change.NEAR_TO_POOR, Change.OTHER_DECREASE}


def test_a_household_never_on_the_list_is_a_new_case_and_no_relapse() -> None:
    assert offered(NON) == {Change.NEW_POOR, Change.NEW_NEAR}


def test_a_household_falls_back_only_into_what_it_once_was() -> None:
    assert offered(NON, poor=True) == {Change.RELAPSE_POOR, Change.NEW_NEAR}
    assert offered(NON, near=True) == {Change.NEW_POOR, Change.RELAPSE_NEAR}
    assert offered(NON, poor=True, near=True) == {Change.RELAPSE_POOR, Change.RELAPSE_NEAR}


def test_a_household_the_register_does_not_know_can_come_onto_the_list_and_not_go_off_it() -> None:
    for current in ON_THE_LIST:
        assert offered(current, listed=False) == offered(current) - {Change.OTHER_DECREASE} | {
            Change.OTHER_INCREASE
        }


@given(CLASSES, st.booleans(), st.booleans(), st.booleans())
def test_every_change_offered_can_be_applied(
    current: HouseholdClass, poor: bool, near: bool, listed: bool
) -> None:
    for change in possible_changes(current, was_poor_before=poor, was_near_before=near, listed=listed):
        assert current in change.from_classes
        after = apply(change, current)
        assert after is (current if change is Change.OTHER_INCREASE else change.to_class)


@given(st.lists(st.tuples(st.integers(0), st.booleans()), max_size=30), CLASSES)
def test_an_exit_is_never_reported_twice_running_from_the_same_class(
    steps: list[tuple[int, bool]], start: HouseholdClass
) -> None:
    current, before = start, None
    for choice, seen in steps:
        changes = possible_changes(current, was_poor_before=seen, was_near_before=seen)
        change = changes[choice % len(changes)]
        assert not (is_exit(change) and change is before)
        after = apply(change, current)
        if after is None:
            return
        current, before = after, change


def test_the_three_exits_are_those_that_end_in_a_better_class() -> None:
    order = [POOR, NEAR, NON]
    for change in Change:
        better = rests_on_income(change) and all(
            order.index(change.to_class or POOR) > order.index(before) for before in change.from_classes
        )
        assert is_exit(change) is better


def test_going_off_or_onto_the_list_claims_no_new_class() -> None:
    assert {change for change in Change if not rests_on_income(change)} == {
        Change.OTHER_DECREASE,
        Change.OTHER_INCREASE,
    }


def test_the_two_kinds_of_exit_are_told_apart_in_plain_words() -> None:
    assert Change.EXIT_POOR_TO_NEAR.plain.vi == "Hết nghèo nhưng còn cận nghèo"
    assert Change.EXIT_POOR_FULL.plain.vi == "Hết nghèo hẳn, vượt chuẩn cận nghèo"
    assert Change.EXIT_POOR_TO_NEAR.text.vi == "thoát nghèo, trở thành hộ cận nghèo"
    assert Change.EXIT_POOR_FULL.text.vi == "thoát nghèo, vượt chuẩn cận nghèo"


def test_every_change_and_reason_has_words_of_its_own_that_fit_a_button() -> None:
    for kind in (Change, LeaveReason, JoinReason):
        buttons = [entry.button for entry in kind]
        assert len({button.vi for button in buttons}) == len({button.en for button in buttons}) == len(kind)
        assert all(0 < len(words) <= 28 for button in buttons for words in (button.vi, button.en))


def test_the_codes_are_those_of_the_official_columns() -> None:
    assert all(change.value == change.name for change in Change)
    assert [reason.text.vi for reason in LeaveReason] == ["chết", "chuyển đi", "nhập hộ", "sai đối tượng"]
    assert [reason.text.vi for reason in JoinReason] == ["chuyển đến", "tách hộ"]
