"""The chat page on a small screen, and by keyboard alone."""

from __future__ import annotations

from typing import TYPE_CHECKING

from playwright.sync_api import expect

from tests.browser.phone import Phone

if TYPE_CHECKING:
    from playwright.sync_api import Page


def focused(page: Page) -> str:
    """Return the accessible words of what has the focus."""
    return str(
        page.evaluate(
            "document.activeElement.getAttribute('aria-label') ?? document.activeElement.textContent"
        )
    )


def press_until(page: Page, key: str, words: str, most: int = 12) -> None:
    """Press a key until something with these words has the focus."""
    for _ in range(most):
        page.keyboard.press(key)
        if words in focused(page):
            return
    raise AssertionError(f"{most} times {key} did not reach {words!r}; the focus is on {focused(page)!r}")


def test_a_small_screen_shows_one_phone_and_a_row_to_switch(narrow: Page) -> None:
    expect(narrow.locator(".phone:visible")).to_have_count(1)
    Phone(narrow, "Hòa").start()
    narrow.get_by_role("button", name="Mai Trần").click()
    expect(narrow.locator(".phone:visible")).to_have_count(1)
    Phone(narrow, "Mai").start()


def test_nothing_sticks_out_of_a_small_screen(narrow: Page) -> None:
    hoa = Phone(narrow, "Hòa")
    hoa.start()
    hoa.write("/baocao")
    hoa.says("Bước 1/2")
    assert narrow.evaluate("document.documentElement.scrollWidth") == 360
    assert hoa.log.evaluate("log => log.scrollWidth <= log.clientWidth")
    for part in (hoa.field, hoa.button("📝 Báo cáo"), hoa.button("Im lặng")):
        expect(part).to_be_in_viewport(ratio=1)


def test_fingers_find_every_button_of_a_small_screen(narrow: Page) -> None:
    hoa = Phone(narrow, "Hòa")
    hoa.start()
    hoa.write("/baocao")
    hoa.says("Bước 1/2")
    small = narrow.eval_on_selector_all(
        "button:not(.text button)",
        """all => all.filter(one => one.offsetParent && Math.min(one.offsetWidth, one.offsetHeight) < 40)
                  .map(one => one.outerHTML)""",
    )
    assert small == []


def test_unread_messages_of_a_phone_out_of_view_are_counted(narrow: Page) -> None:
    Phone(narrow, "Hòa").start()
    narrow.get_by_role("button", name="Mai Trần").click()
    narrow.request.post(f"{narrow.url}sim/users/100000001/text", data={"text": "xin chào"})
    badge = narrow.get_by_role("button", name="Hòa Nguyễn").locator(".badge")
    expect(badge).to_have_text("1")
    narrow.get_by_role("button", name="Hòa Nguyễn").click()
    expect(badge).to_be_hidden()


def test_a_report_can_be_made_by_keys_alone(desk: Page) -> None:
    hoa = Phone(desk, "Hòa")
    press_until(desk, "Tab", "Bắt đầu", most=20)
    desk.keyboard.press("Enter")
    hoa.says("Chào anh Hòa")
    expect(hoa.field).to_be_focused()
    desk.keyboard.type("/baocao")
    desk.keyboard.press("Enter")
    hoa.says("Bước 1/2")
    press_until(desk, "Shift+Tab", "Hộ nghèo", most=3)
    desk.keyboard.press("ArrowRight")
    assert focused(desk) == "Hộ cận nghèo"
    desk.keyboard.press("Enter")
    hoa.says("Bước 2/2")
    assert focused(desk) == "Quay lại"
    desk.keyboard.press("ArrowRight")
    desk.keyboard.press("Enter")
    hoa.says("Đã gửi")
    desk.keyboard.press("Escape")
    expect(hoa.field).to_be_focused()


def test_the_menu_works_by_keys(desk: Page) -> None:
    hoa = Phone(desk, "Hòa")
    hoa.start()
    hoa.button("Menu").focus()
    desk.keyboard.press("Enter")
    desk.keyboard.press("ArrowDown")
    expect(hoa.element.get_by_role("option", selected=True)).to_contain_text("/baocaocuatoi")
    desk.keyboard.press("Escape")
    expect(hoa.button("Menu")).to_be_focused()


def test_a_sheet_keeps_the_focus_and_gives_it_back(desk: Page) -> None:
    hoa = Phone(desk, "Hòa")
    hoa.start()
    attach = hoa.button("Đính kèm ảnh hoặc tệp")
    attach.focus()
    desk.keyboard.press("Enter")
    expect(hoa.button("Ảnh từ máy…")).to_be_focused()
    expect(hoa.element.locator(".composer")).to_have_js_property("inert", value=True)
    desk.keyboard.press("Escape")
    expect(attach).to_be_focused()


def test_every_button_has_a_name_and_every_phone_one_log(desk: Page) -> None:
    Phone(desk, "Hòa").start()
    nameless = desk.eval_on_selector_all(
        "button", "all => all.filter(b => !(b.ariaLabel || b.innerText || b.textContent).trim()).length"
    )
    assert nameless == 0
    expect(desk.get_by_role("log")).to_have_count(3)
    names = desk.get_by_role("log").evaluate_all("all => all.map(log => log.ariaLabel)")
    assert names[0] == "Trò chuyện của Hòa Nguyễn với Chung Tay"
