from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest
from sqlmodel import select

from store import pauses
from store.database import unit_of_work
from store.people import NotAllowed
from store.rules.roles import Role
from store.tables import Appointment, AuditRow, Pause, Person
from tests.filed import forge, viewer
from tests.town import appoint

if TYPE_CHECKING:
    from tests.chat import Phone
    from tests.town import Town

# It is Friday 20/11/2026.


def spans(town: Town, village: str) -> list[tuple[date, date]]:
    unit = town.units[village]
    with unit_of_work(town.engine) as db:
        return pauses.spans(db, [unit], date(2026, 11, 1))[unit.id]


def test_an_officer_pauses_the_own_commune_for_a_storm_in_two_taps(small_town: Town) -> None:
    officer = small_town.officer
    assert "Bước 1/2 · Xã Mẫu</i>\nTạm hoãn nhắc hạn đến hết ngày nào ạ?" in officer.types("/tamhoan")
    assert "‹ Quay lại" not in officer.buttons()
    assert officer.buttons()[:3] == ["Đến 22/11", "Đến 26/11", "Đến 03/12"]
    assert "vì lý do gì ạ?" in officer.taps("Đến 26/11")
    said = officer.taps("🌀 Bão")
    assert "Đã tạm hoãn nhắc hạn cho <b>Xã Mẫu</b> đến hết ngày <b>26/11/2026</b> (bão)" in said
    assert "Hạn nộp không đổi" in said
    assert spans(small_town, "Thôn Mẫu Một") == [(date(2026, 11, 20), date(2026, 11, 26))]
    assert spans(small_town, "Thôn Xa") == []


def test_the_last_day_and_the_reason_can_be_typed(small_town: Town) -> None:
    officer = small_town.officer
    officer.types("/tamhoan")
    officer.types("5/12")
    assert "(nước rút chậm)" in officer.types("nước rút chậm")
    assert spans(small_town, "Xã Mẫu") == [(date(2026, 11, 20), date(2026, 12, 5))]


@pytest.mark.parametrize(("typed", "said"), [("20/2/2027", "đến 19/01/2027"), ("19/11/2026", "từ hôm nay")])
def test_a_pause_has_an_end_that_is_not_far(small_town: Town, typed: str, said: str) -> None:
    small_town.officer.types("/tamhoan")
    assert said in small_town.officer.types(typed)
    assert spans(small_town, "Xã Mẫu") == []


def test_a_pause_is_shown_changed_and_ended(small_town: Town) -> None:
    officer, second = small_town.officer, small_town.second_officer
    officer.types("/tamhoan")
    officer.taps("Đến 22/11")
    officer.taps("🌊 Lũ, ngập lụt")
    assert "Xã Mẫu: đến hết ngày 22/11/2026 (lũ, ngập lụt)" in second.types("/tamhoan")
    second.taps("đổi ngày")
    second.taps("Đến 03/12")
    second.taps("🌀 Bão")
    assert spans(small_town, "Xã Mẫu") == [(date(2026, 11, 20), date(2026, 12, 3))]
    small_town.passes(days=3)
    assert "Xã Mẫu</b>: từ hôm nay hệ thống nhắc hạn trở lại" in second.taps("▶️ Nhắc lại: Xã Mẫu")
    assert spans(small_town, "Xã Mẫu") == [(date(2026, 11, 20), date(2026, 11, 22))]
    assert "đến hết ngày nào" in officer.types("/tamhoan")
    with unit_of_work(small_town.engine) as db:
        assert len(db.exec(select(AuditRow).where(AuditRow.act == "reminder.pause")).all()) == 3


def test_a_pause_that_is_over_or_elsewhere_cannot_be_ended(small_town: Town) -> None:
    officer = small_town.officer
    officer.types("/tamhoan")
    officer.taps("Đến 22/11")
    officer.taps("🌀 Bão")
    message, data = officer.data("Nhắc lại: Xã Mẫu")
    assert "không có trong địa bàn" in small_town.far_officer.taps_data(message, data)
    small_town.passes(days=3)
    assert "hoặc đã hết" in officer.taps_data(message, data)


def test_an_administrator_chooses_the_commune_or_the_whole_area(small_town: Town) -> None:
    administrator = small_town.administrator
    assert "Bước 1/3</i>\nTạm hoãn nhắc hạn cho nơi nào ạ?" in administrator.types("/tamhoan")
    assert administrator.buttons()[:3] == ["Tỉnh Mẫu", "Xã Khác", "Xã Mẫu"]
    administrator.types("xa khac")
    administrator.taps("Đến 22/11")
    administrator.taps("🌀 Bão")
    assert spans(small_town, "Thôn Xa") == [(date(2026, 11, 20), date(2026, 11, 22))]
    administrator.types("/tamhoan")
    administrator.taps("đổi ngày")
    administrator.taps("Tỉnh Mẫu")
    administrator.taps("Đến 26/11")
    administrator.taps("🌀 Bão")
    assert len(spans(small_town, "Thôn Xa")) == 2
    assert len(spans(small_town, "Thôn Mẫu Hai")) == 1


def test_the_last_of_two_communes_that_is_left_can_still_be_chosen(small_town: Town) -> None:
    both = of_two_communes(small_town)
    assert "cho nơi nào ạ?" in both.types("/tamhoan")
    leaves(small_town, "Xã Khác")
    assert "Tạm hoãn nhắc hạn đến hết ngày nào ạ?" in both.types("xa mau")
    both.taps("Đến 22/11")
    assert "Đã tạm hoãn nhắc hạn cho <b>Xã Mẫu</b>" in both.taps("🌀 Bão")
    assert spans(small_town, "Thôn Xa") == []


def test_a_pause_for_a_commune_that_is_no_longer_ones_own_is_refused_and_can_be_dropped(
    small_town: Town,
) -> None:
    both = of_two_communes(small_town)
    both.types("/tamhoan")
    both.taps("Xã Khác")
    both.taps("Đến 22/11")
    leaves(small_town, "Xã Khác")
    assert "Không tìm thấy đơn vị này" in both.taps("🌀 Bão")
    assert spans(small_town, "Xã Khác") == []
    assert "Anh/chị muốn dừng" in both.types("huy")
    assert "Đã hủy" in both.taps("Hủy bỏ")


def of_two_communes(town: Town) -> Phone:
    with unit_of_work(town.engine) as db:
        appoint(
            db,
            77,
            "Cán Bộ Hai Xã",
            Role.COMMUNE_OFFICER,
            *(town.units[name] for name in ("Xã Mẫu", "Xã Khác")),
        )
    return town.phone(77, "Cán Bộ Hai Xã")


def leaves(town: Town, commune: str) -> None:
    with unit_of_work(town.engine) as db:
        held = select(Appointment).where(Appointment.unit_id == town.units[commune].id)
        seat = db.exec(held.join(Person).where(Person.chat_id == 77)).one()
        seat.until = town.now


def test_a_village_head_has_nothing_to_pause(small_town: Town) -> None:
    assert "không thuộc phần việc" in small_town.head.types("/tamhoan")
    with unit_of_work(small_town.engine) as db:
        assert db.exec(select(Pause)).all() == []


def test_old_and_forged_buttons_pause_nothing(small_town: Town) -> None:
    officer = small_town.officer
    assert "màn hình cũ" in forge(officer, "th||all")
    officer.types("/tamhoan")
    message, data = officer.data("Đến 22/11")
    assert "bấm một nút bên dưới" in officer.taps_data(message, data.replace("2026-11-22", "mai"))
    officer.taps("Đến 26/11")
    message, data = officer.data("🌀 Bão")
    assert "bấm một nút bên dưới" in officer.taps_data(message, data.replace("storm", "gale"))
    with unit_of_work(small_town.engine) as db:
        assert db.exec(select(Pause)).all() == []


def test_reminders_of_another_commune_are_not_an_officers_to_pause(small_town: Town) -> None:
    with unit_of_work(small_town.engine) as db, pytest.raises(NotAllowed):
        pauses.begin(
            db,
            viewer(db, small_town, 21),
            small_town.units["Xã Khác"],
            until=date(2026, 11, 26),
            reason="storm",
            today=date(2026, 11, 20),
            now=small_town.now,
        )
