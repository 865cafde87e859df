"""One line an event, and nothing about anybody."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
import structlog

from bot.logs import describe, set_up_logs
from bot.settings import LogLevel

if TYPE_CHECKING:
    from collections.abc import Iterator


@pytest.fixture(autouse=True)
def own_configuration() -> Iterator[None]:
    yield
    structlog.reset_defaults()


def test_an_event_is_one_line_of_json_where_nobody_reads_along(capsys: pytest.CaptureFixture[str]) -> None:
    set_up_logs(LogLevel.INFO)
    log = structlog.get_logger()
    log.info("started", request="u7", words="xin chào")
    log.debug("quiet")
    lines = capsys.readouterr().err.splitlines()
    assert len(lines) == 1
    event = json.loads(lines[0])
    assert (event["event"], event["request"], event["level"]) == ("started", "u7", "info")
    assert "xin chào" in lines[0]


def test_a_fault_is_described_by_its_kind_and_place_and_not_by_its_words() -> None:
    try:
        int("0912 345 678")
    except ValueError as fault:
        described = describe(fault)
    assert described["fault"] == "ValueError"
    assert described["where"].startswith("test_logs.py:")
    assert "0912" not in str(described)


def test_a_fault_that_was_never_raised_arose_nowhere() -> None:
    assert describe(RuntimeError("x")) == {"fault": "RuntimeError", "where": "nowhere"}
