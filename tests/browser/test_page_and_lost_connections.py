"""The chat page when the stand-in goes away and comes back."""

from __future__ import annotations

import subprocess
import sys
from contextlib import contextmanager
from typing import TYPE_CHECKING

from playwright.sync_api import expect

from tests.browser.phone import Phone
from tests.simulator_client import SimulatorClient

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from playwright.sync_api import Page

LOST = "Mất kết nối, đang nối lại…"


@contextmanager
def stand_in(port: int, *options: str) -> Iterator[tuple[int, SimulatorClient]]:
    """Run a stand-in in a process of its own; port 0 takes any free one."""
    command = [sys.executable, "-m", "bot.simulator", "--port", str(port), *options]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        address = process.stdout.readline().strip()
        assert address, "the stand-in did not start"
        try:
            with SimulatorClient(address) as client:
                yield int(address.rsplit(":", 1)[1]), client
        finally:
            process.terminate()


def test_the_page_says_that_the_connection_is_lost_and_goes_on_after_it(
    open_page: Callable[..., Page], tmp_path: Path
) -> None:
    state = ("--state", str(tmp_path / "state.json"))
    with stand_in(0, *state) as (port, simulator):
        simulator.add_user("Lan").text("xin chào")
        page = open_page(simulator.url)
        lan = Phone(page, "Lan")
        lan.says("xin chào")
        expect(page.get_by_text(LOST)).to_be_hidden()
    expect(page.get_by_text(LOST)).to_be_visible()
    lan.write("còn đó không")
    lan.says("chưa gửi được, mất kết nối")
    with stand_in(port, *state):
        expect(page.get_by_text(LOST)).to_be_hidden()
        lan.tap("Gửi lại")
        expect(lan.bubble("chưa gửi được")).to_have_count(0)
        assert lan.messages() == ["xin chào", "còn đó không"]


def test_a_stand_in_that_has_forgotten_everything_empties_the_page(open_page: Callable[..., Page]) -> None:
    with stand_in(0) as (port, simulator):
        simulator.add_user("Lan").text("xin chào")
        page = open_page(simulator.url)
        Phone(page, "Lan").says("xin chào")
    with stand_in(port):
        expect(page.get_by_role("log")).to_have_count(0)
        expect(page.locator(".board.empty")).to_be_visible()
