"""How fast messages may leave, told by a clock that the test holds."""

from __future__ import annotations

from itertools import pairwise

import pytest

from bot.send.pace import CHAT_BURST, CHAT_SECONDS, WINDOW_SECONDS, ChatPace, Pace


def leave(pace: Pace, count: int, start: float, *, reply: bool) -> list[float]:
    """Let messages leave as early as the pace allows; return when they do."""
    moments, now = [], start
    for _ in range(count):
        now = max(now, pace.free_at(reply=reply))
        pace.spend(now, 1, reply=reply)
        moments.append(now)
    return moments


def most_in_a_second(moments: list[float]) -> int:
    return max(sum(start <= moment < start + 1 for moment in moments) for start in moments)


@pytest.mark.parametrize("reply", [True, False])
def test_no_second_holds_more_than_the_limit(*, reply: bool) -> None:
    assert most_in_a_second(leave(Pace(30), 200, 100.0, reply=reply)) <= 30


def test_a_broadcast_uses_the_whole_limit_evenly() -> None:
    moments = leave(Pace(30), 3000, 100.0, reply=False)
    assert 3000 / (moments[-1] - moments[0]) > 30 * 0.99
    assert min(after - before for before, after in pairwise(moments)) > 0.02


def test_lateness_is_made_up() -> None:
    pace, now = Pace(30), 100.0
    for _ in range(300):
        now = max(now, pace.free_at(reply=False)) + 0.004  # the loop wakes a little late every time
        pace.spend(now, 1, reply=False)
    assert 300 / (now - 100.0) > 30 * 0.98


def test_replies_leave_in_a_bunch_after_a_quiet_time() -> None:
    assert leave(Pace(30), 20, 100.0, reply=True) == [100.0] * 20


def test_a_reply_waits_one_beat_at_most_in_the_middle_of_a_broadcast() -> None:
    pace = Pace(30)
    last = leave(pace, 100, 100.0, reply=False)[-1]
    assert pace.free_at(reply=True) - last <= WINDOW_SECONDS / 30 + 0.001


def test_a_pause_holds_for_everything_and_is_never_shortened() -> None:
    pace = Pace(30)
    pace.pause(110.0)
    pace.pause(105.0)
    assert pace.free_at(reply=True) == 110.0
    assert pace.free_at(reply=False) == 110.0


def test_an_album_counts_as_many_messages() -> None:
    pace = Pace(30)
    pace.spend(100.0, 30, reply=True)
    assert pace.free_at(reply=True) == 100.0 + WINDOW_SECONDS
    pace = Pace(10)
    pace.spend(100.0, 5, reply=False)
    assert pace.free_at(reply=False) == pytest.approx(100.0 + 0.5 * WINDOW_SECONDS)


def test_a_chat_has_a_burst_and_then_one_message_a_second() -> None:
    chat, now, moments = ChatPace(), 100.0, []
    for _ in range(CHAT_BURST + 3):
        moments.append(now)
        now = max(now, chat.spend(now, 1))
    assert moments[:CHAT_BURST] == [100.0] * CHAT_BURST
    assert moments[CHAT_BURST:] == pytest.approx([100.0 + CHAT_SECONDS * number for number in (1, 2, 3)])
    assert chat.rested_at == pytest.approx(100.0 + CHAT_SECONDS * (CHAT_BURST + 3))
