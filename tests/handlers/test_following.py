"""Following households out of poverty: one tap a year, and a relapse goes on into its report."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING

import pytest
from sqlmodel import col, select

from handlers.scene import Config
from scheduler.duties import following
from store.database import reading, unit_of_work
from store.rules.changes import Change, FallReason
from store.rules.levels import Level
from store.rules.plans import Plans
from store.rules.roles import Role
from store.rules.sustained import Outlook
from store.rules.text import Language
from store.tables import Appointment, Chat, FollowUp, OutboxRow, Person, Unit
from tests.filed import forge
from tests.handlers.reporting import TYPED, begins, does, last_report
from tests.recognised import household, recognise
from tests.town import add_unit, appoint

if TYPE_CHECKING:
    from tests.town import Town

POOR, NEAR = "Hồ Văn Thử", "Hồ Thị Mẫu"
EXIT = date(2026, 3, 10)
MORNING = datetime(2027, 3, 10, 0, 45, tzinfo=UTC)  # Wednesday 10/03/2027, 07:45 in Vietnam


@pytest.fixture
def asked(small_town: Town) -> Town:
    """A year after two exits from poverty, the head has just been asked about them."""
    recognise(small_town, POOR, EXIT)
    recognise(small_town, NEAR, EXIT, change=Change.EXIT_NEAR, number="2/QĐ-UBND")
    rings(small_town, MORNING)
    return small_town


def rings(town: Town, at: datetime) -> None:
    """Let the clock do the job, and the sender send."""
    town.now = at
    with unit_of_work(town.engine) as db:
        following.ask(db, at, town.config)
    town.delivers()


def answers(town: Town) -> list[tuple[Outlook | None, FallReason | None]]:
    with unit_of_work(town.engine) as db:
        rows = db.exec(select(FollowUp).order_by(col(FollowUp.id))).all()
        return [(row.answer, row.reason) for row in rows]


def test_two_households_are_asked_about_in_one_message_each_by_one_tap(asked: Town) -> None:
    head = asked.head
    (message,) = head.messages
    assert "(còn 2 hộ)" in message.text
    assert f"Hộ <b>{NEAR}</b>, sinh 1985 – Thôn Mẫu Một" in message.text
    assert "Được công nhận thoát cận nghèo ngày 10/03/2026, đến nay đủ 12 tháng" in message.text
    assert head.buttons() == ["✅ Vẫn ổn định", "⚠️ Có nguy cơ", "🔻 Đã nghèo trở lại"]
    seen = head.taps("Vẫn ổn định")
    assert f"Đã ghi: hộ {NEAR} – vẫn ổn định" in seen
    assert f"Hộ <b>{POOR}</b>" in seen
    assert "Cảm ơn anh/chị" in head.taps("Có nguy cơ")
    assert len(head.messages) == 1
    assert answers(asked) == [(Outlook.AT_RISK, None), (Outlook.OUT, None)]


def test_an_answer_can_be_changed(town: Town) -> None:
    recognise(town, NEAR, EXIT, change=Change.EXIT_NEAR)
    rings(town, MORNING)
    does(town.head, "Vẫn ổn định", "Sửa hộ vừa ghi")
    assert f"Hộ <b>{NEAR}</b>" in town.head.sees()
    town.head.taps("Có nguy cơ")
    assert answers(town) == [(Outlook.AT_RISK, None)]
    assert "Có nguy cơ tái nghèo: <b>1</b>" in town.officer.types("/theodoi")
    rings(town, MORNING + timedelta(days=14))
    assert len(town.head.messages) == 1


def test_fallen_back_goes_on_into_the_report_of_the_relapse(asked: Town) -> None:
    head = asked.head
    does(head, "Vẫn ổn định")
    assert f"Hộ <b>{POOR}</b> khó khăn trở lại. <b>Vì lý do gì ạ?</b>" in head.taps("Đã nghèo trở lại")
    head.taps("Bất khả kháng")
    assert answers(asked)[0] == (Outlook.FALLEN, FallReason.FORCE_MAJEURE)
    assert household(asked, POOR).status == "non_poor"
    assert f"{POOR} – hộ không nghèo: nay thay đổi thế nào" in head.sees()
    does(
        head, "Tái nghèo", "Hôm nay", "4 người", TYPED + "4tr", TYPED + "1 2 3", "Không có hỗ trợ", "Chưa họp"
    )
    assert "Nguyên do: bất khả kháng" in head.taps("Bỏ qua")
    head.taps("✅ Gửi")
    report = last_report(asked)
    assert (report.change, report.cause) == (Change.RELAPSE_POOR, "force_majeure")
    assert report.household_id == household(asked, POOR).id
    assert report.code in asked.officer.types(f"/tracuu {report.code}")
    assert "Nguyên do: bất khả kháng" in asked.officer.sees()


def test_a_report_half_done_is_not_thrown_away_by_a_relapse(asked: Town) -> None:
    head = asked.head
    begins(head, "signed", household=TYPED + "nguyen van vi du 1962")
    does(head, "Đã nghèo trở lại", "Thu nhập giảm")
    assert "đang làm dở" in head.sees()
    assert "Nguyễn Văn Ví Dụ" in head.sees()
    assert f"{NEAR} – hộ không nghèo" in head.taps("Báo cáo mới")


def test_a_relapse_reported_already_leads_to_that_report(asked: Town) -> None:
    head = asked.head
    begins(head, "change", household=TYPED + "ho thi mau")
    does(head, "Tái cận nghèo", "Ốm đau", "Hôm nay", "3 người", TYPED + "4tr", "Không còn", "Không có hỗ trợ")
    does(head, "Chưa họp", "Bỏ qua", "✅ Gửi")
    does(head, "Đã nghèo trở lại", "Ốm đau")
    assert "đã có báo cáo" in head.sees()
    assert any("Mở báo cáo" in label for label in head.buttons())


def test_the_message_waits_through_the_night_and_through_noon(small_town: Town) -> None:
    recognise(small_town, POOR, EXIT)
    rings(small_town, datetime(2027, 3, 10, 13, 45, tzinfo=UTC))
    assert small_town.head.messages == []
    small_town.now = datetime(2027, 3, 10, 23, 30, tzinfo=UTC)
    small_town.delivers()
    assert len(small_town.head.messages) == 1


def test_one_who_has_answered_before_it_leaves_is_not_asked(small_town: Town) -> None:
    recognise(small_town, POOR, EXIT)
    rings(small_town, datetime(2027, 3, 10, 13, 45, tzinfo=UTC))
    small_town.head.types("/theodoi")
    small_town.head.taps("Vẫn ổn định")
    before = len(small_town.head.messages)
    small_town.now = datetime(2027, 3, 10, 23, 30, tzinfo=UTC)
    small_town.delivers()
    assert len(small_town.head.messages) == before


def test_the_command_leads_to_what_waits_and_says_so_when_nothing_does(asked: Town) -> None:
    assert "còn 2 hộ" in asked.head.types("/theodoi")
    does(asked.head, "Vẫn ổn định", "Vẫn ổn định")
    assert "🌱 Đang theo dõi: <b>2</b>" in asked.head.types("/theodoi")
    assert "không có hộ mới thoát nghèo nào" in asked.head.messages[-2].text


def test_a_button_tapped_after_the_register_has_changed_says_so(asked: Town) -> None:
    button = asked.head.data("Vẫn ổn định")
    recognise(asked, NEAR, date(2027, 4, 1), change=Change.RELAPSE_NEAR, cause="illness", signed=None)
    assert "không còn trong diện theo dõi" in asked.head.taps_data(*button)
    assert answers(asked)[1] == (None, None)


def test_another_villages_household_is_not_there(asked: Town) -> None:
    assert "Không tìm thấy hộ này" in forge(asked.far_head, "td||say|1|out")
    assert "không thuộc phần việc" in forge(asked.officer, "td||say|1|out")
    assert "màn hình cũ" in forge(asked.head, "td||say|1|gone")
    assert "màn hình cũ" in forge(asked.head, "td||fly|1")
    assert answers(asked) == [(None, None), (None, None)]


def test_both_heads_of_a_village_are_asked_and_the_last_answer_stands(small_town: Town) -> None:
    with unit_of_work(small_town.engine) as db:
        appoint(db, 14, "Bác Phó", Role.VILLAGE_HEAD, small_town.units["Thôn Mẫu Một"])
    recognise(small_town, POOR, EXIT)
    rings(small_town, MORNING)
    small_town.head.taps("Vẫn ổn định")
    small_town.phone(14, "").taps("Có nguy cơ")
    assert answers(small_town) == [(Outlook.AT_RISK, None)]


def test_a_head_who_follows_another_is_asked_at_the_moment_it_leaves(small_town: Town) -> None:
    recognise(small_town, POOR, EXIT)
    small_town.now = MORNING
    with unit_of_work(small_town.engine) as db:
        following.ask(db, MORNING, small_town.config)
        head = db.exec(select(Person).where(Person.chat_id == 11)).one()
        for seat in db.exec(select(Appointment).where(Appointment.person_id == head.id)):
            seat.until = MORNING
        appoint(db, 14, "Bác Mới", Role.VILLAGE_HEAD, small_town.units["Thôn Mẫu Một"])
    small_town.delivers()
    assert small_town.head.messages == []
    assert POOR in small_town.phone(14, "").types("/theodoi")


def test_it_is_asked_in_the_readers_language(small_town: Town) -> None:
    recognise(small_town, POOR, EXIT)
    with unit_of_work(small_town.engine) as db:
        db.get_one(Chat, 11).language = Language.EN
    rings(small_town, MORNING)
    assert "How is the household doing now?" in small_town.head.sees()
    does(small_town.head, "Fallen back", "Force majeure")
    assert "has fallen back, because: force majeure" in small_town.head.messages[0].text


def test_the_job_done_twice_asks_once(asked: Town) -> None:
    rings(asked, MORNING)
    assert len(asked.head.messages) == 1
    with unit_of_work(asked.engine) as db:
        keys = db.exec(select(OutboxRow.key).where(col(OutboxRow.key).startswith("followup"))).all()
    assert keys == ["followup:20270310:11"]


def test_what_will_be_asked_is_told_beforehand(small_town: Town) -> None:
    recognise(small_town, POOR, EXIT)
    with reading(small_town.engine) as db:
        for last, told in ((MORNING.replace(month=12, year=2026), []), (MORNING.replace(day=20), [11])):
            due = list(following.preview(db, small_town.now, last, Config(plans=Plans({}))))
            assert [each.chat_id for each in due] == told
    assert due[0].moment == MORNING


def test_the_households_page_tells_what_became_of_the_exit(asked: Town) -> None:
    does(asked.head, "Vẫn ổn định", "Đã nghèo trở lại", "Bất khả kháng")
    seen = asked.officer.types("/tracuu ho van thu")
    assert "⚠️ <b>có nguy cơ tái nghèo</b>" in seen
    assert "ngày 10/03/2026; đủ 3 năm vào 10/03/2029" in seen
    assert "• sau 12 tháng: đã khó khăn trở lại, do bất khả kháng" in seen
    assert "• sau 12 tháng: vẫn ổn định" in asked.officer.types("/tracuu ho thi mau")


def test_a_report_being_filled_in_is_not_disturbed(small_town: Town) -> None:
    recognise(small_town, POOR, EXIT)
    small_town.now = MORNING
    begins(small_town.head, "signed", household=TYPED + "nguyen van vi du 1962")
    asked = small_town.head.sees()
    rings(small_town, MORNING + timedelta(minutes=5))
    assert small_town.head.sees() == asked
    small_town.head.taps("Có, đã ký")
    small_town.now = MORNING + timedelta(minutes=40)
    small_town.delivers()
    assert "Hiện nay hộ thế nào" in small_town.head.sees()


# --- for officials ---


def test_officials_see_what_has_become_of_the_exits_of_their_area(asked: Town) -> None:
    does(asked.head, "Vẫn ổn định", "Có nguy cơ")
    seen = asked.officer.types("/theodoi")
    assert "🌱 <b>Thoát nghèo bền vững: Xã Mẫu, Tỉnh Mẫu</b>" in seen
    assert "🌳 Đã bền vững: <b>0</b>\n🌱 Đang theo dõi: <b>1</b>\n⚠️ Có nguy cơ tái nghèo: <b>1</b>" in seen
    assert asked.officer.buttons() == [f"⚠️ {POOR} · Thôn Mẫu Một"]
    assert f"Hộ <b>{POOR}</b>" in asked.officer.taps(POOR)
    assert "Có nguy cơ tái nghèo: <b>1</b>" in asked.viewer.types("/theodoi xã mẫu")
    assert asked.viewer.buttons() == []
    assert "Có nguy cơ tái nghèo: <b>0</b>" in asked.far_officer.types("/theodoi")


def test_a_place_elsewhere_or_the_whole_country_is_not_told(asked: Town) -> None:
    assert "Không" in forge(asked.officer, f"theodoi||at|{asked.units['Xã Khác'].id}")
    assert "màn hình cũ" in forge(asked.officer, "theodoi||fly|1")
    with unit_of_work(asked.engine) as db:
        add_unit(db, "Cả nước", Level.COUNTRY, None, code="00")
        root = db.exec(select(Unit).where(Unit.code == "00")).one()
        appoint(db, 51, "Bộ", Role.VIEWER, root)
    assert "xem theo tỉnh, xã hoặc thôn" in asked.phone(51, "").types("/theodoi")
