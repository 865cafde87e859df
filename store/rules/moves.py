"""How a report goes from state to state: one table, and nothing outside it (domain.md §4.2)."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING

from store.rules.refusal import Refusal
from store.rules.roles import Act, Role, roles_that_may
from store.rules.states import State
from store.rules.text import Text
from store.rules.worded import Worded

if TYPE_CHECKING:
    from collections.abc import Mapping


class Move(Worded):
    """What someone does to a report, in the words of a button and of the report's history."""

    SUBMIT = "submit", Text("Gửi", "Send")
    CORRECT = "correct", Text("Sửa", "Correct")
    RESUBMIT = "resubmit", Text("Gửi lại", "Send again")
    WITHDRAW = "withdraw", Text("Rút báo cáo", "Withdraw")
    VERIFY = "verify", Text("Xác minh", "Verify")
    RETURN = "return", Text("Trả lại để bổ sung", "Return for correction")
    REJECT = "reject", Text("Không công nhận", "Do not recognise")
    POST = "post", Text("Niêm yết", "Post in public")
    END_POSTING = "end_posting", Text("Kết thúc niêm yết", "End the posting")
    OBJECT = "object", Text("Có ý kiến, phúc tra", "Comments came, check again")
    CLEAR = "clear", Text("Kết thúc phúc tra", "End the re-verification")
    RECOGNISE = "recognise", Text("Công nhận", "Recognise")


MOVES: Mapping[tuple[State, Move], State] = MappingProxyType(
    {
        (State.DRAFT, Move.SUBMIT): State.WAITING,
        (State.WAITING, Move.CORRECT): State.WAITING,
        (State.WAITING, Move.WITHDRAW): State.WITHDRAWN,
        (State.WAITING, Move.VERIFY): State.VERIFIED,
        (State.WAITING, Move.RETURN): State.RETURNED,
        (State.WAITING, Move.REJECT): State.NOT_RECOGNISED,
        (State.RETURNED, Move.RESUBMIT): State.WAITING,
        (State.RETURNED, Move.WITHDRAW): State.WITHDRAWN,
        (State.VERIFIED, Move.RETURN): State.RETURNED,
        (State.VERIFIED, Move.REJECT): State.NOT_RECOGNISED,
        (State.VERIFIED, Move.POST): State.POSTED,
        (State.VERIFIED, Move.RECOGNISE): State.RECOGNISED,
        (State.POSTED, Move.END_POSTING): State.AWAITING_DECISION,
        (State.POSTED, Move.OBJECT): State.RECHECK,
        (State.RECHECK, Move.CLEAR): State.VERIFIED,
        (State.RECHECK, Move.REJECT): State.NOT_RECOGNISED,
        (State.AWAITING_DECISION, Move.RECOGNISE): State.RECOGNISED,
        (State.AWAITING_DECISION, Move.REJECT): State.NOT_RECOGNISED,
    }
)
"""Every move there is. Once verified, a report can no longer be withdrawn: the officer returns it first."""

SENDING = frozenset({Move.SUBMIT, Move.CORRECT, Move.RESUBMIT})
"""The moves by which answers come in; whoever made one of them may not judge the report."""

_UNLESS_POSTING = frozenset({(State.VERIFIED, Move.RECOGNISE)})
_ONLY_POSTING = frozenset({(State.VERIFIED, Move.POST)})

_ACTS: Mapping[Move, Act] = MappingProxyType(
    {
        Move.SUBMIT: Act.REPORT_CREATE,
        Move.CORRECT: Act.REPORT_CORRECT,
        Move.RESUBMIT: Act.REPORT_CORRECT,
        Move.WITHDRAW: Act.REPORT_WITHDRAW,
        Move.VERIFY: Act.REPORT_VERIFY,
        Move.RETURN: Act.REPORT_VERIFY,
        Move.REJECT: Act.REPORT_VERIFY,
        Move.POST: Act.REPORT_POST,
        Move.END_POSTING: Act.REPORT_POST,
        Move.OBJECT: Act.REPORT_POST,
        Move.CLEAR: Act.REPORT_VERIFY,
        Move.RECOGNISE: Act.REPORT_RECOGNISE,
    }
)


class ImpossibleMove(Refusal):
    """The report's present state does not admit this move."""

    def __init__(self, state: State, move: Move) -> None:
        super().__init__(
            Text(
                "Báo cáo này hiện ở tình trạng “{state}”, nên không thể thực hiện “{move}”.",
                "This report is now “{state}”, so “{move}” is not possible.",
            ).fill(state=state.text, move=move.text)
        )
        self.state = state
        self.move = move


def act_for(move: Move) -> Act:
    """Return the act a person needs for ``move``."""
    return _ACTS[move]


def who_may(move: Move) -> frozenset[Role]:
    """Return the roles that may make ``move``: the village head's side before, the officer's side after."""
    return roles_that_may(act_for(move))


def needs_reason(move: Move) -> bool:
    """Whether ``move`` must say why: a return, a refusal (written reason, QĐ 24/2021), an objection."""
    return move in {Move.RETURN, Move.REJECT, Move.OBJECT}


def possible_moves(state: State, *, tracks_posting: bool) -> tuple[Move, ...]:
    """Return the moves a report in ``state`` admits.

    Args:
        state: where the report stands.
        tracks_posting: whether the commune records the public posting; if it does, no verified report is
            recognised without it, and if it does not, none is posted.
    """
    closed_off = _UNLESS_POSTING if tracks_posting else _ONLY_POSTING
    return tuple(move for before, move in MOVES if before is state and (before, move) not in closed_off)


def next_state(state: State, move: Move, *, tracks_posting: bool) -> State:
    """Return the state after ``move``.

    Raises:
        ImpossibleMove: the state does not admit the move.
    """
    if move not in possible_moves(state, tracks_posting=tracks_posting):
        raise ImpossibleMove(state, move)
    return MOVES[state, move]


def correction(state: State) -> Move:
    """Return the move by which the reporter's corrected answers come in: at once, or as a new sending.

    Raises:
        ImpossibleMove: the report is verified or closed; only the officer can give it back.
    """
    move = Move.RESUBMIT if state is State.RETURNED else Move.CORRECT
    if (state, move) not in MOVES:
        raise ImpossibleMove(state, move)
    return move
