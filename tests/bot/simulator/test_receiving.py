"""Updates: offset, long polling, conflicts, kinds, and what Telegram does on a bad day."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING, Any

import httpx
import pytest

if TYPE_CHECKING:
    from tests.simulator_client import BotSide, SimulatorClient, SimUser


def texts(updates: list[dict[str, Any]]) -> list[str]:
    return [update["message"]["text"] for update in updates]


def test_an_update_stays_until_an_offset_beyond_it(bot: BotSide, lan: SimUser) -> None:
    first = lan.text("a")["update_id"]
    lan.text("b")
    assert texts(bot.updates()) == ["a", "b"]
    assert texts(bot.updates(offset=first)) == ["a", "b"]
    assert texts(bot.updates(offset=first + 1)) == ["b"]
    assert texts(bot.updates()) == ["b"]
    assert bot.updates(offset=first + 2) == []


def test_update_numbers_grow_one_by_one(bot: BotSide, lan: SimUser) -> None:
    numbers = [lan.text(text)["update_id"] for text in "abc"]
    assert numbers == list(range(numbers[0], numbers[0] + 3))
    assert [update["update_id"] for update in bot.updates()] == numbers


def test_a_limit_gives_the_oldest(bot: BotSide, lan: SimUser) -> None:
    for text in "abc":
        lan.text(text)
    assert texts(bot.updates(limit=2)) == ["a", "b"]
    assert texts(bot.updates(limit=1000)) == ["a", "b", "c"]


def test_a_negative_offset_keeps_the_newest_and_forgets_the_rest(bot: BotSide, lan: SimUser) -> None:
    for text in "abc":
        lan.text(text)
    assert texts(bot.updates(offset=-1)) == ["c"]
    assert texts(bot.updates()) == ["c"]


def test_an_offset_far_in_the_future_counts_as_unknown(bot: BotSide, lan: SimUser) -> None:
    number = lan.text("a")["update_id"]
    assert texts(bot.updates(offset=number + 1000)) == ["a"]


def test_a_waiting_poll_is_answered_as_soon_as_something_comes(
    bot: BotSide, lan: SimUser, simulator: SimulatorClient
) -> None:
    answers: list[Any] = []
    poller = threading.Thread(target=lambda: answers.append(bot.updates(timeout=30)))
    poller.start()
    simulator.wait_until(lambda: simulator.stats()["polling"])
    lan.text("a")
    poller.join(10)
    assert texts(answers[0]) == ["a"]


def test_a_poll_that_waits_in_vain_is_answered_empty(bot: BotSide) -> None:
    assert bot.updates(timeout=1) == []


def test_the_older_of_two_pollers_is_told_of_the_conflict(
    bot: BotSide, lan: SimUser, simulator: SimulatorClient
) -> None:
    answers: list[httpx.Response] = []
    older = threading.Thread(target=lambda: answers.append(bot.ask("getUpdates", timeout=30)))
    older.start()
    simulator.wait_until(lambda: simulator.stats()["polling"])
    newer = threading.Thread(target=lambda: answers.append(bot.ask("getUpdates", timeout=30)))
    newer.start()
    older.join(10)
    assert answers[0].status_code == 409
    assert answers[0].json()["description"] == (
        "Conflict: terminated by other getUpdates request; make sure that only one bot instance is running"
    )
    lan.text("a")
    newer.join(10)
    assert texts(answers[1].json()["result"]) == ["a"]


def test_a_poller_that_went_away_is_forgotten(bot: BotSide, simulator: SimulatorClient) -> None:
    with pytest.raises(httpx.ReadTimeout):
        simulator.http.post("/bot1:demo/getUpdates", json={"timeout": 30}, timeout=0.5)
    simulator.wait_until(lambda: not simulator.stats()["polling"])
    assert bot.updates() == []


def test_only_the_kinds_asked_for_come(bot: BotSide, lan: SimUser) -> None:
    bot.updates(allowed_updates=["callback_query"])
    assert lan.text("a")["update_id"] is None
    bot.updates(allowed_updates=[])
    lan.text("b")
    assert texts(bot.updates()) == ["b"]
    assert bot.refused("getUpdates", allowed_updates="x") == (
        "Bad Request: can't parse allowed updates JSON object"
    )
    assert bot.refused("getUpdates", allowed_updates=[1]) == (
        "Bad Request: can't parse allowed_updates JSON object"
    )


def test_two_bots_do_not_see_each_others_updates(
    bot: BotSide, lan: SimUser, simulator: SimulatorClient
) -> None:
    simulator.ask("POST", f"/sim/users/{lan.id}/text?bot=2", json={"text": "a"})
    assert bot.updates() == []
    assert texts(type(bot)(simulator, "2:other").updates()) == ["a"]


def test_an_update_can_come_again_after_it_was_confirmed(bot: BotSide, lan: SimUser) -> None:
    number = lan.text("a", repeat_update=2)["update_id"]
    assert texts(bot.updates()) == ["a"]
    assert texts(bot.updates(offset=number + 1)) == ["a"]
    assert texts(bot.updates(offset=number + 1)) == ["a"]
    assert bot.updates(offset=number + 1) == []


def test_the_last_confirmed_updates_can_be_repeated(
    bot: BotSide, lan: SimUser, simulator: SimulatorClient
) -> None:
    numbers = [lan.text(text)["update_id"] for text in "ab"]
    bot.updates(offset=numbers[-1] + 1)
    assert simulator.repeat_updates(2) == numbers
    assert texts(bot.updates(offset=numbers[-1] + 1)) == ["a", "b"]
    assert simulator.repeat_updates(0) == []


def test_updates_can_come_newest_first(bot: BotSide, lan: SimUser, simulator: SimulatorClient) -> None:
    simulator.fault("reorder")
    bot.call("getMe")
    lan.text("a")
    lan.text("b")
    assert texts(bot.updates()) == ["b", "a"]
    assert texts(bot.updates()) == ["a", "b"]


def test_numbering_can_start_elsewhere_after_a_quiet_week(
    bot: BotSide, lan: SimUser, simulator: SimulatorClient
) -> None:
    old = lan.text("a")["update_id"]
    bot.updates(offset=old + 1)
    simulator.ask("POST", "/sim/updates", json={"next_id": 77})
    assert lan.text("b")["update_id"] == 77
    assert texts(bot.updates(offset=old + 1)) == ["b"]
