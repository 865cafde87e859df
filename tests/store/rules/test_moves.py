from __future__ import annotations

from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule

from store.rules.moves import (
    MOVES,
    ImpossibleMove,
    Move,
    act_for,
    correction,
    needs_reason,
    next_state,
    possible_moves,
    who_may,
)
from store.rules.roles import Act, Role
from store.rules.states import CLOSED_STATES, OPEN_STATES, State

STATES, MOVED = st.sampled_from(State), st.sampled_from(Move)

# From each state: the moves there are, as the diagram of a report's life draws them.
ALWAYS = {
    State.DRAFT: {Move.SUBMIT: State.WAITING},
    State.WAITING: {
        Move.CORRECT: State.WAITING,
        Move.WITHDRAW: State.WITHDRAWN,
        Move.VERIFY: State.VERIFIED,
        Move.RETURN: State.RETURNED,
        Move.REJECT: State.NOT_RECOGNISED,
    },
    State.RETURNED: {Move.RESUBMIT: State.WAITING, Move.WITHDRAW: State.WITHDRAWN},
    State.VERIFIED: {Move.RETURN: State.RETURNED, Move.REJECT: State.NOT_RECOGNISED},
    State.POSTED: {Move.END_POSTING: State.AWAITING_DECISION, Move.OBJECT: State.RECHECK},
    State.RECHECK: {Move.CLEAR: State.VERIFIED, Move.REJECT: State.NOT_RECOGNISED},
    State.AWAITING_DECISION: {Move.RECOGNISE: State.RECOGNISED, Move.REJECT: State.NOT_RECOGNISED},
    State.RECOGNISED: {},
    State.NOT_RECOGNISED: {},
    State.WITHDRAWN: {},
}
WITH_POSTING = {State.VERIFIED: {Move.POST: State.POSTED}}
WITHOUT_POSTING = {State.VERIFIED: {Move.RECOGNISE: State.RECOGNISED}}


@pytest.mark.parametrize(("state", "move", "posting"), list(product(State, Move, [True, False])))
def test_the_whole_table_of_states_and_moves_holds(state: State, move: Move, posting: bool) -> None:
    extra = WITH_POSTING if posting else WITHOUT_POSTING
    expected = (ALWAYS[state] | extra.get(state, {})).get(move)
    if expected is not None:
        assert next_state(state, move, tracks_posting=posting) is expected
        assert move in possible_moves(state, tracks_posting=posting)
    else:
        with pytest.raises(ImpossibleMove) as refused:
            next_state(state, move, tracks_posting=posting)
        assert state.text.vi in refused.value.text.vi
        assert move.text.en in refused.value.text.en
        assert (refused.value.state, refused.value.move) == (state, move)


class LifeOfAReport(RuleBasedStateMachine):
    """Anyone tries anything, in any order, and the commune may change its mind about posting."""

    def __init__(self) -> None:
        super().__init__()
        self.state = State.DRAFT
        self.past: list[tuple[State, Move]] = []
        self.skipped_posting = False

    @rule(move=MOVED, posting=st.booleans())
    def somebody_tries(self, move: Move, posting: bool) -> None:
        before = self.state
        try:
            self.state = next_state(before, move, tracks_posting=posting)
        except ImpossibleMove:
            assert move not in possible_moves(before, tracks_posting=posting)
            return
        self.past.append((before, move))
        if self.state is State.RECOGNISED and posting:
            assert (State.POSTED, Move.END_POSTING) in self.past

    @rule(choice=st.integers(0), posting=st.booleans())
    def somebody_does_what_is_possible(self, choice: int, posting: bool) -> None:
        moves = possible_moves(self.state, tracks_posting=posting)
        assert bool(moves) is (self.state not in CLOSED_STATES)
        if moves:
            self.somebody_tries(moves[choice % len(moves)], posting)

    @invariant()
    def a_closed_report_was_never_moved_again(self) -> None:
        assert not any(before in CLOSED_STATES for before, _ in self.past)

    @invariant()
    def it_is_a_draft_only_until_it_is_sent(self) -> None:
        assert (self.state is State.DRAFT) is (self.past == [])
        assert [move for _, move in self.past].count(Move.SUBMIT) == (1 if self.past else 0)

    @invariant()
    def nothing_is_recognised_that_was_not_verified(self) -> None:
        if self.state in {State.POSTED, State.AWAITING_DECISION, State.RECHECK, State.RECOGNISED}:
            assert (State.WAITING, Move.VERIFY) in self.past

    @invariant()
    def what_was_returned_was_sent_again_before_anything_else(self) -> None:
        for (_, move), (_, following) in zip(self.past, self.past[1:], strict=False):
            assert move is not Move.RETURN or following in {Move.RESUBMIT, Move.WITHDRAW}


TestLifeOfAReport = LifeOfAReport.TestCase
TestLifeOfAReport.settings = settings(max_examples=60, stateful_step_count=30, deadline=None)


def reachable(start: State, *, posting: bool) -> set[State]:
    found, todo = {start}, [start]
    while todo:
        state = todo.pop()
        after = {
            next_state(state, move, tracks_posting=posting)
            for move in possible_moves(state, tracks_posting=posting)
        }
        todo.extend(after - found)
        found |= after
    return found


def test_every_state_is_reached_where_posting_is_tracked() -> None:
    assert reachable(State.DRAFT, posting=True) == set(State)


def test_where_posting_is_not_tracked_a_report_is_recognised_without_it() -> None:
    assert reachable(State.DRAFT, posting=False) == set(State) - {
        State.POSTED,
        State.RECHECK,
        State.AWAITING_DECISION,
    }


@pytest.mark.parametrize(("state", "posting"), list(product(sorted(OPEN_STATES), [True, False])))
def test_every_open_report_can_still_end_either_way_also_after_the_commune_changed_its_mind(
    state: State, posting: bool
) -> None:
    assert {State.RECOGNISED, State.NOT_RECOGNISED} <= reachable(state, posting=posting)


def test_the_reporter_corrects_and_withdraws_only_until_the_report_is_verified() -> None:
    head = {move for move in Move if who_may(move) == {Role.VILLAGE_HEAD}}
    assert head == {Move.SUBMIT, Move.CORRECT, Move.RESUBMIT, Move.WITHDRAW}
    assert {state for state, move in MOVES if move in head} == {State.DRAFT, State.WAITING, State.RETURNED}


@pytest.mark.parametrize("move", list(Move))
def test_every_move_belongs_to_one_side_alone(move: Move) -> None:
    assert who_may(move) in ({Role.VILLAGE_HEAD}, {Role.COMMUNE_OFFICER})


def test_a_move_needs_the_act_of_its_name() -> None:
    assert act_for(Move.SUBMIT) is Act.REPORT_CREATE
    assert act_for(Move.RESUBMIT) is Act.REPORT_CORRECT
    assert act_for(Move.WITHDRAW) is Act.REPORT_WITHDRAW
    assert act_for(Move.REJECT) is Act.REPORT_VERIFY
    assert act_for(Move.RECOGNISE) is Act.REPORT_RECOGNISE


def test_returning_refusing_and_objecting_need_a_reason() -> None:
    assert {move for move in Move if needs_reason(move)} == {Move.RETURN, Move.REJECT, Move.OBJECT}


@given(STATES)
def test_corrected_answers_come_in_as_a_correction_or_as_a_new_sending(state: State) -> None:
    if state is State.WAITING:
        assert correction(state) is Move.CORRECT
    elif state is State.RETURNED:
        assert correction(state) is Move.RESUBMIT
    else:
        with pytest.raises(ImpossibleMove):
            correction(state)
