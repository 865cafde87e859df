"""The database is worked on in threads, again and again while it is out of reach."""

from __future__ import annotations

import asyncio
import threading
from typing import TYPE_CHECKING, Any

import pytest
from sqlalchemy.exc import OperationalError

from bot.clock import monotonic
from bot.desk import POSTGRESQL_WORKERS, Desk
from tests.bot.test_working import outage

if TYPE_CHECKING:
    from sqlalchemy import Engine


@pytest.fixture(params=["sqlite", "postgresql"])
def database_url(request: pytest.FixtureRequest) -> str:
    url: str = request.getfixturevalue(f"{request.param}_url")
    return url


async def test_a_step_is_repeated_through_an_outage(database: Engine) -> None:
    tried: list[int] = []

    def step(_: Any) -> str:
        tried.append(1)
        if len(tried) < 3:
            raise OperationalError("SELECT 1", {}, outage(database))
        return "done"

    desk = Desk(database)
    assert await desk.do(step) == "done"
    assert len(tried) == 3
    assert await desk.close(monotonic() + 5)


async def test_a_wrong_statement_is_not_repeated(database: Engine) -> None:
    def step(db: Any) -> None:
        db.connection().exec_driver_sql("SELECT * FROM there_is_no_such_table")

    desk = Desk(database)
    with pytest.raises(Exception, match="there_is_no_such_table"):
        await desk.do(step)
    assert await desk.close(monotonic() + 5)


async def test_what_hangs_is_not_waited_for(sqlite: Engine) -> None:
    go_on = threading.Event()
    desk = Desk(sqlite)
    begun = monotonic()

    hanging = asyncio.create_task(desk.call(go_on.wait, 10))
    await asyncio.sleep(0.05)
    hanging.cancel()
    assert not await desk.close(begun + 0.2)
    assert monotonic() - begun < 5
    go_on.set()


async def test_sqlite_has_one_worker_and_postgresql_several(database: Engine) -> None:
    desk = Desk(database)
    assert desk.workers == (1 if database.dialect.name == "sqlite" else POSTGRESQL_WORKERS)
    assert await desk.close(monotonic() + 5)
