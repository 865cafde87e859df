"""Inviting in chat, the people of an area, and the end of an appointment."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from sqlmodel import select

from store.database import unit_of_work
from store.rules.levels import Level
from store.rules.roles import Role
from store.tables import Appointment, AuditRow, Invitation, Person
from tests.filed import forge
from tests.town import add_unit, appoint

if TYPE_CHECKING:
    from tests.chat import Phone
    from tests.town import Town

GREETING_OF_STRANGERS = "Hệ thống dành cho người có trong danh sách"


def link_in(phone: Phone) -> str:
    """Return the token of the link in the newest message."""
    found = re.search(r"https://t\.me/chungtay_bot\?start=([\w-]+)", phone.sees())
    assert found, phone.sees()
    return found[1]


def appointment_of(town: Town, chat_id: int) -> Appointment:
    with unit_of_work(town.engine) as db:
        person = db.exec(select(Person).where(Person.chat_id == chat_id)).one()
        return db.exec(select(Appointment).where(Appointment.person_id == person.id)).one()


# --- inviting ---


def test_an_officer_invites_a_village_head_in_two_taps(town: Town) -> None:
    town.officer.taps("✉️ Mời người")
    assert town.officer.buttons()[:2] == ["Thôn Mẫu Hai", "Thôn Mẫu Một"]
    town.officer.taps("Thôn Mẫu Hai")
    letter = town.officer.sees()
    assert "trưởng thôn – Thôn Mẫu Hai, Xã Mẫu, Tỉnh Mẫu" in letter
    assert "đến 27/11/2026 12:00" in letter
    assert "chuyển tiếp" not in letter
    assert "chuyển tiếp" in town.officer.messages[-2].text
    town.stranger.types(f"/start {link_in(town.officer)}")
    town.stranger.types("Le Van Moi")
    assert "Thôn Mẫu Hai" in town.stranger.sees()
    assert appointment_of(town, 99).role is Role.VILLAGE_HEAD


def test_a_link_of_the_chat_works_once(town: Town) -> None:
    town.officer.types("/moi")
    town.officer.types("mau hai")
    token = link_in(town.officer)
    town.stranger.types(f"/start {token}")
    town.stranger.types("Le Van Moi")
    other = town.phone(98, "Người Khác")
    assert "không dùng được" in other.types(f"/start {token}")


def test_the_place_can_be_typed_without_marks(town: Town) -> None:
    town.officer.types("/moi")
    town.officer.types("mau mot")
    assert "Thôn Mẫu Một" in town.officer.sees()
    assert link_in(town.officer)


def test_several_places_of_one_name_are_offered(town: Town) -> None:
    town.administrator.types("/moi")
    town.administrator.taps("Trưởng thôn")
    town.administrator.types("mau")
    assert town.administrator.buttons()[:2] == ["Thôn Mẫu Hai · Xã Mẫu", "Thôn Mẫu Một · Xã Mẫu"]
    town.administrator.taps("Mẫu Hai")
    assert "Thôn Mẫu Hai" in town.administrator.sees()


def test_places_are_listed_as_people_count_them(town: Town) -> None:
    with unit_of_work(town.engine) as db:
        for number in (10, 2, 1):
            code = f"91001-{number + 50}"
            village = add_unit(db, f"Bản {number}", Level.VILLAGE, town.units["Xã Mẫu"], code=code)
            appoint(db, 500 - number, "Bác Trưởng", Role.VILLAGE_HEAD, village)
    town.officer.types("/moi")
    assert town.officer.buttons()[:3] == ["Bản 1", "Bản 2", "Bản 10"]
    town.officer.types("/nguoidung")
    shown = [label.rsplit(" · ", 1)[1] for label in town.officer.buttons() if "Bản" in label]
    assert shown == ["Bản 1", "Bản 2", "Bản 10"]


def test_a_place_elsewhere_is_not_there(town: Town) -> None:
    town.officer.types("/moi")
    assert "Không tìm thấy đơn vị này" in town.officer.types("thon xa")
    session = town.officer.data("Thôn Mẫu Một")[1].split("|")[1]
    forged = f"invite|{session}|a|unit|{town.units['Thôn Xa'].id}"
    assert "Không tìm thấy đơn vị này" in forge(town.officer, forged)
    with unit_of_work(town.engine) as db:
        assert db.exec(select(Invitation)).all() == []


def test_many_villages_are_paged(small_town: Town) -> None:
    with unit_of_work(small_town.engine) as db:
        for number in range(40):
            add_unit(
                db, f"Bản {number:02}", Level.VILLAGE, small_town.units["Xã Mẫu"], code=f"91001-{number + 50}"
            )
    small_town.officer.types("/moi")
    assert "1/6" in small_town.officer.buttons()
    small_town.officer.taps("Tiếp ›")
    assert "2/6" in small_town.officer.buttons()
    small_town.officer.taps("Bản 08")
    assert "Bản 08" in small_town.officer.sees()


@pytest.mark.parametrize(
    ("role", "places"),
    [
        ("Trưởng thôn", ["Thôn Mẫu Một · Xã Mẫu", "Thôn Mẫu Hai · Xã Mẫu", "Thôn Xa · Xã Khác"]),
        ("Cán bộ xã", ["Xã Mẫu", "Xã Khác"]),
        ("Người theo dõi", ["Tỉnh Mẫu", "Xã Mẫu", "Xã Khác"]),
    ],
)
def test_an_administrator_is_offered_the_places_a_role_exists_at(
    small_town: Town, role: str, places: list[str]
) -> None:
    small_town.administrator.types("/moi")
    small_town.administrator.taps(role)
    offered = small_town.administrator.buttons()[: len(places) + 1]
    assert sorted(offered[:-1]) == sorted(places)
    assert offered[-1] == "‹ Quay lại"


def test_an_officer_is_not_offered_other_roles_and_cannot_forge_one(town: Town) -> None:
    town.officer.types("/moi")
    session = town.officer.data("Thôn Mẫu Một")[1].split("|")[1]
    forge(town.officer, f"invite|{session}|e||role")
    forge(town.officer, f"invite|{session}|a|role|administrator")
    with unit_of_work(town.engine) as db:
        assert db.exec(select(Invitation)).all() == []


@pytest.mark.parametrize("who", ["head", "viewer"])
def test_heads_and_viewers_invite_nobody(town: Town, who: str) -> None:
    phone = getattr(town, who)
    assert "không thuộc phần việc" in phone.types("/moi")
    assert "không thuộc phần việc" in phone.types("/nguoidung")


def test_an_invitation_is_in_the_log_without_its_token(town: Town) -> None:
    town.officer.types("/moi")
    town.officer.types("mau mot")
    token = link_in(town.officer)
    with unit_of_work(town.engine) as db:
        rows = db.exec(select(AuditRow).where(AuditRow.act == "person.invite.village_head")).all()
        stored = db.exec(select(Invitation)).one()
    assert len(rows) == 1
    assert token not in rows[0].detail
    assert token not in stored.token_hash


def test_one_invitation_leads_to_the_next(town: Town) -> None:
    town.officer.types("/moi")
    town.officer.taps("Thôn Mẫu Một")
    assert "Mời làm <b>trưởng thôn</b> ở đâu" in town.officer.taps("Mời thêm")


# --- who is there ---


def test_the_list_names_the_people_of_the_area_and_nobody_else(town: Town) -> None:
    assert "Người dùng trong địa bàn: 3" in town.officer.types("/nguoidung")
    assert town.officer.buttons() == [
        "Anh Cán Bộ · Cán bộ xã · Xã Mẫu",
        "Chị Cán Bộ · Cán bộ xã · Xã Mẫu",
        "Bác Trưởng · Trưởng thôn · Thôn Mẫu Một",
    ]


def test_somebody_is_found_by_name_or_by_place(town: Town) -> None:
    town.officer.types("/nguoidung bac truong")
    assert town.officer.buttons() == ["Bác Trưởng · Trưởng thôn · Thôn Mẫu Một"]
    town.officer.types("/nguoidung thon mau mot")
    assert town.officer.buttons() == ["Bác Trưởng · Trưởng thôn · Thôn Mẫu Một"]
    assert "Không tìm thấy" in town.officer.types("/nguoidung thon xa")


def test_a_long_list_is_paged(small_town: Town) -> None:
    with unit_of_work(small_town.engine) as db:
        for number in range(12):
            appoint(
                db, 200 + number, f"Bác Thứ {number}", Role.VILLAGE_HEAD, small_town.units["Thôn Mẫu Hai"]
            )
    small_town.officer.types("/nguoidung")
    assert "1/2" in small_town.officer.buttons()
    small_town.officer.taps("Tiếp ›")
    assert len(small_town.officer.buttons()) == 15 - 8 + 2


def test_a_person_shows_role_place_and_phone(town: Town) -> None:
    with unit_of_work(town.engine) as db:
        db.exec(select(Person).where(Person.chat_id == 11)).one().phone = "+84912345678"
    town.officer.types("/nguoidung")
    seen = town.officer.taps("Bác Trưởng")
    assert "trưởng thôn – Thôn Mẫu Một, Xã Mẫu, Tỉnh Mẫu" in seen
    assert "Từ ngày 01/07/2025" in seen
    assert "0912" in seen.replace(" ", "")


# --- ending an appointment ---


def test_an_ended_appointment_takes_effect_at_once(town: Town) -> None:
    town.officer.types("/nguoidung")
    town.officer.taps("Bác Trưởng")
    town.head.types("/start")
    town.officer.taps("Kết thúc nhiệm vụ")
    assert appointment_of(town, 11).until is None
    assert "Đã kết thúc nhiệm vụ trưởng thôn – Thôn Mẫu Một của Bác Trưởng" in town.officer.taps("Đồng ý")
    assert "đã kết thúc" in town.head.sees()
    assert (town.head.menu, town.head.commands) == ([], [])
    assert GREETING_OF_STRANGERS in town.head.types("/baocao")
    assert GREETING_OF_STRANGERS in town.head.types("/tracuu ho van thu")
    with unit_of_work(town.engine) as db:
        row = db.exec(select(AuditRow).where(AuditRow.act == "person.dismiss")).one()
        officer = db.exec(select(Person).where(Person.chat_id == 21)).one()
    assert (row.person_id, row.at) == (officer.id, town.now)


def test_ending_can_be_thought_better_of(town: Town) -> None:
    town.officer.types("/nguoidung")
    town.officer.taps("Bác Trưởng")
    town.officer.taps("Kết thúc nhiệm vụ")
    town.officer.taps("‹ Không")
    assert "Kết thúc nhiệm vụ" in town.officer.buttons()
    assert appointment_of(town, 11).until is None


def test_nobody_ends_their_own_appointment(town: Town) -> None:
    town.officer.types("/nguoidung")
    assert "của chính anh/chị" in town.officer.taps("Chị Cán Bộ")
    assert "Kết thúc nhiệm vụ" not in town.officer.buttons()
    own = appointment_of(town, 21)
    assert "của chính anh/chị" in forge(town.officer, f"nd||end|{own.id}")
    assert appointment_of(town, 21).until is None


def test_only_an_administrator_ends_an_administrators_appointment(town: Town) -> None:
    with unit_of_work(town.engine) as db:
        appoint(db, 42, "Quản Trị Xã", Role.ADMINISTRATOR, town.units["Xã Mẫu"])
    target = appointment_of(town, 42)
    assert "chỉ quản trị viên" in forge(town.officer, f"nd||end|{target.id}")
    assert appointment_of(town, 42).until is None
    forge(town.administrator, f"nd||end|{target.id}")
    assert appointment_of(town, 42).until == town.now


@pytest.mark.parametrize("chat_id", [12, 23, 31, 41])
@pytest.mark.parametrize("action", ["see", "ask", "end"])
def test_appointments_elsewhere_or_above_are_not_there(small_town: Town, chat_id: int, action: str) -> None:
    target = appointment_of(small_town, chat_id)
    assert "Không tìm thấy người này" in forge(small_town.officer, f"nd||{action}|{target.id}")
    assert appointment_of(small_town, chat_id).until is None


def test_an_appointment_ends_once(town: Town) -> None:
    target = appointment_of(town, 11)
    forge(town.officer, f"nd||end|{target.id}")
    town.passes(minutes=1)
    told = len(town.head.messages)
    assert "nhiệm vụ đã kết thúc" in forge(town.second_officer, f"nd||end|{target.id}")
    assert len(town.head.messages) == told


@pytest.mark.parametrize("data", ["nd||see", "nd||end|x", "nd||fly|1", "nd||list|"])
def test_a_button_nobody_made_is_answered_kindly(small_town: Town, data: str) -> None:
    assert "màn hình cũ" in forge(small_town.officer, data)
