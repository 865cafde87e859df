"""Starting and stopping: what has to be right first, what is shown, what ends the bot."""

from __future__ import annotations

import asyncio
import os
import signal
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import pytest

from bot.app import Parts, check_database, run
from bot.face import Face
from bot.settings import Settings
from bot.unstartable import Unstartable
from store import schema
from store.database import open_database
from store.rules.text import Text
from tests.crash.program import inside

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from sqlalchemy import Engine

    from tests.simulator_client import SimulatorClient


def settings(simulator: SimulatorClient, database_url: str) -> Settings:
    return Settings.model_validate(
        {"TELEGRAM_BOT_TOKEN": "1:demo", "TELEGRAM_API_URL": simulator.url, "DATABASE_URL": database_url}
    )


async def run_until_polling(simulator: SimulatorClient, database_url: str, parts: Parts) -> bool:
    """Run the bot until it has shown its face and polled, then stop it by SIGTERM."""
    names: list[str] = []

    def make_parts(name: str) -> Parts:
        names.append(name)
        return parts

    running = asyncio.create_task(run(settings(simulator, database_url), make_parts))
    await asyncio.to_thread(simulator.wait_until, lambda: simulator.stats()["polling"], "the first poll")
    os.kill(os.getpid(), signal.SIGTERM)
    finished = await running
    assert names == ["chungtay_bot"]
    return finished


@dataclass
class Beside:
    """Something that runs beside the loops."""

    heard: list[str] = field(default_factory=list)

    def start(self, engine: Engine, look: Callable[[], None]) -> None:
        look()
        self.heard.append(f"start on {engine.dialect.name}")

    def stop(self) -> None:
        self.heard.append("stop")


FACE = Face(
    commands=[("trogiup", Text("Trợ giúp", "Help"))],
    description=Text("Chung tay vì người nghèo", "Together for the poor"),
    about=Text("Báo cáo hộ thoát nghèo", "Reports of exits from poverty"),
)


async def test_the_bot_shows_its_face_in_both_languages_and_stops_when_told(
    simulator: SimulatorClient, database_url: str
) -> None:
    beside = Beside()
    assert await run_until_polling(simulator, database_url, Parts(inside, FACE, [beside]))
    assert beside.heard == ["start on sqlite", "stop"]
    shown = [
        (call["method"], call["params"].get("language_code"))
        for call in await asyncio.to_thread(simulator.calls)
        if call["method"].startswith("setMy")
    ]
    methods = ("setMyCommands", "setMyDescription", "setMyShortDescription")
    assert shown == [(method, code) for code in (None, "en") for method in methods]


async def test_a_face_that_cannot_be_shown_stops_nothing(
    simulator: SimulatorClient, database_url: str
) -> None:
    await asyncio.to_thread(simulator.fault, code=500, method="setMyShortDescription")
    assert await run_until_polling(simulator, database_url, Parts(inside, FACE))


def words_of(url: str) -> Text:
    engine = open_database(url)
    try:
        with pytest.raises(Unstartable) as raised:
            check_database(engine)
    finally:
        engine.dispose()
    return raised.value.text


def test_a_database_that_was_never_prepared_is_to_be_migrated(tmp_path: Path) -> None:
    assert "chungtay migrate" in words_of(f"sqlite:///{tmp_path / 'new.db'}").vi


def test_a_database_of_a_newer_program_asks_for_the_newer_program(sqlite: Engine, sqlite_url: str) -> None:
    with sqlite.begin() as connection:
        connection.exec_driver_sql("UPDATE alembic_version SET version_num = '9999'")
    assert "cập nhật chương trình" in words_of(sqlite_url).vi


@pytest.mark.parametrize(
    "url", ["sqlite:////nowhere/at/all.db", "postgresql://user:geheim@127.0.0.1:1/none?connect_timeout=1"]
)
def test_a_database_out_of_reach_is_named_without_its_password(url: str) -> None:
    text = words_of(url)
    assert "DATABASE_URL" in text.vi
    assert "geheim" not in text.vi + text.en


def test_a_prepared_database_is_good(database: Engine) -> None:
    check_database(database)
    assert schema.standing(database) is schema.Standing.CURRENT
