"""Which household: found however it is typed, told apart from its namesakes, or not on the list at all."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

import pytest
from sqlmodel import col, select, update

from store.database import unit_of_work
from store.register import entry, spell
from store.rules.changes import Change
from store.rules.households import HouseholdClass
from store.rules.roles import Role
from store.rules.states import State
from store.rules.vietnamese import fold
from store.tables import Appointment, Household
from tests.handlers.reporting import TYPED, all_reports, answers, begins, does, last_report, sends
from tests.town import LONG_AGO, appoint

if TYPE_CHECKING:
    from tests.town import Town


def _add(
    town: Town, name: str, status: HouseholdClass | None, *, born: int = 1960, code: str, was: str = ""
) -> None:
    village = town.units["Thôn Mẫu Một"]
    with unit_of_work(town.engine) as db:
        household = Household(
            unit_id=village.id,
            code=code,
            head_name=name,
            key=fold(name),
            birth_year=born,
            members=3,
            status=status,
            since=date(2026, 1, 1),
        )
        db.add(household)
        db.flush()
        if was:
            db.add(
                spell(household.id, replace(entry(household), status=HouseholdClass(was)), date(2023, 1, 1))
            )


def test_the_list_shows_poor_and_near_poor_households_and_nobody_elses(small_town: Town) -> None:
    small_town.head.types("/baocao")
    labels = small_town.head.buttons()
    assert "3. Hồ Văn Thử · nghèo" in labels
    assert "4. Hồ Thị Mẫu · cận nghèo" in labels
    assert not any("Giả Định" in label or "Thí Điểm" in label or "Ngoài" in label for label in labels)


def test_namesakes_on_the_list_are_told_apart_by_their_year_of_birth(small_town: Town) -> None:
    small_town.head.types("/baocao")
    assert "1. Nguyễn Văn Ví Dụ 1962 · nghèo" in small_town.head.buttons()
    assert "2. Nguyễn Văn Ví Dụ 1990 · nghèo" in small_town.head.buttons()


def test_namesakes_of_the_same_year_are_told_apart_by_their_code(small_town: Town) -> None:
    _add(small_town, "Hồ Văn Thử", HouseholdClass.POOR, born=1970, code="91001-01-077")
    small_town.head.types("/baocao")
    assert any("Hồ Văn Thử 1970 077" in label for label in small_town.head.buttons())
    assert any("Hồ Văn Thử 1970 001" in label for label in small_town.head.buttons())


def test_a_long_list_is_paged_and_numbered_throughout(small_town: Town) -> None:
    for number in range(20):
        _add(
            small_town, f"Lê Văn Thêm {chr(65 + number)}a", HouseholdClass.POOR, code=f"91001-01-1{number:02}"
        )
    head = small_town.head
    head.types("/baocao")
    assert "1/3" in head.buttons()
    head.taps("Tiếp ›")
    assert "2/3" in head.buttons()
    assert head.buttons()[0].startswith("9. ")
    assert "Bước 2" in head.types("9")


@pytest.mark.parametrize(
    "typed",
    ["Hồ Văn Thử", "ho van thu", "HO VAN THU", "Hoof Vawn Thwr", "Ho62 Va8n Thu73", "thu", "Thử ạ", "1970 ho van thu",
     "91001-01-001", "3"],
)  # fmt: skip
def test_a_household_is_found_however_its_name_is_typed(small_town: Town, typed: str) -> None:
    small_town.head.types("/baocao")
    assert "Hồ Văn Thử – hộ nghèo" in small_town.head.types(typed)


def test_a_slip_of_the_finger_is_asked_back_before_it_counts(small_town: Town) -> None:
    head = small_town.head
    head.types("/baocao")
    assert "Với “Hồ Văn Thừa”" in head.types("Hồ Văn Thừa")
    assert "Hồ Văn Thử – hộ nghèo" in head.taps("Hồ Văn Thử")


def test_several_matches_are_shown_with_what_tells_them_apart(small_town: Town) -> None:
    head = small_town.head
    head.types("/baocao")
    seen = head.types("nguyen van vi du")
    assert "sinh 1962, hộ nghèo, mã 91001-01-003" in seen
    assert "sinh 1990, hộ nghèo, mã 91001-01-004" in seen
    assert "Ví Dụ, 1990" in head.types("2")


def test_a_year_of_birth_typed_with_the_name_settles_which_namesake_is_meant(small_town: Town) -> None:
    small_town.head.types("/baocao")
    assert "Ví Dụ, 1990" in small_town.head.types("Nguyễn Văn Ví Dụ 1990")


def test_a_household_that_is_not_poor_is_found_by_typing_and_may_be_new_on_the_list(small_town: Town) -> None:
    small_town.head.types("/baocao")
    seen = small_town.head.types("le thi gia dinh")
    assert "hộ không nghèo" in seen
    assert "Hộ nghèo phát sinh" in seen
    assert "Tái nghèo" not in seen


def test_a_household_that_once_was_poor_falls_back_and_is_not_new(small_town: Town) -> None:
    _add(small_town, "Trần Văn Lại", HouseholdClass.NON_POOR, code="91001-01-088", was="poor")
    small_town.head.types("/baocao")
    seen = small_town.head.types("tran van lai")
    assert "Tái nghèo" in seen
    assert "Hộ nghèo phát sinh" not in seen
    assert "Hộ cận nghèo phát sinh" in seen


def test_a_household_once_taken_off_the_register_is_asked_what_it_is_now(small_town: Town) -> None:
    _add(small_town, "Trần Văn Về", None, code="91001-01-089", was="poor")
    head = small_town.head
    head.types("/baocao")
    assert "Hiện nay hộ này là hộ gì" in head.types("tran van ve")
    assert "Tăng khác" in does(head, "Hộ nghèo")
    assert "Giảm khác" not in head.sees()
    does(head, "Tăng khác", "Chuyển đến", "Hôm nay", "3 người", "Hôm qua", "Bỏ qua", "✅ Gửi")
    report = last_report(small_town)
    assert (report.change, report.cause, report.income) == (Change.OTHER_INCREASE, "moved_in", None)


def test_households_of_other_villages_are_not_found(small_town: Town) -> None:
    small_town.head.types("/baocao")
    for name in ("Võ Văn Thí Điểm", "Phan Thị Ngoài"):
        assert "Chưa thấy hộ nào" in small_town.head.types(name)


def test_a_household_of_another_village_cannot_be_chosen_even_with_a_forged_button(small_town: Town) -> None:
    head = small_town.head
    head.types("/baocao")
    message, data = head.data("Hồ Văn Thử")
    with unit_of_work(small_town.engine) as db:
        others = list(db.execute(select(col(Household.id)).where(col(Household.unit_id) != 4)).scalars())
    for number in others:
        seen = head.taps_data(message, f"{data.rpartition('|')[0]}|{number}")
        assert "Không tìm thấy hộ này" in seen
        assert "household" not in answers(small_town, head)


def test_a_name_that_nobody_bears_can_be_typed_again_or_reported_as_not_on_the_list(small_town: Town) -> None:
    head = small_town.head
    head.types("/baocao")
    assert "Chưa thấy hộ nào tên “le van moi”" in head.types("le van moi")
    assert "Chủ hộ sinh năm nào" in head.taps("➕ Hộ mới: Le Van Moi")
    assert "Bước" in head.sees()


def test_the_list_is_one_tap_away_after_a_search(small_town: Town) -> None:
    head = small_town.head
    head.types("/baocao")
    head.types("le van moi")
    assert "Hộ nào có thay đổi" in head.taps("‹ Danh sách của thôn")


def test_a_household_not_on_the_list_goes_a_short_way_and_is_flagged(small_town: Town) -> None:
    head = small_town.head
    head.types("/baocao")
    assert "Họ và tên chủ hộ" in head.taps("không có trong danh sách")
    assert "sinh năm nào" in head.types("lê văn mới")
    assert "hộ gì" in head.types("1988")
    assert "Lê Văn Mới – hộ không nghèo" in head.taps("Hộ không nghèo")
    does(head, "Hộ nghèo phát sinh", "Hôm nay")
    assert "Hộ có bao nhiêu người" in head.sees()
    does(head, "4", TYPED + "4tr", TYPED + "1 2 3", "Không có hỗ trợ", "Chưa họp", "Bỏ qua")
    assert "Hộ không có trong danh sách của thôn" in head.sees()
    head.taps("✅ Gửi")
    report = last_report(small_town)
    assert (report.household_id, report.head_name, report.birth_year) == (None, "Lê Văn Mới", 1988)
    assert (report.was, report.change) == (HouseholdClass.NON_POOR, Change.NEW_POOR)


def test_of_an_unlisted_household_the_head_may_know_that_it_was_poor_before(small_town: Town) -> None:
    head = small_town.head
    head.types("/baocao")
    does(head, "không có trong danh sách", TYPED + "Lê Văn Mới", "Không rõ")
    seen = head.taps("Hộ không nghèo")
    assert "Tái nghèo" in seen
    assert "Hộ nghèo phát sinh" in seen


@pytest.mark.parametrize("typed", ["12", "an", "0912345678", "😀", "x" * 80])
def test_what_is_no_name_is_refused_in_words_that_help(small_town: Town, typed: str) -> None:
    head = small_town.head
    head.types("/baocao")
    head.taps("không có trong danh sách")
    seen = head.types(typed)
    if typed != "an":
        assert "Họ và tên chủ hộ" in seen
        assert "Nhờ anh/chị" in seen


def test_a_name_that_sounds_like_cancel_is_searched_for_and_cancel_with_its_mark_cancels(
    small_town: Town,
) -> None:
    head = small_town.head
    head.types("/baocao")
    assert "Chưa thấy hộ nào tên “huy”" in head.types("huy")
    assert "muốn dừng" in head.types("hủy")


@pytest.mark.parametrize("typed", ["1850", "2030", "năm sau", "abc"])
def test_a_year_of_birth_that_cannot_be_is_asked_again(small_town: Town, typed: str) -> None:
    head = small_town.head
    head.types("/baocao")
    does(head, "không có trong danh sách", TYPED + "Lê Văn Mới")
    assert "sinh năm nào" in head.types(typed)


@pytest.mark.parametrize("typed", ["bỏ qua", "không rõ", "ko ro"])
def test_a_year_of_birth_may_be_left_out(small_town: Town, typed: str) -> None:
    head = small_town.head
    head.types("/baocao")
    does(head, "không có trong danh sách", TYPED + "Lê Văn Mới")
    assert "Hiện nay hộ này là hộ gì" in head.types(typed)


@pytest.mark.parametrize(
    ("typed", "status"),
    [
        ("nghèo", "hộ nghèo"),
        ("can ngheo", "hộ cận nghèo"),
        ("2", "hộ cận nghèo"),
        ("ho khong ngheo", "hộ không nghèo"),
    ],
)
def test_the_present_class_can_be_typed_and_near_poor_is_not_taken_for_poor(
    small_town: Town, typed: str, status: str
) -> None:
    head = small_town.head
    head.types("/baocao")
    does(head, "không có trong danh sách", TYPED + "Lê Văn Mới", "Không rõ")
    assert f"Lê Văn Mới – {status}:" in head.types(typed)


def test_a_household_with_an_open_report_is_refused_at_once_with_its_code_and_state(town: Town) -> None:
    head = town.head
    sends(head)
    head.types("/baocao")
    seen = head.taps("Hồ Văn Thử")
    assert last_report(town).code in seen
    assert "Chờ xác minh" in seen
    assert "Quá trình" in head.taps("Mở báo cáo")


def test_after_a_refused_household_one_chooses_another(small_town: Town) -> None:
    head = small_town.head
    sends(head)
    head.types("/baocao")
    head.taps("Hồ Văn Thử")
    assert "Hộ nào có thay đổi" in head.taps("Chọn hộ khác")


def test_an_unlisted_household_reported_twice_is_refused_too(small_town: Town) -> None:
    head = small_town.head
    unlisted = ("không có trong danh sách", TYPED + "Lê Văn Mới", TYPED + "1988")
    head.types("/baocao")
    does(head, *unlisted, "Hộ không nghèo", "Hộ nghèo phát sinh", "Hôm nay", "4", TYPED + "4tr")
    does(head, TYPED + "1 2 3", "Không có hỗ trợ", "Chưa họp", "Bỏ qua", "✅ Gửi")
    head.types("/baocao")
    does(head, *unlisted)
    assert last_report(small_town).code in head.sees()
    assert "Hộ nào có thay đổi" in head.taps("Chọn hộ khác")


def test_a_report_opened_by_someone_else_meanwhile_is_refused_at_sending_and_the_draft_stays(
    town: Town,
) -> None:
    with unit_of_work(town.engine) as db:
        village = town.units["Thôn Mẫu Một"]
        appoint(db, 13, "Bác Phó", Role.VILLAGE_HEAD, village)
    deputy = town.phone(13, "Bác Phó")
    begins(town.head, until="send")
    sends(deputy)
    seen = town.head.taps("✅ Gửi")
    assert last_report(town).code in seen
    assert "Xem lại trước khi gửi" in seen
    assert len(all_reports(town)) == 1
    assert answers(town, town.head)["income"] == 7_200_000


def test_a_class_that_changed_meanwhile_is_said_at_sending(small_town: Town) -> None:
    head = small_town.head
    begins(head, until="send")
    with unit_of_work(small_town.engine) as db:
        household = db.get_one(Household, 1)
        assert household.head_name == "Hồ Văn Thử"
        household.status = HouseholdClass.NEAR_POOR
    assert "hộ này nay là hộ cận nghèo" in head.taps("✅ Gửi")
    head.taps("Hộ")
    assert "Hồ Văn Thử – hộ cận nghèo" in head.types("ho van thu")
    does(head, "Thoát cận nghèo", "4 người", "✅ Gửi")
    assert last_report(small_town).was is HouseholdClass.NEAR_POOR


def test_a_head_of_several_villages_says_first_which_one(small_town: Town) -> None:
    with unit_of_work(small_town.engine) as db:
        second = small_town.units["Thôn Mẫu Hai"]
        person = db.get_one(Appointment, 1).person_id
        db.add(Appointment(person_id=person, unit_id=second.id, role=Role.VILLAGE_HEAD, since=LONG_AGO))
    head = small_town.head
    assert "Báo cáo của thôn nào" in head.types("/baocao")
    head.types("mau hai")
    assert "1. Võ Văn Thí Điểm · nghèo" in head.buttons()
    assert "Báo cáo của thôn nào" in head.taps("Quay lại")
    head.taps("Thôn Mẫu Hai")
    does(head, "Võ Văn Thí Điểm", "Thoát nghèo hẳn", "Có", "Hôm nay", "6 người", TYPED + "12 triệu")
    does(head, "Không còn", "Không có hỗ trợ", "Chưa họp", "Bỏ qua", "✅ Gửi")
    assert last_report(small_town).unit_id == second.id


def test_a_village_that_is_no_longer_ones_own_takes_no_report(small_town: Town) -> None:
    head = small_town.head
    with unit_of_work(small_town.engine) as db:
        second = small_town.units["Thôn Mẫu Hai"]
        person = db.get_one(Appointment, 1).person_id
        db.add(Appointment(person_id=person, unit_id=second.id, role=Role.VILLAGE_HEAD, since=LONG_AGO))
    head.types("/baocao")
    does(
        head, "Thôn Mẫu Hai", "Võ Văn Thí Điểm", "Thoát nghèo hẳn", "Có", "Hôm nay", "6 người", TYPED + "12tr"
    )
    does(head, "Không còn", "Không có hỗ trợ", "Chưa họp", "Bỏ qua")
    with unit_of_work(small_town.engine) as db:
        db.execute(
            update(Appointment).where(col(Appointment.unit_id) == second.id).values(until=small_town.now)
        )
    assert "không thuộc phần việc" in head.taps("✅ Gửi")
    assert all_reports(small_town) == []


def test_a_village_without_any_household_on_the_list_is_asked_by_name(small_town: Town) -> None:
    with unit_of_work(small_town.engine) as db:
        db.execute(update(Household).values(status=HouseholdClass.NON_POOR))
    assert "đang trống" in small_town.head.types("/baocao")
    assert "hộ không nghèo" in small_town.head.types("Hồ Văn Thử")


def test_a_report_is_not_open_any_more_once_it_was_withdrawn(small_town: Town) -> None:
    head = small_town.head
    sends(head)
    does(head, "Xem báo cáo", "Rút báo cáo", "Rút báo cáo")
    assert last_report(small_town).state is State.WITHDRAWN
    sends(head)
    assert len(all_reports(small_town)) == 2


def test_the_year_of_birth_of_an_unlisted_household_is_changed_from_the_review_page(small_town: Town) -> None:
    head = small_town.head
    head.types("/baocao")
    does(head, "không có trong danh sách", TYPED + "Lê Văn Mới", "Không rõ", "Hộ không nghèo")
    does(head, "Tái nghèo", "Lý do khác")
    does(head, "Hôm nay", "4", TYPED + "4tr", TYPED + "1 2 3", "Không có hỗ trợ", "Chưa họp", "Bỏ qua")
    assert "Đang ghi: Không rõ" in head.taps("Năm sinh")
    assert "sinh 1971" in head.types("1971")
    assert "Đang ghi: 1971" in head.taps("Năm sinh")


def test_the_household_is_changed_to_one_that_is_not_on_the_list(small_town: Town) -> None:
    head = small_town.head
    begins(head, until="send")
    does(head, "Hộ", "không có trong danh sách", TYPED + "Lê Văn Mới", TYPED + "1971", "Hộ nghèo")
    assert "Lê Văn Mới – hộ nghèo" in head.sees()
    does(head, "Thoát nghèo hẳn", "4")
    assert "Hộ không có trong danh sách của thôn" in head.sees()


def test_a_button_where_a_name_is_asked_for_is_none_of_ours(small_town: Town) -> None:
    head = small_town.head
    head.types("/baocao")
    head.taps("không có trong danh sách")
    message, data = head.data("Hủy")
    place, stamp = data.split("|")[:2]
    assert "chưa hiểu" in head.taps_data(message, f"{place}|{stamp}|a|name|Lê Văn Mới")


def test_of_ones_own_villages_only_the_chosen_ones_households_are_taken(small_town: Town) -> None:
    with unit_of_work(small_town.engine) as db:
        second = small_town.units["Thôn Mẫu Hai"]
        person = db.get_one(Appointment, 1).person_id
        db.add(Appointment(person_id=person, unit_id=second.id, role=Role.VILLAGE_HEAD, since=LONG_AGO))
        other = db.execute(select(col(Household.id)).where(col(Household.unit_id) == second.id)).scalar_one()
    head = small_town.head
    head.types("/baocao")
    head.taps("Thôn Mẫu Một")
    message, data = head.data("Hồ Văn Thử")
    assert "Không tìm thấy hộ này" in head.taps_data(message, f"{data.rpartition('|')[0]}|{other}")
