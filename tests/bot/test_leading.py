"""Keeping the lead through a short outage, and giving way when another may have taken it."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

import pytest
from sqlalchemy.exc import OperationalError

from bot import leading
from bot.leading import Leading
from tests.bot.test_working import outage

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sqlalchemy import Engine


class ScriptedLead:
    """Answers by a script, whose last answer holds for ever; None is a database out of reach."""

    is_contested = True

    def __init__(self, engine: Engine, answers: Iterable[bool | None]) -> None:
        self.engine = engine
        self.answers = list(answers)
        self.asked = 0

    def confirm(self) -> bool:
        self.asked += 1
        answer = self.answers.pop(0) if len(self.answers) > 1 else self.answers[0]
        if answer is None:
            raise OperationalError("SELECT 1", {}, outage(self.engine))
        return answer

    take = confirm

    def give_up(self) -> None:
        pass


@pytest.fixture(autouse=True)
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(leading, "TRY_SECONDS", 0.01)
    monkeypatch.setattr(leading, "BEAT_SECONDS", 0.01)


def scripted(engine: Engine, *answers: bool | None) -> tuple[Leading, ScriptedLead]:
    own, lead = Leading(engine), ScriptedLead(engine, answers)
    own._lead = lead  # type: ignore[assignment] # as much of a lead as it needs
    return own, lead


async def test_it_waits_until_the_lead_is_free_and_the_database_in_reach(sqlite: Engine) -> None:
    own, lead = scripted(sqlite, False, None, True)
    assert await own.gain(asyncio.Event())
    assert lead.asked == 3
    await own.close()


async def test_told_to_stop_it_waits_no_longer(sqlite: Engine) -> None:
    own, _ = scripted(sqlite, False)
    stop = asyncio.Event()
    waiting = asyncio.create_task(own.gain(stop))
    await asyncio.sleep(0)
    stop.set()
    assert not await waiting
    await own.close()


async def test_a_short_outage_costs_nothing_and_another_leader_ends_it(sqlite: Engine) -> None:
    own, lead = scripted(sqlite, True, None, None, True, False)
    assert await own.gain(asyncio.Event())
    await own.lose()
    assert lead.asked == 5
    await own.close()


async def test_whoever_cannot_be_heard_for_too_long_gives_way_although_nobody_says_so(
    sqlite: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(leading, "UNHEARD_SECONDS", 0.2)
    own, lead = scripted(sqlite, True, None)
    assert await own.gain(asyncio.Event())
    await own.lose()
    assert lead.asked > 1
    await own.close()


async def test_on_sqlite_nobody_takes_the_lead_away(sqlite: Engine) -> None:
    own = Leading(sqlite)
    assert await own.gain(asyncio.Event())
    losing = asyncio.create_task(own.lose())
    done, _ = await asyncio.wait({losing}, timeout=0.05)
    assert not done
    losing.cancel()
    await own.close()
