"""A notice: whom it reaches, how it is read, and who has received it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from sqlmodel import col, select

from handlers import late
from handlers.notices.words import MAKER
from store.database import reading, unit_of_work
from store.rules.levels import Level
from store.rules.roles import Role
from store.rules.text import Language
from store.tables import Appointment, Chat, Notice, OutboxRow, OutboxState, Person
from tests.filed import forge
from tests.town import LONG_AGO, add_unit, appoint

if TYPE_CHECKING:
    from tests.town import Town

WORDS = "Mời bà con trưởng thôn họp giao ban lúc 8 giờ thứ Hai, tại hội trường xã."


@pytest.fixture
def second_head(town: Town) -> Town:
    """Let the second village have a head too."""
    with unit_of_work(town.engine) as db:
        appoint(db, 14, "Bác Hai", Role.VILLAGE_HEAD, town.units["Thôn Mẫu Hai"])
    return town


def notices(town: Town) -> list[Notice]:
    with unit_of_work(town.engine) as db:
        return list(db.exec(select(Notice)).all())


def test_an_officer_writes_to_every_head_of_the_commune_and_to_nobody_else(second_head: Town) -> None:
    town = second_head
    assert "trưởng thôn của Xã Mẫu (2 người)" in town.officer.types("/thongbao")
    assert "Không ghi tên hộ" in town.officer.sees()
    preview = town.officer.types(WORDS)
    assert "Người nhận: <b>2</b> (trưởng thôn của Xã Mẫu)" in preview
    assert "cho <b>2</b> người" in town.officer.taps("✅ Gửi")
    for reader in (town.head, town.phone(14, "")):
        assert reader.sees() in preview
        assert WORDS in reader.sees()
        assert "Thông báo của Xã Mẫu" in reader.sees()
        assert "Người gửi: Chị Cán Bộ" in reader.sees()
    assert town.far_head.messages == []
    assert town.second_officer.messages == []


def test_who_received_it_is_told_by_name(second_head: Town) -> None:
    town = second_head
    town.officer.types("/thongbao")
    town.officer.types(WORDS)
    town.officer.taps("✅ Gửi")
    assert "✅ Đã nhận: <b>2</b>" in town.officer.taps("Ai đã nhận")
    assert "Bác Hai" not in town.officer.sees()
    with unit_of_work(town.engine) as db:
        rows = {row.chat_id: row for row in db.exec(select(OutboxRow).where(col(OutboxRow.key).is_not(None)))}
        assert {row.key for row in rows.values()} == {"notice:1:11", "notice:1:14"}
        rows[11].state = OutboxState.OPEN
        rows[14].state = OutboxState.DROPPED
        db.get_one(Chat, 14).blocked_at = town.now
    seen = town.second_officer.types("/thongbao")
    seen = town.second_officer.taps("Thông báo đã gửi")
    assert town.second_officer.buttons() == ["20/11/2026 · Mời bà con trưởng thôn h…"]
    seen = town.second_officer.taps("Mời bà con")
    assert "✅ Đã nhận: <b>0</b>" in seen
    assert "Chưa nhận, đang gửi: <b>1</b>\n• Bác Trưởng – Thôn Mẫu Một" in seen
    assert "Đã chặn hệ thống: <b>1</b>\n• Bác Hai – Thôn Mẫu Hai" in seen


def test_what_the_outbox_has_forgotten_is_said_to_be_forgotten(small_town: Town) -> None:
    small_town.officer.types("/thongbao")
    small_town.officer.types(WORDS)
    small_town.officer.taps("✅ Gửi")
    with unit_of_work(small_town.engine) as db:
        for row in db.exec(select(OutboxRow)):
            db.delete(row)
    assert "quá 30 ngày" in small_town.officer.taps("Ai đã nhận")
    assert "<b>1</b> người" in small_town.officer.sees()


def test_a_higher_level_chooses_between_officers_and_heads(small_town: Town) -> None:
    small_town.administrator.types("/thongbao")
    assert small_town.administrator.buttons()[:3] == [
        "Trưởng thôn",
        "Cán bộ xã",
        "Cả cán bộ xã và trưởng thôn",
    ]
    assert "cán bộ xã của Tỉnh Mẫu (3 người)" in small_town.administrator.taps("Cán bộ xã")
    small_town.administrator.types(WORDS)
    small_town.administrator.taps("Người nhận")
    assert "Người nhận: <b>5</b>" in small_town.administrator.taps("Cả cán bộ xã")
    small_town.administrator.taps("✅ Gửi")
    for phone in (
        small_town.head,
        small_town.far_head,
        small_town.officer,
        small_town.second_officer,
        small_town.far_officer,
    ):
        assert phone.sees().count(WORDS) == 1
    assert small_town.viewer.messages == []


def test_someone_with_two_seats_gets_one_message(small_town: Town) -> None:
    with unit_of_work(small_town.engine) as db:
        head = db.exec(select(Person).where(Person.chat_id == 11)).one()
        two = small_town.units["Thôn Mẫu Hai"]
        db.add(Appointment(person_id=head.id, unit_id=two.id, role=Role.VILLAGE_HEAD, since=small_town.now))
    small_town.officer.types("/thongbao")
    small_town.officer.types(WORDS)
    assert "Người nhận: <b>1</b>" in small_town.officer.sees()
    small_town.officer.taps("✅ Gửi")
    assert sum(WORDS in message.text for message in small_town.head.messages) == 1


def test_it_is_read_in_the_readers_language(small_town: Town) -> None:
    with unit_of_work(small_town.engine) as db:
        db.get_one(Chat, 11).language = Language.EN
    small_town.officer.types("/thongbao")
    small_town.officer.types(WORDS)
    small_town.officer.taps("✅ Gửi")
    assert "Notice from Xã Mẫu" in small_town.head.sees()
    assert WORDS in small_town.head.sees()


def test_a_person_dismissed_before_it_leaves_gets_nothing(small_town: Town) -> None:
    small_town.officer.types("/thongbao")
    small_town.officer.types(WORDS)
    small_town.officer.taps("✅ Gửi")
    with unit_of_work(small_town.engine) as db:
        head = db.exec(select(Person).where(Person.chat_id == 11)).one()
        for seat in db.exec(select(Appointment).where(Appointment.person_id == head.id)):
            seat.until = small_town.now
        province = small_town.units["Tỉnh Mẫu"]
        db.add(Appointment(person_id=head.id, unit_id=province.id, role=Role.VIEWER, since=LONG_AGO))
    with reading(small_town.engine) as db:
        made = late.make(
            db, 11, (MAKER, {"notice": notices(small_town)[0].id}), small_town.now, small_town.config
        )
    assert isinstance(made, late.Nothing)


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("họp", "đầy đủ hơn"),
        ("a" * 1501, "viết gọn trong 1.500 ký tự"),
        ("Hộ ông Thử, số căn cước 044070 123456 nhé", "12 chữ số giống số căn cước"),
    ],
)
def test_what_cannot_be_sent_is_asked_again(small_town: Town, typed: str, said: str) -> None:
    small_town.officer.types("/thongbao")
    assert said in small_town.officer.types(typed)
    assert "Nội dung là gì" in small_town.officer.sees()


def test_the_words_keep_their_lines_and_cannot_break_the_message(small_town: Town) -> None:
    small_town.officer.types("/thongbao")
    small_town.officer.types("Việc cần làm:\n1. Họp thôn <trước> 15/11\n\n\n\n2. Gửi báo cáo & ảnh")
    small_town.officer.taps("✅ Gửi")
    assert (
        "Việc cần làm:\n1. Họp thôn &lt;trước&gt; 15/11\n\n2. Gửi báo cáo &amp; ảnh" in small_town.head.sees()
    )


def test_nobody_to_write_to_is_said_at_once(small_town: Town) -> None:
    with unit_of_work(small_town.engine) as db:
        empty = add_unit(db, "Xã Trống", Level.COMMUNE, small_town.units["Tỉnh Mẫu"], code="91003")
        appoint(db, 24, "Cán Bộ Trống", Role.COMMUNE_OFFICER, empty)
    assert "Chưa có trưởng thôn nào của Xã Trống" in small_town.phone(24, "").types("/thongbao")


def test_a_notice_half_written_is_gone_on_with(small_town: Town) -> None:
    small_town.officer.types("/thongbao")
    small_town.officer.types(WORDS)
    small_town.officer.types("/tracuu mau mot")
    assert WORDS in small_town.officer.types("/thongbao")
    small_town.officer.taps("Nội dung")
    assert "Họp lúc 9 giờ" in small_town.officer.types("Họp lúc 9 giờ, nhờ bà con có mặt")


def test_a_second_tap_sends_nothing_twice(small_town: Town) -> None:
    small_town.officer.types("/thongbao")
    small_town.officer.types(WORDS)
    button = small_town.officer.data("✅ Gửi")
    small_town.officer.taps_data(*button)
    small_town.officer.taps_data(*button)
    assert len(notices(small_town)) == 1
    assert sum(WORDS in message.text for message in small_town.head.messages) == 1


def test_an_officer_of_two_communes_is_asked_for_which(small_town: Town) -> None:
    with unit_of_work(small_town.engine) as db:
        officer = db.exec(select(Person).where(Person.chat_id == 21)).one()
        far = small_town.units["Xã Khác"]
        db.add(
            Appointment(person_id=officer.id, unit_id=far.id, role=Role.COMMUNE_OFFICER, since=small_town.now)
        )
    small_town.officer.types("/thongbao")
    small_town.officer.taps("Xã Khác")
    small_town.officer.types(WORDS)
    small_town.officer.taps("✅ Gửi")
    assert WORDS in small_town.far_head.sees()
    assert small_town.head.messages == []


def test_a_notice_from_elsewhere_is_not_there(small_town: Town) -> None:
    small_town.far_officer.types("/thongbao")
    small_town.far_officer.types(WORDS)
    small_town.far_officer.taps("✅ Gửi")
    (notice,) = notices(small_town)
    assert "Không tìm thấy thông báo" in forge(small_town.officer, f"tb||who|{notice.id}")
    assert "Chưa có thông báo nào" in forge(small_town.officer, "tb||list|0")
    assert "màn hình cũ" in forge(small_town.officer, "tb||fly|1")
