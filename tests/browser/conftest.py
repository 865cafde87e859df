"""A headless Chromium for the page; the tests here are skipped, saying so, where there is none."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import expect, sync_playwright

from tests.browser.phone import Phone, Stopwatch
from tests.browser.scripted_bot import running_bot
from tests.simulator_client import SimulatorClient, hosted_simulator

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from playwright.sync_api import Browser, Page

ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
DESK = {"width": 1280, "height": 800}
PHONE = {"width": 360, "height": 740}
PATIENCE_MS = 30_000
expect.set_options(timeout=PATIENCE_MS)


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--screenshots", metavar="FOLDER", help="write the README's pictures there")


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """One browser a module: Playwright's loop must be gone before the next module's asynchronous tests."""
    found = shutil.which("chromium") or shutil.which("chromium-browser")
    if found is None:
        pytest.skip("there is no Chromium here; the page is not tested (Debian: apt-get install chromium)")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=found, args=ARGUMENTS)
        yield browser
        browser.close()


@pytest.fixture
def open_page(browser: Browser) -> Iterator[Callable[..., Page]]:
    """Open pages that must not fail inside, and must not ask any other machine for anything."""
    troubles: list[str] = []
    contexts = []

    def look_at(url: str) -> None:
        if urlsplit(url).hostname not in {"127.0.0.1", None}:
            troubles.append(f"asked for {url}")

    def open_one(url: str, **options: object) -> Page:
        wanted = {"viewport": DESK, "locale": "vi-VN", "reduced_motion": "reduce"} | options
        context = browser.new_context(**wanted)  # type: ignore[arg-type]  # the options a test chooses
        contexts.append(context)
        context.set_default_timeout(PATIENCE_MS)
        page = context.new_page()
        page.on("pageerror", lambda error: troubles.append(str(error)))
        page.on("request", lambda request: look_at(request.url))
        page.goto(url)
        return page

    yield open_one
    for context in contexts:
        context.close()
    assert troubles == []


@pytest.fixture
def simulator() -> Iterator[SimulatorClient]:
    with hosted_simulator() as client, running_bot(client.url):
        client.add_user("Hòa", last_name="Nguyễn", label="trưởng thôn", phone="0912000111")
        client.add_user("Mai", last_name="Trần", label="cán bộ xã", phone="0912000222")
        client.add_user("Tư", label="người lạ")
        yield client


@pytest.fixture
def desk(open_page: Callable[..., Page], simulator: SimulatorClient) -> Page:
    return open_page(simulator.url)


@pytest.fixture
def narrow(open_page: Callable[..., Page], simulator: SimulatorClient) -> Page:
    return open_page(simulator.url, viewport=PHONE, has_touch=True, is_mobile=True)


@pytest.fixture
def hoa(desk: Page) -> Phone:
    phone = Phone(desk, "Hòa")
    phone.start()
    return phone


@pytest.fixture
def still(hoa: Phone) -> Stopwatch:
    return Stopwatch(hoa.page)
