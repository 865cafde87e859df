"""/hannop: a village head's deadlines, answered by one tap; doubts said kindly; an official's rounds below."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import TYPE_CHECKING

import pytest

from store import reports
from store.database import unit_of_work
from store.rules.households import HouseholdClass
from store.rules.levels import Level
from store.rules.moves import Move
from store.rules.roles import Role
from store.rules.rounds import RoundFigures
from store.tables import Appointment, Report
from tests.asked import answer, figures, open_due, open_round
from tests.filed import file_report, file_unlisted, forge, viewer
from tests.handlers.reporting import begins, does
from tests.town import LONG_AGO, appoint

if TYPE_CHECKING:
    from tests.town import Town


def test_without_a_round_nothing_is_due(small_town: Town) -> None:
    assert "không có đợt báo cáo nào" in small_town.head.types("/hannop")
    assert small_town.head.buttons() == []


def test_a_head_sees_days_left_and_state_and_answers_by_one_tap(town: Town) -> None:
    asked = open_round(town)
    seen = town.head.types("/hannop")
    assert "<b>Rà soát hộ sau bão</b>\nThôn Mẫu Một · Hạn nộp: <b>25/11/2026</b>, còn 5 ngày" in seen
    assert "⏳ Chưa nộp" in seen
    town.head.taps("Không có biến động")
    assert "✅ Không có biến động, ngày 20/11/2026 – Đúng hạn" in town.head.sees()
    assert figures(town, asked) == RoundFigures(3, 1, 1)
    assert town.head.taps_made == 1


def test_the_message_tapped_becomes_the_receipt(small_town: Town) -> None:
    open_round(small_town)
    small_town.head.types("/hannop")
    before = len(small_town.head.messages)
    small_town.head.taps("Không có biến động")
    assert len(small_town.head.messages) == before
    assert "Cảm ơn" in small_town.head.sees()


@pytest.mark.parametrize(
    ("moment", "said"),
    [
        (datetime(2026, 10, 20, 3, tzinfo=UTC), "Hạn nộp: <b>13/11/2026</b>, còn 24 ngày"),
        (datetime(2026, 11, 13, 3, tzinfo=UTC), "Hạn nộp: <b>hôm nay</b>, 13/11/2026"),
        (datetime(2026, 11, 14, 3, tzinfo=UTC), "<b>13/11/2026</b>; nộp đến hết 14/11/2026 vẫn là đúng hạn"),
        (datetime(2026, 11, 16, 3, tzinfo=UTC), "Hạn nộp: hết ngày <b>14/11/2026</b>, đã quá 2 ngày"),
    ],
)
def test_people_are_told_the_last_working_day(small_town: Town, moment: datetime, said: str) -> None:
    open_due(small_town, date(2026, 10, 20))
    small_town.now = moment
    assert said in small_town.head.types("/hannop")


def test_a_late_answer_is_taken_and_marked(small_town: Town) -> None:
    asked = open_round(small_town)
    small_town.passes(days=8)
    small_town.head.types("/hannop")
    small_town.head.taps("Không có biến động")
    assert "🕗 Không có biến động, ngày 28/11/2026 – Nộp trễ hạn" in small_town.head.sees()
    assert figures(small_town, asked) == RoundFigures(3, 1, 0)


def test_a_second_tap_says_what_stands(small_town: Town) -> None:
    asked = open_round(small_town)
    small_town.head.types("/hannop")
    old = small_town.head.data("Đã báo cáo đủ")
    small_town.head.taps("Không có biến động")
    assert "đã trả lời đợt này: <b>Không có biến động</b>, ngày 20/11/2026" in small_town.head.taps_data(*old)
    assert figures(small_town, asked).received == 1


def test_typing_finds_the_deadlines(small_town: Town) -> None:
    open_round(small_town)
    assert "Rà soát hộ sau bão" in small_town.head.types("han nop")


# --- doubts ---


def test_no_change_after_reports_is_asked_back_kindly(small_town: Town) -> None:
    asked = open_round(small_town)
    small_town.passes(hours=1)
    file_report(small_town, "Hồ Văn Thử")
    small_town.head.types("/hannop")
    said = small_town.head.taps("Không có biến động")
    assert "Thôn Mẫu Một đã gửi 1 báo cáo" in said
    assert figures(small_town, asked).received == 0
    small_town.head.taps("Đã báo cáo đủ")
    assert "✅ Đã báo cáo đủ, ngày 20/11/2026" in small_town.head.sees()


def test_whoever_insists_is_believed(small_town: Town) -> None:
    asked = open_round(small_town)
    small_town.passes(hours=1)
    file_report(small_town, "Hồ Văn Thử")
    small_town.head.types("/hannop")
    small_town.head.taps("Không có biến động")
    small_town.head.taps("Vẫn trả lời")
    assert "✅ Không có biến động" in small_town.head.sees()
    assert figures(small_town, asked).received == 1


def test_all_reported_without_any_report_is_asked_back(small_town: Town) -> None:
    open_round(small_town)
    small_town.head.types("/hannop")
    assert "chưa nhận báo cáo nào của Thôn Mẫu Một" in small_town.head.taps("Đã báo cáo đủ")
    small_town.head.taps("Không có biến động")
    assert "✅ Không có biến động" in small_town.head.sees()


def test_a_report_before_the_time_asked_about_and_a_withdrawn_one_do_not_count(small_town: Town) -> None:
    file_report(small_town, "Hồ Văn Thử")
    small_town.passes(days=3)
    open_round(small_town)
    withdrawn = file_unlisted(small_town, "Trần Thị Rút", HouseholdClass.POOR)
    forge(small_town.head, f"bcct||gone|{withdrawn.id}")
    small_town.head.types("/hannop")
    small_town.head.taps("Không có biến động")
    assert "✅ Không có biến động" in small_town.head.sees()


def test_the_annual_report_is_about_the_whole_year(small_town: Town) -> None:
    small_town.now = datetime(2026, 3, 2, 3, tzinfo=UTC)
    file_report(small_town, "Hồ Văn Thử", event_on=date(2026, 2, 27), meeting_on=date(2026, 2, 28))
    small_town.now = datetime(2026, 10, 20, 3, tzinfo=UTC)
    open_due(small_town, date(2026, 10, 20))
    small_town.head.types("/hannop")
    assert "đã gửi 1 báo cáo" in small_town.head.taps("Không có biến động")


def test_a_half_done_report_is_mentioned_and_one_tap_away(small_town: Town) -> None:
    asked = open_round(small_town)
    begins(small_town.head, until="income")
    small_town.head.types("/hannop")
    said = small_town.head.taps("Không có biến động")
    assert "đang làm dở, chưa gửi" in said
    assert "Bước" in small_town.head.taps("Làm tiếp báo cáo")
    assert figures(small_town, asked).received == 0


def test_a_returned_report_is_mentioned(small_town: Town) -> None:
    open_round(small_town)
    report = file_report(small_town, "Hồ Văn Thử")
    with unit_of_work(small_town.engine) as db:
        officer = viewer(db, small_town, 21)
        reports.move(db, officer, db.get_one(Report, report.id), Move.RETURN, small_town.now, reason="photos")
    small_town.head.types("/hannop")
    assert "1 báo cáo đã trả lại, đang chờ bổ sung" in small_town.head.taps("Đã báo cáo đủ")
    assert "Báo cáo của anh/chị" in small_town.head.taps("📋 Báo cáo của tôi")


def test_a_half_done_report_of_another_village_is_no_doubt(small_town: Town) -> None:
    open_round(small_town, "Thôn Mẫu Hai")
    begins(small_town.head, until="income")
    with unit_of_work(small_town.engine) as db:
        me = viewer(db, small_town, 11).person_id
        two = small_town.units["Thôn Mẫu Hai"].id
        db.add(Appointment(person_id=me, unit_id=two, role=Role.VILLAGE_HEAD, since=LONG_AGO))
    small_town.head.types("/hannop")
    small_town.head.taps("Không có biến động")
    assert "Cảm ơn" in small_town.head.sees()


# --- several, and taking back ---


def test_several_duties_are_numbered_like_their_buttons(small_town: Town) -> None:
    open_round(small_town, due=date(2026, 11, 27), title="Đợt sau")
    first = open_round(small_town, title="Đợt trước")
    seen = small_town.head.types("/hannop")
    assert seen.index("1. <b>Đợt trước</b>") < seen.index("2. <b>Đợt sau</b>")
    small_town.head.taps("1. ➖ Không có biến động")
    assert figures(small_town, first).received == 1
    small_town.head.taps("Hạn nộp của tôi")
    assert small_town.head.buttons()[:2] == ["2. ✅ Đã báo cáo đủ", "2. ➖ Không có biến động"]


def test_an_answer_is_taken_back_until_the_deadline(small_town: Town) -> None:
    asked = open_round(small_town)
    answer(small_town, asked)
    small_town.head.types("/hannop")
    assert "Đã rút lại trả lời của Thôn Mẫu Một" in small_town.head.taps("Rút lại trả lời")
    assert "⏳ Chưa nộp" in small_town.head.sees()
    assert figures(small_town, asked).received == 0
    answer(small_town, asked)
    small_town.head.types("/hannop")
    late = small_town.head.data("Rút lại trả lời")
    small_town.passes(days=8)
    assert "Đã qua hạn nộp" in small_town.head.taps_data(*late)
    small_town.head.types("/hannop")
    assert not any("Rút lại" in label for label in small_town.head.buttons())


def test_a_full_list_turns_its_pages(small_town: Town) -> None:
    for number in range(6):
        open_round(small_town, title=f"Đợt số {number}")
    assert "1/2" in (small_town.head.types("/hannop") and small_town.head.buttons())
    assert "Đợt số 5" in small_town.head.taps("Tiếp")


# --- officials ---


def test_an_officer_sees_own_deadlines_and_the_rounds_of_the_commune(town: Town) -> None:
    open_round(town, asks=Level.COMMUNE, title="Báo cáo của xã")
    villages = open_round(town)
    answer(town, villages)
    seen = town.officer.types("/hannop")
    assert seen.index("Báo cáo của xã") < seen.index("Các đợt báo cáo trong địa bàn")
    assert "Xã Mẫu · Hạn nộp: <b>25/11/2026</b>, còn 5 ngày\nĐã nộp 1/2, chưa nộp 1" in seen
    assert seen.count("Báo cáo của xã") == 1
    assert "Chưa nộp" in town.officer.taps("📥 Rà soát hộ sau bão")


def test_an_officer_answers_for_the_commune_with_what_waits_said_first(small_town: Town) -> None:
    communes = open_round(small_town, asks=Level.COMMUNE)
    file_report(small_town, "Hồ Văn Thử")
    small_town.officer.types("/hannop")
    said = small_town.officer.taps("Đã báo cáo đủ")
    assert "1 báo cáo đang chờ xác minh" in said
    small_town.officer.taps("Vẫn trả lời")
    assert figures(small_town, communes, "Xã Mẫu") == RoundFigures(1, 1, 1)


def test_a_viewer_has_no_deadlines_but_follows_the_area(small_town: Town) -> None:
    open_round(small_town)
    seen = small_town.viewer.types("/hannop")
    assert "Hạn nộp của anh/chị" not in seen
    assert "Tỉnh Mẫu · Hạn nộp" in seen
    assert "Đã nộp 0/3, chưa nộp 3" in seen


# --- what nobody may ---


def test_nobody_answers_for_another_village(small_town: Town) -> None:
    asked = open_round(small_town)
    far = small_town.units["Thôn Xa"].id
    for phone in (small_town.head, small_town.officer, small_town.viewer, small_town.administrator):
        forge(phone, f"hn||nil|{asked.id}|{far}|sure")
    assert figures(small_town, asked).received == 0


def test_a_round_elsewhere_is_not_found(small_town: Town) -> None:
    asked = open_round(small_town, "Xã Khác", by=23)
    own = small_town.units["Thôn Mẫu Một"].id
    assert "Không tìm thấy đợt báo cáo" in forge(small_town.head, f"hn||nil|{asked.id}|{own}")


@pytest.mark.parametrize("data", ["hn||fly|1|1", "hn||nil", "hn||nil|x|1", "hn||list|", "hn||back|1|x"])
def test_a_button_nobody_made_is_answered_kindly(small_town: Town, data: str) -> None:
    open_round(small_town)
    assert "màn hình cũ" in forge(small_town.head, data)


def test_a_head_who_has_been_dismissed_answers_no_more(small_town: Town) -> None:
    asked = open_round(small_town)
    with unit_of_work(small_town.engine) as db:
        appoint(db, 14, "Bác Cũ", Role.VILLAGE_HEAD, small_town.units["Thôn Mẫu Một"], until=small_town.now)
    own = small_town.units["Thôn Mẫu Một"].id
    forge(small_town.phone(14, "Bác Cũ"), f"hn||nil|{asked.id}|{own}|sure")
    assert figures(small_town, asked).received == 0


def test_in_english_too(small_town: Town) -> None:
    open_round(small_town)
    does(small_town.head, "⏰ Hạn nộp")
    small_town.head.types("/ngonngu")
    small_town.head.types("/hannop")
    assert "5 days left" in small_town.head.sees()
    assert small_town.head.buttons()[:2] == ["✅ All reported", "➖ No change"]
