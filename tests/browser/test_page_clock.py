"""The demo's date control, by its buttons: what time it is, on to a day, and no clock where none can be moved."""

from __future__ import annotations

import re
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from playwright.sync_api import expect

from bot.demo.register import ZONE
from tests.browser.conftest import PHONE
from tests.browser.demo import running_demo
from tests.browser.phone import Phone

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from playwright.sync_api import Page


def test_what_falls_due_arrives_in_the_chats_on_the_way_to_the_next_due_time_and_to_any_day(
    open_page: Callable[..., Page], tmp_path: Path
) -> None:
    with running_demo(tmp_path) as address:
        page = open_page(address)
        clock = page.get_by_role("region", name="Ngày giờ của bản dùng thử")
        today = datetime.fromtimestamp(page.evaluate("Date.now()") / 1000, ZONE)
        expect(clock).to_contain_text(f"{today:%d/%m/%Y}")
        head = Phone(page, "Hồ Văn Thử")
        head.says("Kính chào")

        clock.get_by_role("button", name="Đến hạn kế tiếp").click()
        expect(clock).to_contain_text(re.compile(r"Đã đến \d+ tin"))
        assert 6 <= int(clock.inner_text()[:2]) < 20

        day = today + timedelta(days=10)
        clock.get_by_role("button", name="Đến ngày…").click()
        page.get_by_label("Ngày (đến 8 giờ sáng)").fill(f"{day:%Y-%m-%d}")
        page.get_by_role("button", name="Đi", exact=True).click()
        expect(clock).to_contain_text(f"{day:%d/%m/%Y}")
        expect(clock.get_by_role("button", name="Đến hạn kế tiếp")).to_be_visible()
        head.write("/trogiup")
        head.says("/baocao")
        separators = head.log.get_by_role("separator").all_inner_texts()
        assert (separators[0], separators[-1]) == (f"{today:%d/%m/%Y}", "Hôm nay")
        assert len(separators) > 2, "the weekly summary came on the way"

        middle = open_page(address, viewport={"width": 900, "height": 900})
        cut = middle.locator(".clock .tool").evaluate_all(
            "all => all.filter(one => one.scrollWidth > one.clientWidth || one.offsetHeight > 44).length"
        )
        assert cut == 0, "a button's words fit into it, in one line"

        small = open_page(address, viewport=PHONE, has_touch=True, is_mobile=True)
        for name in ("Đến hạn kế tiếp", "Đến ngày…"):
            expect(small.get_by_role("button", name=name)).to_be_in_viewport(ratio=1)
        assert small.evaluate("document.documentElement.scrollWidth") == PHONE["width"]


def test_a_stand_in_whose_clock_nobody_can_move_shows_none(desk: Page) -> None:
    Phone(desk, "Hòa").start()
    expect(desk.locator(".clock")).to_be_hidden()
