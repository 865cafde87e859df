"""The whole path of a report, as a conversation: few taps, a receipt with a code, one alert to the officers."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from store.rules.changes import Change
from store.rules.codes import read_code
from store.rules.households import HouseholdClass
from store.rules.states import State
from tests.handlers.reporting import TYPED, all_reports, answers, begins, does, events, last_report, sends

if TYPE_CHECKING:
    from tests.town import Town


def test_a_typical_report_takes_at_most_twelve_taps_and_two_typed_answers(town: Town) -> None:
    head = town.head
    head.taps("Báo cáo hộ")
    does(head, "Hồ Văn Thử", "Thoát nghèo hẳn", "Có, đã ký", "Hôm nay", "4 người", TYPED + "7tr2")
    does(head, "Không còn thiếu hụt", "Vay vốn NHCSXH", "Xong", "Hôm qua")
    head.shows("photo-1")
    does(head, "Xong", "✅ Gửi")
    assert "Đã gửi báo cáo" in head.sees()
    assert head.taps_made <= 12
    assert head.typed <= 2


def test_a_household_typed_by_name_stays_within_the_same_count(town: Town) -> None:
    head = town.head
    head.taps("Báo cáo hộ")
    does(
        head, TYPED + "ho van thu", "Thoát nghèo hẳn", "Có, đã ký", "Hôm nay", "4 người", TYPED + "7,2 trieu"
    )
    does(head, "Không còn thiếu hụt", "Vay vốn NHCSXH", "Xong", "Hôm qua", "Bỏ qua", "✅ Gửi")
    assert "Đã gửi báo cáo" in head.sees()
    assert head.taps_made <= 12
    assert head.typed <= 2


def test_everything_that_was_answered_stands_in_the_report(town: Town) -> None:
    sends(town.head, deprivations=TYPED + "7, 10", change="Thoát nghèo, còn cận nghèo", income=TYPED + "5tr")
    report = last_report(town)
    assert report.state is State.WAITING
    assert (report.was, report.change) == (HouseholdClass.POOR, Change.EXIT_POOR_TO_NEAR)
    assert (report.signed, report.event_on, report.members) == (True, date(2026, 11, 20), 4)
    assert (report.income, report.deprivations) == (5_000_000, ["house", "toilet"])
    assert (report.supports, report.meeting_on) == (["credit"], date(2026, 11, 19))
    assert (report.photos, report.keep_reason, report.cause) == ([], None, None)
    assert [event.person_id for event in events(town, report)] == [report.reporter_id]


def test_the_receipt_bears_a_code_that_can_be_dictated_the_state_and_what_comes_next(town: Town) -> None:
    seen = sends(town.head)
    report = last_report(town)
    assert read_code(report.code) == report.code
    assert report.code in seen
    assert "Đọc qua điện thoại: xê tê, " in seen
    assert "Chờ xác minh" in seen
    assert "Cán bộ xã sẽ xem và trả lời ngay tại đây" in seen


def test_nothing_is_left_of_the_draft_once_it_is_sent(town: Town) -> None:
    sends(town.head)
    assert answers(town, town.head) == {}
    assert "Bước 1/10" in town.head.types("/baocao")


def test_each_question_is_put_in_the_place_of_the_one_before_while_one_only_taps(town: Town) -> None:
    head = town.head
    head.types("/baocao")
    messages = len(head.messages)
    does(head, "Hồ Văn Thử", "Thoát nghèo hẳn", "Có, đã ký", "Hôm nay", "4 người")
    assert len(head.messages) == messages
    assert "Bước 6/10 · Hồ Văn Thử, 1970" in head.sees()


def test_what_is_typed_stays_in_the_chat_and_the_next_question_comes_below_it(town: Town) -> None:
    head = town.head
    begins(head, until="income")
    messages = len(head.messages)
    head.types("7tr2")
    assert len(head.messages) == messages + 1


def test_the_officers_of_the_commune_get_one_alert_that_counts_up(town: Town) -> None:
    before = len(town.officer.messages)
    sends(town.head)
    sends(town.head, household="Hồ Thị Mẫu", change="Thoát cận nghèo", members="3 người")
    for officer in (town.officer, town.second_officer):
        alerts = officer.messages[before:]
        assert len(alerts) == 1
        assert "2 báo cáo" in alerts[0].text
        assert "Mở danh sách chờ" in officer.buttons()[0]
    assert len(town.far_officer.messages) == before


def test_a_new_alert_begins_once_the_officer_has_opened_the_queue(town: Town) -> None:
    sends(town.head)
    town.officer.taps("Mở danh sách chờ")
    opened = len(town.officer.messages)
    sends(town.head, household="Hồ Thị Mẫu", change="Thoát cận nghèo", members="3 người")
    assert len(town.officer.messages) == opened + 1
    assert "2 báo cáo" in town.officer.sees()


def test_two_taps_on_send_within_a_moment_make_one_report(town: Town) -> None:
    head = town.head
    begins(head, until="send")
    message, data = head.data("✅ Gửi")
    head.taps_data(message, data)
    head.taps_data(message, data)
    assert len(all_reports(town)) == 1
    assert "Đã gửi báo cáo" in head.sees()


def test_an_old_send_button_sends_nothing_of_a_later_draft(town: Town) -> None:
    head = town.head
    begins(head, until="send")
    old = head.data("✅ Gửi")
    head.taps("✅ Gửi")
    begins(head, until="send", household="Hồ Thị Mẫu", change="Thoát cận nghèo", members="3 người")
    head.taps_data(*old)
    assert len(all_reports(town)) == 1
    assert "Xem lại trước khi gửi" in head.sees()


def test_send_can_be_typed(town: Town) -> None:
    begins(town.head, until="send")
    assert "Đã gửi báo cáo" in town.head.types("gửi")


def test_the_whole_path_in_english(town: Town) -> None:
    head = town.head
    head.types("/ngonngu")
    head.taps("Report a household")
    assert "Which household has changed?" in head.sees()
    does(head, "Hồ Văn Thử", "Out of poverty altogether", "Yes, signed", "Today", "4 persons", TYPED + "7tr2")
    assert "each person" in head.sees()
    does(head, "Nothing any more", "Policy bank loan", "Done", "Not yet", "Skip")
    assert "Please look it over" in head.sees()
    assert "The report is sent" in does(head, "✅ Send")


def test_from_the_receipt_one_goes_on_with_another_household_and_the_receipt_stays(town: Town) -> None:
    head = town.head
    sends(head)
    messages = len(head.messages)
    assert "Bước 1/10" in head.taps("Báo cáo hộ khác")
    assert len(head.messages) == messages + 1
    assert "Đã gửi báo cáo" in head.messages[-2].text


def test_only_a_village_head_reports(town: Town) -> None:
    for phone in (town.officer, town.viewer, town.administrator, town.stranger):
        assert "Bước" not in phone.types("/baocao")
        assert "Bước" not in phone.types("/baocaocuatoi")
    assert all_reports(town) == []
