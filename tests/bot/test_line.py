"""The line: in order within a chat, one at a time, the more urgent first; the test holds the clock."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hypothesis import given, settings
from hypothesis import strategies as st

from bot.clock import now
from bot.send.line import Line
from bot.send.pace import CHAT_BURST, CHAT_SECONDS
from store.outbox import Waiting
from store.tables import Priority

if TYPE_CHECKING:
    from collections.abc import Sequence


def row(number: int, chat_id: int, priority: Priority = Priority.REPLY) -> Waiting:
    return Waiting(number, chat_id, "{}", priority, "t", 0, now())


def line_of(*rows: Waiting) -> Line:
    line = Line()
    for each in rows:
        line.add(each)
    return line


def take(line: Line, moment: float) -> int | None:
    """Take the head; return its number."""
    head = line.head(moment)
    if head is None:
        return None
    line.take(head, moment, 1)
    return head.id


def test_the_more_urgent_comes_first_and_then_the_older() -> None:
    line = line_of(row(1, 1, Priority.SCHEDULED), row(2, 2, Priority.NEWS), row(3, 3), row(4, 4))
    assert [take(line, 100.0) for _ in range(5)] == [3, 4, 2, 1, None]


def test_a_chat_sends_one_at_a_time() -> None:
    line = line_of(row(1, 1), row(2, 1))
    assert take(line, 100.0) == 1
    assert take(line, 100.0) is None
    line.release(1)
    assert take(line, 100.0) == 2


def test_a_reply_overtakes_what_waits_in_its_own_chat() -> None:
    line = line_of(row(1, 1, Priority.SCHEDULED), row(2, 1))
    assert take(line, 100.0) == 2


def test_a_chat_that_has_to_wait_holds_up_no_other() -> None:
    line = line_of(row(1, 1), row(2, 1), row(3, 2))
    assert take(line, 100.0) == 1
    line.add(row(1, 1))
    line.release(1, not_before=105.0)
    assert take(line, 100.0) == 3
    assert take(line, 104.9) is None
    assert line.next_free() is not None
    assert take(line, 105.0) == 1


def test_a_row_that_failed_before_the_start_keeps_its_chat_in_order() -> None:
    line = Line()
    line.add(row(1, 1), not_before=105.0)
    line.add(row(2, 1))
    assert take(line, 100.0) is None
    assert take(line, 105.0) == 1


def test_a_chat_rests_after_a_burst() -> None:
    line = line_of(*(row(number, 1) for number in range(CHAT_BURST + 1)))
    for number in range(CHAT_BURST):
        assert take(line, 100.0) == number
        line.release(1)
    assert take(line, 100.0) is None
    assert take(line, 100.0 + CHAT_SECONDS) == CHAT_BURST


def test_a_chat_without_rows_is_forgotten_once_it_has_rested() -> None:
    line = line_of(row(1, 1))
    take(line, 100.0)
    line.release(1)
    assert line.head(100.0) is None
    assert line.next_free() == 100.0 + CHAT_SECONDS
    assert line.head(102.0) is None
    assert line.next_free() is None
    line.add(row(2, 1))
    assert take(line, 102.0) == 2


@settings(deadline=None)
@given(
    rows=st.lists(st.tuples(st.integers(1, 4), st.sampled_from(Priority)), max_size=30),
    fails=st.lists(st.booleans(), max_size=30),
)
def test_whatever_fails_each_chat_gets_everything_in_order(
    rows: Sequence[tuple[int, Priority]], fails: list[bool]
) -> None:
    waiting = [row(number, chat_id, priority) for number, (chat_id, priority) in enumerate(rows)]
    left: list[Waiting] = []
    line, moment = line_of(*waiting), 0.0
    while len(left) < len(waiting):
        moment += 0.1
        head = line.head(moment)
        if head is None:
            continue
        line.take(head, moment, 1)
        if fails and fails.pop():
            line.add(head)
            line.release(head.chat_id, not_before=moment + 3)
        else:
            left.append(head)
            line.release(head.chat_id)
    for chat_id in range(1, 5):
        mine = [(each.priority, each.id) for each in left if each.chat_id == chat_id]
        assert mine == sorted(mine)
