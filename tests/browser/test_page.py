"""The chat page against the stand-in and a scripted bot, in a headless Chromium."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from tests.browser.phone import Phone

if TYPE_CHECKING:
    from collections.abc import Callable

    from playwright.sync_api import Page

    from tests.browser.phone import Stopwatch
    from tests.simulator_client import SimulatorClient


def test_three_people_lie_side_by_side_with_their_roles(desk: Page) -> None:
    phones = desk.locator(".phone")
    expect(phones).to_have_count(3)
    for number, (name, role) in enumerate(
        [("Hòa Nguyễn", "trưởng thôn"), ("Mai Trần", "cán bộ xã"), ("Tư", "người lạ")]
    ):
        expect(phones.nth(number).locator(".owner")).to_contain_text(name)
        expect(phones.nth(number).locator(".owner")).to_contain_text(role)
        expect(phones.nth(number)).to_be_in_viewport()


def test_marked_up_words_are_shown_and_raw_words_stay_words(hoa: Phone) -> None:
    greeting = hoa.says("Chào anh Hòa")
    for tag, words in (("strong", "anh Hòa"), ("em", "Nghiêng"), ("u", "gạch chân"), ("s", "gạch bỏ")):
        expect(greeting.locator(tag)).to_have_text(words)
    expect(greeting).to_contain_text("<script>alert(1)</script>")
    expect(greeting.locator("script")).to_have_count(0)


def test_a_command_in_a_bubble_is_sent_when_touched(hoa: Phone) -> None:
    hoa.tap("/trogiup")
    hoa.says("Tôi chưa hiểu")
    assert hoa.messages()[-2:] == ["/trogiup", "Tôi chưa hiểu ạ."]


def test_an_invitation_in_a_bubble_opens_on_the_phone_of_a_new_person(hoa: Phone, desk: Page) -> None:
    hoa.log.get_by_role("link", name="start=moi-lan").click()
    dialog = desk.get_by_role("dialog", name="Mở liên kết mời")
    dialog.get_by_label("Tên người mới").fill("Lan")
    dialog.get_by_role("button", name="Mở", exact=True).click()
    lan = Phone(desk, "Lan")
    lan.says("Lời mời: moi-lan")
    assert lan.messages()[0] == "/start"


def test_an_invitation_can_be_pasted_and_opened_by_somebody_who_is_there(desk: Page) -> None:
    desk.get_by_role("button", name="Mở liên kết").click()
    dialog = desk.get_by_role("dialog")
    dialog.get_by_label("Liên kết").fill("https://t.me/nguoi_khac?start=x")
    dialog.get_by_label("Mai Trần").check()
    dialog.get_by_role("button", name="Mở", exact=True).click()
    expect(dialog.get_by_role("alert")).to_contain_text("https://t.me/chungtay_bot?start=")
    dialog.get_by_label("Liên kết").fill("t.me/chungtay_bot?start=moi-mai")
    dialog.get_by_role("button", name="Mở", exact=True).click()
    Phone(desk, "Mai").says("Lời mời: moi-mai")


def test_a_person_can_be_added_by_name(desk: Page, simulator: SimulatorClient) -> None:
    desk.get_by_role("button", name="Thêm người").click()
    dialog = desk.get_by_role("dialog", name="Thêm người")
    dialog.get_by_label("Họ và tên").fill("Phạm Thị Lan")
    dialog.get_by_label("Vai").fill("trưởng thôn")
    dialog.get_by_role("button", name="Thêm").click()
    Phone(desk, "Phạm Thị Lan").start()
    assert simulator.ask("GET", "/sim/users")[-1]["label"] == "trưởng thôn"


def test_an_edit_stands_in_the_place_of_the_message_and_says_so(hoa: Phone) -> None:
    hoa.write("/baocao")
    place = hoa.says("Bước 1/2").get_attribute("data-message")
    hoa.tap("Hộ nghèo")
    edited = hoa.says("Bước 2/2")
    assert edited.get_attribute("data-message") == place
    expect(edited).to_contain_text("đã sửa")
    hoa.tap("Gửi")
    expect(hoa.says("Đã gửi").locator(".inline-keyboard")).to_have_count(0)


def test_a_deleted_message_vanishes(hoa: Phone) -> None:
    hoa.write("/baocao")
    hoa.tap("Xóa tin này")
    expect(hoa.bubble("Bước 1/2")).to_have_count(0)


def test_a_short_answer_to_a_tap_is_a_notice_that_passes(hoa: Phone, still: Stopwatch) -> None:
    hoa.write("/baocao")
    hoa.tap("Báo tin")
    expect(hoa.notice).to_have_text("Đã ghi nhận")
    expect(hoa.notice).to_be_visible()
    still.passes(4)
    expect(hoa.notice).to_be_hidden()


def test_an_alert_must_be_acknowledged_and_holds_up_nobody_else(hoa: Phone, desk: Page) -> None:
    hoa.write("/baocao")
    hoa.tap("Cảnh báo")
    alert = hoa.element.get_by_role("alertdialog")
    expect(alert).to_contain_text("Xin kiểm tra lại")
    Phone(desk, "Mai").start()
    alert.get_by_role("button", name="OK").click()
    expect(alert).to_have_count(0)
    expect(hoa.button("Cảnh báo")).to_be_focused()


@pytest.mark.usefixtures("still")
def test_a_tapped_button_waits_and_a_second_touch_is_not_sent(hoa: Phone, simulator: SimulatorClient) -> None:
    hoa.write("/baocao")
    taps = []
    hoa.page.on("request", lambda request: taps.append(1) if request.url.endswith("/tap") else None)
    hoa.tap("Im lặng")
    expect(hoa.button("Im lặng")).to_have_attribute("aria-busy", "true")
    hoa.button("Im lặng").click(force=True)
    hoa.tap("Báo tin")
    expect(hoa.button("Báo tin")).not_to_have_attribute("aria-busy", "true")
    expect(hoa.button("Im lặng")).to_have_attribute("aria-busy", "true")
    assert len(taps) == 2
    assert len(simulator.calls("answerCallbackQuery")) == 1


def test_the_bots_keyboard_sends_its_words_and_can_be_folded(hoa: Phone) -> None:
    hoa.element.get_by_role("button", name="Ẩn bàn phím của bot").click()
    expect(hoa.button("📝 Báo cáo")).to_be_hidden()
    hoa.element.get_by_role("button", name="Hiện bàn phím của bot").click()
    hoa.tap("📝 Báo cáo")
    hoa.says("Bước 1/2")
    expect(hoa.field).to_have_attribute("placeholder", "Chọn một nút, hoặc gõ")


def test_the_menu_lists_the_commands_with_their_meaning(hoa: Phone) -> None:
    hoa.tap("Menu")
    commands = hoa.element.get_by_role("option")
    expect(commands).to_have_text(
        ["/baocaoBáo cáo hộ thoát nghèo", "/baocaocuatoiCác báo cáo của tôi", "/trogiupTrợ giúp"]
    )
    commands.first.click()
    hoa.says("Bước 1/2")


def test_a_slash_proposes_commands_and_the_keys_choose(hoa: Phone) -> None:
    hoa.field.press_sequentially("/bao")
    expect(hoa.element.get_by_role("option")).to_have_count(2)
    hoa.field.press("ArrowDown")
    expect(hoa.element.get_by_role("option", selected=True)).to_contain_text("/baocaocuatoi")
    hoa.field.press("Escape")
    expect(hoa.element.get_by_role("option").first).to_be_hidden()
    hoa.field.press_sequentially("c")
    hoa.field.press("Enter")
    hoa.says("Bước 1/2")


def test_a_blocked_bot_can_be_unblocked_and_written_to_again(hoa: Phone) -> None:
    hoa.tap("Tùy chọn")
    hoa.tap("Chặn bot")
    expect(hoa.field).to_be_hidden()
    hoa.tap("Bỏ chặn bot")
    hoa.write("xin chào")
    hoa.says("Tôi chưa hiểu")


def test_new_messages_are_in_view_and_a_reader_further_up_is_left_in_peace(hoa: Phone, desk: Page) -> None:
    hoa.write("nhiều")
    hoa.says("Tin số 30")
    assert hoa.at_end()
    expect(hoa.element.locator(".jump")).to_be_hidden()
    hoa.log.evaluate("log => log.scrollTo(0, 200)")
    jump = hoa.element.locator(".jump")
    expect(jump).to_be_visible()
    hoa.page.request.post(f"{desk.url}sim/users/100000001/text", data={"text": "nữa"})
    expect(jump.locator(".badge")).to_have_text("1")
    expect(desk).to_have_title("(1) Chung Tay · trò chuyện thử")
    assert hoa.log.evaluate("log => log.scrollTop") == 200
    jump.click()
    expect(jump).to_be_hidden()
    expect(desk).to_have_title("Chung Tay · trò chuyện thử")
    assert hoa.at_end()


def test_the_answer_to_a_tap_comes_into_view_wherever_one_reads(hoa: Phone) -> None:
    hoa.write("/baocao")
    asked = hoa.says("Bước 1/2")
    hoa.write("nhiều")
    hoa.says("Tin số 30")
    asked.get_by_role("button", name="Thêm lời").click()
    expect(hoa.bubble("Lời thêm")).to_be_in_viewport()


def test_a_message_taller_than_the_screen_is_shown_from_its_beginning(hoa: Phone) -> None:
    hoa.write("dài")
    long = hoa.says("Dòng 40")
    expect(long.get_by_text("Dòng 1", exact=False)).to_be_in_viewport()
    assert not hoa.at_end()
    assert long.evaluate("one => one.offsetTop - one.closest('.log').scrollTop") == 8


def test_the_bot_is_seen_typing_for_a_while(hoa: Phone, still: Stopwatch) -> None:
    hoa.write("gõ")
    expect(hoa.element.get_by_text("đang nhập…")).to_be_visible()
    still.passes(6)
    expect(hoa.element.get_by_text("đang nhập…")).to_be_hidden()


def test_a_tap_that_is_never_answered_is_given_up(hoa: Phone, still: Stopwatch) -> None:
    hoa.write("/baocao")
    hoa.tap("Im lặng")
    expect(hoa.button("Im lặng")).to_have_attribute("aria-busy", "true")
    still.passes(16)
    expect(hoa.button("Im lặng")).not_to_have_attribute("aria-busy", "true")
    expect(hoa.notice).to_have_text("Bot chưa trả lời")


def test_two_browsers_show_the_same(
    hoa: Phone, open_page: Callable[..., Page], simulator: SimulatorClient
) -> None:
    other = Phone(open_page(simulator.url), "Hòa")
    hoa.write("/baocao")
    other.says("Bước 1/2")
    other.tap("Hộ nghèo")
    hoa.says("Bước 2/2")
    assert hoa.messages() == other.messages()


def test_colours_follow_the_wish_for_dark(open_page: Callable[..., Page], simulator: SimulatorClient) -> None:
    def ground(scheme: str) -> int:
        page = open_page(simulator.url, color_scheme=scheme)
        colour: str = page.evaluate("getComputedStyle(document.body).backgroundColor")
        return sum(int(part) for part in colour.removeprefix("rgb(").removesuffix(")").split(","))

    assert ground("dark") < 150
    assert ground("light") > 600
