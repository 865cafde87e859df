"""``chungtay schedule`` tells the operator what will fall due, to whom and why."""

from __future__ import annotations

import json
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from bot.clock import now
from handlers.letter import Letter
from scheduler import jobs
from scheduler.jobs import At, CatchUp, Due, job
from store import outbox
from store.database import unit_of_work
from store.outbox import Post
from store.rules.text import Text
from store.tables import Priority
from tests.bot.command_line import CommandLine
from tests.town import build

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime
    from pathlib import Path

    from sqlalchemy import Engine
    from sqlmodel import Session

    from handlers.scene import Config

WHY = Text("Đến hạn\n<b>báo cáo</b>", "A report is due")
HEAD, NOBODY = 11, 99


@pytest.fixture
def chungtay(tmp_path: Path, sqlite: Engine, sqlite_url: str, monkeypatch: pytest.MonkeyPatch) -> CommandLine:
    """The command line in a town where nothing is due."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(jobs, "_jobs", {})
    build(sqlite)
    command_line = CommandLine(tmp_path)
    command_line.settings = {"DATABASE_URL": sqlite_url}
    return command_line


def upcoming(_db: Session, first: datetime, last: datetime, config: Config) -> Iterable[Due]:
    for moment in jobs.moments([At(7)], first, last, config.zone):
        yield Due(moment, HEAD, "probe", WHY)


@pytest.fixture
def due_daily(chungtay: CommandLine) -> CommandLine:
    job("probe", At(7), catch_up=CatchUp(within=timedelta(days=1)), preview=upcoming)(lambda *_: None)
    return chungtay


def test_where_nothing_is_due_it_says_so(chungtay: CommandLine) -> None:
    assert "Không có việc nào đến hạn trong 14 ngày tới." in chungtay.does("schedule")


def test_it_tells_when_what_why_and_who_with_their_places(due_daily: CommandLine) -> None:
    told = due_daily.does("schedule", "--days", "1").splitlines()
    assert told[0].endswith(" 07:00  probe")
    assert told[1:4] == ["  Đến hạn báo cáo", "  A report is due", "    Bác Trưởng (Thôn Mẫu Một)"]
    assert "1 tin trong 1 ngày tới." in told[4]


def test_what_waits_in_the_outbox_for_its_time_is_told_too(chungtay: CommandLine, sqlite: Engine) -> None:
    tomorrow = now() + timedelta(days=1)
    body = Letter(text="x").to_json()
    with unit_of_work(sqlite) as db:
        outbox.put_once(db, [Post(NOBODY, body, Priority.SCHEDULED, f"weekly:48:{NOBODY}")], "t", tomorrow)
    [due] = json.loads(chungtay.does("schedule", "--json"))
    assert (due["kind"], due["name"], due["units"]) == ("weekly", None, [])
    assert due["why"]["en"] == "Ready, and waits for its time"
    assert "nobody holds the seat" in chungtay.does("schedule")


def test_as_json_it_tells_the_same(due_daily: CommandLine) -> None:
    [due] = json.loads(due_daily.does("schedule", "--days", "1", "--json"))
    assert due["moment"].endswith("T07:00:00+07:00")
    assert due["why"]["vi"] == "Đến hạn báo cáo"
    assert (due["chat_id"], due["name"], due["units"]) == (HEAD, "Bác Trưởng", ["Thôn Mẫu Một"])
