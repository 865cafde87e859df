from __future__ import annotations

import asyncio
import socket
import sqlite3
import sys
from contextlib import closing, contextmanager
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

import psutil
import pytest

from bot.clock import now
from bot.demo.cast import CAST
from bot.demo.folder import DemoFolder
from bot.demo.process import MOST_SHORT_LIVES, BotProcess
from bot.demo.register import HOUSEHOLDS, UNITS, ZONE, prepare
from bot.unstartable import Unstartable
from tests.bot.command_line import PATIENCE, CommandLine, interrupt
from tests.simulator_client import SimulatorClient, SimUser

if TYPE_CHECKING:
    import subprocess
    from collections.abc import Iterator
    from pathlib import Path

    from store.rules.text import Text

HEAD, OFFICER, STRANGER = 101, 201, 901


@pytest.fixture
def chungtay(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> CommandLine:
    monkeypatch.chdir(tmp_path)
    return CommandLine(tmp_path)


@contextmanager
def playing(chungtay: CommandLine) -> Iterator[tuple[SimulatorClient, subprocess.Popen[str]]]:
    with chungtay.process("demo", "--port", "0") as process:
        assert process.stdout is not None
        said = ""
        while "http://" not in said:
            said = process.stdout.readline()
            assert said, process.communicate()
        with SimulatorClient("http://" + said.split("http://")[1].strip(), PATIENCE) as simulator:
            yield simulator, process


def bot_of(process: subprocess.Popen[str]) -> psutil.Process | None:
    children = psutil.Process(process.pid).children()
    return children[0] if children else None


def clock_of(simulator: SimulatorClient) -> datetime:
    return datetime.fromtimestamp(simulator.ask("GET", "/sim/clock")["now"], ZONE)


def goes_to(simulator: SimulatorClient, day: date) -> None:
    simulator.ask("POST", "/sim/clock", json={"to": f"{day}"})
    simulator.wait_until(lambda: not simulator.ask("GET", "/sim/clock")["moving"], "the arrival")


def test_the_demo_plays_survives_a_kill_goes_to_any_day_and_goes_on_where_it_was(
    chungtay: CommandLine,
) -> None:
    day = (now() + timedelta(days=40)).astimezone(ZONE).date()
    with playing(chungtay) as (simulator, process):
        head = SimUser(simulator, HEAD)
        assert [user.id for user in simulator.users()][:3] == [HEAD, OFFICER, STRANGER]
        head.wait_for_text("Kính chào Hồ Văn Thử")
        killed = bot_of(process)
        assert killed is not None
        killed.kill()
        goes_to(simulator, day)
        assert (clock_of(simulator).date(), clock_of(simulator).hour) == (day, 8)
        head.press("📝 Báo cáo hộ")
        question = head.wait_for_text("Bước 1/")
        assert datetime.fromtimestamp(question["date"], ZONE).date() == day
        rest, errors = interrupt(process)
        assert (process.returncode, errors) == (0, "")
        assert "Bot vừa dừng bất ngờ" in rest
        assert "Đã dừng" in rest

    with playing(chungtay) as (simulator, process):
        head = SimUser(simulator, HEAD)
        assert "Bước 1/" in head.last()["text"]
        head.text("/trogiup")
        answer = head.wait_for_text("/baocao")
        assert datetime.fromtimestamp(answer["date"], ZONE).date() == clock_of(simulator).date() >= day
        SimUser(simulator, STRANGER).start()
        SimUser(simulator, STRANGER).wait_for_text("người có trong danh sách")
        interrupt(process)


def test_when_the_demo_is_killed_its_bot_goes_with_it(chungtay: CommandLine) -> None:
    with playing(chungtay) as (simulator, process):
        SimUser(simulator, HEAD).wait_for_text("Kính chào")
        bot = bot_of(process)
        assert bot is not None
        process.kill()
        gone, _ = psutil.wait_procs([bot], timeout=PATIENCE)
        assert gone == [bot]


def test_a_taken_port_is_one_sentence(chungtay: CommandLine) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        assert f"Port {port} cannot be opened" in chungtay.refuses("demo", "--port", str(port))


def test_a_folder_that_cannot_be_written_to_is_one_sentence(chungtay: CommandLine) -> None:
    (chungtay.folder / "data").write_text("a file, where a folder is needed", encoding="utf-8")
    assert "cannot be written to" in chungtay.refuses("demo")


def test_a_second_demo_in_the_same_folder_is_refused(chungtay: CommandLine) -> None:
    with DemoFolder(chungtay.folder / "data").held():
        assert "A demo is running in this folder" in chungtay.refuses("demo")
        assert "A demo is running in this folder" in chungtay.refuses("demo", "--reset-only")


def test_what_the_phones_show_and_cannot_be_read_is_one_sentence(chungtay: CommandLine) -> None:
    folder = DemoFolder(chungtay.folder / "data")
    folder.path.mkdir()
    prepare(folder.database)
    folder.chats.write_text("{}", encoding="utf-8")
    assert "make demo-reset" in chungtay.refuses("demo", "--port", "0")


def test_a_database_of_a_newer_program_is_one_sentence(chungtay: CommandLine) -> None:
    folder = DemoFolder(chungtay.folder / "data")
    folder.path.mkdir()
    prepare(folder.database)
    folder.chats.write_text("{}", encoding="utf-8")
    with closing(sqlite3.connect(folder.database)) as connection:
        connection.execute("UPDATE alembic_version SET version_num = '9999'")
        connection.commit()
    assert "make demo-reset" in chungtay.refuses("demo", "--port", "0")


def test_a_folder_in_which_nothing_can_be_held_is_one_sentence(chungtay: CommandLine) -> None:
    (chungtay.folder / "data" / "demo.lock").mkdir(parents=True)
    assert "cannot be written to" in chungtay.refuses("demo")


def test_a_reset_leaves_nothing_of_earlier_runs(chungtay: CommandLine) -> None:
    folder = DemoFolder(chungtay.folder / "data")
    folder.path.mkdir()
    prepare(folder.database)
    folder.chats.write_text("{}", encoding="utf-8")
    folder.keep_ahead(3600)
    assert folder.is_whole()
    assert "have been thrown away" in chungtay.does("demo", "--reset-only")
    assert [path.name for path in folder.path.iterdir()] == ["demo.lock"]


def test_a_register_that_is_there_is_kept(tmp_path: Path) -> None:
    path = tmp_path / "demo.db"
    prepare(path)
    before = path.stat().st_size
    prepare(path)
    assert path.stat().st_size == before


def test_every_village_of_the_demo_says_that_it_is_invented() -> None:
    rows = [line.split(",") for line in UNITS.read_text(encoding="utf-8").splitlines()[1:]]
    villages = [row for row in rows if row[2] == "village"]
    assert len(villages) == 20
    assert all("(giả định)" in row[3] for row in villages)
    assert {code for player in CAST for code in player.units} <= {row[0] for row in rows}


def test_the_demo_has_households_of_every_class_and_some_of_one_name() -> None:
    rows = [line.split(",") for line in HOUSEHOLDS.read_text(encoding="utf-8").splitlines()[1:]]
    assert {row[6] for row in rows} == {"poor", "near_poor", "non_poor"}
    assert len({(row[0], row[2]) for row in rows}) < len(rows)


async def test_a_bot_that_ends_by_itself_again_and_again_is_given_up(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    said: list[Text] = []
    monkeypatch.setattr("bot.demo.process.PAUSE", 0.0)
    bot = BotProcess({}, tmp_path / "bot.log", said.append)
    bot._command = (sys.executable, "-c", "raise SystemExit(1)")
    with pytest.raises(Unstartable, match="The bot does not run"):
        await bot.keep_running()
    assert len(said) == MOST_SHORT_LIVES - 1


async def test_a_bot_that_does_not_end_in_time_is_killed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.demo.process.ENDS_WITHIN", 0.2)
    log = tmp_path / "bot.log"
    bot = BotProcess({}, log, lambda _: None)
    deaf = (
        "import signal, sys, time; signal.signal(signal.SIGTERM, signal.SIG_IGN); "
        "print(1, file=sys.stderr, flush=True); time.sleep(60)"
    )
    bot._command = (sys.executable, "-c", deaf)
    running = asyncio.create_task(bot.keep_running())
    async with asyncio.timeout(PATIENCE):
        while not (log.exists() and log.read_bytes()):  # noqa: ASYNC110 - another process writes it
            await asyncio.sleep(0.05)
    running.cancel()
    with pytest.raises(asyncio.CancelledError):
        await running
    assert psutil.Process().children() == []
