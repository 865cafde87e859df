"""/chitieu: the level above assigns the units below it their targets, beside what stands and what the plan says."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest
from sqlmodel import col, select

from store.database import unit_of_work
from store.rules.levels import Level
from store.rules.roles import Role
from store.rules.targets import Measure
from store.tables import AuditRow, Target
from tests.chat import NOON
from tests.filed import forge
from tests.town import add_unit, appoint

if TYPE_CHECKING:
    from tests.town import Town


def stored(town: Town) -> list[tuple[str, int, Measure, Decimal]]:
    names = {unit.id: name for name, unit in town.units.items()}
    with unit_of_work(town.engine) as db:
        found = db.exec(select(Target).order_by(col(Target.id))).all()
        return [(names[each.unit_id], each.year, each.measure, each.amount) for each in found]


def test_a_target_is_assigned_in_four_steps(town: Town) -> None:
    officer = town.officer
    assert "Giao chỉ tiêu cho đơn vị nào" in officer.types("/chitieu")
    assert "năm nào" in officer.taps("Thôn Mẫu Một")
    seen = officer.taps("Năm 2026")
    assert "Hiện có 3 hộ nghèo trên 60 hộ." in seen
    assert "Chưa giao." in seen
    assert "Kế hoạch (mục VD-3): giảm ít nhất 3 điểm %/năm." in seen
    assert "Thôn Mẫu Một, Xã Mẫu, Tỉnh Mẫu: <b>giảm 2 hộ</b>" in officer.types("2 hộ")
    assert "Đã giao chỉ tiêu năm 2026 cho Thôn Mẫu Một: <b>giảm 2 hộ</b>" in officer.taps("🎯 Giao")
    assert stored(town) == [("Thôn Mẫu Một", 2026, Measure.HOUSEHOLDS, Decimal(2))]
    assert "(chỉ tiêu được giao)" in officer.taps("Xem tiến độ")


def test_the_earlier_target_is_shown_and_replaced_and_the_log_keeps_it(small_town: Town) -> None:
    for amount in ("2 hộ", "1,5%"):
        small_town.officer.types("/chitieu thon mau mot")
        seen = small_town.officer.taps("Năm 2026")
        small_town.officer.types(amount)
        small_town.officer.types("gửi")
    assert "Đã giao: giảm 2 hộ." in seen
    assert stored(small_town) == [("Thôn Mẫu Một", 2026, Measure.POINTS, Decimal("1.5"))]
    with unit_of_work(small_town.engine) as db:
        rows = db.exec(select(AuditRow).where(AuditRow.act == "plan.target.set")).all()
    assert "before: 2" in rows[-1].detail


@pytest.mark.parametrize(
    ("typed", "measure", "said"),
    [("hộ", None, "giảm 3 hộ"), ("điểm %", None, "giảm 3 điểm %"), (None, "hộ", "giảm 3 hộ")],
)
def test_a_number_alone_is_asked_back(
    small_town: Town, typed: str | None, measure: str | None, said: str
) -> None:
    small_town.officer.types("/chitieu thôn mẫu một")
    small_town.officer.types("2026")
    assert "“3” là số hộ hay điểm %" in small_town.officer.types("3")
    seen = small_town.officer.types(typed) if typed else small_town.officer.taps(measure or "")
    assert f"<b>{said}</b>" in seen


def test_an_amount_typed_anew_takes_the_place_of_an_unclear_one(small_town: Town) -> None:
    small_town.officer.types("/chitieu thôn mẫu một")
    small_town.officer.types("2026")
    small_town.officer.types("3")
    assert "<b>giảm 4 hộ</b>" in small_town.officer.types("4 hộ")


@pytest.mark.parametrize("typed", ["nhiều", "-3 hộ", "1,5 hộ", "200%"])
def test_what_is_no_amount_is_asked_again(small_town: Town, typed: str) -> None:
    small_town.officer.types("/chitieu thôn mẫu một")
    small_town.officer.types("2026")
    assert typed in small_town.officer.types(typed)
    assert "<b>giảm 2 hộ</b>" in small_town.officer.types("2 hộ")


def test_the_target_of_next_year_is_assigned_at_the_end_of_this_one(small_town: Town) -> None:
    small_town.officer.types("/chitieu thôn mẫu hai")
    assert "Kế hoạch (mục VD-3)" in small_town.officer.taps("Năm 2027")
    small_town.officer.types("1 hộ")
    small_town.officer.types("gửi")
    assert stored(small_town) == [("Thôn Mẫu Hai", 2027, Measure.HOUSEHOLDS, Decimal(1))]
    assert "Xem tiến độ" not in small_town.officer.buttons()
    assert "đơn vị nào" in small_town.officer.taps("Giao tiếp")


def test_an_answer_is_changed_from_the_review_and_a_new_unit_asks_for_its_own_amount(
    small_town: Town,
) -> None:
    small_town.officer.types("/chitieu thôn mẫu một")
    small_town.officer.types("2026")
    small_town.officer.types("2 hộ")
    small_town.officer.taps("Đơn vị")
    assert "Hiện có 1 hộ nghèo trên 40 hộ." in small_town.officer.types("thôn mẫu hai")
    assert "<b>giảm 1 hộ</b>" in small_town.officer.types("1 hộ")


def test_many_units_are_paged_and_found_by_their_name(small_town: Town) -> None:
    with unit_of_work(small_town.engine) as db:
        for number in range(1, 21):
            add_unit(db, f"Bản {number}", Level.VILLAGE, small_town.units["Xã Mẫu"], code=f"x-{number}")
    small_town.officer.types("/chitieu")
    assert "1/3" in small_town.officer.buttons()
    small_town.officer.taps("Tiếp ›")
    assert "Bản 9" in small_town.officer.buttons()
    assert "năm nào" in small_town.officer.types("ban 17")


def test_a_name_that_may_be_several_units_is_asked_back(small_town: Town) -> None:
    assert "Bấm chọn" in small_town.officer.types("/chitieu")
    small_town.officer.types("thôn mẫu")
    assert small_town.officer.buttons()[:2] == ["Thôn Mẫu Hai · Xã Mẫu", "Thôn Mẫu Một · Xã Mẫu"]
    small_town.officer.types("/chitieu thôn mẫu")
    assert "năm nào" in small_town.officer.taps("Thôn Mẫu Hai")


def test_nobody_assigns_themselves_a_target_or_one_to_another_area(small_town: Town) -> None:
    officer = small_town.officer
    assert "do cấp trên giao" in officer.types("/chitieu xã mẫu")
    assert "Không có “thôn xa”" in officer.types("/chitieu thôn xa")
    officer.types("/chitieu")
    assert "Không có đơn vị này" in officer.types("thôn xa")
    assert "do cấp trên giao" in officer.types("xã mẫu")
    assert "Không tìm thấy đơn vị này" in forge(officer, f"chitieu||at|{small_town.units['Xã Khác'].id}")
    session = officer.data("Hủy")[1].split("|")[1]
    for name in ("Thôn Xa", "Tỉnh Mẫu"):
        assert "Không có đơn vị này" in forge(officer, f"target|{session}|a|unit|{small_town.units[name].id}")
    assert stored(small_town) == []


def test_an_administrator_of_the_province_assigns_the_communes(small_town: Town) -> None:
    small_town.administrator.types("/chitieu")
    assert small_town.administrator.buttons()[:2] == ["Xã Khác", "Xã Mẫu"]
    small_town.administrator.taps("Xã Mẫu")
    small_town.administrator.types("2026")
    small_town.administrator.types("1,25%")
    small_town.administrator.types("gửi")
    assert stored(small_town) == [("Xã Mẫu", 2026, Measure.POINTS, Decimal("1.25"))]
    assert "giảm 1,25 điểm %</b>\n(chỉ tiêu được giao)" in small_town.officer.types("/tiendo")


def test_an_appointment_that_ends_on_the_way_ends_the_form_too(small_town: Town) -> None:
    with unit_of_work(small_town.engine) as db:
        appoint(
            db,
            500,
            "Chị Sắp Nghỉ",
            Role.COMMUNE_OFFICER,
            small_town.units["Xã Mẫu"],
            until=NOON + timedelta(days=1),
        )
    phone = small_town.phone(500, "Chị Sắp Nghỉ")
    for typed in ("/chitieu thôn mẫu một", "2026", "2 hộ"):
        phone.types(typed)
    small_town.passes(days=2)
    phone.types("gửi")
    assert stored(small_town) == []


@pytest.mark.parametrize("data", ["chitieu||at", "chitieu||q|0", "chitieu||fly|1"])
def test_a_button_nobody_made_is_answered_kindly(small_town: Town, data: str) -> None:
    assert "màn hình cũ" in forge(small_town.officer, data)
