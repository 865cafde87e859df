"""Every update is in the database before Telegram may forget it, and none counts twice."""

from __future__ import annotations

import asyncio
import sqlite3
import time
from typing import TYPE_CHECKING, Any

import pytest
from telegram.error import Conflict, NetworkError, RetryAfter

from bot.desk import Desk
from bot.receive import Receiver
from bot.unstartable import Unstartable

if TYPE_CHECKING:
    from collections.abc import Callable

    from sqlalchemy import Engine

    from tests.bot.conftest import RunningBot
    from tests.bot.looking import Looking
    from tests.simulator_client import SimulatorClient, SimUser

    StartBot = Callable[..., RunningBot]

Json = dict[str, Any]


def message(update_id: int, text: str = "xin chào") -> Json:
    chat = {"id": 7, "type": "private"}
    return {"update_id": update_id, "message": {"message_id": update_id, "chat": chat, "text": text}}


class ScriptedChannel:
    """Answers each getUpdates with the next of a script, then never again."""

    def __init__(self, *script: list[Any] | Exception) -> None:
        self.script = list(script)
        self.offsets: list[int | None] = []
        self.exhausted = asyncio.Event()

    async def call(self, method: str, *, offset: int | None, **_: object) -> list[Any]:
        assert method == "getUpdates"
        self.offsets.append(offset)
        if not self.script:
            self.exhausted.set()
            await asyncio.Event().wait()
        answer = self.script.pop(0)
        if isinstance(answer, Exception):
            raise answer
        return answer


async def nothing_to_do(_count: int) -> None:
    pass


async def receive(engine: Engine, *script: list[Any] | Exception) -> ScriptedChannel:
    """Receive a script to its end."""
    channel = ScriptedChannel(*script)
    receiving = asyncio.create_task(Receiver(channel, Desk(engine), nothing_to_do).run())  # type: ignore[arg-type] # as much of a channel as it needs
    await asyncio.wait_for(channel.exhausted.wait(), 10)
    receiving.cancel()
    await asyncio.wait({receiving})
    return channel


async def test_the_offset_rises_after_an_update_and_is_dropped_after_an_empty_answer(sqlite: Engine) -> None:
    channel = await receive(sqlite, [message(5), message(6)], [], [])
    assert channel.offsets == [None, 7, None, None]


async def test_an_offset_is_kept_until_a_poll_with_it_has_succeeded(sqlite: Engine) -> None:
    channel = await receive(sqlite, [message(5)], NetworkError("x"), NetworkError("x"), [])
    assert channel.offsets == [None, 6, 6, 6, None]


async def test_numbers_that_start_anew_after_a_quiet_week_are_received(
    sqlite: Engine, looking: Looking
) -> None:
    await receive(sqlite, [message(900)], [], [message(3)])
    assert [row.update_id for row in looking.inbox()] == [900, 3]


async def test_updates_out_of_order_are_put_in_order(sqlite: Engine, looking: Looking) -> None:
    await receive(sqlite, [message(7), message(5), message(6)])
    assert [row.update_id for row in looking.inbox()] == [5, 6, 7]


async def test_a_malformed_update_does_not_keep_the_others_out(sqlite: Engine, looking: Looking) -> None:
    odd: list[Any] = ["what", None, {}, {"update_id": "1"}, {"update_id": 2}, {"update_id": 3, "message": 4}]
    huge = {"update_id": 2**70, "message": {"chat": {"id": 2**70}}}
    half = message(4, "half a character: \ud83d")
    channel = await receive(sqlite, [*odd, huge, half])
    assert [(row.update_id, row.chat_id) for row in looking.inbox()] == [(2, 0), (3, 0), (4, 7)]
    assert channel.offsets == [None, 5]


async def test_an_answer_that_is_no_list_is_taken_as_a_failed_poll(sqlite: Engine, looking: Looking) -> None:
    await receive(sqlite, True, [message(4)])  # type: ignore[arg-type] # that is the point
    assert len(looking.inbox()) == 1


async def test_another_poller_and_a_pause_asked_for_are_waited_out(sqlite: Engine, looking: Looking) -> None:
    await receive(sqlite, Conflict("other getUpdates"), RetryAfter(1), [message(4)])
    assert len(looking.inbox()) == 1


@pytest.fixture
def lan(simulator: SimulatorClient) -> SimUser:
    return simulator.add_user("Lan")


def test_an_update_delivered_twice_has_one_effect(
    simulator: SimulatorClient, looking: Looking, lan: SimUser, start_bot: StartBot
) -> None:
    start_bot()
    lan.text("một", repeat_update=2)
    lan.wait_for_text("Đã nhận: một")
    simulator.repeat_updates(1)
    lan.text("hai")
    lan.wait_for_text("Đã nhận: hai")
    assert looking.effects(lan.id) == ["một", "hai"]
    assert len(lan.from_bot()) == 2


def test_two_taps_in_a_row_are_answered_in_order(looking: Looking, lan: SimUser, start_bot: StartBot) -> None:
    start_bot()
    lan.text("một")
    question = lan.wait_for_text("Đã nhận: một")
    lan.tap(message=question, data="tap một")
    lan.tap(message=question, stale=True, data="tap một")
    lan.client.wait_until(lambda: len(looking.effects(lan.id)) == 3, "both taps")
    assert looking.effects(lan.id) == ["một", "tap một", "tap một"]


def test_nothing_is_confirmed_while_the_database_is_locked(
    lan: SimUser, database_url: str, looking: Looking, start_bot: StartBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    simulator = lan.client
    monkeypatch.setattr("store.database.BUSY_TIMEOUT_SECONDS", 0.3)
    start_bot()
    lan.text("trước")
    lan.wait_for_text("Đã nhận: trước")
    other = sqlite3.connect(database_url.removeprefix("sqlite:///"), isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    polls = len(simulator.calls("getUpdates"))
    lan.text("khóa")
    simulator.wait_until(lambda: len(simulator.calls("getUpdates")) > polls, "the poll's answer")
    time.sleep(3)
    assert simulator.stats()["pending_updates"] == 1
    assert looking.effects(lan.id) == ["trước"]
    other.execute("ROLLBACK")
    other.close()
    lan.wait_for_text("Đã nhận: khóa")
    assert looking.effects(lan.id) == ["trước", "khóa"]
    assert [row.attempts for row in looking.inbox()] == [0, 0]


def test_a_token_that_is_not_accepted_any_more_ends_the_bot_with_a_sentence(
    simulator: SimulatorClient, lan: SimUser, start_bot: StartBot
) -> None:
    bot = start_bot()
    lan.text("một")
    lan.wait_for_text("Đã nhận: một")
    simulator.fault(code=401, method="getUpdates")
    lan.text("hai")
    failure = bot.take_failure()
    assert isinstance(failure, Unstartable)
    assert "TELEGRAM_BOT_TOKEN" in failure.text.vi
    assert "1:demo" not in str(failure)
