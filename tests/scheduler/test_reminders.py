"""Who is reminded of what, when, and how often: a commune's weeks, message by message."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import update
from sqlmodel import col, select

from scheduler.catchup import do_next
from scheduler.duties import reminding
from scheduler.jobs import all_jobs
from store.database import unit_of_work
from store.people import NotAllowed
from store.rules.calendar import Slot
from store.rules.levels import Level
from store.rules.moves import Move
from store.rules.roles import Role
from store.rules.text import Language
from store.tables import Appointment, Chat, OutboxRow, OutboxState, Person, Round
from tests.asked import answer, open_due, open_round
from tests.filed import file_report, forge
from tests.reminded import arrived, at, extend, plan, step, turn
from tests.town import appoint

if TYPE_CHECKING:
    from tests.town import Town

HEAD, FAR_HEAD, OFFICER, SECOND, VIEWER = 11, 12, 21, 22, 31
REPORT = "<b>Báo cáo phong trào thi đua năm 2026</b>"
T_MINUS_7, T_MINUS_3, T_MINUS_1 = date(2026, 11, 6), date(2026, 11, 10), date(2026, 11, 12)
ESCALATED = date(2026, 11, 18)


def yearly(town: Town) -> Round:
    """Open the movement's report: due before 15/11, so on 14/11, a Saturday; people are told Friday 13/11."""
    open_due(town, date(2026, 10, 1))
    with unit_of_work(town.engine) as db:
        return db.exec(select(Round)).one()


def digests(town: Town) -> list[tuple[str, OutboxState, str | None]]:
    """Return the rows of reminders: key, state, and why nothing was said."""
    with unit_of_work(town.engine) as db:
        rows = db.exec(
            select(OutboxRow).where(col(OutboxRow.key).like("digest:%")).order_by(col(OutboxRow.id))
        )
        return [(str(row.key), row.state, row.fault) for row in rows]


def test_the_weeks_around_the_yearly_report_message_by_message(small_town: Town) -> None:
    asked = yearly(small_town)
    told = arrived(small_town, date(2026, 10, 1), date(2026, 10, 31))
    answer(small_town, asked, "Thôn Xa", by=FAR_HEAD)
    told += arrived(small_town, date(2026, 11, 1), date(2026, 11, 30))
    own, far = f"📣 {REPORT} · Xã Mẫu", f"📣 {REPORT} · Tỉnh Mẫu"
    assert told == [
        ("14/10 07:30", HEAD, REPORT),
        ("14/10 07:30", FAR_HEAD, REPORT),
        ("30/10 07:30", HEAD, REPORT),
        ("30/10 07:30", FAR_HEAD, REPORT),
        ("06/11 07:30", HEAD, REPORT),
        ("10/11 07:30", HEAD, REPORT),
        ("12/11 07:30", HEAD, REPORT),
        ("17/11 07:30", HEAD, REPORT),
        ("18/11 07:30", OFFICER, own),
        ("18/11 07:30", SECOND, own),
        ("19/11 07:30", HEAD, REPORT),
        ("23/11 07:30", HEAD, REPORT),
        ("23/11 07:30", VIEWER, far),
        ("26/11 07:30", HEAD, REPORT),  # 24/11 is a day off
        ("30/11 07:30", HEAD, REPORT),
    ]


def test_a_reminder_says_kindly_what_is_missing_and_bears_the_two_answers(small_town: Town) -> None:
    yearly(small_town)
    turn(small_town, T_MINUS_3)
    assert small_town.head.sees() == (
        "🔔 Kính gửi Bác Trưởng,\n\n<b>Báo cáo phong trào thi đua năm 2026</b>\n"
        "Hạn nộp: <b>13/11/2026</b>, còn 3 ngày\n"
        "Thôn Mẫu Một chưa có báo cáo. Nhờ anh/chị xem giúp ạ."
    )
    assert small_town.head.buttons() == ["✅ Đã báo cáo đủ", "➖ Không có biến động"]
    assert "Cảm ơn anh/chị ạ" in small_town.head.taps("Không có biến động")
    turn(small_town, date(2026, 11, 17))
    assert len(small_town.head.messages) == 1
    assert "nộp trễ hệ thống vẫn nhận" in small_town.far_head.sees()


def test_one_who_reports_a_minute_before_is_not_reminded(small_town: Town) -> None:
    asked = yearly(small_town)
    plan(small_town, T_MINUS_1)
    answer(small_town, asked)
    small_town.delivers()
    assert small_town.head.messages == []
    assert digests(small_town) == [
        (f"digest:2026-11-12:{HEAD}", OutboxState.DROPPED, "everything has been done"),
        (f"digest:2026-11-12:{FAR_HEAD}", OutboxState.SENT, None),
    ]


def test_the_level_above_hears_the_names_once_with_buttons_to_call_nudge_and_extend(small_town: Town) -> None:
    yearly(small_town)
    with unit_of_work(small_town.engine) as db:
        db.execute(update(Person).where(col(Person.chat_id) == HEAD).values(phone="+84912345678"))
    turn(small_town, ESCALATED)
    officer = small_town.officer
    assert officer.sees() == (
        "🔔 Kính gửi Chị Cán Bộ,\n\n📣 <b>Báo cáo phong trào thi đua năm 2026</b> · Xã Mẫu\n"
        "Hạn nộp: hết ngày <b>14/11/2026</b>, đã quá 4 ngày. 2 thôn chưa nộp:\n"
        "1. Thôn Mẫu Hai – chưa có trưởng thôn\n2. Thôn Mẫu Một – Bác Trưởng, 0912 345 678\n"
        "Nhờ anh/chị liên hệ giúp ạ."
    )
    assert officer.buttons() == ["📞 Gọi", "🔔 Nhắc (2)", "⏳ Gia hạn", "📥 Xem đợt báo cáo"]
    officer.taps("📞 Gọi")
    assert officer.messages[-1].contacts == [("Bác Trưởng – Thôn Mẫu Một", "+84912345678")]
    officer.taps("🔔 Nhắc")
    assert "Chị Cán Bộ nhờ anh/chị xem giúp" in small_town.head.sees()


def test_the_one_above_that_hears_them_by_commune_and_only_looks(small_town: Town) -> None:
    yearly(small_town)
    turn(small_town, date(2026, 11, 23))
    said = small_town.viewer.sees()
    assert "<i>Xã Mẫu</i>\n1. Thôn Mẫu Hai – chưa có trưởng thôn\n2. Thôn Mẫu Một – Bác Trưởng\n" in said
    assert "<i>Xã Khác</i>\n3. Thôn Xa – Bác Trưởng Xa\n" in said
    assert small_town.viewer.buttons() == ["📥 Xem đợt báo cáo"]
    assert small_town.administrator.messages == []


def test_where_nobody_has_left_a_number_there_is_nobody_to_call(small_town: Town) -> None:
    yearly(small_town)
    turn(small_town, ESCALATED)
    assert small_town.officer.buttons() == ["🔔 Nhắc (2)", "⏳ Gia hạn", "📥 Xem đợt báo cáo"]


def test_three_things_due_make_one_message(small_town: Town) -> None:
    yearly(small_town)
    small_town.config = replace(small_town.config, decision_days=19)
    at(small_town, date(2026, 10, 14), 8)
    verified = file_report(small_town, "Hồ Văn Thử")
    step(small_town, verified, Move.VERIFY)
    at(small_town, date(2026, 11, 12), 8)
    waiting = file_report(small_town, "Nguyễn Văn Ví Dụ")
    turn(small_town, ESCALATED)
    [message] = small_town.officer.messages
    greeting, silent, unverified, undecided = message.text.split("\n\n")
    assert greeting == "🔔 Kính gửi Chị Cán Bộ,"
    assert "2 thôn chưa nộp" in silent
    assert f"Báo cáo <b>{waiting.code}</b> đang chờ xác minh từ ngày 12/11/2026" in unverified
    assert f"Báo cáo <b>{verified.code}</b> đã xác minh, chưa có quyết định công nhận" in undecided
    assert "19 ngày của đợt rà soát đã hết ngày 03/11/2026" in undecided
    assert message.labels()[-2:] == ["✅ Mở danh sách chờ", "🏅 Nhập quyết định"]


def test_two_rounds_of_one_head_make_one_message_with_numbered_answers(small_town: Town) -> None:
    yearly(small_town)
    small_town.now = Slot.MORNING.on(date(2026, 11, 2), small_town.config.zone)
    open_round(small_town, "Xã Mẫu", by=OFFICER, due=date(2026, 11, 13))
    turn(small_town, T_MINUS_3)
    assert len(small_town.head.messages) == 1
    said = small_town.head.sees()
    assert "1. <b>Rà soát hộ sau bão</b>" in said
    assert f"2. {REPORT}" in said
    assert small_town.head.buttons() == [
        "1. ✅ Đã báo cáo đủ",
        "1. ➖ Không có biến động",
        "2. ✅ Đã báo cáo đủ",
        "2. ➖ Không có biến động",
    ]


def test_however_much_is_due_it_is_one_message_that_the_channel_takes(small_town: Town) -> None:
    small_town.now = Slot.MORNING.on(date(2026, 11, 2), small_town.config.zone)
    for number in range(20):
        title = f"{number}. Rà soát hộ nghèo bị thiệt hại sau bão, " + "mưa lũ và sạt lở đất " * 3
        open_round(small_town, "Xã Mẫu", by=OFFICER, due=date(2026, 11, 13), title=title)
    turn(small_town, ESCALATED)
    [message] = small_town.officer.messages
    assert len(message.text) < 4096
    said = message.text.count("📣")
    assert message.text.endswith(f"… và {20 - said} việc khác, nhờ anh/chị xem trong /hannop ạ.")
    assert message.labels().count("📥 Xem đợt báo cáo") == said


# --- the officer's own backlog ---


def test_an_officer_is_reminded_of_reports_that_wait_too_long_and_again_from_time_to_time(
    small_town: Town,
) -> None:
    report = file_report(small_town, "Hồ Văn Thử")  # Friday 20/11/2026; three working days end on 26/11
    told = arrived(small_town, date(2026, 11, 21), date(2026, 12, 4))
    words = f"⏳ Báo cáo <b>{report.code}</b> đang chờ xác minh từ ngày 20/11/2026."
    assert told == [
        (day, chat, words) for day in ("27/11 07:30", "04/12 07:30") for chat in (OFFICER, SECOND)
    ]
    assert report.code in small_town.officer.taps("✅ Mở danh sách chờ")
    step(small_town, report, Move.VERIFY)
    assert arrived(small_town, date(2026, 12, 5), date(2026, 12, 14)) == []


def test_on_the_day_of_the_weekly_summary_it_says_what_waits_and_no_reminder_does(small_town: Town) -> None:
    small_town.now = Slot.MORNING.on(date(2026, 11, 23), small_town.config.zone)
    file_report(small_town, "Hồ Văn Thử")  # three working days end on 27/11, so Mondays would be the days
    assert arrived(small_town, date(2026, 11, 28), date(2026, 12, 11)) == []


def test_an_officer_is_reminded_of_decisions_beyond_the_days_of_the_review(small_town: Town) -> None:
    small_town.now = Slot.MORNING.on(date(2026, 11, 10), small_town.config.zone)
    report = file_report(small_town, "Hồ Văn Thử")  # comes to the review of 15/11, to be decided by 30/11
    step(small_town, report, Move.VERIFY)
    told = arrived(small_town, date(2026, 11, 28), date(2026, 12, 3))
    assert [(day, chat) for day, chat, _ in told] == [("01/12 07:30", OFFICER), ("01/12 07:30", SECOND)]
    said = small_town.officer.sees()
    assert f"<b>{report.code}</b> đã xác minh, chưa có quyết định công nhận; 15 ngày" in said
    assert "Quyết định công nhận những hộ nào" in small_town.officer.taps("🏅 Nhập quyết định")


# --- pauses, hours, and what has changed meanwhile ---


def test_in_a_paused_commune_nobody_is_reminded_and_the_days_do_not_count_as_overdue(
    small_town: Town,
) -> None:
    yearly(small_town)
    at(small_town, date(2026, 11, 9), 8)
    small_town.officer.types("/tamhoan")
    small_town.officer.types("18/11")
    small_town.officer.taps("🌀 Bão")
    small_town.officer.messages.clear()
    told = arrived(small_town, date(2026, 11, 10), date(2026, 11, 26))
    assert [(day[:5], chat) for day, chat, _ in told if chat in {HEAD, OFFICER}] == [
        ("20/11", HEAD),  # the second working day that counts: the 19th is the first
        ("23/11", OFFICER),
        ("25/11", HEAD),
    ]
    assert [day[:5] for day, chat, _ in told if chat == FAR_HEAD] == [
        "10/11",
        "12/11",
        "17/11",
        "19/11",
        "23/11",
        "26/11",
    ]


def test_a_pause_that_begins_after_the_message_was_planned_still_holds_it_back(small_town: Town) -> None:
    yearly(small_town)
    at(small_town, date(2026, 11, 11), 8)
    plan(small_town, T_MINUS_1)
    small_town.officer.types("/tamhoan")
    small_town.officer.types("18/11")
    small_town.officer.taps("🌀 Bão")
    small_town.delivers()
    assert small_town.head.messages == []


def test_a_person_is_reminded_at_the_hour_they_chose_and_once_a_day_whatever_they_change(
    small_town: Town,
) -> None:
    yearly(small_town)
    at(small_town, date(2026, 11, 5), 8)
    small_town.head.types("/gionhac tối")
    small_town.head.messages.clear()
    assert [day for day, chat, _ in arrived(small_town, T_MINUS_7, T_MINUS_7) if chat == HEAD] == [
        "06/11 18:30"
    ]
    at(small_town, T_MINUS_3, 9)
    small_town.head.types("/gionhac sáng")  # after the morning's hour: the evening still comes
    turn(small_town, T_MINUS_3, Slot.EVENING)
    assert "còn 3 ngày" in small_town.head.sees()
    turn(small_town, T_MINUS_1)
    count = len(small_town.head.messages)
    small_town.head.types("/gionhac tối")
    turn(small_town, T_MINUS_1, Slot.EVENING)
    assert len(small_town.head.messages) == count + 1  # the answer to the command, and no second reminder


def test_a_half_done_report_is_not_disturbed_and_is_still_there_afterwards(small_town: Town) -> None:
    yearly(small_town)
    head = small_town.head
    at(small_town, T_MINUS_3, 7, 20)
    question = head.types("/baocao")
    turn(small_town, T_MINUS_3)
    assert head.sees() == question
    at(small_town, T_MINUS_3, 7, 49)
    assert head.sees() == question
    at(small_town, T_MINUS_3, 7, 50)
    assert "còn 3 ngày" in head.sees()
    assert "Bước" in head.taps("Hồ Thị Mẫu")


def test_while_the_person_goes_on_answering_the_reminder_goes_on_waiting(small_town: Town) -> None:
    yearly(small_town)
    head = small_town.head
    at(small_town, T_MINUS_3, 7, 20)
    head.types("/baocao")
    turn(small_town, T_MINUS_3)
    at(small_town, T_MINUS_3, 7, 45)
    head.taps("Hồ Thị Mẫu")
    at(small_town, T_MINUS_3, 8, 0)
    assert not any("còn 3 ngày" in message.text for message in head.messages)
    at(small_town, T_MINUS_3, 8, 15)
    assert "còn 3 ngày" in head.sees()


def test_whoever_was_dismissed_moved_or_blocked_the_bot_meanwhile_hears_nothing(small_town: Town) -> None:
    yearly(small_town)
    plan(small_town, T_MINUS_3)
    with unit_of_work(small_town.engine) as db:
        head = db.exec(select(Person).where(col(Person.chat_id) == HEAD)).one()
        db.execute(
            update(Appointment).where(col(Appointment.person_id) == head.id).values(until=small_town.now)
        )
        db.execute(update(Chat).where(col(Chat.chat_id) == FAR_HEAD).values(blocked_at=small_town.now))
        appoint(db, 13, "Bác Trưởng Mới", Role.VILLAGE_HEAD, small_town.units["Thôn Mẫu Một"])
    small_town.delivers()
    assert small_town.head.messages == []
    assert [(state, why) for _, state, why in digests(small_town)] == [
        (OutboxState.DROPPED, "nobody is there any more"),
        (OutboxState.DROPPED, "the bot has been shut out"),
    ]
    turn(small_town, T_MINUS_1)
    assert "Kính gửi Bác Trưởng Mới" in small_town.phones[13].sees()
    assert len(digests(small_town)) == 3


def test_a_deadline_that_was_put_off_for_a_village_has_a_ladder_of_its_own(small_town: Town) -> None:
    asked = yearly(small_town)
    at(small_town, date(2026, 11, 9), 8)
    extend(small_town, asked, "Thôn Mẫu Một", date(2026, 11, 20))
    told = arrived(small_town, date(2026, 11, 10), date(2026, 11, 25))
    assert [day[:5] for day, chat, _ in told if chat == HEAD] == ["13/11", "17/11", "19/11", "25/11"]
    assert [day[:5] for day, chat, _ in told if chat == OFFICER] == ["18/11"]
    assert "1 thôn chưa nộp:\n1. Thôn Mẫu Hai" in small_town.officer.sees()


# --- quiet hours, stops ---


def test_a_message_that_is_held_up_into_quiet_hours_waits_for_their_end(small_town: Town) -> None:
    yearly(small_town)
    plan(small_town, ESCALATED, Slot.MORNING)
    at(small_town, ESCALATED, 12, 0)
    assert small_town.officer.messages == []
    at(small_town, ESCALATED, 13, 30)
    assert "2 thôn chưa nộp" in small_town.officer.sees()


def test_a_message_that_is_held_up_until_the_deadline_has_passed_is_dropped(small_town: Town) -> None:
    yearly(small_town)
    plan(small_town, T_MINUS_1)
    at(small_town, date(2026, 11, 15), 8)
    assert small_town.head.messages == []
    turn(small_town, date(2026, 11, 17))
    assert "đã quá 3 ngày" in small_town.head.sees()


def test_a_message_that_is_held_up_until_the_next_one_is_there_leaves_it_to_that(small_town: Town) -> None:
    yearly(small_town)
    plan(small_town, T_MINUS_3)
    plan(small_town, T_MINUS_1)
    small_town.delivers()
    assert [message.text.count("còn 1 ngày") for message in small_town.head.messages] == [1]
    assert digests(small_town)[0] == (
        f"digest:2026-11-10:{HEAD}",
        OutboxState.DROPPED,
        "a later message says it",
    )


def test_after_a_stop_what_was_missed_and_still_makes_sense_goes_out_once(small_town: Town) -> None:
    yearly(small_town)
    [morning] = [job for job in all_jobs() if job.name == "reminders am"]

    def runs(day: date) -> None:
        small_town.now = Slot.MORNING.on(day, small_town.config.zone) + timedelta(minutes=7)
        while do_next(small_town.engine, morning, small_town.now, small_town.config):
            pass
        small_town.delivers()

    for day in (3, 4, 5):
        runs(date(2026, 11, day))
    assert small_town.head.messages == []
    runs(date(2026, 11, 9))  # the 6th, T-7, was missed
    assert "còn 4 ngày" in small_town.head.sees()
    for day in (10, 12, 19):
        runs(date(2026, 11, day))
    left = [message.text.split("\n")[3].split(", ")[1] for message in small_town.head.messages]
    assert left == ["còn 4 ngày", "còn 3 ngày", "còn 1 ngày", "đã quá 5 ngày"]


def test_the_same_turn_twice_makes_one_row_a_person(small_town: Town) -> None:
    yearly(small_town)
    plan(small_town, T_MINUS_3)
    plan(small_town, T_MINUS_3)
    assert len(digests(small_town)) == 2


def test_officers_who_are_asked_themselves_are_reminded_on_working_days_and_their_silence_goes_up(
    small_town: Town,
) -> None:
    open_due(
        small_town, date(2027, 5, 15)
    )  # the review of May, due on Saturday 05/06: people are told Friday 04/06
    told = arrived(small_town, date(2027, 5, 16), date(2027, 6, 12))
    mine = [(day[:5], words) for day, chat, words in told if chat == OFFICER]
    review = "<b>Kết quả rà soát thường xuyên tháng 05/2027</b>"
    assert mine == [("01/06", review), ("03/06", review), ("08/06", review), ("10/06", review)]
    assert [(day[:5], words) for day, chat, words in told if chat == VIEWER] == [
        ("09/06", f"📣 {review} · Tỉnh Mẫu")
    ]
    assert "1. Xã Khác – Cán Bộ Xa\n2. Xã Mẫu – Chị Cán Bộ; Anh Cán Bộ" in small_town.viewer.sees()


def test_what_will_fall_due_is_told_beforehand_to_whoever_asks(small_town: Town) -> None:
    yearly(small_town)
    with unit_of_work(small_town.engine) as db:
        first = Slot.MORNING.on(date(2026, 11, 9), small_town.config.zone)
        last = first + timedelta(days=10)
        coming = list(reminding.preview(Slot.MORNING, db, first, last, small_town.config))
    seen = [
        (due.moment.astimezone(small_town.config.zone).strftime("%d/%m %H:%M"), due.chat_id)
        for due in coming
        if due.chat_id in {HEAD, OFFICER}
    ]
    assert seen == [
        ("10/11 07:30", HEAD),
        ("12/11 07:30", HEAD),
        ("17/11 07:30", HEAD),
        ("18/11 07:30", OFFICER),
        ("19/11 07:30", HEAD),
    ]
    assert coming[0].why.vi.startswith("Báo cáo phong trào thi đua năm 2026: Thôn Mẫu Một chưa có báo cáo")


@pytest.mark.parametrize("chosen", [None, Slot.EVENING])
def test_tet_is_quiet_for_everybody_and_what_falls_into_it_comes_once_afterwards(
    small_town: Town, chosen: Slot | None
) -> None:
    small_town.now = Slot.MORNING.on(date(2027, 1, 11), small_town.config.zone)
    open_round(small_town, "Xã Mẫu", by=OFFICER, due=date(2027, 2, 19))
    with unit_of_work(small_town.engine) as db:
        db.execute(update(Person).where(col(Person.chat_id) == HEAD).values(slot=chosen))
    told = arrived(small_town, date(2027, 1, 12), date(2027, 2, 19))
    hour = (chosen or Slot.MORNING).hour
    assert [day for day, chat, _ in told if chat == HEAD] == [
        f"20/01 {hour}",
        f"13/02 {hour}",
        f"16/02 {hour}",
        f"18/02 {hour}",
    ]


def test_a_round_asks_communes_where_it_says_so(small_town: Town) -> None:
    open_round(small_town, asks=Level.COMMUNE, due=date(2026, 11, 27))
    turn(small_town, date(2026, 11, 24))
    assert small_town.officer.messages == []  # a day off, T-3
    turn(small_town, date(2026, 11, 25))
    assert "Xã Mẫu chưa có báo cáo" in small_town.officer.sees()
    assert small_town.head.messages == []


def test_a_reader_of_english_is_reminded_in_english(small_town: Town) -> None:
    yearly(small_town)
    with unit_of_work(small_town.engine) as db:
        db.execute(update(Chat).values(language=Language.EN))
    turn(small_town, T_MINUS_1)
    assert "Thôn Mẫu Một has not reported yet. Please have a look." in small_town.head.sees()
    assert small_town.head.buttons() == ["✅ All reported", "➖ No change"]
    turn(small_town, ESCALATED)
    assert (
        "1. Thôn Mẫu Hai – no village head yet\n2. Thôn Mẫu Một – Bác Trưởng\nPlease get in touch"
        in small_town.officer.sees()
    )


def test_a_head_who_is_an_officer_too_gets_one_message_for_both(small_town: Town) -> None:
    yearly(small_town)
    with unit_of_work(small_town.engine) as db:
        officer = db.exec(select(Person).where(col(Person.chat_id) == OFFICER)).one()
        village, since = small_town.units["Thôn Mẫu Hai"].id, small_town.now - timedelta(days=90)
        role = Role.VILLAGE_HEAD
        db.add(Appointment(person_id=officer.id, unit_id=village, role=role, since=since))
    open_round(small_town, "Xã Mẫu", by=OFFICER, due=date(2026, 11, 24))
    small_town.officer.messages.clear()
    turn(small_town, date(2026, 11, 18))
    [message] = small_town.officer.messages
    assert "Thôn Mẫu Hai chưa có báo cáo" not in message.text
    assert "1. Thôn Mẫu Hai – Chị Cán Bộ\n2. Thôn Mẫu Một – Bác Trưởng" in message.text


def test_a_nudge_does_not_disturb_a_half_done_report_either(small_town: Town) -> None:
    yearly(small_town)
    at(small_town, ESCALATED, 8)
    question = small_town.head.types("/baocao")
    turn(small_town, ESCALATED)
    at(small_town, ESCALATED, 8, 5)
    small_town.officer.taps("🔔 Nhắc")
    assert small_town.head.sees() == question
    at(small_town, ESCALATED, 8, 30)
    assert "Chị Cán Bộ nhờ anh/chị xem giúp" in small_town.head.sees()


def test_in_a_commune_without_officers_whoever_follows_the_place_hears_first(small_town: Town) -> None:
    yearly(small_town)
    with unit_of_work(small_town.engine) as db:
        officers = select(col(Person.id)).where(col(Person.chat_id).in_((OFFICER, SECOND)))
        ended = col(Appointment.person_id).in_(officers)
        db.execute(update(Appointment).where(ended).values(until=small_town.now - timedelta(days=60)))
    turn(small_town, ESCALATED)
    assert "<i>Xã Mẫu</i>\n1. Thôn Mẫu Hai" in small_town.viewer.sees()
    assert "Thôn Xa" not in small_town.viewer.sees()


def test_whoever_only_follows_a_place_is_given_no_numbers(small_town: Town) -> None:
    asked = yearly(small_town)
    said = forge(small_town.viewer, f"chuanop||call|{asked.id}|{small_town.units['Tỉnh Mẫu'].id}")
    assert said == NotAllowed().text.vi
