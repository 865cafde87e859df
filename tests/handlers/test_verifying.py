"""The officer's queue: oldest first, decided on what was seen, and told to the village head."""

from __future__ import annotations

from dataclasses import replace
from threading import Barrier, Thread
from typing import TYPE_CHECKING

import pytest
from sqlmodel import col, select

from handlers import router
from handlers.incoming import Tapped
from handlers.letter import Letter
from store.database import unit_of_work
from store.rules.changes import Change
from store.rules.households import HouseholdClass
from store.rules.reasons import ReturnReason
from store.rules.roles import Role
from store.rules.states import State
from store.tables import Appointment, Chat, Event, OutboxRow, Person, Priority
from tests.filed import correct, file_report, file_unlisted, forge, moves, stored
from tests.town import appoint

if TYPE_CHECKING:
    from store.tables import Report
    from tests.town import Town

POOR = "Hồ Văn Thử"
NEAR = "Hồ Thị Mẫu"
OTHER_VILLAGE = "Võ Văn Thí Điểm"


def alert_round(town: Town, chat_id: int) -> int:
    with unit_of_work(town.engine) as db:
        return db.get_one(Chat, chat_id).alert_round


def track_posting(town: Town) -> None:
    town.config = replace(town.config, tracks_posting=True)


def verified(town: Town, name: str = POOR) -> Report:
    report = file_report(town, name)
    town.officer.types("/xacminh")
    town.officer.taps("Xác minh")
    return report


# --- the queue ---


def test_an_empty_queue_says_so(town: Town) -> None:
    assert "Không còn báo cáo nào chờ xác minh" in town.officer.types("/xacminh")


def test_the_queue_shows_the_oldest_report_first_with_every_answer(town: Town) -> None:
    file_report(town, POOR)
    town.passes(minutes=5)
    file_report(town, OTHER_VILLAGE)
    seen = town.officer.types("/xacminh")
    for words in (
        "<b>1/2</b>",
        POOR,
        "sinh 1970",
        "Thôn Mẫu Một",
        "thoát nghèo, vượt chuẩn cận nghèo",
        "có, ngày 16/11/2026",
        "Nhân khẩu: 4",
        "10.000.000 đồng, mỗi người 2.500.000 đồng",
        "chuẩn nghèo nông thôn 1.500.000 đồng",
        "Vay vốn NHCSXH, Nhà ở",
        "Họp dân: 18/11/2026",
        "Bác Trưởng, 20/11/2026 12:00",
    ):
        assert words in seen
    assert "⚠️" not in seen


def test_the_queue_is_opened_from_the_menu_and_from_an_alert(town: Town) -> None:
    report = file_report(town, POOR)
    assert report.code in town.officer.taps("✅ Xác minh")
    assert report.code in forge(town.officer, "xm||open")


def test_opening_the_queue_begins_a_new_alert(town: Town) -> None:
    before = alert_round(town, 21)
    town.officer.types("/xacminh")
    forge(town.officer, "xm||open")
    assert alert_round(town, 21) == before + 2
    assert alert_round(town, 22) == 0


def test_the_queue_turns_both_ways_in_place(town: Town) -> None:
    first = file_report(town, POOR)
    town.passes(minutes=1)
    second = file_report(town, NEAR, change=Change.EXIT_NEAR)
    town.officer.types("/xacminh")
    messages = len(town.officer.messages)
    assert second.code in town.officer.taps("Tiếp ›")
    assert first.code in town.officer.taps("‹ Trước")
    assert len(town.officer.messages) == messages


def test_warnings_stand_before_the_answers(town: Town) -> None:
    file_report(town, POOR, signed=False, meeting_on=None, photos=[], income=4_000_000)
    seen = town.officer.types("/xacminh")
    for warning in (
        "chưa ký giấy đề nghị",
        "chưa họp dân về hộ này",
        "Chưa có ảnh giấy tờ",
        "chưa khớp với “thoát nghèo, vượt chuẩn cận nghèo”",
    ):
        assert 0 < seen.index(warning) < seen.index("Nhân khẩu")


def test_more_than_three_tenths_of_a_villages_list_in_a_month_is_a_warning(town: Town) -> None:
    file_report(town, POOR)
    assert "Tháng này thôn báo" not in town.officer.types("/xacminh")
    file_report(town, NEAR, change=Change.EXIT_NEAR)
    assert "Tháng này thôn báo 2 trên 4 hộ" in town.officer.types("/xacminh")


def test_a_household_outside_the_register_is_a_warning(town: Town) -> None:
    file_unlisted(town, "Trần Thị Mới", HouseholdClass.POOR)
    assert "Hộ không có trong danh sách của thôn" in town.officer.types("/xacminh")


def test_photos_come_when_asked_for_with_the_report_below_them(town: Town) -> None:
    report = file_report(town, POOR)
    town.officer.types("/xacminh")
    town.officer.taps("Ảnh (2)")
    assert town.officer.messages[-1].photos == ["photo-a", "photo-b"]
    assert report.code in town.officer.sees()
    assert town.officer.taps("Xác minh")
    assert stored(town, report).state is State.VERIFIED


# --- verdicts ---


def test_a_verified_report_is_told_to_its_village_head_and_the_next_one_comes_in_place(town: Town) -> None:
    report = file_report(town, POOR)
    town.passes(minutes=1)
    following = file_report(town, NEAR, change=Change.EXIT_NEAR)
    town.officer.types("/xacminh")
    messages = len(town.officer.messages)
    seen = town.officer.taps("✅ Xác minh")
    assert f"{report.code}</b>: Đã xác minh" in seen
    assert following.code in seen
    assert len(town.officer.messages) == messages
    assert stored(town, report).state is State.VERIFIED
    told = town.head.sees()
    assert report.code in told
    assert "<b>Đã xác minh</b>" in told
    assert "Chị Cán Bộ" in told


@pytest.mark.parametrize("reason", list(ReturnReason))
def test_a_report_is_returned_with_one_tap_on_a_reason(small_town: Town, reason: ReturnReason) -> None:
    report = file_report(small_town, POOR)
    small_town.officer.types("/xacminh")
    small_town.officer.taps("Trả lại")
    small_town.officer.taps(reason.button.vi)
    assert stored(small_town, report).state is State.RETURNED
    assert reason.text.vi in small_town.head.sees()


def test_a_returned_report_carries_the_button_that_opens_it_for_correction(town: Town) -> None:
    report = file_report(town, POOR)
    town.officer.types("/xacminh")
    town.officer.taps("Trả lại")
    town.officer.types("Ảnh biên bản họp thôn chưa có chữ ký")
    assert "Lý do: Ảnh biên bản họp thôn chưa có chữ ký" in town.head.sees()
    assert town.head.buttons() == ["✏️ Sửa và gửi lại"]
    assert town.head.data("Sửa và gửi lại")[1] == f"bcct||edit|{report.id}"


def test_a_reason_reaches_a_head_in_the_heads_own_language(town: Town) -> None:
    file_report(town, POOR)
    town.head.types("/ngonngu")
    town.officer.types("/xacminh")
    town.officer.taps("Trả lại")
    town.officer.taps("Chưa họp dân")
    assert "Reason: No residents' meeting, or no minutes of it." in town.head.sees()


def test_a_reason_is_compulsory(town: Town) -> None:
    report = file_report(town, POOR)
    town.officer.types("/xacminh")
    town.officer.taps("Trả lại")
    for nothing in ("...", "ok", "   "):
        assert "ghi rõ lý do" in town.officer.types(nothing)
    assert stored(town, report).state is State.WAITING


def test_a_picture_or_the_code_of_a_report_is_no_reason(town: Town) -> None:
    report = file_report(town, POOR)
    town.officer.types("/xacminh")
    town.officer.taps("Trả lại")
    assert "đang chờ lý do" in town.officer.types(report.code)
    town.officer.shows()
    assert stored(town, report).state is State.WAITING


def test_not_recognising_takes_a_written_reason_and_a_second_yes(town: Town) -> None:
    report = file_report(town, POOR)
    town.officer.types("/xacminh")
    town.officer.taps("Không công nhận")
    assert not any(reason.button.vi in town.officer.buttons() for reason in ReturnReason)
    asked = town.officer.types("Hộ vẫn còn thiếu 4 chỉ số")
    assert "Anh/chị đồng ý không ạ?" in asked
    assert stored(town, report).state is State.WAITING
    town.officer.taps("Đồng ý")
    assert stored(town, report).state is State.NOT_RECOGNISED
    assert "Lý do: Hộ vẫn còn thiếu 4 chỉ số" in town.head.sees()
    assert town.head.buttons() == []


def test_not_recognising_can_be_thought_better_of(town: Town) -> None:
    report = file_report(town, POOR)
    town.officer.types("/xacminh")
    town.officer.taps("Không công nhận")
    town.officer.types("Hộ vẫn còn thiếu 4 chỉ số")
    town.officer.taps("‹ Quay lại")
    assert report.code in town.officer.taps("Xem báo cáo")
    assert stored(town, report).state is State.WAITING


def test_going_back_to_the_queue_gives_the_reason_up(town: Town) -> None:
    report = file_report(town, POOR)
    town.officer.types("/xacminh")
    town.officer.taps("Trả lại")
    assert report.code in town.officer.taps("Xem báo cáo")
    town.officer.types("Đây không còn là lý do nữa")
    assert stored(town, report).state is State.WAITING


def test_whoever_reported_cannot_decide(town: Town) -> None:
    with unit_of_work(town.engine) as db:
        officer = db.get_one(Person, 2)
        village = town.units["Thôn Mẫu Một"]
        db.add(Appointment(person_id=officer.id, unit_id=village.id, role=Role.VILLAGE_HEAD, since=town.now))
    report = file_report(town, POOR, by=21)
    seen = town.officer.types("/xacminh")
    assert "do chính anh/chị gửi" in seen
    assert not any("Xác minh" in label and "Đã" not in label for label in town.officer.buttons())
    forged = f"xm|1|verify|{report.id}|0"
    assert "do chính anh/chị gửi" in forge(town.officer, forged)
    assert "do chính anh/chị gửi" in forge(town.officer, forged.replace("verify", "return"))
    assert stored(town, report).state is State.WAITING
    town.second_officer.types("/xacminh")
    town.second_officer.taps("Xác minh")
    assert stored(town, report).state is State.VERIFIED


def test_only_a_yes_closes_a_report(town: Town) -> None:
    report = file_report(town, POOR)
    town.officer.types("/xacminh")
    town.officer.taps("Không công nhận")
    town.officer.types("Hộ vẫn còn thiếu 4 chỉ số")
    for other in ("không", "để xem đã"):
        assert "bấm Đồng ý hoặc Hủy" in town.officer.types(other)
    assert stored(town, report).state is State.WAITING
    town.officer.types("đồng ý")
    assert stored(town, report).state is State.NOT_RECOGNISED


def test_whoever_corrected_cannot_decide_either(town: Town) -> None:
    with unit_of_work(town.engine) as db:
        officer = db.exec(select(Person).where(Person.chat_id == 21)).one()
        village = town.units["Thôn Mẫu Một"]
        db.add(Appointment(person_id=officer.id, unit_id=village.id, role=Role.VILLAGE_HEAD, since=town.now))
    report = file_report(town, POOR)
    correct(town, report, by=21, members=5)
    assert "do chính anh/chị gửi" in town.officer.types("/xacminh")
    assert "do chính anh/chị gửi" in forge(town.officer, f"xm|2|verify|{report.id}|0")
    assert stored(town, report).state is State.WAITING


# --- two officers, two taps ---


def test_the_second_of_two_officers_is_told_who_decided_what_and_when(town: Town) -> None:
    report = file_report(town, POOR)
    town.officer.types("/xacminh")
    town.second_officer.types("/xacminh")
    town.passes(minutes=3)
    town.officer.taps("Xác minh")
    told = len(town.head.messages)
    seen = town.second_officer.taps("Trả lại")
    assert f"<b>{report.code}</b>: Chị Cán Bộ đã chọn “Xác minh” lúc 20/11/2026 12:03" in seen
    assert "Đã xác minh" in seen
    assert stored(town, report).state is State.VERIFIED
    assert len(town.head.messages) == told


def test_a_reason_that_comes_too_late_changes_nothing(town: Town) -> None:
    report = file_report(town, POOR)
    town.officer.types("/xacminh")
    town.second_officer.types("/xacminh")
    town.second_officer.taps("Trả lại")
    town.officer.taps("Xác minh")
    assert "Chị Cán Bộ đã chọn “Xác minh”" in town.second_officer.types("Ảnh mờ quá, không đọc được")
    assert moves(town, report) == ["submit", "verify"]


def test_two_verdicts_at_the_same_moment_make_one(town: Town) -> None:
    report = file_report(town, POOR)
    said: dict[int, str] = {}
    start = Barrier(2)

    def tap(chat_id: int, message_id: int) -> None:
        tapped = Tapped(chat_id, message_id, "", f"xm|1|verify|{report.id}|0", "tap")
        start.wait()
        with unit_of_work(town.engine) as db:
            posts = router.answer(db, tapped, town.now, town.config)
        said[chat_id] = Letter.from_json(posts[0].body).text

    threads = [Thread(target=tap, args=args) for args in ((21, 901), (22, 902))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=30)
    assert moves(town, report) == ["submit", "verify"]
    assert sum("đã chọn “Xác minh”" in words for words in said.values()) == 1
    assert len(said) == 2


def test_a_double_tap_verifies_one_report_only(town: Town) -> None:
    first = file_report(town, POOR)
    town.passes(minutes=1)
    second = file_report(town, NEAR, change=Change.EXIT_NEAR)
    town.officer.types("/xacminh")
    button = town.officer.data("✅ Xác minh")
    town.officer.taps_data(*button)
    town.officer.taps_data(*button)
    assert moves(town, first) == ["submit", "verify"]
    assert moves(town, second) == ["submit"]


def test_a_report_corrected_since_is_shown_afresh_instead_of_decided(town: Town) -> None:
    report = file_report(town, POOR)
    town.officer.types("/xacminh")
    correct(town, report, members=5)
    seen = town.officer.taps("✅ Xác minh")
    assert "Bác Trưởng đã chọn “Sửa”" in seen
    assert "Nhân khẩu: 5" in seen
    assert stored(town, report).state is State.WAITING
    town.officer.taps("✅ Xác minh")
    assert stored(town, report).state is State.VERIFIED


def test_a_report_sent_again_keeps_its_code_and_shows_why_it_was_returned(town: Town) -> None:
    report = file_report(town, POOR, photos=[])
    town.officer.types("/xacminh")
    town.officer.taps("Trả lại")
    town.officer.taps("Ảnh thiếu hoặc mờ")
    correct(town, report, photos=["photo-c"])
    seen = town.second_officer.types("/xacminh")
    assert report.code in seen
    assert "Chị Cán Bộ đã trả lại: Ảnh giấy tờ còn thiếu hoặc mờ." in seen
    assert moves(town, report) == ["submit", "return", "resubmit"]


def test_what_an_officer_types_is_shown_as_it_was_typed(town: Town) -> None:
    file_report(town, POOR)
    town.officer.types("/xacminh")
    town.officer.taps("Trả lại")
    town.officer.types("Thiếu <chữ ký> & biên bản")
    assert "Thiếu &lt;chữ ký&gt; &amp; biên bản" in town.head.sees()


@pytest.mark.parametrize("forged", ["t|reason|x", "a|reason|x", "a|sure|yes"])
def test_a_forged_reason_is_none(small_town: Town, forged: str) -> None:
    report = file_report(small_town, POOR)
    small_town.officer.types("/xacminh")
    small_town.officer.taps("Không công nhận")
    session = small_town.officer.data("Hủy")[1].split("|")[1]
    forge(small_town.officer, f"reason|{session}|{forged}")
    assert stored(small_town, report).state is State.WAITING


def test_every_step_stores_who_when_and_why(town: Town) -> None:
    report = file_report(town, POOR)
    town.passes(hours=1)
    town.officer.types("/xacminh")
    town.officer.taps("Trả lại")
    town.officer.types("Thiếu chữ ký của chủ hộ")
    with unit_of_work(town.engine) as db:
        event = db.get_one(Event, 2)
        assert (event.report_id, event.at, event.reason) == (report.id, town.now, "Thiếu chữ ký của chủ hộ")
        assert db.get_one(Person, event.person_id).chat_id == 21


# --- who is told ---


def test_when_the_reporter_is_head_no_more_the_present_heads_are_told(town: Town) -> None:
    file_report(town, POOR)
    with unit_of_work(town.engine) as db:
        db.get_one(Appointment, 1).until = town.now
        appoint(db, 13, "Bác Trưởng Mới", Role.VILLAGE_HEAD, town.units["Thôn Mẫu Một"])
    new_head = town.phone(13, "Bác Trưởng Mới")
    before = len(town.head.messages)
    town.passes(minutes=1)
    town.officer.types("/xacminh")
    town.officer.taps("Xác minh")
    assert "Đã xác minh" in new_head.sees()
    assert len(town.head.messages) == before


def test_another_head_of_the_village_is_not_told_what_someone_else_reported(town: Town) -> None:
    with unit_of_work(town.engine) as db:
        appoint(db, 13, "Bác Phó", Role.VILLAGE_HEAD, town.units["Thôn Mẫu Một"])
    verified(town)
    assert town.phone(13, "Bác Phó").messages == []
    assert "Đã xác minh" in town.head.sees()


def test_every_word_of_a_verdict_is_there_in_english(town: Town) -> None:
    town.officer.types("/ngonngu")
    file_report(town, POOR)
    seen = town.officer.types("/xacminh")
    assert "Waiting: <b>1/1</b>" in seen
    assert "Verified" in town.officer.taps("✅ Verify")


# --- the public posting ---


def test_without_posting_a_verified_report_goes_straight_to_the_decision(town: Town) -> None:
    report = verified(town)
    town.officer.taps("Đã xác minh")
    town.officer.taps(report.code)
    assert [label for label in town.officer.buttons() if "iêm yết" in label] == []
    assert "🏅 Công nhận" in town.officer.buttons()


def test_a_verified_report_is_posted_for_the_days_the_place_has_set(town: Town) -> None:
    track_posting(town)
    report = verified(town)
    town.passes(days=2)
    town.officer.types("/xacminh")
    town.officer.taps("Đã xác minh")
    town.officer.taps(report.code)
    assert "🏅 Công nhận" not in town.officer.buttons()
    town.officer.taps("📌 Niêm yết")
    assert "từ 20/11/2026 đến 22/11/2026" in town.officer.types("19/11")
    assert "chưa tới" in town.officer.types("25/11/2026")
    town.officer.types("21/11")
    assert stored(town, report).state is State.POSTED
    assert "kết thúc được từ 24/11/2026" in town.officer.taps("Hết niêm yết")
    assert stored(town, report).state is State.POSTED
    town.passes(days=2)
    town.officer.taps("Hết niêm yết")
    assert stored(town, report).state is State.AWAITING_DECISION
    assert "Niêm yết từ ngày: 21/11/2026" in town.officer.taps("Quá trình")


def test_a_posting_needs_a_day(small_town: Town) -> None:
    track_posting(small_town)
    report = verified(small_town)
    small_town.officer.types(report.code)
    small_town.officer.taps("📌 Niêm yết")
    session = small_town.officer.data("Hôm nay")[1].split("|")[1]
    forged = f"posted|{session}|t|day|x"
    assert "bấm Hôm nay hoặc gõ ngày" in forge(small_town.officer, forged)
    assert stored(small_town, report).state is State.VERIFIED


def test_comments_lead_to_a_check_and_the_head_hears_of_both(town: Town) -> None:
    track_posting(town)
    report = verified(town)
    town.officer.types(report.code)
    town.officer.taps("📌 Niêm yết")
    town.officer.taps("Hôm nay")
    town.officer.taps("Có ý kiến")
    town.officer.types("Bà con nói hộ còn nợ nhiều")
    assert stored(town, report).state is State.RECHECK
    assert "Phúc tra" in town.head.sees()
    assert "Bà con nói hộ còn nợ nhiều" in town.head.sees()
    town.officer.taps("Hết phúc tra")
    assert stored(town, report).state is State.VERIFIED
    assert "Đã xác minh" in town.head.sees()
    assert moves(town, report) == ["submit", "verify", "post", "object", "clear"]


@pytest.mark.parametrize("state", [State.VERIFIED, State.RECHECK, State.AWAITING_DECISION])
def test_what_is_on_its_way_can_still_be_refused(small_town: Town, state: State) -> None:
    track_posting(small_town)
    report = verified(small_town)
    officer = small_town.officer
    officer.types(report.code)
    if state is not State.VERIFIED:
        officer.taps("📌 Niêm yết")
        officer.taps("Hôm nay")
    if state is State.RECHECK:
        officer.taps("Có ý kiến")
        officer.types("Bà con có ý kiến")
    if state is State.AWAITING_DECISION:
        small_town.passes(days=4)
        officer.taps("Hết niêm yết")
    assert stored(small_town, report).state is state
    officer.taps("⛔ Không công nhận")
    officer.types("Thu nhập chưa vượt chuẩn")
    officer.taps("Đồng ý")
    assert stored(small_town, report).state is State.NOT_RECOGNISED
    assert "Thu nhập chưa vượt chuẩn" in small_town.head.sees()


def test_a_verified_report_can_be_returned_from_the_list(town: Town) -> None:
    report = verified(town)
    town.officer.taps("Đã xác minh")
    town.officer.taps(report.code)
    town.officer.taps("Trả lại")
    town.officer.taps("Sai thông tin hộ")
    assert stored(town, report).state is State.RETURNED
    assert "Trả lại để bổ sung" in town.officer.sees()


def test_a_posting_that_comes_too_late_changes_nothing(town: Town) -> None:
    track_posting(town)
    report = verified(town)
    town.officer.types(report.code)
    town.second_officer.types(report.code)
    late = town.second_officer.data("📌 Niêm yết")
    town.officer.taps("📌 Niêm yết")
    town.second_officer.taps("📌 Niêm yết")
    town.second_officer.taps("Hôm nay")
    assert "Anh Cán Bộ đã chọn “Niêm yết”" in town.officer.taps("Hôm nay")
    assert "Anh Cán Bộ đã chọn “Niêm yết”" in town.second_officer.taps_data(*late)
    assert moves(town, report) == ["submit", "verify", "post"]


def test_a_decision_on_what_was_not_seen_is_not_begun(town: Town) -> None:
    report = verified(town)
    town.officer.types(report.code)
    town.second_officer.types(report.code)
    town.second_officer.taps("Trả lại")
    town.second_officer.taps("Sai thông tin hộ")
    assert "Anh Cán Bộ đã chọn “Trả lại để bổ sung”" in town.officer.taps("🏅 Công nhận")


def test_photos_of_a_report_verified_meanwhile_are_still_its_own(town: Town) -> None:
    report = file_report(town, POOR)
    town.officer.types("/xacminh")
    photos = town.officer.data("Ảnh (2)")
    town.officer.taps("✅ Xác minh")
    assert report.code in town.officer.taps_data(*photos)
    assert town.officer.messages[-1].photos == ["photo-a", "photo-b"]


# --- buttons of other times and places ---


@pytest.mark.parametrize(
    "data",
    [
        "xm|1|recognise|{id}|",
        "xm|1|submit|{id}|0",
        "xm|1|post|{id}|",
        "xm|1|end_posting|{id}|",
        "xm|1|clear|{id}|",
        "xm|1|object|{id}|",
    ],
)
def test_a_move_the_state_does_not_admit_is_refused(small_town: Town, data: str) -> None:
    report = file_report(small_town, POOR)
    small_town.officer.types("/xacminh")
    forge(small_town.officer, data.format(id=report.id))
    assert moves(small_town, report) == ["submit"]


@pytest.mark.parametrize(
    "data",
    [
        "xm||go|x",
        "xm||go|-1",
        "xm||go",
        "xm||go|" + "9" * 30,
        "xm||list|²",
        "xm|x|verify|1|0",
        "xm|1|verify||",
        "xm||verify|1|0",
        "xm|1|fly|1|0",
    ],
)
def test_a_button_nobody_made_is_answered_kindly(small_town: Town, data: str) -> None:
    small_town.officer.types("/xacminh")
    seen = forge(small_town.officer, data)
    assert "màn hình cũ" in seen


def test_a_verdict_leaves_after_the_answers_to_taps(town: Town) -> None:
    verified(town)
    with unit_of_work(town.engine) as db:
        rows = db.exec(select(OutboxRow).order_by(col(OutboxRow.id).desc()).limit(2)).all()
    assert [(row.chat_id, row.priority) for row in rows] == [(11, Priority.NEWS), (21, Priority.REPLY)]
