"""One whole report and its verification, by tapping in the page of the demo, through the real bot.

The pictures of the README come from here: pytest tests/browser/test_whole_report.py --screenshots docs/images
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import PHONE
from tests.browser.demo import running_demo
from tests.browser.phone import Phone

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from playwright.sync_api import Page

TWO_PHONES = {"width": 900, "height": 960}


@pytest.fixture
def demo(tmp_path: Path) -> Iterator[str]:
    with running_demo(tmp_path) as address:
        yield address


@pytest.fixture
def snap(pytestconfig: pytest.Config) -> Callable[[Page, str], None]:
    """Take a picture for the README, if pictures were asked for."""
    folder: Any = pytestconfig.getoption("screenshots", None)

    def take(page: Page, name: str) -> None:
        if folder is not None:
            page.wait_for_timeout(500)
            page.screenshot(path=Path(folder) / f"{name}.png")

    return take


def answers_most_questions(head: Phone) -> None:
    head.press("📝 Báo cáo hộ")
    head.says("Hộ nào có thay đổi")
    head.write("ho thi du")
    head.says("nay thay đổi thế nào")
    head.touch("2. Thoát nghèo hẳn", then="Mẫu số 04")
    head.touch("Có, đã ký", then="ngày nào")
    head.touch(re.compile("^Hôm qua"), then="bao nhiêu người")
    head.touch("4 người", then="Tổng thu nhập")
    head.write("7tr2")
    head.says("mỗi người 1.800.000 đồng")
    head.touch("Không còn thiếu hụt", then="hỗ trợ chính")
    head.touch("⬜ 1. Vay vốn NHCSXH", then="hỗ trợ chính")
    head.touch("⬜ 3. Cây, con giống", then="hỗ trợ chính")
    head.touch("Xong (2)", then="Thôn họp dân")


def sends_with_photos(head: Phone) -> str:
    """Answer the rest, send, and return the report's code."""
    head.touch(re.compile("^Hôm nay"), then="chụp ảnh giấy tờ")
    head.tap("Đính kèm ảnh hoặc tệp")
    head.element.get_by_role("button", name="Gửi 3 ảnh mẫu").click()
    head.says("Đã có 3 ảnh")
    head.touch("Xong", then="Xem lại trước khi gửi")
    head.touch("✅ Gửi", then="Đã gửi báo cáo")
    code = re.search(r"CT-\w+-\w+", head.says("Mã báo cáo").inner_text())
    assert code is not None
    return code[0]


def learns_nothing(stranger: Phone, code: str) -> None:
    stranger.tap("Bắt đầu")
    stranger.says("cán bộ")
    stranger.write(f"/tracuu {code}")
    expect(stranger.log.locator(".theirs")).to_have_count(2)
    expect(stranger.log.locator(".inline-keyboard")).to_have_count(0)
    expect(stranger.log.get_by_text("Hồ Thị Dụ")).to_have_count(0)


def test_a_report_is_made_and_verified_by_tapping_and_a_stranger_learns_nothing_of_it(
    open_page: Callable[..., Page], demo: str, snap: Callable[[Page, str], None]
) -> None:
    page = open_page(demo, viewport=TWO_PHONES, device_scale_factor=1.25)
    small = open_page(demo, viewport=PHONE, has_touch=True, is_mobile=True, device_scale_factor=1.5)
    head, officer = Phone(page, "Hồ Văn Thử"), Phone(page, "Trần Thị Mẫu")
    Phone(page, "Lê Văn Khách").put_away()

    answers_most_questions(head)
    Phone(small, "Hồ Văn Thử").says("Thôn họp dân")
    snap(small, "phone")
    code = sends_with_photos(head)

    officer.says("1 báo cáo")
    officer.touch("✅ Mở danh sách chờ", then="Chờ xác minh: 1/1")
    expect(officer.says("Chờ xác minh: 1/1")).to_contain_text(code)
    snap(page, "report")
    officer.touch("🖼 Ảnh (3)")
    expect(officer.log.locator(".theirs .gallery img")).to_have_count(3)
    expect(officer.log.get_by_role("article").last).to_contain_text("Chờ xác minh: 1/1")
    officer.touch("✅ Xác minh", then=f"{code}: Đã xác minh")
    expect(head.says("Người xử lý: Trần Thị Mẫu")).to_contain_text("Đã xác minh")
    snap(page, "verdict")
    Phone(small, "Hồ Văn Thử").says("Người xử lý: Trần Thị Mẫu")

    page.get_by_role("button", name="Lê Văn Khách").click()
    learns_nothing(Phone(page, "Lê Văn Khách"), code)
