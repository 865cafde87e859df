"""/baocaocuatoi: what became of one's reports, correcting one, sending a returned one again, taking one back."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from store.database import unit_of_work
from store.rules.moves import Move
from store.rules.roles import Role
from store.rules.states import State
from store.tables import Appointment
from tests.handlers.reporting import TYPED, answers, begins, does, events, last_report, sends
from tests.town import appoint

if TYPE_CHECKING:
    from tests.chat import Phone
    from tests.town import Town

SECOND = {"household": "Hồ Thị Mẫu", "change": "Thoát cận nghèo", "members": "3 người"}


def opens(phone: Phone) -> str:
    """Open the newest of one's reports from the list."""
    phone.types("/baocaocuatoi")
    return phone.taps("1. ")


def returns(town: Town, reason: str = "Thu nhập chưa rõ") -> None:
    """Have the officer give the oldest waiting report back."""
    town.officer.types("/xacminh")
    does(town.officer, "Trả lại", reason)


def verifies(town: Town) -> None:
    town.officer.types("/xacminh")
    town.officer.taps("✅ Xác minh")


def test_whoever_has_sent_nothing_is_told_how_to_begin(small_town: Town) -> None:
    assert "chưa gửi báo cáo nào" in small_town.head.types("/baocaocuatoi")


def test_the_list_names_icon_code_household_and_state(small_town: Town) -> None:
    sends(small_town.head)
    seen = small_town.head.taps("Báo cáo của tôi")
    assert f"⏳ <b>{last_report(small_town).code}</b> Hồ Văn Thử – Chờ xác minh" in seen
    assert small_town.head.buttons() == ["1. ⏳ Hồ Văn Thử"]


def test_the_list_is_paged_the_newest_first(small_town: Town) -> None:
    head = small_town.head
    for _ in range(9):
        small_town.passes(hours=1)
        sends(head)
        does(head, "Xem báo cáo", "Rút báo cáo", "Rút báo cáo")
    sends(head, **SECOND)
    head.types("/baocaocuatoi")
    assert head.buttons()[0] == "1. ⏳ Hồ Thị Mẫu"
    head.taps("Tiếp ›")
    assert head.buttons()[0].startswith("9. ")


def test_a_returned_report_comes_first_because_it_waits_for_the_head(town: Town) -> None:
    sends(town.head)
    returns(town)
    town.passes(hours=1)
    sends(town.head, **SECOND)
    town.head.types("/baocaocuatoi")
    assert town.head.buttons()[0] == "1. ↩️ Hồ Văn Thử"


def test_a_report_opens_to_its_answers_and_everything_that_happened(town: Town) -> None:
    sends(town.head)
    returns(town)
    seen = opens(town.head)
    assert "Thu nhập cả hộ một tháng: 7.200.000 đồng" in seen
    assert "20/11/2026 12:00 · Bác Trưởng\n<b>Gửi</b>" in seen
    assert "20/11/2026 12:00 · Chị Cán Bộ\n<b>Trả lại để bổ sung</b>" in seen
    assert "Thu nhập của hộ chưa rõ" in seen
    assert "✏️ Sửa và gửi lại" in town.head.buttons()


def test_a_very_long_history_shows_its_newest_part_and_the_way_to_all_of_it(small_town: Town) -> None:
    head = small_town.head
    sends(head)
    for number in range(12):
        returns(small_town, TYPED + f"Lần {number}: " + "nhờ anh/chị xem lại thu nhập của hộ. " * 8)
        opens(head)
        does(head, "Sửa và gửi lại", "Thu nhập", TYPED + f"{8 + number}tr", "Gửi lại")
    seen = opens(head)
    assert len(seen) < 4096
    assert "Lần 11" in seen
    assert "Lần 0" not in seen
    assert "Lần 0" in head.taps("Toàn bộ quá trình")


def test_photos_are_shown_when_asked_for(small_town: Town) -> None:
    head = small_town.head
    begins(head, until="photos")
    head.shows("photo-1")
    does(head, "Xong", "✅ Gửi")
    opens(head)
    head.taps("🖼 Ảnh (1)")
    assert head.messages[-1].photos == ["photo-1"]


def test_a_waiting_report_is_corrected_under_its_code_and_the_change_stands_in_its_history(
    town: Town,
) -> None:
    head = town.head
    sends(head)
    code = last_report(town).code
    opens(head)
    assert f"Sửa báo cáo {code}" in head.taps("✏️ Sửa")
    assert not {"Hộ", "Thôn"} & set(head.buttons())
    seen = does(head, "Thu nhập", TYPED + "9tr", "Gửi lại")
    assert "Đã sửa báo cáo" in seen
    report = last_report(town)
    assert (report.code, report.income, report.state) == (code, 9_000_000, State.WAITING)
    assert [event.move for event in events(town, report)] == [Move.SUBMIT, Move.CORRECT]
    assert "7.200.000 đồng → 9.000.000 đồng" in opens(head)


def test_a_returned_report_is_corrected_from_the_verdict_itself_with_everything_kept(town: Town) -> None:
    head = town.head
    sends(head)
    returns(town)
    assert "Thu nhập của hộ chưa rõ" in head.sees()
    verdict = len(head.messages)
    seen = head.taps("Sửa và gửi lại")
    assert len(head.messages) == verdict + 1
    assert "Lý do trả lại" in seen
    assert "7.200.000 đồng" in seen
    alerts = len(town.officer.messages)
    assert "Đã gửi lại báo cáo" in does(head, "Thu nhập", TYPED + "9tr", "Gửi lại")
    report = last_report(town)
    assert report.state is State.WAITING
    assert [event.move for event in events(town, report)] == [Move.SUBMIT, Move.RETURN, Move.RESUBMIT]
    assert len(town.officer.messages) == alerts + 1
    assert "1 báo cáo" in town.officer.sees()


def test_a_correction_that_changes_nothing_is_said_to_change_nothing(small_town: Town) -> None:
    head = small_town.head
    sends(head)
    opens(head)
    assert "Chưa có câu nào thay đổi" in does(head, "✏️ Sửa", "Gửi lại")
    assert len(events(small_town, last_report(small_town))) == 1


def test_an_answer_changed_and_changed_back_is_no_change(small_town: Town) -> None:
    head = small_town.head
    sends(head)
    opens(head)
    does(head, "✏️ Sửa", "Thu nhập", TYPED + "9tr", "Thu nhập", TYPED + "7tr2")
    assert "Chưa có câu nào thay đổi" in head.taps("Gửi lại")


def test_photos_can_be_added_in_a_correction(small_town: Town) -> None:
    head = small_town.head
    sends(head)
    opens(head)
    head.taps("✏️ Sửa")
    head.shows("photo-1")
    assert "Đã sửa báo cáo" in head.taps("Gửi lại")
    assert last_report(small_town).photos == ["photo-1"]
    assert "Ảnh giấy tờ: không → 1" in opens(head)


def test_a_correction_to_another_kind_of_change_asks_what_that_needs(small_town: Town) -> None:
    head = small_town.head
    sends(head)
    opens(head)
    does(head, "✏️ Sửa", "Thay đổi", "Giảm khác", "Chuyển đi", "Gửi lại")
    report = last_report(small_town)
    assert (report.cause, report.income, report.signed) == ("moved_away", None, None)
    does(head, "Xem báo cáo", "✏️ Sửa", "Thay đổi", "Thoát nghèo hẳn")
    assert "Mẫu số 04" in head.sees()
    does(head, "Có, đã ký", TYPED + "7tr2", "Không còn", "Không có hỗ trợ", "Chưa họp", "Gửi lại")
    assert last_report(small_town).income == 7_200_000


def test_a_report_kept_against_the_figures_carries_its_reason_into_the_correction(small_town: Town) -> None:
    head = small_town.head
    begins(head, until="deprivations", income=TYPED + "5tr")
    does(
        head, TYPED + "Mùa này chưa thu hoạch", "Không còn", "Không có hỗ trợ", "Chưa họp", "Bỏ qua", "✅ Gửi"
    )
    opens(head)
    assert "Mùa này chưa thu hoạch" in head.taps("✏️ Sửa")
    does(head, "Giấy đề nghị", "Chưa", "Gửi lại")
    assert last_report(small_town).keep_reason == "Mùa này chưa thu hoạch"


def test_an_unlisted_household_is_corrected_like_any_other(small_town: Town) -> None:
    head = small_town.head
    head.types("/baocao")
    does(head, "không có trong danh sách", TYPED + "Lê Văn Mới", "Không rõ", "Hộ không nghèo")
    does(head, "Tái nghèo", "Lý do khác")
    does(
        head,
        "Hôm nay",
        "4",
        TYPED + "4tr",
        TYPED + "1 2 3",
        "Không có hỗ trợ",
        "Chưa họp",
        "Bỏ qua",
        "✅ Gửi",
    )
    opens(head)
    does(head, "✏️ Sửa", "Thay đổi")
    assert any("Hộ nghèo phát sinh" in label for label in head.buttons())
    does(head, "Hộ nghèo phát sinh", "Gửi lại")
    assert last_report(small_town).change == "NEW_POOR"


def test_a_correction_shows_the_registers_number_of_persons_beside_the_reported_one(town: Town) -> None:
    sends(town.head, members=TYPED + "5", income=TYPED + "9tr")
    opens(town.head)
    seen = does(town.head, "✏️ Sửa", "Nhân khẩu")
    assert "Đang ghi: 5 người" in seen
    assert "Danh sách ghi 4 người" in seen


def test_what_the_officer_verified_meanwhile_stays_as_it_is(town: Town) -> None:
    head = town.head
    sends(head)
    opens(head)
    does(head, "✏️ Sửa", "Thu nhập", TYPED + "9tr")
    verifies(town)
    assert "Đã xác minh" in head.taps("Gửi lại")
    assert last_report(town).income == 7_200_000
    assert answers(town, head, "correction") == {}


def test_a_verified_report_offers_neither_correction_nor_withdrawal_and_old_buttons_say_why(
    town: Town,
) -> None:
    head = town.head
    sends(head)
    opens(head)
    edit, withdraw = head.data("✏️ Sửa"), head.data("Rút báo cáo")
    verifies(town)
    assert "Đã xác minh" in head.taps_data(*edit)
    assert "không thể thực hiện" in head.taps_data(*withdraw)
    opens(head)
    assert not any("Sửa" in label or "Rút" in label for label in head.buttons())


def test_withdrawing_asks_once_and_then_says_what_became_of_it(town: Town) -> None:
    head = town.head
    sends(head)
    opens(head)
    assert "Rút báo cáo" in head.taps("Rút báo cáo")
    assert last_report(town).state is State.WAITING
    assert "Chờ xác minh" in head.taps("Không rút")
    does(head, "Rút báo cáo")
    assert "🗑️ <b>" in head.taps("Rút báo cáo")
    assert last_report(town).state is State.WITHDRAWN
    town.officer.types("/xacminh")
    assert "Không còn báo cáo nào" in town.officer.sees()


def test_withdrawing_twice_with_an_old_button_is_refused_in_words(small_town: Town) -> None:
    head = small_town.head
    sends(head)
    opens(head)
    head.taps("Rút báo cáo")
    again = head.data("Rút báo cáo")
    head.taps("Rút báo cáo")
    assert "không thể thực hiện" in head.taps_data(*again)
    assert len(events(small_town, last_report(small_town))) == 2


def test_a_half_done_correction_is_gone_on_with(small_town: Town) -> None:
    head = small_town.head
    sends(head)
    opens(head)
    does(head, "✏️ Sửa", "Thu nhập", TYPED + "9tr", "Hủy", "Để sau")
    small_town.passes(days=2)
    opens(head)
    assert "9.000.000 đồng" in head.taps("✏️ Sửa")


def test_a_correction_of_another_report_asks_before_the_half_done_one_is_dropped(small_town: Town) -> None:
    head = small_town.head
    sends(head)
    first = last_report(small_town).code
    small_town.passes(hours=1)
    sends(head, **SECOND)
    second = last_report(small_town).code
    head.types("/baocaocuatoi")
    does(head, "2. ", "✏️ Sửa", "Thu nhập", TYPED + "9tr")
    head.types("/baocaocuatoi")
    does(head, "1. ")
    seen = head.taps("✏️ Sửa")
    assert first in seen
    assert second in seen
    assert "9.000.000 đồng" in head.taps("Sửa tiếp")
    head.types("/baocaocuatoi")
    does(head, "1. ", "✏️ Sửa")
    assert f"Sửa báo cáo {second}" in head.taps(f"✏️ Sửa {second}")


@pytest.mark.parametrize("action", ["open", "show", "photos", "edit", "anew", "withdraw", "gone"])
def test_nobody_reaches_a_report_outside_their_area_by_its_button(town: Town, action: str) -> None:
    sends(town.head)
    report = last_report(town)
    data = f"bcct||{action}|{report.id}"
    for phone in (town.far_head, town.viewer, town.administrator, town.stranger):
        assert "Hồ Văn Thử" not in phone.taps_data(1, data)
    assert "Hồ Văn Thử" not in town.far_officer.taps_data(1, data)
    assert last_report(town).state is State.WAITING


@pytest.mark.parametrize(
    "data", ["bcct||open", "bcct||open|x", "bcct||nothing|1", "bcct||open|99999999999999999999"]
)
def test_a_forged_button_is_answered_in_words(small_town: Town, data: str) -> None:
    assert "màn hình cũ" in small_town.head.taps_data(1, data)


def test_an_officer_cannot_correct_or_withdraw_for_the_village(town: Town) -> None:
    sends(town.head)
    report = last_report(town)
    for action in ("edit", "withdraw", "gone"):
        town.officer.taps_data(1, f"bcct||{action}|{report.id}")
    assert last_report(town).state is State.WAITING
    assert answers(town, town.officer, "correction") == {}


def test_a_head_who_was_dismissed_corrects_nothing_and_the_new_head_does(town: Town) -> None:
    head = town.head
    sends(head)
    returns(town)
    old = head.data("Sửa và gửi lại")
    with unit_of_work(town.engine) as db:
        village = town.units["Thôn Mẫu Một"]
        appoint(db, 13, "Bác Trưởng Mới", Role.VILLAGE_HEAD, village)
        db.get_one(Appointment, 1).until = town.now
    assert "Sửa báo cáo" not in head.taps_data(*old)
    fresh = town.phone(13, "Bác Trưởng Mới")
    opens(fresh)
    does(fresh, "Sửa và gửi lại", "Thu nhập", TYPED + "9tr", "Gửi lại")
    assert last_report(town).state is State.WAITING


def test_whoever_corrected_a_report_cannot_verify_it_either(town: Town) -> None:
    sends(town.head)
    with unit_of_work(town.engine) as db:
        both = appoint(db, 14, "Kiêm Nhiệm", Role.VILLAGE_HEAD, town.units["Thôn Mẫu Một"])
        db.add(
            Appointment(
                person_id=both.id,
                unit_id=town.units["Xã Mẫu"].id,
                role=Role.COMMUNE_OFFICER,
                since=both.created_at,
            )
        )
    phone = town.phone(14, "Kiêm Nhiệm")
    opens(phone)
    does(phone, "✏️ Sửa", "Thu nhập", TYPED + "9tr", "Gửi lại")
    phone.types("/xacminh")
    seen = phone.taps("✅ Xác minh")
    assert "do chính anh/chị gửi" in seen
    assert last_report(town).state is State.WAITING
