"""Sending from the chat page: texts, pictures, papers, the own number, and what does not get through."""

from __future__ import annotations

from typing import TYPE_CHECKING

from playwright.sync_api import expect

from bot.simulator.samples import sample_png

if TYPE_CHECKING:
    from playwright.sync_api import FilePayload, Page, Route

    from tests.browser.phone import Phone
    from tests.simulator_client import SimulatorClient

PNG: FilePayload = {"name": "don.png", "mimeType": "image/png", "buffer": sample_png(3)}
TEXT: FilePayload = {"name": "don.png", "mimeType": "image/png", "buffer": b"no picture"}
SHEET: FilePayload = {"name": "danh-sach.xlsx", "mimeType": "application/octet-stream", "buffer": b"x" * 2048}


def test_a_number_is_shared_only_after_a_question(hoa: Phone) -> None:
    hoa.tap("Gửi số điện thoại")
    sheet = hoa.element.get_by_role("dialog", name="Chia sẻ số điện thoại?")
    sheet.get_by_role("button", name="Hủy").click()
    expect(sheet).to_have_count(0)
    expect(hoa.bubble("0912000111")).to_have_count(0)
    hoa.tap("Gửi số điện thoại")
    sheet.get_by_role("button", name="Chia sẻ").click()
    hoa.says("Đã nhận số")
    expect(hoa.bubble("0912000111")).to_have_count(1)


def test_enter_sends_and_shift_enter_breaks_the_line(hoa: Phone) -> None:
    hoa.field.press_sequentially("một")
    hoa.field.press("Shift+Enter")
    hoa.field.press_sequentially("hai")
    hoa.field.press("Enter")
    hoa.says("Tôi chưa hiểu")
    assert hoa.messages()[-2] == "một\nhai"
    expect(hoa.field).to_have_value("")


def test_a_photo_from_the_machine_is_shown_before_it_is_sent(hoa: Phone, desk: Page) -> None:
    hoa.tap("Đính kèm ảnh hoặc tệp")
    with desk.expect_file_chooser() as chooser:
        hoa.tap("Ảnh từ máy…")
    chooser.value.set_files(PNG)
    hoa.element.get_by_label("Chú thích").fill("Đơn của hộ")
    hoa.tap("Gửi ảnh")
    hoa.says("Đã nhận ảnh")
    picture = hoa.bubble("Đơn của hộ").get_by_role("button", name="Xem ảnh")
    picture.click()
    viewer = desk.get_by_role("dialog", name="Xem ảnh")
    expect(viewer.get_by_role("img")).to_have_js_property("naturalWidth", 320)
    desk.keyboard.press("Escape")
    expect(viewer).to_have_count(0)


def test_what_is_no_picture_is_not_sent_as_one(hoa: Phone, desk: Page) -> None:
    hoa.tap("Đính kèm ảnh hoặc tệp")
    with desk.expect_file_chooser() as chooser:
        hoa.tap("Ảnh từ máy…")
    chooser.value.set_files(TEXT)
    expect(hoa.notice).to_have_text("Tệp này không phải là ảnh")


def test_sample_photos_go_out_as_one_album(hoa: Phone, simulator: SimulatorClient) -> None:
    hoa.tap("Đính kèm ảnh hoặc tệp")
    hoa.element.get_by_role("button", name="Gửi 3 ảnh mẫu").click()
    expect(hoa.log.locator("article", has_text="Đã nhận ảnh")).to_have_count(3)
    expect(hoa.log.locator(".mine .gallery")).to_have_count(1)
    expect(hoa.log.locator(".mine .gallery img")).to_have_count(3)
    sent = [message for message in simulator.users()[0].messages() if "photo" in message]
    assert len({message["media_group_id"] for message in sent}) == 1


def test_an_album_of_the_bot_is_one_bubble_and_opens_at_the_touched_picture(hoa: Phone, desk: Page) -> None:
    hoa.write("album")
    expect(hoa.says("Ba ảnh").get_by_role("button")).to_have_count(3)
    hoa.button("Xem ảnh 2 trong 3").click()
    viewer = desk.get_by_role("dialog", name="Xem ảnh")
    expect(viewer).to_contain_text("2 / 3")
    desk.keyboard.press("ArrowRight")
    expect(viewer).to_contain_text("3 / 3")


def test_papers_go_both_ways(hoa: Phone, desk: Page) -> None:
    hoa.tap("Đính kèm ảnh hoặc tệp")
    with desk.expect_file_chooser() as chooser:
        hoa.tap("Tệp từ máy…")
    chooser.value.set_files(SHEET)
    hoa.says("Đã nhận tệp")
    expect(hoa.bubble("danh-sach.xlsx")).to_contain_text("2 KB")
    hoa.write("tệp")
    with desk.expect_download() as download:
        hoa.says("quyet-dinh.txt").get_by_role("link").click()
    assert download.value.path().read_text(encoding="utf-8") == "Quyết định 12"


def test_what_could_not_be_sent_says_so_and_can_be_sent_again(hoa: Phone, desk: Page) -> None:
    desk.route("**/text", lambda route: route.abort())
    hoa.write("/baocao")
    waiting = hoa.says("chưa gửi được")
    desk.unroute("**/text")
    waiting.get_by_role("button", name="Gửi lại").click()
    hoa.says("Bước 1/2")
    expect(waiting).to_have_count(0)
    assert hoa.messages().count("/baocao") == 1


def test_a_message_on_its_way_is_shown_as_such(hoa: Phone, desk: Page) -> None:
    held: list[Route] = []

    def hold(route: Route) -> None:
        held.append(route)

    desk.route("**/text", hold)
    hoa.write("chậm")
    hoa.says("đang gửi…")
    held[0].continue_()
    hoa.says("Tôi chưa hiểu")
    expect(hoa.bubble("đang gửi…")).to_have_count(0)
