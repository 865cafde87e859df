from __future__ import annotations

import json
import sqlite3
import subprocess
from contextlib import closing
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import pytest

from bot.cli.doctor import judge_clock
from bot.cli.saying import plain
from bot.clock import now
from store import inbox
from store.database import open_database, unit_of_work
from store.tables import InboxRow, InboxState, OutboxRow, OutboxState
from tests.bot.command_line import PATIENCE, CommandLine, interrupt
from tests.imported import AN, COMMUNE, HOUSEHOLDS, PROVINCE, UNITS, VILLAGE, lines

if TYPE_CHECKING:
    from pathlib import Path

    from tests.simulator_client import SimulatorClient

COMMANDS = ("demo", "run", "migrate", "invite", "schedule", "import", "doctor")
VARIABLES = (
    "TELEGRAM_BOT_TOKEN",
    "TELEGRAM_API_URL",
    "TELEGRAM_PROXY_URL",
    "DATABASE_URL",
    "CHUNGTAY_TIMEZONE",
)


@pytest.fixture
def chungtay(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> CommandLine:
    monkeypatch.chdir(tmp_path)
    for name in VARIABLES:
        monkeypatch.delenv(name, raising=False)
    return CommandLine(tmp_path)


@pytest.fixture
def prepared(chungtay: CommandLine) -> CommandLine:
    """A database with a province, a commune and a village."""
    chungtay.does("migrate")
    (chungtay.folder / "units.csv").write_bytes(lines(UNITS, PROVINCE, COMMUNE, VILLAGE))
    chungtay.does("import", "units", "units.csv")
    return chungtay


@pytest.fixture
def connected(prepared: CommandLine, simulator: SimulatorClient) -> CommandLine:
    """The same, with a token and a server."""
    prepared.settings = {"TELEGRAM_BOT_TOKEN": "1:demo", "TELEGRAM_API_URL": simulator.url}
    return prepared


def database(chungtay: CommandLine) -> str:
    return f"sqlite:///{chungtay.folder / 'data' / 'chungtay.db'}"


def put_at_version(chungtay: CommandLine, version: str) -> None:
    with sqlite3.connect(chungtay.folder / "data" / "chungtay.db") as connection:
        connection.execute("UPDATE alembic_version SET version_num = ?", (version,))
    connection.close()


def test_the_help_names_every_command_in_vietnamese_and_english(chungtay: CommandLine) -> None:
    told = chungtay.does("--help")
    assert all(f" {command} " in told for command in COMMANDS)
    assert "Dùng thử" in told
    assert "Try it" in told


def test_words_meant_for_telegram_are_plain_in_a_terminal() -> None:
    assert plain("<b>Hồ &amp; Lê</b> &lt;3") == "Hồ & Lê <3"


# migrate


def test_migrate_prepares_a_new_database_and_is_harmless_again(chungtay: CommandLine) -> None:
    assert "đã lên phiên bản" in chungtay.does("migrate")
    assert "đã ở phiên bản" in chungtay.does("migrate")


def test_migrate_leaves_the_database_of_a_newer_program_alone(prepared: CommandLine) -> None:
    put_at_version(prepared, "9999")
    assert "update the program" in prepared.refuses("migrate")


@pytest.mark.parametrize(
    ("url", "sentence"),
    [
        ("sqlite:////proc/nowhere/a.db", "cannot be written to"),
        ("sqlite:///notes.txt", "The database cannot be opened"),
        ("postgresql://somebody@127.0.0.1:9/nothing", "The database cannot be opened"),
        ("postgresql+unheard://x/y", "The database cannot be opened"),
        ("mysql://x/y", "The setting DATABASE_URL is not right"),
    ],
)
def test_a_database_that_cannot_be_opened_is_one_sentence(
    chungtay: CommandLine, url: str, sentence: str
) -> None:
    (chungtay.folder / "notes.txt").write_text("xin chào " * 500, encoding="utf-8")
    chungtay.settings = {"DATABASE_URL": url, "TELEGRAM_BOT_TOKEN": "1:demo"}
    for command in ("migrate", "run"):
        assert sentence in chungtay.refuses(command)


# import


def test_files_are_imported_and_the_same_again_changes_nothing(prepared: CommandLine) -> None:
    (prepared.folder / "households.csv").write_bytes(lines(HOUSEHOLDS, AN))
    assert "thêm 1, sửa 0, giữ nguyên 0" in prepared.does("import", "households", "households.csv")
    assert "0 thay đổi" in prepared.does("import", "households", "households.csv")
    assert "0 thay đổi" in prepared.does("import", "units", "units.csv")


def test_assigned_targets_are_imported_and_a_later_file_replaces_them(prepared: CommandLine) -> None:
    path = prepared.folder / "targets.csv"
    year = now().year
    path.write_text(f"unit_code,year,measure,amount\n19318,{year},households,12\n", encoding="utf-8")
    assert "thêm 1, sửa 0, giữ nguyên 0" in prepared.does("import", "targets", "targets.csv")
    assert "0 thay đổi" in prepared.does("import", "targets", "targets.csv")
    path.write_text(f"unit_code,year,measure,amount\n19318,{year},points,1.5\n", encoding="utf-8")
    assert "thêm 0, sửa 1, giữ nguyên 0" in prepared.does("import", "targets", "targets.csv")
    path.write_text(f"unit_code,year,measure,amount\n19318,{year},points,nhiều\n", encoding="utf-8")
    assert "cột amount" in prepared.refuses("import", "targets", "targets.csv")


def test_every_faulty_row_is_printed_with_its_line(prepared: CommandLine) -> None:
    (prepared.folder / "households.csv").write_bytes(lines(HOUSEHOLDS, AN, AN.replace("1970", "x"), "a,b"))
    told = prepared.refuses("import", "households", "households.csv")
    assert "Dòng 3: cột birth_year “x” chưa đúng" in told
    assert "Line 4: has 2 cells instead of 8" in told


def test_a_missing_file_is_one_sentence(prepared: CommandLine) -> None:
    assert "The file nowhere.csv cannot be read" in prepared.refuses("import", "units", "nowhere.csv")


def test_nothing_is_imported_into_a_database_of_another_version(prepared: CommandLine) -> None:
    put_at_version(prepared, "0000")
    assert "xin cập nhật chương trình" in prepared.refuses("import", "units", "units.csv")


def test_a_database_that_somebody_else_holds_is_one_sentence(
    prepared: CommandLine, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("store.database.BUSY_TIMEOUT_SECONDS", 0.05)
    with closing(sqlite3.connect(prepared.folder / "data" / "chungtay.db", isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        assert "please try again in a few minutes" in prepared.refuses("import", "units", "units.csv")


def test_a_folder_without_the_right_to_write_is_one_sentence(
    prepared: CommandLine, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.cli.opening.os.access", lambda *_: False)
    assert "cannot be written to" in prepared.refuses("migrate")


# invite


def test_without_a_token_an_invitation_is_a_line_to_type(prepared: CommandLine) -> None:
    told = prepared.does("invite", "19318-01", "village_head")
    assert "trưởng thôn – Thôn Mẫu, Xã Mẫu, Tỉnh Mẫu" in told
    assert "\n/start " in told


def test_with_a_token_an_invitation_is_a_link_to_the_bot(connected: CommandLine) -> None:
    told = json.loads(connected.does("invite", "19318", "commune_officer", "--json", "--days", "3"))
    assert told["link"] == f"https://t.me/chungtay_bot?start={told['token']}"
    assert (told["unit_code"], told["role"]) == ("19318", "commune_officer")
    lasts = datetime.fromisoformat(told["expires_at"]) - now()
    assert timedelta(days=2.9) < lasts < timedelta(days=3.1)
    assert told["link"] not in connected.does("invite", "19318", "commune_officer")


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (("19999", "viewer"), "No unit has the code “19999” today"),
        (("19318", "village_head"), "The role “village head” cannot be bound to “Xã Mẫu”"),
    ],
)
def test_an_invitation_that_makes_no_sense_is_refused(
    prepared: CommandLine, words: tuple[str, str], sentence: str
) -> None:
    assert sentence in prepared.refuses("invite", *words)


# run


def test_without_a_token_the_bot_says_where_to_get_one(chungtay: CommandLine) -> None:
    assert "xin đặt TELEGRAM_BOT_TOKEN" in chungtay.refuses("run")
    assert not (chungtay.folder / "data").exists()


@pytest.mark.parametrize(
    ("settings", "sentence"),
    [
        ({"TELEGRAM_BOT_TOKEN": "1:wrong"}, "Telegram does not accept the bot's token"),
        ({"TELEGRAM_BOT_TOKEN": "nonsense"}, "Telegram does not accept the bot's token"),
        ({"TELEGRAM_API_URL": "http://127.0.0.1:9"}, "http://127.0.0.1:9 cannot be reached"),
        ({"CHUNGTAY_TIMEZONE": "Asia/Nowhere"}, "The setting CHUNGTAY_TIMEZONE is not right"),
    ],
)
def test_the_bot_does_not_start_and_says_why(
    connected: CommandLine, settings: dict[str, str], sentence: str
) -> None:
    connected.settings |= settings
    with connected.process("run") as process:
        _, told = process.communicate(timeout=PATIENCE)
    assert process.returncode == 1
    assert sentence in told
    assert "Traceback" not in told


def test_the_bot_does_not_run_on_a_database_of_another_version(connected: CommandLine) -> None:
    put_at_version(connected, "9999")
    assert "xin cập nhật chương trình" in connected.refuses("run")


def test_someone_invited_from_the_command_line_is_let_in_by_the_running_bot(
    connected: CommandLine, simulator: SimulatorClient
) -> None:
    simulator.patience = PATIENCE
    token = json.loads(connected.does("invite", "19318-01", "village_head", "--json"))["token"]
    lan = simulator.add_user("Hồ Thị Lan")
    with connected.process("run") as process:
        lan.start(token)
        lan.wait_for_text("Thôn Mẫu")
        lan.text("Hồ Thị Lan")
        lan.wait_for_text("Chào mừng Hồ Thị Lan")
        _, logged = interrupt(process)
    assert process.returncode == 0
    assert "Traceback" not in logged
    assert "Lan" not in logged


def test_a_new_database_is_prepared_by_the_first_run(
    chungtay: CommandLine, simulator: SimulatorClient
) -> None:
    simulator.patience = PATIENCE
    chungtay.settings = {"TELEGRAM_BOT_TOKEN": "1:demo", "TELEGRAM_API_URL": simulator.url}
    lan = simulator.add_user("Lan")
    with chungtay.process("run", "--ahead", "0", stdin=subprocess.PIPE) as process:
        lan.start()
        lan.wait_for_text("danh sách")
        _, logged = process.communicate(timeout=PATIENCE)  # closes its standard input
    assert process.returncode == 0
    assert "A new database has been prepared" in logged


# doctor


def test_the_doctor_finds_nothing_where_all_is_well(connected: CommandLine) -> None:
    told = connected.does("doctor")
    assert "@chungtay_bot" in told
    assert "Asia/Ho_Chi_Minh" in told
    assert "All is well" in told
    assert "✗" not in told


def test_the_doctor_names_everything_that_is_wrong(chungtay: CommandLine) -> None:
    result = chungtay.ask("doctor")
    assert result.exit_code == 1
    assert "✗ Cơ sở dữ liệu chưa được chuẩn bị" in result.output
    assert "✗ Chưa có mã của bot" in result.output
    assert "Có 2 điều cần sửa" in result.output


def test_the_doctor_finds_what_is_parked_and_reopens_it(connected: CommandLine) -> None:
    engine = open_database(database(connected))
    moment = datetime(2026, 11, 22, tzinfo=UTC)
    with unit_of_work(engine) as db:
        inbox.keep(db, [inbox.RawUpdate(7, 101, "{}")], moment)
        db.add(
            OutboxRow(
                chat_id=101, priority=0, body="{}", request_id="r", created_at=moment, due_at=moment,
                state=OutboxState.PARKED,
            )
        )  # fmt: skip
        db.get_one(InboxRow, 1).state = InboxState.PARKED
    result = connected.ask("doctor")
    assert result.exit_code == 1
    assert "✗ 1 tin đến và 1 tin đi bị treo" in result.output
    assert "1 updates and 1 messages reopened" in connected.does("doctor", "--retry")
    with unit_of_work(engine) as db:
        assert db.get_one(InboxRow, 1).state is InboxState.OPEN
        assert db.get_one(OutboxRow, 1).state is OutboxState.OPEN
    engine.dispose()


def test_the_doctor_says_when_the_server_does_not_answer(connected: CommandLine) -> None:
    connected.settings["TELEGRAM_API_URL"] = "http://127.0.0.1:9"
    result = connected.ask("doctor")
    assert result.exit_code == 1
    assert "✗ Không kết nối được tới http://127.0.0.1:9" in result.output


def test_a_clock_more_than_a_minute_off_is_found() -> None:
    noon = datetime(2026, 11, 22, 12, tzinfo=UTC)
    assert judge_clock(noon, noon + timedelta(seconds=60)).well
    assert "61" in judge_clock(noon, noon - timedelta(seconds=61)).text.vi
    assert not judge_clock(noon, noon - timedelta(seconds=61)).well
