"""The summary of a week: to whom, when, what it says of an area and of a village; and a week with nothing."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import TYPE_CHECKING

import pytest
from sqlmodel import col, select

from handlers.late import FileKind
from scheduler.duties import weekly as duty
from store import register, reports, weekly
from store.database import reading, unit_of_work
from store.rules.changes import Change
from store.rules.households import HouseholdClass
from store.rules.moves import Move
from store.rules.roles import Role
from store.rules.rounds import Answer
from store.rules.text import Language
from store.rules.weeks import Sending
from store.tables import Appointment, Chat, Household, OutboxRow, Person, Report, Unit, WeeklyFigures
from tests.asked import answer, open_round
from tests.filed import file_report, forge, viewer
from tests.town import LONG_AGO, appoint

if TYPE_CHECKING:
    from tests.chat import Phone
    from tests.town import Town

POOR, NEAR = "Hồ Văn Thử", "Hồ Thị Mẫu"
MONDAY = datetime(2026, 11, 23, 0, 30, tzinfo=UTC)  # 07:30 in Vietnam
FRIDAY = datetime(2026, 11, 20, 8, 30, tzinfo=UTC)  # 15:30
EVERYONE = ("head", "far_head", "officer", "second_officer", "far_officer", "viewer", "administrator")


def rings(town: Town, at: datetime = MONDAY, sending: Sending = Sending.MONDAY) -> None:
    """Let the clock do the job, and the sender send."""
    town.now = at
    with unit_of_work(town.engine) as db:
        duty.summarise(sending, db, at, town.config)
    town.delivers()


def moved(town: Town, report: Report, move: Move, by: int = 21, reason: str | None = None) -> None:
    with unit_of_work(town.engine) as db:
        reports.move(db, viewer(db, town, by), db.get_one(Report, report.id), move, town.now, reason=reason)


@pytest.fixture
def busy(small_town: Town) -> Town:
    """In the week of 16/11: one report verified, one returned, one still waiting."""
    town = small_town
    verified = file_report(town, POOR)
    returned = file_report(town, NEAR, change=Change.EXIT_NEAR)
    file_report(town, "Võ Văn Thí Điểm")
    town.passes(hours=5)
    moved(town, verified, Move.VERIFY)
    moved(town, returned, Move.RETURN, reason="Thiếu biên bản họp thôn")
    return town


def lines(phone: Phone) -> list[str]:
    return phone.sees().split("\n")


# --- for officials ---


def test_an_officer_begins_the_week_knowing_where_things_stand(busy: Town) -> None:
    rings(busy)
    seen = busy.officer.sees()
    assert "🗓 <b>Tổng hợp tuần 47 (16/11/2026–22/11/2026)</b>\n📍 Xã Mẫu, Tỉnh Mẫu" in seen
    assert "• Báo cáo mới: <b>3</b>\n• Đã xác minh: <b>1</b>\n• Trả lại: <b>1</b>" in seen
    assert "• Đã công nhận: <b>0</b>" in seen
    assert "• Chờ xác minh: <b>1</b>, lâu nhất 3 ngày" in seen
    assert "• Chờ bổ sung: <b>1</b>, lâu nhất 3 ngày" in seen
    assert "• Chờ quyết định: <b>1</b>" in seen
    assert "<b>Tiến độ năm 2026</b> (sơ bộ đến 22/11/2026)" in seen
    assert "Hộ nghèo: <b>4</b> (đầu năm 4), cận nghèo: 1" in seen
    assert busy.officer.buttons()[:2] == ["✅ Danh sách chờ", "🏅 Công nhận"]
    assert busy.officer.buttons()[2:] == ["📎 Tệp Excel", "🕢 Thứ Hai 07:30"]
    assert busy.officer.file().kind is FileKind.PHOTO


def test_the_official_tables_are_a_tap_away(busy: Town) -> None:
    rings(busy)
    busy.viewer.taps("📎 Tệp Excel")
    assert busy.viewer.file().kind is FileKind.DOCUMENT
    assert busy.viewer.file().name.endswith(".xlsx")


def test_what_has_waited_too_long_is_told(busy: Town) -> None:
    rings(busy, datetime(2026, 11, 30, 0, 30, tzinfo=UTC))
    assert "• Chờ xác minh: <b>1</b>, lâu nhất 10 ngày, ⚠️ <b>1 quá hạn</b>" in busy.officer.sees()
    assert "<b>Trong tuần</b>\n• Không có báo cáo nào" in busy.officer.sees()
    assert "Quá hạn ở" not in busy.officer.sees()
    assert "• Quá hạn ở: Xã Mẫu (1)" in busy.viewer.sees()


def test_each_level_reads_of_its_own_area_and_of_no_other(busy: Town) -> None:
    file_report(busy, "Phan Thị Ngoài", by=12)
    rings(busy)
    assert "Báo cáo mới: <b>4</b>" in busy.viewer.sees()
    assert "Tỉnh Mẫu" in busy.viewer.sees()
    assert "Báo cáo mới: <b>3</b>" in busy.officer.sees()
    assert "Báo cáo mới: <b>1</b>" in busy.far_officer.sees()
    for phone in (busy.viewer, busy.officer, busy.far_officer, busy.administrator):
        for name in (POOR, NEAR, "Võ Văn Thí Điểm", "Phan Thị Ngoài"):
            assert name not in phone.sees()


def test_progress_stands_beside_that_of_the_week_before(busy: Town) -> None:
    rings(busy, datetime(2026, 11, 16, 0, 30, tzinfo=UTC))
    assert "Đã giảm <b>0/2</b> hộ nghèo (0%)\n" in busy.viewer.sees()
    with unit_of_work(busy.engine) as db:
        household = db.exec(select(Household).where(Household.head_name == POOR)).one()
        register.reclassify(db, household, HouseholdClass.NON_POOR, date(2026, 11, 19))
    rings(busy)
    assert "Đã giảm <b>1/2</b> hộ nghèo (50%), tuần trước 0" in busy.viewer.sees()
    rings(busy, datetime(2026, 11, 30, 0, 30, tzinfo=UTC))
    assert "Đã giảm <b>1/2</b> hộ nghèo (50%), bằng tuần trước" in busy.viewer.sees()


def test_a_new_year_is_not_compared_with_the_old_one(small_town: Town) -> None:
    file_report(small_town, POOR)
    rings(small_town, datetime(2026, 12, 28, 0, 30, tzinfo=UTC))
    with unit_of_work(small_town.engine) as db:
        household = db.exec(select(Household).where(Household.head_name == POOR)).one()
        register.reclassify(db, household, HouseholdClass.NON_POOR, date(2026, 12, 30))
    rings(small_town, datetime(2027, 1, 4, 0, 30, tzinfo=UTC))
    assert "Tiến độ năm 2027" in small_town.viewer.sees()
    assert "tuần trước" not in small_town.viewer.sees()


# --- for a village head ---


def test_a_village_head_reads_five_lines_of_the_own_village(busy: Town) -> None:
    rings(busy)
    first, sent, waits, year, due = lines(busy.head)
    assert first == "🗓 <b>Thôn Mẫu Một</b>, tuần 47 (16/11/2026–22/11/2026)"
    assert sent == "Đã gửi 2, xã xác minh 1, công nhận 0"
    assert waits == "Xã đang xem: 1. Chờ bổ sung: <b>1</b>, lâu nhất 3 ngày"
    assert "Hộ nghèo: <b>3</b> (đầu năm 3), cận nghèo: 1" in year
    assert due == "Hạn nộp: không có đợt nào đang chờ"
    assert busy.head.buttons() == ["📋 Báo cáo của tôi"]
    assert not busy.head.messages[-1].files


# --- rounds ---


def test_an_open_round_is_told_with_the_names_of_the_silent(busy: Town) -> None:
    open_round(busy, "Xã Mẫu", due=date(2026, 11, 27), by=21)
    with unit_of_work(busy.engine) as db:
        db.get_one(Unit, busy.units["Thôn Mẫu Hai"].id).name = "Thôn <Hai>"
    rings(busy)
    assert "<b>Đợt báo cáo đang mở</b>" in busy.officer.sees()
    due = "Hạn nộp: <b>27/11/2026</b>, còn 4 ngày"
    assert f"<b>0/2</b> đã báo cáo. {due}. Chưa: Thôn &lt;Hai&gt;, Thôn Mẫu Một" in busy.officer.sees()
    assert busy.viewer.sees().endswith(f"<b>0/2</b> đã báo cáo. {due}")
    assert lines(busy.head)[4].endswith(f": <b>chưa báo cáo</b>. {due}")
    assert "đã báo cáo" not in busy.far_officer.sees()


def test_who_has_answered_just_before_it_leaves_is_not_named(busy: Town) -> None:
    asked = open_round(busy, "Xã Mẫu", due=date(2026, 11, 27), by=21)
    answer(busy, asked, given=Answer.NIL)
    rings(busy)
    assert "<b>1/2</b> đã báo cáo" in busy.officer.sees()
    assert busy.officer.sees().endswith("Chưa: Thôn Mẫu Hai")
    assert lines(busy.head)[4] == "Hạn nộp: không có đợt nào đang chờ"


def test_a_deadline_makes_a_week_without_reports_worth_more_than_a_line(small_town: Town) -> None:
    open_round(small_town, "Xã Mẫu", due=date(2026, 11, 22), by=21)
    rings(small_town)
    assert len(lines(small_town.head)) == 5
    assert lines(small_town.head)[4].endswith("Hạn nộp: hết ngày <b>22/11/2026</b>, đã quá 1 ngày")
    assert "• Không có báo cáo nào" in small_town.officer.sees()


# --- a week with nothing ---


def test_a_week_with_nothing_is_said_in_one_line(small_town: Town) -> None:
    rings(small_town)
    for name in EVERYONE:
        phone = getattr(small_town, name)
        assert len(lines(phone)) == 1
        assert "không có báo cáo mới, không có việc nào đang chờ" in phone.sees()
        assert not phone.messages[-1].files


# --- when, and to whom ---


def test_everyone_gets_it_once_however_often_the_job_runs(town: Town) -> None:
    file_report(town, POOR)
    rings(town)
    before = {name: len(getattr(town, name).messages) for name in EVERYONE}
    assert set(before.values()) == {1}
    assert "Báo cáo mới: <b>1</b>" in town.viewer.sees()
    rings(town)
    assert {name: len(getattr(town, name).messages) for name in EVERYONE} == before
    assert town.stranger.messages == []
    with unit_of_work(town.engine) as db:
        keys = db.exec(select(OutboxRow.key).where(col(OutboxRow.key).startswith("weekly"))).all()
    assert sorted(str(key) for key in keys) == sorted(
        f"weekly:202647:{n}" for n in (11, 12, 21, 22, 23, 31, 41)
    )


def test_it_is_counted_once_a_unit(busy: Town) -> None:
    rings(busy)
    with unit_of_work(busy.engine) as db:
        rows = db.exec(select(WeeklyFigures)).all()
    read_of = ["Thôn Mẫu Một", "Thôn Xa", "Tỉnh Mẫu", "Xã Khác", "Xã Mẫu"]
    assert sorted(row.unit_id for row in rows) == sorted(busy.units[name].id for name in read_of)


def test_it_is_read_in_the_readers_language(busy: Town) -> None:
    with unit_of_work(busy.engine) as db:
        for chat_id in (11, 21):
            db.get_one(Chat, chat_id).language = Language.EN
    rings(busy)
    assert "Summary of week 47 (16/11/2026–22/11/2026)" in busy.officer.sees()
    assert "New reports: <b>3</b>" in busy.officer.sees()
    assert "Sent 2, verified 1, recognised 0" in busy.head.sees()
    assert "Báo cáo mới" in busy.second_officer.sees()


def test_someone_dismissed_before_it_leaves_gets_nothing(busy: Town) -> None:
    busy.now = MONDAY
    with unit_of_work(busy.engine) as db:
        duty.summarise(Sending.MONDAY, db, MONDAY, busy.config)
        officer = db.exec(select(Person).where(Person.chat_id == 21)).one()
        for seat in db.exec(select(Appointment).where(Appointment.person_id == officer.id)):
            seat.until = MONDAY
    busy.delivers()
    assert busy.officer.messages == []
    assert busy.second_officer.messages != []


def test_of_a_place_that_has_been_merged_into_another_nothing_is_summed_up_any_more(busy: Town) -> None:
    with unit_of_work(busy.engine) as db:
        db.get_one(Unit, busy.units["Thôn Xa"].id).valid_to = date(2026, 10, 31)
    rings(busy)
    assert busy.far_head.messages == []
    assert busy.far_officer.messages != []


def test_it_waits_through_a_day_off_and_is_dropped_when_the_next_one_is_near(busy: Town) -> None:
    new_year = datetime(2027, 1, 31, 17, 0, tzinfo=UTC)
    rings(busy, datetime(2027, 2, 1, 0, 30, tzinfo=UTC))  # Monday 01/02/2027 is 25 tháng Chạp
    assert busy.officer.messages == []
    assert busy.now > new_year
    busy.now = datetime(2027, 2, 15, 1, 0, tzinfo=UTC)
    busy.delivers()
    assert busy.officer.messages == []


def test_the_first_morning_after_tet_brings_no_summary_an_hour_before_the_next_one(busy: Town) -> None:
    rings(busy, datetime(2027, 2, 8, 0, 30, tzinfo=UTC))  # mùng 3
    busy.now = datetime(
        2027, 2, 14, 23, 30, tzinfo=UTC
    )  # Monday 15/02 06:30, when officials may be told again
    busy.delivers()
    assert busy.officer.messages == []


def test_somebody_with_two_places_gets_one_message_about_both(busy: Town) -> None:
    with unit_of_work(busy.engine) as db:
        officer = db.exec(select(Person).where(Person.chat_id == 21)).one()
        far = busy.units["Xã Khác"]
        db.add(Appointment(person_id=officer.id, unit_id=far.id, role=Role.COMMUNE_OFFICER, since=LONG_AGO))
    rings(busy)
    assert len(busy.officer.messages) == 1
    assert "📍 Xã Mẫu" in busy.officer.sees()
    assert "Xã Khác, Tỉnh Mẫu, tuần 47" in busy.officer.sees()


# --- the hour is chosen ---


def test_a_commune_may_choose_friday_for_itself_and_its_villages(busy: Town) -> None:
    rings(busy)
    assert "đang gửi vào <b>Thứ Hai 07:30</b>" in busy.officer.taps("🕢 Thứ Hai 07:30")
    assert "từ nay tổng hợp tuần của Xã Mẫu" in busy.officer.taps("Thứ Sáu 15:30").replace("Từ", "từ")
    seen = {name: len(getattr(busy, name).messages) for name in EVERYONE}
    friday = datetime(2026, 11, 27, 8, 30, tzinfo=UTC)
    rings(busy, friday, Sending.FRIDAY)
    told = {name for name in EVERYONE if len(getattr(busy, name).messages) > seen[name]}
    assert told == {"officer", "second_officer", "head"}
    assert "tuần 48 (20/11/2026–27/11/2026)" in busy.officer.sees()
    rings(busy, datetime(2026, 11, 30, 0, 30, tzinfo=UTC))
    told = {name for name in EVERYONE if len(getattr(busy, name).messages) > seen[name]} - told
    assert told == {"far_head", "far_officer", "viewer", "administrator"}


def test_the_hour_of_another_commune_cannot_be_forged(busy: Town) -> None:
    forge(busy.officer, f"tuannay||set|{busy.units['Xã Khác'].id}|friday")
    with reading(busy.engine) as db:
        assert weekly.sendings(db).of(busy.units["Xã Khác"]) is Sending.MONDAY
    assert "màn hình cũ" in forge(busy.officer, f"tuannay||set|{busy.units['Xã Mẫu'].id}|sunday")


# --- on demand ---


def test_the_last_summary_is_shown_again_at_any_hour(busy: Town) -> None:
    rings(busy)
    busy.now = datetime(2026, 11, 25, 15, 0, tzinfo=UTC)
    busy.officer.types("/tuannay")
    busy.delivers()
    assert len(busy.officer.messages) == 2
    assert "Tổng hợp tuần 47" in busy.officer.sees()


def test_before_the_first_one_it_is_said_when_it_comes(small_town: Town) -> None:
    assert "Tin đầu tiên sẽ đến vào Thứ Hai 07:30" in small_town.officer.types("/tuannay")


def test_who_will_get_it_is_told_beforehand(small_town: Town) -> None:
    with unit_of_work(small_town.engine) as db:
        appoint(db, 15, "Bác Chặn", Role.VILLAGE_HEAD, small_town.units["Thôn Mẫu Hai"])
        db.get_one(Chat, 15).blocked_at = small_town.now
    with reading(small_town.engine) as db:
        due = list(duty.preview(Sending.MONDAY, db, small_town.now, MONDAY, small_town.config))
    assert sorted(str(each.chat_id) for each in due) == ["11", "12", "21", "22", "23", "31", "41"]
    assert {each.moment for each in due} == {MONDAY}
