from __future__ import annotations

from store.rules.states import CLOSED_STATES, OPEN_STATES, State, is_open


def test_every_state_is_a_draft_or_open_or_closed_and_only_one_of_these() -> None:
    assert not OPEN_STATES & CLOSED_STATES
    assert OPEN_STATES | CLOSED_STATES | {State.DRAFT} == set(State)
    assert {state for state in State if is_open(state)} == OPEN_STATES


def test_the_states_bear_the_words_of_the_glossary() -> None:
    assert {state: state.text.vi for state in State} == {
        State.DRAFT: "Bản nháp",
        State.WAITING: "Chờ xác minh",
        State.RETURNED: "Trả lại để bổ sung",
        State.VERIFIED: "Đã xác minh",
        State.POSTED: "Đang niêm yết",
        State.AWAITING_DECISION: "Chờ quyết định",
        State.RECHECK: "Phúc tra",
        State.RECOGNISED: "Đã công nhận",
        State.NOT_RECOGNISED: "Không công nhận",
        State.WITHDRAWN: "Đã rút",
    }


def test_every_state_has_an_icon_of_its_own_and_says_what_happens_next() -> None:
    assert len({state.icon for state in State}) == len(State)
    for state in State:
        assert state.next.vi.endswith((".", "ạ."))
        assert state.next.en.endswith(".")
        assert "bạn" not in state.next.vi.split()


def test_a_state_on_a_button_is_its_short_name() -> None:
    assert all(state.button is state.text and len(state.button.vi) <= 28 for state in State)
