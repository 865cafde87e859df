"""Going back, changing one answer, stopping and coming back days later: nothing that was answered is lost."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from store.rules.changes import Change
from tests.handlers.reporting import TYPED, TYPICAL, all_reports, answers, begins, does, last_report, sends

if TYPE_CHECKING:
    from tests.town import Town

STEPS = [name for name in TYPICAL if name not in {"household", "supports_done", "send"}]


@pytest.mark.parametrize("question", STEPS)
def test_from_every_question_one_can_go_back_and_come_again(small_town: Town, question: str) -> None:
    head = small_town.head
    asked = begins(head, until=question)
    step = asked[asked.index("<i>Bước") :].split(" ·")[0]
    head.taps("Quay lại")
    assert step not in head.sees()
    before = STEPS.index(question) - 1
    names = ["household", *STEPS]
    does(head, TYPICAL[names[before + 1]])
    if names[before + 1] == "supports":
        head.taps("Xong")
    assert step in head.sees()


def test_one_can_go_back_all_the_way_from_the_review_to_the_first_question(small_town: Town) -> None:
    head = small_town.head
    begins(head, until="send")
    for _ in range(10):
        head.taps("Quay lại")
    assert "Bước 1/10" in head.sees()
    assert "‹ Quay lại" not in head.buttons()


def test_two_quick_taps_on_back_go_back_once(small_town: Town) -> None:
    head = small_town.head
    begins(head, until="members")
    message, data = head.data("Quay lại")
    head.taps_data(message, data)
    head.taps_data(message, data)
    assert "Bước 4/10" in head.sees()
    assert head.toasts == []


def test_two_quick_taps_on_an_answer_answer_once_and_say_nothing_more(small_town: Town) -> None:
    head = small_town.head
    begins(head, until="event_on")
    messages = len(head.messages)
    message, data = head.data("Hôm nay")
    head.taps_data(message, data)
    head.taps_data(message, data)
    assert "Bước 5/10" in head.sees()
    assert len(head.messages) == messages
    assert head.toasts == []


def test_a_button_of_an_older_screen_is_answered_with_a_fresh_one(small_town: Town) -> None:
    head = small_town.head
    begins(head, until="income")
    old = head.data("Quay lại")
    head.types("7tr2")
    head.types("/trogiup")
    head.taps_data(*old)
    assert "thiếu hụt những gì" in head.sees()
    assert head.toasts == ["Nút này thuộc màn hình cũ ạ."]
    assert answers(small_town, head)["income"] == 7_200_000


def test_a_button_of_a_draft_that_is_gone_changes_nothing(small_town: Town) -> None:
    head = small_town.head
    begins(head, until="event_on")
    old = head.data("Hôm nay")
    does(head, "Hủy", "Hủy bỏ")
    head.taps_data(*old)
    assert head.toasts == ["Nút này thuộc màn hình cũ ạ."]
    assert answers(small_town, head) == {}


@pytest.mark.parametrize(
    ("title", "act", "shown"),
    [
        ("Thay đổi", "Thoát nghèo hẳn", "thoát nghèo, vượt chuẩn cận nghèo"),
        ("Giấy đề nghị", "Chưa", "chưa ký"),
        ("Ngày", TYPED + "1/11", "01/11/2026"),
        ("Nhân khẩu", TYPED + "3", "Nhân khẩu: 3"),
        ("Thu nhập", TYPED + "8tr", "8.000.000 đồng"),
        ("Thiếu hụt", TYPED + "2", "Người phụ thuộc"),
        ("Hỗ trợ", TYPED + "5 6", "Nhà ở, Đào tạo nghề"),
        ("Họp dân", "Chưa họp", "Họp dân: chưa họp"),
    ],
)
def test_each_answer_is_changed_singly_from_the_review_page(
    small_town: Town, title: str, act: str, shown: str
) -> None:
    head = small_town.head
    begins(head, until="send")
    assert f"Sửa: {title}" in head.taps(title)
    seen = does(head, act)
    assert "Xem lại trước khi gửi" in seen
    assert shown in seen


def test_an_answer_to_be_changed_is_shown_as_it_is_and_back_leaves_it(small_town: Town) -> None:
    head = small_town.head
    begins(head, until="send")
    assert "Đang ghi: 7.200.000 đồng" in head.taps("Thu nhập")
    assert "7.200.000 đồng" in head.taps("Quay lại")
    assert "Xem lại trước khi gửi" in head.sees()


def test_at_the_review_page_the_title_of_an_answer_can_be_typed(small_town: Town) -> None:
    begins(small_town.head, until="send")
    assert "Sửa: Thu nhập" in small_town.head.types("thu nhap")


def test_another_household_keeps_what_is_true_of_both_and_asks_the_rest_again(small_town: Town) -> None:
    head = small_town.head
    begins(head, until="send", household="Ví Dụ 1962", members="5 người", income=TYPED + "9tr")
    head.taps("Hộ")
    head.taps("Ví Dụ 1990")
    assert "Danh sách ghi 2 người" in head.sees()
    assert "Xem lại trước khi gửi" in head.taps("2 người")
    assert answers(small_town, head)["change"] == Change.EXIT_POOR_FULL


def test_another_kind_of_change_asks_only_what_it_needs_besides(small_town: Town) -> None:
    head = small_town.head
    begins(head, until="send")
    head.taps("Thay đổi")
    assert "Vì sao hộ ra khỏi danh sách" in head.taps("Giảm khác")
    assert "Xem lại trước khi gửi" in head.taps("Chuyển đi")
    does(head, "Thay đổi", "Thoát nghèo hẳn")
    assert "7.200.000 đồng" in head.sees()


def test_a_half_done_report_is_announced_with_household_step_and_time(small_town: Town) -> None:
    head = small_town.head
    begins(head, until="income")
    small_town.passes(days=3)
    seen = head.types("/baocao")
    assert "Hồ Văn Thử, 1970" in seen
    assert "Bước 6/10: Thu nhập" in seen
    assert "20/11/2026 12:00" in seen
    assert "thu nhập một tháng" in head.taps("Làm tiếp")


def test_a_report_left_at_the_review_page_is_announced_as_nearly_done(small_town: Town) -> None:
    begins(small_town.head, until="send")
    assert "chỉ còn bấm Gửi" in small_town.head.types("/baocao")
    assert "Xem lại trước khi gửi" in small_town.head.types("làm tiếp")


def test_a_half_done_report_goes_on_days_later_in_another_run_of_the_program(town: Town) -> None:
    head = town.head
    begins(head, until="members")
    town.passes(days=30)
    town.engine.dispose()
    head.types("/baocao")
    does(
        head,
        "Làm tiếp",
        "4 người",
        TYPED + "7tr2",
        "Không còn",
        "Không có hỗ trợ",
        "Chưa họp",
        "Bỏ qua",
        "✅ Gửi",
    )
    assert last_report(town).event_on.isoformat() == "2026-11-20"


def test_an_answer_typed_days_later_is_taken_by_the_question_that_waits(small_town: Town) -> None:
    head = small_town.head
    begins(head, until="income")
    small_town.passes(days=5)
    assert "thiếu hụt những gì" in head.types("7tr2")


def test_a_new_report_takes_the_place_of_the_draft_when_that_is_wished(small_town: Town) -> None:
    head = small_town.head
    begins(head, until="income")
    head.types("/baocao")
    assert "Bước 1/10" in head.taps("Báo cáo mới")
    assert "household" not in answers(small_town, head)


def test_an_old_button_for_a_new_report_does_not_throw_a_later_draft_away(small_town: Town) -> None:
    head = small_town.head
    begins(head, until="signed")
    head.types("/baocao")
    old = head.data("Báo cáo mới")
    head.taps("Báo cáo mới")
    head.taps("Hồ Thị Mẫu")
    head.taps_data(*old)
    assert "đang làm dở" in head.sees()
    assert answers(small_town, head)["household"]["name"] == "Hồ Thị Mẫu"  # type: ignore[index] # a household as it is kept


def test_a_draft_with_nothing_in_it_is_not_worth_a_question(small_town: Town) -> None:
    small_town.head.types("/baocao")
    assert "Bước 1/10" in small_town.head.types("/baocao")


@pytest.mark.parametrize("command", ["/trogiup", "/baocaocuatoi", "/ngonngu", "/tracuu", "/khongco"])
def test_a_command_in_the_middle_keeps_the_draft(small_town: Town, command: str) -> None:
    head = small_town.head
    begins(head, until="income")
    kept = answers(small_town, head)
    head.types(command)
    assert answers(small_town, head) == kept
    head.types("/baocao")
    assert "thu nhập một tháng" in head.taps("▶️").lower() or "income" in head.sees()


def test_a_menu_button_in_the_middle_keeps_the_draft_and_typing_goes_on_with_it(small_town: Town) -> None:
    head = small_town.head
    begins(head, until="income")
    head.types("❓ Trợ giúp")
    assert "thiếu hụt những gì" in head.types("7tr2")


def test_cancelling_leaves_the_choice_to_keep_the_draft(small_town: Town) -> None:
    head = small_town.head
    begins(head, until="members")
    assert "muốn dừng “Báo cáo hộ · Hồ Văn Thử, 1970”" in head.taps("Hủy")
    assert "Bước 5/10" in head.taps("Làm tiếp")
    head.types("/huy")
    assert "Đã lưu nháp: Báo cáo hộ · Hồ Văn Thử, 1970" in head.taps("Để sau")
    assert "chưa hiểu" in head.types("4")
    head.types("/baocao")
    assert "Bước 5/10" in head.taps("Làm tiếp")


def test_a_draft_that_was_kept_is_one_tap_away(small_town: Town) -> None:
    head = small_town.head
    begins(head, until="members")
    does(head, "Hủy", "Để sau", "Làm tiếp")
    head.types("4")
    assert answers(small_town, head)["members"] == 4


def test_the_question_at_hand_follows_a_change_of_language(small_town: Town) -> None:
    head = small_town.head
    begins(head, until="members")
    assert "How many persons live in the household?" in head.types("/ngonngu")
    assert "Hộ có bao nhiêu người" in head.types("/ngonngu")


def test_a_draft_that_is_thrown_away_is_gone(small_town: Town) -> None:
    head = small_town.head
    begins(head, until="members")
    does(head, "Hủy", "Hủy bỏ")
    assert "Không có gì được gửi đi" in head.sees()
    assert answers(small_town, head) == {}
    assert all_reports(small_town) == []


@pytest.mark.parametrize(
    ("word", "seen"),
    [("quay lai", "Bước 4/10"), ("hủy", "muốn dừng"), ("huy bo", "muốn dừng"), ("để sau", "Đã lưu nháp")],
)
def test_the_ways_out_can_be_typed(small_town: Town, word: str, seen: str) -> None:
    begins(small_town.head, until="members")
    assert seen in small_town.head.types(word)


def test_a_report_and_a_correction_are_two_drafts(small_town: Town) -> None:
    head = small_town.head
    sends(head)
    begins(head, until="income", household="Hồ Thị Mẫu", change="Thoát cận nghèo", members="3 người")
    head.types("/baocaocuatoi")
    does(head, "1. ⏳", "✏️ Sửa", "Thu nhập", TYPED + "9tr")
    assert "9.000.000 đồng" in head.sees()
    head.types("/baocao")
    assert "Hồ Thị Mẫu" in head.sees()
    assert "thu nhập một tháng" in head.taps("Làm tiếp")
    assert answers(small_town, head, "correction")["income"] == 9_000_000


def test_two_heads_fill_in_their_reports_at_the_same_time(town: Town) -> None:
    begins(town.head, until="income")
    begins(town.far_head, until="income", household="Phan Thị Ngoài", members="3 người")
    town.head.types("7tr2")
    town.far_head.types("6tr")
    assert answers(town, town.head)["income"] == 7_200_000
    assert answers(town, town.far_head)["income"] == 6_000_000


def test_a_button_that_means_nothing_begins_no_report(small_town: Town) -> None:
    assert "màn hình cũ" in small_town.head.taps_data(1, "baocao||other")
    assert answers(small_town, small_town.head) == {}
