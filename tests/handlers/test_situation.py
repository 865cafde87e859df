"""/tinhhinh: figures of a place and year, true ones, for exactly one's own area, and the way down and up."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlmodel import select

from store import decisions, reports
from store.database import unit_of_work
from store.register import reclassify
from store.rules.changes import Change
from store.rules.households import HouseholdClass
from store.rules.levels import Level
from store.rules.moves import Move
from store.rules.roles import Role
from store.tables import Appointment, Household, Person, Report
from store.tallies import take_totals
from tests.filed import file_report, forge, viewer
from tests.town import LONG_AGO, add_unit

if TYPE_CHECKING:
    from tests.town import Town

POOR, NEAR = "Hồ Văn Thử", "Hồ Thị Mẫu"


def verify(town: Town, report: Report) -> None:
    with unit_of_work(town.engine) as db:
        reports.move(db, viewer(db, town, 21), db.get_one(Report, report.id), Move.VERIFY, town.now)


def recognise(town: Town, *filed: Report) -> None:
    for report in filed:
        verify(town, report)
    with unit_of_work(town.engine) as db:
        decisions.recognise(
            db,
            viewer(db, town, 21),
            town.units["Xã Mẫu"],
            [report.id for report in filed],
            number="9/QĐ-UBND",
            signed_on=date(2026, 11, 20),
            now=town.now,
            zone=town.config.zone,
            tracks_posting=False,
        )


def falls_back(town: Town, name: str, day: date) -> None:
    with unit_of_work(town.engine) as db:
        household = db.exec(select(Household).where(Household.head_name == name)).one()
        reclassify(db, household, HouseholdClass.POOR, day)


# --- the figures ---


def test_exits_are_told_by_kind_and_by_how_far_they_have_come(town: Town) -> None:
    recognise(town, file_report(town, POOR))
    verify(town, file_report(town, "Nguyễn Văn Ví Dụ"))
    file_report(town, NEAR, change=Change.EXIT_NEAR)
    seen = town.officer.types("/tinhhinh")
    assert "Tình hình Xã Mẫu, Tỉnh Mẫu, năm 2026" in seen
    assert "Số liệu sơ bộ tính đến 20/11/2026" in seen
    assert "Hộ nghèo: <b>3</b> (đầu kỳ 4)" in seen
    assert "Hộ cận nghèo: <b>1</b> (đầu kỳ 1)" in seen
    assert "Tỷ lệ hộ nghèo: <b>3,00%</b> (đầu kỳ 4,00%), giảm 1,00 điểm %" in seen
    poor, near = seen.split("<b>Thoát nghèo</b>")[1].split("<b>Thoát cận nghèo</b>")
    assert "Đã công nhận: 1 (vượt chuẩn cận nghèo 1, thành cận nghèo 0)" in poor
    assert "Đã xác minh, chờ công nhận: 1" in poor
    assert "Chờ xác minh: 0" in poor
    assert "Đã công nhận: 0" in near
    assert "Chờ xác minh: 1" in near


def test_what_came_onto_the_lists_is_told_too_and_the_rate_rises(small_town: Town) -> None:
    falls_back(small_town, "Lê Thị Giả Định", date(2026, 5, 4))
    seen = small_town.officer.types("/tinhhinh thôn mẫu một")
    assert "• Phát sinh mới: nghèo 1, cận nghèo 0" in seen
    assert "<b>Thay đổi khác</b>\n• Không có" in seen
    assert "tăng 1,67 điểm %" in seen


def test_a_returned_report_is_told_apart_from_one_that_waits(small_town: Town) -> None:
    report = file_report(small_town, POOR)
    assert "Trả lại" not in small_town.officer.types("/tinhhinh")
    with unit_of_work(small_town.engine) as db:
        officer, found = viewer(db, small_town, 21), db.get_one(Report, report.id)
        reports.move(db, officer, found, Move.RETURN, small_town.now, reason="Thiếu chữ ký")
    assert "Trả lại để bổ sung: 1" in small_town.officer.types("/tinhhinh")


def test_a_place_whose_number_of_households_is_unknown_has_no_rate(small_town: Town) -> None:
    with unit_of_work(small_town.engine) as db:
        for unit in small_town.units.values():
            db.merge(unit).households = 0
        db.flush()
        take_totals(db)
    assert "chưa tính được vì chưa có tổng số hộ" in small_town.officer.types("/tinhhinh")


def test_last_year_bears_no_open_reports_and_no_word_of_preliminary(small_town: Town) -> None:
    file_report(small_town, POOR)
    small_town.officer.types("/tinhhinh")
    seen = small_town.officer.taps("Năm 2025")
    assert "năm 2025" in seen
    assert "sơ bộ" not in seen
    assert "Số liệu theo các quyết định công nhận, đến 31/12/2025" in seen
    assert "Đầu kỳ: 01/07/2025, ngày bắt đầu có đơn vị này." in seen
    assert "Chờ xác minh" not in seen
    assert "Năm 2025" not in small_town.officer.buttons()
    assert "năm 2026" in small_town.officer.taps("Năm 2026")


def test_where_a_poverty_standard_begins_a_new_series_does_and_nothing_is_compared_across(
    small_town: Town,
) -> None:
    small_town.now = datetime(2027, 3, 1, 5, tzinfo=UTC)
    seen = small_town.officer.types("/tinhhinh")
    assert "Từ 01/01/2027 áp dụng chuẩn nghèo 2027–2030, số liệu bắt đầu chuỗi mới" in seen
    assert "chuỗi mới" not in small_town.officer.taps("Năm 2026")


# --- the way ---


def test_buttons_lead_down_and_back_up_in_the_same_message(small_town: Town) -> None:
    file_report(small_town, POOR)
    town = small_town
    assert "Tình hình Tỉnh Mẫu" in town.viewer.types("/tinhhinh")
    messages = len(town.viewer.messages)
    assert "Tình hình Xã Mẫu, Tỉnh Mẫu" in town.viewer.taps("Xã Mẫu")
    assert "Tình hình Thôn Mẫu Một, Xã Mẫu, Tỉnh Mẫu" in town.viewer.taps("Thôn Mẫu Một")
    assert "Tình hình Xã Mẫu" in town.viewer.taps("▴ Xã Mẫu")
    assert "Tình hình Tỉnh Mẫu" in town.viewer.taps("▴ Tỉnh Mẫu")
    assert len(town.viewer.messages) == messages


def test_words_too_many_are_asked_back_about(small_town: Town) -> None:
    seen = small_town.officer.types("/tinhhinh thon mau hai xa mau le thuy")
    assert "Không có “thon mau hai xa mau le thuy” trong địa bàn của anh/chị (Xã Mẫu)." in seen
    assert small_town.officer.buttons() == ["📍 Thôn Mẫu Hai · Xã Mẫu"]
    assert "Tình hình Thôn Mẫu Hai" in small_town.officer.taps("Thôn Mẫu Hai")


def test_nobody_is_led_above_their_own_place(small_town: Town) -> None:
    small_town.officer.types("/tinhhinh")
    assert not any("▴" in label for label in small_town.officer.buttons())
    small_town.head.types("/tinhhinh")
    assert small_town.head.buttons() == ["‹ Năm 2025"]


def test_many_units_are_paged_as_people_count_them(small_town: Town) -> None:
    with unit_of_work(small_town.engine) as db:
        for number in range(1, 41):
            add_unit(db, f"Xóm {number}", Level.VILLAGE, small_town.units["Xã Mẫu"], code=f"x-{number}")
    small_town.officer.types("/tinhhinh")
    shown: list[str] = []
    while True:
        assert len(small_town.officer.sees()) < 4096
        shown += [label[2:] for label in small_town.officer.buttons() if label.startswith("▸")]
        if not any("Tiếp" in label for label in small_town.officer.buttons()):
            break
        small_town.officer.taps("Tiếp ›")
    assert shown == ["Thôn Mẫu Hai", "Thôn Mẫu Một", *(f"Xóm {number}" for number in range(1, 41))]


# --- the place ---


def test_a_village_head_sees_the_own_village(small_town: Town) -> None:
    assert "Tình hình Thôn Mẫu Một" in small_town.head.taps("📊 Tình hình")


def test_a_head_of_two_villages_chooses(small_town: Town) -> None:
    with unit_of_work(small_town.engine) as db:
        head = db.exec(select(Person).where(Person.chat_id == 11)).one()
        second = small_town.units["Thôn Mẫu Hai"]
        db.add(Appointment(person_id=head.id, unit_id=second.id, role=Role.VILLAGE_HEAD, since=LONG_AGO))
    assert "muốn xem nơi nào" in small_town.head.types("/tinhhinh")
    assert small_town.head.buttons() == ["📍 Thôn Mẫu Một", "📍 Thôn Mẫu Hai"]
    assert "Tình hình Thôn Mẫu Hai" in small_town.head.taps("Thôn Mẫu Hai")


def test_a_place_that_may_be_several_is_asked_back_with_the_one_above_it(small_town: Town) -> None:
    with unit_of_work(small_town.engine) as db:
        for commune in ("Xã Mẫu", "Xã Khác"):
            add_unit(db, "Thôn 2", Level.VILLAGE, small_town.units[commune], code=f"2-{commune}")
    assert "Có 2 nơi có thể là “thon 2”" in small_town.viewer.types("/tinhhinh thon 2")
    assert small_town.viewer.buttons() == ["📍 Thôn 2 · Xã Khác", "📍 Thôn 2 · Xã Mẫu"]
    assert "Tình hình Thôn 2, Xã Khác" in small_town.viewer.taps("Xã Khác")
    assert "Tình hình Thôn 2, Xã Mẫu" in small_town.viewer.types("/tinhhinh thon 2 xa mau")


def test_the_year_that_was_typed_holds_through_a_choice_of_places(small_town: Town) -> None:
    with unit_of_work(small_town.engine) as db:
        for number in range(12):
            above = small_town.units["Xã Mẫu" if number % 2 else "Xã Khác"]
            add_unit(db, "Thôn 2", Level.VILLAGE, above, code=f"2-{number}")
    small_town.passes(days=100)
    small_town.viewer.types("/tinhhinh thon 2 nam 2026")
    small_town.viewer.taps("Tiếp ›")
    seen = small_town.viewer.taps(small_town.viewer.buttons()[0])
    assert "năm 2026</b>" in seen
    assert "đến 31/12/2026" in seen


def test_a_choice_of_many_is_paged_and_says_how_to_narrow_it(small_town: Town) -> None:
    with unit_of_work(small_town.engine) as db:
        for number in range(60):
            commune = add_unit(
                db, f"Xã Số {number}", Level.COMMUNE, small_town.units["Tỉnh Mẫu"], code=f"y{number}"
            )
            add_unit(db, "Thôn 7", Level.VILLAGE, commune, code=f"y{number}-7")
    assert "ghi thêm tên xã" in small_town.viewer.types("/tinhhinh thôn 7")
    first = small_town.viewer.buttons()
    assert "1/5" in first
    small_town.viewer.taps("Tiếp ›")
    assert "2/5" in small_town.viewer.buttons()
    assert not set(first[:8]) & set(small_town.viewer.buttons()[:8])


@pytest.mark.parametrize("typed", ["thôn xa", "xã khác", "91002", "tỉnh mẫu", "không có nơi này"])
def test_what_lies_elsewhere_is_refused_in_the_words_of_what_does_not_exist(
    small_town: Town, typed: str
) -> None:
    for phone, own in ((small_town.officer, "Xã Mẫu"), (small_town.head, "Thôn Mẫu Một")):
        assert f"Không có “{typed}” trong địa bàn của anh/chị ({own})" in phone.types(f"/tinhhinh {typed}")


def test_a_district_that_was_abolished_still_leads_to_the_communes_it_had_then(small_town: Town) -> None:
    with unit_of_work(small_town.engine) as db:
        district = add_unit(db, "Huyện Cũ", Level.DISTRICT, small_town.units["Tỉnh Mẫu"], code="910")
        commune = add_unit(db, "Xã Cũ", Level.COMMUNE, district, code="910-1")
        for unit in (district, commune):
            unit.valid_from, unit.valid_to = date(2000, 1, 1), date(2025, 6, 30)
    assert "đến 30/06/2025" in forge(small_town.viewer, f"tinhhinh||at|{district.id}|2025|0")
    assert "▸ Xã Cũ" in small_town.viewer.buttons()


def test_a_forged_button_shows_nothing_of_another_area(small_town: Town) -> None:
    foreign, own = small_town.units["Xã Khác"].id, small_town.units["Xã Mẫu"].id
    for phone in (small_town.officer, small_town.head):
        assert "Không tìm thấy đơn vị này" in forge(phone, f"tinhhinh||at|{foreign}|2026|0")
        assert "Không tìm thấy đơn vị này" in forge(phone, "tinhhinh||at|999999")
    assert "Không tìm thấy đơn vị này" in forge(small_town.head, f"tinhhinh||at|{own}|2026|0")


def test_a_year_in_which_the_place_was_not_there_is_refused(small_town: Town) -> None:
    own = small_town.units["Xã Mẫu"].id
    assert "Xã Mẫu có từ 01/07/2025" in forge(small_town.officer, f"tinhhinh||at|{own}|2024|0")
    assert "Chưa có số liệu năm 2027" in forge(small_town.officer, f"tinhhinh||at|{own}|2027|0")


@pytest.mark.parametrize("data", ["tinhhinh||at", "tinhhinh||at|x", "tinhhinh||q|0", "tinhhinh||fly|1"])
def test_a_button_nobody_made_is_answered_kindly(small_town: Town, data: str) -> None:
    assert "màn hình cũ" in forge(small_town.officer, data)


@settings(max_examples=10, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(names=st.lists(st.text("ăâ<&x ", min_size=1, max_size=150), min_size=40, max_size=40, unique=True))
def test_forty_long_names_fit_in_one_message(small_town: Town, names: list[str]) -> None:
    for name in names:
        small_town.officer.types(f"/tinhhinh {name}")
        assert len(small_town.officer.sees()) < 4096
