"""/tiendo: target against done, whose target it is, and where the year ends at this rate."""

from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlmodel import col, select

from handlers.scene import Config
from store import targets
from store.database import unit_of_work
from store.register import enter, reclassify
from store.rules.households import HouseholdClass
from store.rules.levels import Level
from store.rules.targets import Measure
from store.rules.vietnamese import fold
from store.tables import Household, Unit
from store.tallies import take_totals
from tests.filed import forge, viewer
from tests.town import add_unit

if TYPE_CHECKING:
    from tests.town import Town


def settle(town: Town, village: str, count: int, since: date = date(2026, 1, 1)) -> None:
    """Put poor households onto a village's list, at the beginning of the year unless another day is given."""
    with unit_of_work(town.engine) as db:
        for number in range(count):
            name = f"Hộ Số {number}"
            enter(
                db,
                Household(
                    unit_id=town.units[village].id,
                    code=f"{village}-{number}",
                    head_name=name,
                    key=fold(name),
                    members=3,
                    status=HouseholdClass.POOR,
                    since=since,
                ),
            )


def leave(town: Town, village: str, count: int, day: date = date(2026, 10, 1)) -> None:
    with unit_of_work(town.engine) as db:
        poor = select(Household).where(
            Household.unit_id == town.units[village].id, Household.status == HouseholdClass.POOR
        )
        for household in db.exec(poor.limit(count)):
            reclassify(db, household, HouseholdClass.NON_POOR, day)


def assign(
    town: Town, unit: str, amount: str, measure: Measure = Measure.HOUSEHOLDS, *, by: int = 21
) -> None:
    with unit_of_work(town.engine) as db:
        targets.assign(
            db,
            viewer(db, town, by),
            town.units[unit],
            2026,
            measure=measure,
            amount=Decimal(amount),
            now=town.now,
        )


# --- the target ---


def test_where_none_was_assigned_the_plans_own_target_holds_and_the_answer_says_which(town: Town) -> None:
    seen = town.officer.types("/tiendo")
    assert "Tiến độ Xã Mẫu, Tỉnh Mẫu, năm 2026" in seen
    assert "Số liệu sơ bộ tính đến 20/11/2026" in seen
    assert "Chỉ tiêu: <b>giảm ít nhất 3 điểm %/năm</b>" in seen
    assert "(chỉ tiêu của kế hoạch, mục VD-3: VÍ DỤ: Kế hoạch" in seen
    assert "Tính ra: <b>3</b> hộ nghèo phải giảm" in seen


def test_an_assigned_target_goes_before_the_plans_and_the_answer_says_so(town: Town) -> None:
    settle(town, "Thôn Mẫu Một", 9)
    assign(town, "Thôn Mẫu Một", "10")
    leave(town, "Thôn Mẫu Một", 5)
    seen = town.officer.types("/tiendo thôn mẫu một")
    assert "Chỉ tiêu: <b>giảm 10 hộ</b>\n(chỉ tiêu được giao)" in seen
    assert "Đã giảm: <b>5</b> hộ nghèo, đạt 50% chỉ tiêu, tương đương 8,33 điểm %" in seen
    assert "Kết quả: <b>Chưa đạt</b>" in seen
    assert "Tính ra" not in seen


def test_without_a_plan_and_without_an_assigned_target_there_is_none(small_town: Town) -> None:
    small_town.config = Config()
    leave(small_town, "Thôn Mẫu Một", 2)
    seen = small_town.officer.types("/tiendo")
    assert "Chưa có chỉ tiêu" in seen
    assert "Đã giảm: <b>2</b> hộ nghèo" in seen
    assert "• Thôn Mẫu Một: 2 hộ – chưa có chỉ tiêu" in seen


def test_a_target_in_points_waits_for_the_number_of_households(small_town: Town) -> None:
    with unit_of_work(small_town.engine) as db:
        for unit in small_town.units.values():
            db.merge(unit).households = 0
        db.flush()
        take_totals(db)
    seen = small_town.officer.types("/tiendo")
    assert "Chưa có tổng số hộ của địa bàn" in seen
    assert "• Thôn Mẫu Một: 0 hộ – chưa tính được chỉ tiêu ra số hộ" in seen


# --- the pace ---


def test_the_pace_tells_when_the_target_is_reached(small_town: Town) -> None:
    settle(small_town, "Thôn Mẫu Một", 9)
    assign(small_town, "Thôn Mẫu Một", "10")
    leave(small_town, "Thôn Mẫu Một", 9)
    # 9 in 324 days are 10 in 360: the 26th of December.
    assert "dự kiến đạt chỉ tiêu vào khoảng <b>26/12/2026</b>" in small_town.officer.types(
        "/tiendo thon mau mot"
    )
    assert "Thôn Mẫu Một: 9/10 hộ – dự kiến đạt 26/12/2026" in small_town.officer.types("/tiendo")


def test_the_pace_tells_how_many_households_the_year_ends_short_by(small_town: Town) -> None:
    settle(small_town, "Thôn Mẫu Một", 9)
    assign(small_town, "Thôn Mẫu Một", "10")
    leave(small_town, "Thôn Mẫu Một", 5)
    assert "đến 31/12 còn thiếu <b>5</b> hộ" in small_town.officer.types("/tiendo thon mau mot")
    assert "Thôn Mẫu Một: 5/10 hộ – dự kiến thiếu 5 hộ" in small_town.officer.types("/tiendo")


def test_in_january_no_pace_is_told(small_town: Town) -> None:
    small_town.now = datetime(2026, 1, 15, 5, tzinfo=UTC)
    assert "Còn sớm để ước tiến độ cả năm" in small_town.officer.types("/tiendo")
    assert "Thôn Mẫu Một: 0/2 hộ – Chưa đạt" in small_town.officer.sees()


def test_what_goes_beyond_the_target_is_told(small_town: Town) -> None:
    settle(small_town, "Thôn Mẫu Một", 9)
    assign(small_town, "Thôn Mẫu Một", "4")
    leave(small_town, "Thôn Mẫu Một", 5)
    seen = small_town.officer.types("/tiendo thon mau mot")
    assert "đạt 125% chỉ tiêu" in seen
    assert "Kết quả: <b>Vượt chỉ tiêu</b>" in seen
    assert "nhịp" not in seen
    assert "Thôn Mẫu Một: 5/4 hộ – Vượt chỉ tiêu" in small_town.officer.types("/tiendo")


def test_a_list_that_grew_is_told_as_such(small_town: Town) -> None:
    with unit_of_work(small_town.engine) as db:
        household = db.exec(select(Household).where(Household.head_name == "Lê Thị Giả Định")).one()
        reclassify(db, household, HouseholdClass.POOR, date(2026, 5, 4))
    assert "Danh sách hộ nghèo tăng: <b>1</b> hộ" in small_town.officer.types("/tiendo thôn mẫu một")
    assert "• Thôn Mẫu Một: tăng 1 hộ, cần giảm 2 – dự kiến thiếu" in small_town.officer.types("/tiendo")


def test_more_is_never_asked_than_there_were_poor_households(small_town: Town) -> None:
    assert "<b>1</b> hộ nghèo phải giảm (bằng tất cả hộ nghèo đầu kỳ)" in small_town.officer.types(
        "/tiendo thôn mẫu hai"
    )
    leave(small_town, "Thôn Mẫu Hai", 1)
    assert "Kết quả: <b>Đạt</b>" in small_town.officer.types("/tiendo thôn mẫu hai")


def test_a_place_without_poor_households_has_nothing_to_reach(small_town: Town) -> None:
    with unit_of_work(small_town.engine) as db:
        empty = add_unit(db, "Thôn Trống", Level.VILLAGE, small_town.units["Xã Mẫu"], code="91001-09")
        empty.households = 20
        db.flush()
        take_totals(db)
    assert "Đầu kỳ không có hộ nghèo nào." in small_town.officer.types("/tiendo thôn trống")
    assert "Thôn Trống: 0/0 hộ – đầu kỳ không có hộ nghèo" in small_town.officer.types("/tiendo")
    small_town.units["Thôn Trống"] = empty
    settle(small_town, "Thôn Trống", 1, date(2026, 6, 1))
    said = small_town.officer.types("/tiendo thôn trống")
    assert "Đầu kỳ không có hộ nghèo nào.\nDanh sách hộ nghèo tăng: <b>1</b> hộ" in said


def test_last_year_is_over_and_says_what_was_missing(small_town: Town) -> None:
    settle(small_town, "Thôn Mẫu Một", 9)
    assign(small_town, "Thôn Mẫu Một", "10")
    leave(small_town, "Thôn Mẫu Một", 5)
    small_town.now = datetime(2027, 2, 1, 5, tzinfo=UTC)
    small_town.officer.types("/tiendo")
    seen = small_town.officer.taps("Năm 2026")
    assert "Thôn Mẫu Một: 5/10 hộ – thiếu 5 hộ" in seen
    assert "Còn thiếu <b>5</b> hộ." in small_town.officer.taps("Thôn Mẫu Một")


def test_a_new_standard_begins_a_new_series(small_town: Town) -> None:
    small_town.now = datetime(2027, 3, 1, 5, tzinfo=UTC)
    assert "số liệu bắt đầu chuỗi mới" in small_town.officer.types("/tiendo")


# --- who sees what ---


def test_units_stand_in_their_own_order_whatever_their_results(small_town: Town) -> None:
    with unit_of_work(small_town.engine) as db:
        for number in (10, 2, 1):
            add_unit(db, f"Bản {number}", Level.VILLAGE, small_town.units["Xã Mẫu"], code=f"x-{number}")
    settle(small_town, "Thôn Mẫu Một", 9)
    leave(small_town, "Thôn Mẫu Một", 9)
    lines = [line for line in small_town.officer.types("/tiendo").split("\n") if line.startswith("•")]
    assert [line[2:].split(":")[0] for line in lines] == [
        "Bản 1", "Bản 2", "Bản 10", "Thôn Mẫu Hai", "Thôn Mẫu Một",
    ]  # fmt: skip


def test_a_village_head_sees_the_own_village_and_the_communes_total_and_no_other_village(town: Town) -> None:
    leave(town, "Thôn Mẫu Hai", 1)
    seen = town.head.types("/tiendo")
    assert "Tiến độ Thôn Mẫu Một" in seen
    assert "<b>Toàn xã</b>\n• Xã Mẫu: 1/3 hộ" in seen
    assert "Mẫu Hai" not in seen
    assert town.head.buttons() == ["‹ Năm 2025"]


def test_an_official_is_not_told_the_communes_total_beneath_a_village(small_town: Town) -> None:
    assert "Toàn xã" not in small_town.officer.types("/tiendo thôn mẫu một")


@pytest.mark.parametrize("who", ["officer", "head"])
def test_nothing_is_shown_of_another_area(small_town: Town, who: str) -> None:
    phone, foreign = getattr(small_town, who), small_town.units["Xã Khác"].id
    assert "Không có “xã khác” trong địa bàn" in phone.types("/tiendo xã khác")
    assert "Không tìm thấy đơn vị này" in forge(phone, f"tiendo||at|{foreign}|2026|0")


def test_the_keyboard_of_a_village_head_stays_small(small_town: Town) -> None:
    small_town.head.types("/start")
    small_town.officer.types("/start")
    assert "🎯 Tiến độ" in [label for row in small_town.officer.menu for label in row]
    assert "🎯 Tiến độ" not in [label for row in small_town.head.menu for label in row]


@pytest.mark.parametrize("data", ["tiendo||at", "tiendo||q|0", "tiendo||fly|1"])
def test_a_button_nobody_made_is_answered_kindly(small_town: Town, data: str) -> None:
    assert "màn hình cũ" in forge(small_town.officer, data)


def test_buttons_lead_down_and_back_up_and_a_choice_is_asked_back(small_town: Town) -> None:
    small_town.viewer.types("/tiendo thôn mẫu")
    assert "Tiến độ Thôn Mẫu Hai" in small_town.viewer.taps("Thôn Mẫu Hai")
    assert "Tiến độ Xã Mẫu" in small_town.viewer.taps("▴ Xã Mẫu")
    assert "Có 2 nơi" in forge(small_town.viewer, "tiendo||q|0|thôn mẫu")


# --- length ---


@settings(max_examples=6, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(name=st.text("ăâ ô<&>xyz", min_size=60, max_size=120))
def test_no_answer_outgrows_a_message_with_forty_long_names_below(small_town: Town, name: str) -> None:
    with unit_of_work(small_town.engine) as db:
        made = db.exec(select(Unit).where(col(Unit.code).startswith("x-"))).all()
        for number in range(40):
            if made:
                made[number].name = f"Thôn {number} {name}"
            else:
                add_unit(
                    db,
                    f"Thôn {number} {name}",
                    Level.VILLAGE,
                    small_town.units["Xã Mẫu"],
                    code=f"x-{number:02}",
                )
    for command in ("/tinhhinh", "/tiendo"):
        told = small_town.officer.types(command)
        pages = [told]
        while any("Tiếp" in label for label in small_town.officer.buttons()):
            pages.append(small_town.officer.taps("Tiếp ›"))
        assert len(pages) == 6
        assert max(map(len, pages)) < 4096
    assert sum(page.count("\n• Thôn") for page in pages) == 42
