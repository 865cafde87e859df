"""Who may come in, and what someone unknown learns."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from sqlmodel import col, select

from store import invitations
from store.database import unit_of_work
from store.rules.refusal import Refusal
from store.rules.roles import Role
from store.rules.text import Language
from store.tables import Appointment, Chat, Invitation, Person

if TYPE_CHECKING:
    from tests.town import Town


def invitation(town: Town, unit: str = "Thôn Mẫu Hai", role: Role = Role.VILLAGE_HEAD) -> str:
    with unit_of_work(town.engine) as db:
        token, _ = invitations.invite(
            db, town.units[unit], role, by=None, now=town.now, lasts=town.config.invitation_lasts
        )
    return token


def test_an_invitation_shows_role_and_place_and_asks_for_a_name(town: Town) -> None:
    shown = town.stranger.types(f"/start {invitation(town)}")
    assert "trưởng thôn" in shown
    assert "Thôn Mẫu Hai, Xã Mẫu, Tỉnh Mẫu" in shown
    assert "Người Lạ" in town.stranger.buttons()


def test_confirming_the_name_puts_a_person_on_the_list_with_the_menu_of_the_role(town: Town) -> None:
    town.stranger.types(f"/start {invitation(town)}")
    town.stranger.taps("Người Lạ")
    assert "Chào mừng Người Lạ" in town.stranger.sees()
    assert ("trogiup", "Trợ giúp") in [tuple(command) for command in town.stranger.commands]
    assert any("Báo cáo" in label for row in town.stranger.menu for label in row)


def test_a_name_can_be_typed_instead(town: Town) -> None:
    town.stranger.types(f"/start {invitation(town)}")
    assert "Chào mừng Lê Văn Mới" in town.stranger.types("lê văn mới")


@pytest.mark.parametrize("yes", ["vâng", "ok", "dung roi"])
def test_yes_is_taken_for_the_name_that_is_shown_and_not_for_a_name(town: Town, yes: str) -> None:
    town.stranger.types(f"/start {invitation(town)}")
    assert "Chào mừng Người Lạ" in town.stranger.types(yes)


def test_an_identity_number_is_not_taken_for_a_name(town: Town) -> None:
    town.stranger.types(f"/start {invitation(town)}")
    town.stranger.types("044070001234")
    with unit_of_work(town.engine) as db:
        assert db.exec(select(Person).where(col(Person.chat_id) == 99)).first() is None


def test_an_invitation_works_once(town: Town) -> None:
    token = invitation(town)
    town.stranger.types(f"/start {token}")
    town.stranger.taps("Người Lạ")
    second = town.phone(98, "Người Thứ Hai")
    assert "không dùng được" in second.types(f"/start {token}")


def test_two_people_holding_the_same_link_get_one_place(town: Town) -> None:
    token = invitation(town)
    second = town.phone(98, "Người Thứ Hai")
    town.stranger.types(f"/start {token}")
    second.types(f"/start {token}")
    town.stranger.taps("Người Lạ")
    second.taps("Người Thứ Hai")
    assert "không dùng được" in second.sees()
    with unit_of_work(town.engine) as db:
        used = db.exec(select(Invitation).where(col(Invitation.used_at).is_not(None))).all()
        assert len(used) == 1
        assert db.exec(select(Person).where(col(Person.chat_id) == 98)).first() is None


def test_a_link_expires(town: Town) -> None:
    token = invitation(town)
    town.passes(days=8)
    assert "hết hạn" in town.stranger.types(f"/start {token}")


def test_a_link_that_expires_while_the_name_is_asked_is_not_used(town: Town) -> None:
    town.stranger.types(f"/start {invitation(town)}")
    town.passes(days=8)
    town.stranger.taps("Người Lạ")
    assert "hết hạn" in town.stranger.sees()


def test_wrong_expired_and_used_links_get_the_same_words_and_no_data(town: Town) -> None:
    used = invitation(town)
    town.phone(97, "Ai Đó").types(f"/start {used}")
    town.phone(97, "Ai Đó").taps("Ai Đó")
    answers = {
        town.phone(90, "A").types("/start khong-dung"),
        town.phone(91, "B").types(f"/start {used}"),
    }
    assert len(answers) == 1
    assert "Thôn" not in answers.pop()


def test_guessing_is_slowed_down_for_that_chat_only(town: Town) -> None:
    for guess in range(3):
        town.stranger.types(f"/start doan{guess}")
    token = invitation(town)
    assert "chờ" in town.stranger.types(f"/start {token}")
    assert "trưởng thôn" in town.phone(98, "Người Khác").types(f"/start {token}")
    town.passes(minutes=2)
    assert "trưởng thôn" in town.stranger.types(f"/start {token}")


def test_each_wrong_guess_after_the_third_waits_longer(small_town: Town) -> None:
    waits = []
    for guess in range(6):
        small_town.stranger.types(f"/start doan{guess}")
        with unit_of_work(small_town.engine) as db:
            locked = db.get_one(Chat, 99).locked_until
        waits.append((locked - small_town.now) if locked else timedelta(0))
        small_town.passes(days=2)
    assert waits[:2] == [timedelta(0)] * 2
    assert waits[2:] == sorted(set(waits[2:]))


def test_only_a_hash_of_the_token_is_kept(town: Town) -> None:
    token = invitation(town)
    with unit_of_work(town.engine) as db:
        kept = db.exec(select(Invitation)).one()
    assert token not in kept.model_dump_json()


@pytest.mark.parametrize(
    "sent", ["xin chào", "/baocao", "/tracuu 91001-01-001", "/xacminh", "/ngonngu", "Hồ Văn Thử"]
)
def test_someone_unknown_learns_whom_to_ask_and_nothing_else(small_town: Town, sent: str) -> None:
    answer = small_town.stranger.types(sent)
    assert "liên hệ cán bộ phụ trách giảm nghèo" in answer
    assert "Hồ Văn" not in answer
    assert small_town.stranger.menu == []
    assert small_town.stranger.buttons() == []


def test_a_photo_and_a_forged_tap_from_someone_unknown_get_the_same_answer(small_town: Town) -> None:
    assert "liên hệ" in small_town.stranger.shows()
    assert "liên hệ" in small_town.stranger.taps_data(1, "xm|1|open|1")


def test_a_person_whose_appointment_ended_is_unknown_again(town: Town) -> None:
    with unit_of_work(town.engine) as db:
        person = db.exec(select(Person).where(col(Person.chat_id) == 11)).one()
        for appointment in db.exec(select(Appointment).where(col(Appointment.person_id) == person.id)):
            appointment.until = town.now
    town.head.types("/start")
    assert "liên hệ" in town.head.types("/trogiup")
    assert (town.head.menu, town.head.commands) == ([], [])


def test_a_head_accepts_a_second_village_under_the_known_name(town: Town) -> None:
    town.head.types(f"/start {invitation(town)}")
    town.head.taps("Bác Trưởng")
    help_text = town.head.types("/trogiup")
    assert "Thôn Mẫu Một" in help_text
    assert "Thôn Mẫu Hai" in help_text


def test_a_second_invitation_to_the_same_role_and_place_adds_nothing(town: Town) -> None:
    for _ in range(2):
        town.stranger.types(f"/start {invitation(town)}")
        town.stranger.taps("Người Lạ")
    with unit_of_work(town.engine) as db:
        held = db.exec(select(Appointment).join(Person).where(col(Person.chat_id) == 99)).all()
        unused = db.exec(select(Invitation).where(col(Invitation.used_at).is_(None))).all()
    assert len(held) == 1
    assert not unused
    assert "Hộ nào có thay đổi" in town.stranger.types("/baocao")


@pytest.mark.parametrize("shown", ["🌸🌸", "\u3164", "0912345678", ""])
def test_what_is_no_name_at_the_channel_is_not_offered_as_one(small_town: Town, shown: str) -> None:
    small_town.stranger.name = shown
    asked = small_town.stranger.types(f"/start {invitation(small_town)}")
    assert small_town.stranger.buttons() == ["Hủy"]
    assert "bấm nút" not in asked.lower()
    assert "Chào mừng Hồ Văn An" in small_town.stranger.types("hồ văn an")


def test_a_role_cannot_be_bound_to_a_unit_of_the_wrong_level(town: Town) -> None:
    with unit_of_work(town.engine) as db, pytest.raises(Refusal, match="không gắn"):
        invitations.invite(
            db, town.units["Xã Mẫu"], Role.VILLAGE_HEAD, by=None, now=town.now, lasts=timedelta(days=1)
        )


def test_the_language_switches_at_once_with_menu_and_commands(town: Town) -> None:
    assert town.head.types("/ngonngu").startswith("English")
    assert any("Help" in label for row in town.head.menu for label in row)
    assert ("trogiup", "Help") in [tuple(command) for command in town.head.commands]
    with unit_of_work(town.engine) as db:
        assert db.get_one(Chat, 11).language is Language.EN
    assert "tiếng Việt" in town.head.types("/ngonngu")


def test_help_shows_only_what_the_person_may_do(small_town: Town) -> None:
    assert "/xacminh" not in small_town.head.types("/trogiup")
    assert "/baocao " in small_town.head.sees()
    assert "/xacminh" in small_town.officer.types("/trogiup")
    assert "/baocao " not in small_town.officer.sees()


def test_blocking_and_coming_back_is_remembered(town: Town) -> None:
    from handlers.incoming import Presence

    town.receives(Presence(11, 0, "Bác Trưởng", blocked=True))
    with unit_of_work(town.engine) as db:
        assert db.get_one(Chat, 11).blocked_at == town.now
    town.head.types("/start")
    with unit_of_work(town.engine) as db:
        assert db.get_one(Chat, 11).blocked_at is None
