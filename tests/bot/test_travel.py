"""The demo's clock goes from one due moment to the next, only forward, and the bot follows each time."""

from __future__ import annotations

import asyncio
import re
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

import pytest

from bot import clock
from bot.demo.process import Step
from bot.demo.travel import Travel

if TYPE_CHECKING:
    from collections.abc import Iterator

ZONE = ZoneInfo("Asia/Ho_Chi_Minh")
PATIENCE = 5.0


class Bot:
    """Has something due every day at 07:30, and sends a message on some of these days."""

    def __init__(self, *messages_on: int) -> None:
        self.messages_on = messages_on
        self.followed: list[datetime] = []

    async def follow(self) -> Step:
        local = clock.now().astimezone(ZONE)
        self.followed.append(local)
        is_due = (local.hour, local.minute) == (7, 30)
        due = local.replace(hour=7, minute=30, second=0, microsecond=0)
        upcoming = due if due > local else due + timedelta(days=1)
        return Step(int(is_due and local.day in self.messages_on), upcoming)


@pytest.fixture(autouse=True)
def november() -> Iterator[None]:
    """It is noon on Monday, the 23rd of November 2026."""
    noon = datetime(2026, 11, 23, 12, 0, tzinfo=ZONE)
    clock.run_ahead(noon - datetime.now(UTC))  # noqa: TID251 - the demo's clock is set against the machine's
    yield
    clock.run_ahead(timedelta())


async def goes(travel: Travel, to: str | None) -> list[str]:
    """Go somewhere; return at which moments the bot followed on the way."""
    bot: Bot = travel._bot  # type: ignore[assignment] # the double above
    travel.set_out(None if to is None else travel.arrival(to))
    async with asyncio.timeout(PATIENCE):
        while travel.is_under_way:  # noqa: ASYNC110 - the double stays a double
            await asyncio.sleep(0)
    return [f"{moment:%d/%m %H:%M}" for moment in bot.followed]


def travel_with(bot: Bot, moved: list[int] | None = None) -> Travel:
    steps = moved if moved is not None else []
    return Travel(bot, ZONE, lambda: steps.append(1))  # type: ignore[arg-type] # as much of a bot as it needs


async def test_on_the_way_to_a_day_the_bot_follows_to_every_due_moment() -> None:
    moved: list[int] = []
    travel = travel_with(Bot(25), moved)
    way = await goes(travel, "2026-11-26")
    assert way == ["23/11 12:00", "24/11 07:30", "25/11 07:30", "26/11 07:30", "26/11 08:00"]
    assert travel.arrived == 1
    assert len(moved) == len(way)


async def test_the_way_to_what_is_due_next_ends_where_a_message_arrives() -> None:
    travel = travel_with(Bot(25, 27))
    assert (await goes(travel, None))[-1] == "25/11 07:30"
    assert (await goes(travel, None))[-1] == "27/11 07:30"


async def test_where_nothing_is_due_the_way_ends_after_a_month() -> None:
    travel = travel_with(Bot())
    assert (await goes(travel, None))[-1] == "24/12 12:00"
    assert travel.arrived == 0


async def test_one_can_stop_on_the_way_and_set_out_only_once() -> None:
    bot = Bot()
    travel = travel_with(bot)
    travel.set_out(None)
    first = travel._way
    travel.set_out(None)
    assert travel._way is first
    travel.stop()
    assert first is not None
    await first
    assert len(bot.followed) == 1


@pytest.mark.parametrize("day", ["2026-11-22", "2026-11-23", "2027-12-31", "24/12/2026", "None"])
def test_what_is_over_too_far_away_or_no_day_is_refused(day: str) -> None:
    with pytest.raises(ValueError, match=re.escape(day)):
        travel_with(Bot()).arrival(day)
