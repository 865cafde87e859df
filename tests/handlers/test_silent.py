"""/chuanop: the five figures, who is silent or late, down and up in one message; nudging and putting off."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import TYPE_CHECKING

import pytest
from sqlmodel import col, select

from handlers import late
from handlers.late import Nothing
from store.database import unit_of_work
from store.rules.levels import Level
from store.rules.roles import Role
from store.rules.rounds import RoundFigures
from store.tables import Chat, OutboxRow, OutboxState, Person, RoundExtension
from tests.asked import answer, figures, open_due, open_round
from tests.filed import forge
from tests.handlers.reporting import TYPED, does
from tests.reminded import extend
from tests.town import add_unit, appoint

if TYPE_CHECKING:
    from tests.chat import Phone
    from tests.town import Town

WORKDAY = datetime(2026, 11, 23, 3, tzinfo=UTC)  # Monday, 10:00 in Vietnam


@pytest.fixture
def monday(small_town: Town) -> Town:
    """The town on a Monday morning, with a second village head."""
    small_town.now = WORKDAY
    with unit_of_work(small_town.engine) as db:
        appoint(db, 13, "Bác Hai", Role.VILLAGE_HEAD, small_town.units["Thôn Mẫu Hai"])
    return small_town


def heads(town: Town) -> list[Phone]:
    return [town.phone(chat_id, "") for chat_id in (11, 12, 13)]


# --- figures and names ---


def test_an_officer_sees_the_five_figures_and_who_is_silent(town: Town) -> None:
    asked = open_round(town)
    answer(town, asked)
    seen = town.officer.types("/chuanop")
    assert "📥 <b>Rà soát hộ sau bão</b>\nXã Mẫu · Hạn nộp: <b>25/11/2026</b>, còn 5 ngày" in seen
    assert "Phải nộp: <b>2</b> thôn\nĐã nộp: <b>1</b> (50,00%)\nĐúng hạn: <b>1</b> (50,00%)" in seen
    assert "Nộp trễ hạn: 0\nChưa nộp: <b>1</b>" in seen
    assert "1. Thôn Mẫu Hai – chưa có trưởng thôn" in seen
    assert "Thôn Mẫu Một" not in seen
    assert "Thôn Xa" not in seen


def test_the_silent_are_named_with_their_heads_and_to_officers_with_the_phone(small_town: Town) -> None:
    open_round(small_town)
    with unit_of_work(small_town.engine) as db:
        db.exec(select(Person).where(Person.chat_id == 11)).one().phone = "+84912345678"
    assert "2. Thôn Mẫu Một – Bác Trưởng, 0912 345 678" in small_town.officer.types("/chuanop")
    small_town.viewer.types("/chuanop")
    seen = small_town.viewer.taps("Xã Mẫu")
    assert seen.endswith("1. Thôn Mẫu Hai – chưa có trưởng thôn\n2. Thôn Mẫu Một – Bác Trưởng")
    assert "0912" not in seen


def test_a_province_goes_down_and_up_in_the_same_message(town: Town) -> None:
    asked = open_round(town)
    answer(town, asked, "Thôn Xa", by=12)
    town.viewer.types("/chuanop")
    assert "Phải nộp: <b>3</b> thôn\nĐã nộp: <b>1</b> (33,33%)" in town.viewer.sees()
    assert town.viewer.buttons()[:2] == ["▫️ Xã Mẫu · 0/2", "✅ Xã Khác · 1/1"]
    messages = len(town.viewer.messages)
    assert "2. Thôn Mẫu Một – Bác Trưởng" in town.viewer.taps("Xã Mẫu")
    town.viewer.taps("▴ Tỉnh Mẫu")
    assert "Tất cả đã nộp" in town.viewer.taps("Xã Khác")
    assert len(town.viewer.messages) == messages
    assert town.viewer.messages[-1].edits == 3


def test_who_reported_late_has_a_list_of_its_own(small_town: Town) -> None:
    asked = open_round(small_town)
    small_town.passes(days=7)
    answer(small_town, asked)
    seen = small_town.officer.types("/chuanop")
    assert "Đã nộp: <b>1</b> (50,00%)\nĐúng hạn: <b>0</b> (0,00%)\nNộp trễ hạn: 1" in seen
    assert "1. Thôn Mẫu Một – 27/11/2026, trễ 2 ngày" in small_town.officer.taps("Nộp trễ (1)")
    assert "Thôn Mẫu Hai" in small_town.officer.taps("‹ Chưa nộp")


def test_a_long_list_of_names_is_paged(small_town: Town) -> None:
    with unit_of_work(small_town.engine) as db:
        for number in range(30):
            add_unit(
                db, f"Bản {number}", Level.VILLAGE, small_town.units["Xã Mẫu"], code=f"91001-{number + 10}"
            )
    open_round(small_town)
    seen = small_town.officer.types("/chuanop")
    assert "3. Bản 2 –" in seen
    assert "15. Bản 14" in seen
    assert "16." not in seen
    assert "16. Bản 15" in small_town.officer.taps("Tiếp")
    assert "32. Thôn Mẫu Một" in small_town.officer.taps("Tiếp")
    assert "3/3" in small_town.officer.buttons()


def test_a_place_can_be_typed_with_the_question(small_town: Town) -> None:
    open_round(small_town)
    assert "Xã Khác · Hạn nộp" in small_town.viewer.types("/chuanop xa khac")
    assert "1. Thôn Xa" in small_town.viewer.sees()
    assert "Không có “Xã Khác”" in small_town.officer.types("/chuanop Xã Khác")


@pytest.mark.parametrize(
    "typed",
    ["thôn nào chưa nộp", "thon nao chua nop", "xã nào chưa báo cáo ạ", "ai nộp trễ", "chua nop xa mau"],
)
def test_the_question_can_be_typed_in_words(small_town: Town, typed: str) -> None:
    open_round(small_town)
    assert "Xã Mẫu · Hạn nộp" in small_town.officer.types(typed)


def test_a_village_head_has_no_list_of_others(small_town: Town) -> None:
    asked = open_round(small_town)
    province = small_town.units["Tỉnh Mẫu"].id
    assert "không thuộc phần việc" in small_town.head.types("/chuanop")
    assert "không thuộc phần việc" in forge(small_town.head, f"chuanop||see|{asked.id}|{province}|0")


@pytest.mark.parametrize("action", ["see", "late", "nudge", "extend"])
@pytest.mark.parametrize("unit", ["Xã Khác", "Tỉnh Mẫu", "Thôn Xa"])
def test_what_lies_elsewhere_is_not_there(small_town: Town, action: str, unit: str) -> None:
    asked = open_round(small_town)
    data = f"chuanop||{action}|{asked.id}|{small_town.units[unit].id}|0"
    assert "Không tìm thấy đợt báo cáo" in forge(small_town.officer, data)
    elsewhere = open_round(small_town, "Xã Khác", by=23)
    data = f"chuanop||{action}|{elsewhere.id}|{small_town.units['Xã Mẫu'].id}|0"
    assert "Không tìm thấy đợt báo cáo" in forge(small_town.officer, data)


@pytest.mark.parametrize("data", ["chuanop||fly|1|1", "chuanop||see|x|1", "chuanop||see|1", "chuanop||open|"])
def test_a_button_nobody_made_is_answered_kindly(small_town: Town, data: str) -> None:
    open_round(small_town)
    assert "màn hình cũ" in forge(small_town.officer, data)


# --- which round ---


def test_without_an_open_round_the_closed_ones_are_in_reach(small_town: Town) -> None:
    assert "không có đợt báo cáo nào đang mở" in small_town.officer.types("/chuanop")
    asked = open_round(small_town)
    answer(small_town, asked)
    small_town.passes(days=60)
    small_town.officer.types("/chuanop")
    seen = small_town.officer.taps("🗄 Rà soát hộ sau bão")
    assert "Đợt đã khép lại" in seen
    assert "Đã nộp: <b>1</b>" in seen
    assert not any(word in label for label in small_town.officer.buttons() for word in ("Nhắc", "Gia hạn"))


def test_of_several_rounds_one_is_chosen(small_town: Town) -> None:
    open_round(small_town, title="Đợt sau", due=date(2026, 12, 1))
    open_round(small_town, title="Đợt trước")
    small_town.officer.types("/chuanop")
    assert small_town.officer.buttons() == ["📥 Đợt trước · 25/11", "📥 Đợt sau · 01/12"]
    assert "<b>Đợt sau</b>" in small_town.officer.taps("Đợt sau")
    assert "Các đợt báo cáo đang mở" in small_town.officer.taps("Các đợt")


def test_a_round_put_off_for_the_whole_commune_is_told_with_the_new_day_everywhere(small_town: Town) -> None:
    asked = open_round(small_town, title="Đợt trước")
    open_round(small_town, title="Đợt sau", due=date(2026, 12, 1))
    extend(small_town, asked, "Xã Mẫu", date(2026, 12, 3))
    small_town.officer.types("/chuanop")
    assert "📥 Đợt trước · 03/12" in small_town.officer.buttons()
    assert "<b>Đợt trước</b>\nXã Mẫu · Hạn nộp: <b>03/12/2026</b>" in small_town.officer.types("/hannop")


def test_many_rounds_turn_pages_the_own_ones_before_those_of_places_below(small_town: Town) -> None:
    for number in range(9):
        open_round(small_town, "Xã Khác", by=23, title=f"Đợt của xã {number}")
    open_round(small_town, title="Đợt của tỉnh", due=date(2026, 12, 20))
    small_town.viewer.types("/chuanop")
    assert small_town.viewer.buttons()[0].startswith("📥 Đợt của tỉnh · 20/12")
    small_town.viewer.taps("Tiếp ›")
    assert small_town.viewer.buttons()[:2] == [
        "📥 Đợt của xã 7 · 25/11",
        "📥 Đợt của xã 8 · 25/11",
    ]


def test_a_round_of_one_commune_opens_there_for_the_province(small_town: Town) -> None:
    open_round(small_town, "Xã Khác", by=23)
    seen = small_town.viewer.types("/chuanop")
    assert "Xã Khác · Hạn nộp" in seen
    assert not any("▴" in label for label in small_town.viewer.buttons())


def test_a_round_that_asks_communes_is_followed_by_the_province(small_town: Town) -> None:
    open_due(small_town, date(2026, 2, 1))
    small_town.now = datetime(2026, 2, 2, 3, tzinfo=UTC)
    seen = small_town.viewer.types("/chuanop")
    assert "Phải nộp: <b>2</b> xã" in seen
    assert "1. Xã Khác – Cán Bộ Xa\n2. Xã Mẫu – Chị Cán Bộ; Anh Cán Bộ" in seen
    assert "không có đợt báo cáo nào đang mở" in small_town.officer.types("/chuanop")


# --- nudging ---


def test_a_nudge_reaches_each_silent_head_once_a_day(monday: Town) -> None:
    asked = open_round(monday)
    answer(monday, asked)
    monday.officer.types("/chuanop")
    said = monday.officer.taps("Nhắc (1)")
    assert "Đã nhắc <b>1</b> người về đợt “Rà soát hộ sau bão”" in said
    nudged = monday.phone(13, "").sees()
    assert "Chị Cán Bộ nhờ anh/chị xem giúp: Thôn Mẫu Hai chưa có trả lời" in nudged
    assert monday.head.messages == []
    assert monday.far_head.messages == []
    monday.second_officer.types("/chuanop")
    again = monday.second_officer.taps("Nhắc (1)")
    assert "Đã nhắc <b>0</b> người" in again
    assert "1 người đã được nhắc hôm nay" in again
    assert len(monday.phone(13, "").messages) == 1
    monday.passes(days=2)  # the day between is a day off
    monday.officer.taps("Xem đợt báo cáo")
    monday.officer.taps("Nhắc (1)")
    assert len(monday.phone(13, "").messages) == 2


def test_the_nudged_answer_from_the_very_message(monday: Town) -> None:
    asked = open_round(monday)
    monday.officer.types("/chuanop")
    monday.officer.taps("Nhắc")
    monday.head.taps("Không có biến động")
    assert "Cảm ơn" in monday.head.sees()
    assert figures(monday, asked).received == 1


def test_whoever_nudges_hears_of_villages_without_a_head_and_of_shut_chats(small_town: Town) -> None:
    small_town.now = WORKDAY
    open_round(small_town)
    with unit_of_work(small_town.engine) as db:
        db.get_one(Chat, 11).blocked_at = WORKDAY
    small_town.officer.types("/chuanop")
    said = small_town.officer.taps("Nhắc (2)")
    assert "Đã nhắc <b>0</b> người" in said
    assert "1 người đang chặn hệ thống" in said
    assert "Chưa có trưởng thôn: Thôn Mẫu Hai" in said


def test_at_night_a_nudge_waits_and_is_dropped_for_whoever_has_answered_meanwhile(monday: Town) -> None:
    asked = open_round(monday)
    monday.now = datetime(2026, 11, 23, 14, 30, tzinfo=UTC)  # 21:30
    monday.officer.types("/chuanop")
    assert "tin sẽ đến lúc 24/11/2026 06:30" not in monday.officer.sees()
    said = monday.officer.taps("Nhắc (2)")
    assert "giờ nghỉ, tin sẽ đến lúc 25/11/2026 06:30" in said  # 24/11 is a day off
    assert monday.head.messages == monday.phone(13, "").messages == []
    answer(monday, asked)
    monday.now = datetime(2026, 11, 24, 23, 31, tzinfo=UTC)
    monday.delivers()
    assert monday.head.messages == []
    assert "Thôn Mẫu Hai chưa có trả lời" in monday.phone(13, "").sees()
    with unit_of_work(monday.engine) as db:
        states = {
            row.chat_id: row.state
            for row in db.exec(select(OutboxRow).where(col(OutboxRow.chat_id).in_((11, 13))))
        }
    assert states == {11: OutboxState.DROPPED, 13: OutboxState.SENT}


def test_a_viewer_nudges_nobody(monday: Town) -> None:
    asked = open_round(monday)
    monday.viewer.types("/chuanop")
    monday.viewer.taps("Xã Mẫu")
    assert not any("Nhắc" in label for label in monday.viewer.buttons())
    commune = monday.units["Xã Mẫu"].id
    assert "không thuộc phần việc" in forge(monday.viewer, f"chuanop||nudge|{asked.id}|{commune}")
    assert all(phone.messages == [] for phone in heads(monday))


# --- putting off ---


def test_a_deadline_is_put_off_for_the_commune_and_the_silent_heads_are_told(monday: Town) -> None:
    asked = open_round(monday)
    answer(monday, asked)
    monday.officer.types("/chuanop")
    does(monday.officer, "Gia hạn", "Toàn Xã Mẫu", "7 ngày", "🌀 Bão")
    assert "Hạn mới: <b>02/12/2026</b>\nLý do: bão" in monday.officer.sees()
    assert "sẽ báo cho 1 người chưa nộp" in monday.officer.sees()
    assert "Đã gia hạn" in monday.officer.taps("⏳ Gia hạn")
    told = monday.phone(13, "").sees()
    assert "Chị Cán Bộ gia hạn đợt <b>Rà soát hộ sau bão</b> cho Thôn Mẫu Hai, lý do: bão" in told
    assert "Hạn nộp: <b>02/12/2026</b>, còn 9 ngày" in told
    assert monday.head.messages == monday.far_head.messages == []
    assert "Hạn nộp: <b>02/12/2026</b>" in monday.officer.taps("Xem đợt báo cáo")
    assert "Thôn Mẫu Hai – Bác Hai (gia hạn đến 02/12/2026)" in monday.officer.sees()


def test_one_village_is_given_until_a_typed_day_for_a_typed_reason(monday: Town) -> None:
    open_round(monday)
    monday.officer.types("/chuanop")
    acts = ("Gia hạn", TYPED + "mau hai", TYPED + "30/11", TYPED + "Đường vào thôn bị sạt lở")
    does(monday.officer, *acts, "⏳ Gia hạn")
    with unit_of_work(monday.engine) as db:
        given = db.exec(select(RoundExtension)).one()
    assert (given.unit_id, given.due_on) == (monday.units["Thôn Mẫu Hai"].id, date(2026, 11, 30))
    assert "lý do: Đường vào thôn bị sạt lở" in monday.phone(13, "").sees()
    assert monday.head.messages == []


@pytest.mark.parametrize(
    ("typed", "said"), [("24/11", "Hạn hiện tại là 25/11/2026"), ("1/1/2029", "trong vòng một năm")]
)
def test_a_day_that_is_no_later_or_too_far_is_refused(monday: Town, typed: str, said: str) -> None:
    open_round(monday)
    monday.officer.types("/chuanop")
    does(monday.officer, "Gia hạn", "Toàn Xã Mẫu")
    assert said in monday.officer.types(typed)


def test_the_late_who_are_given_more_time_after_a_flood_count_as_in_time(monday: Town) -> None:
    asked = open_round(monday)
    monday.passes(days=4)
    answer(monday, asked)
    assert figures(monday, asked, "Xã Mẫu") == RoundFigures(2, 1, 0)
    monday.officer.types("/chuanop")
    does(monday.officer, "Gia hạn", "Toàn Xã Mẫu", "7 ngày", "Lũ", "⏳ Gia hạn")
    assert figures(monday, asked, "Xã Mẫu") == RoundFigures(2, 1, 1)


def test_whoever_has_answered_when_the_message_leaves_is_not_told_of_more_time(monday: Town) -> None:
    asked = open_round(monday)
    monday.officer.types("/chuanop")
    does(monday.officer, "Gia hạn", "Toàn Xã Mẫu", "7 ngày", "Lũ", "⏳ Gia hạn")
    answer(monday, asked)
    with unit_of_work(monday.engine) as db:
        given = db.exec(select(RoundExtension)).one()
        made = late.make(db, 11, ("round.extended", {"extension": given.id}), monday.now, monday.config)
    assert isinstance(made, Nothing)


def test_a_viewer_puts_nothing_off(small_town: Town) -> None:
    asked = open_round(small_town)
    small_town.viewer.types("/chuanop")
    small_town.viewer.taps("Xã Mẫu")
    assert not any("Gia hạn" in label for label in small_town.viewer.buttons())
    commune = small_town.units["Xã Mẫu"].id
    assert "không thuộc phần việc" in forge(small_town.viewer, f"chuanop||extend|{asked.id}|{commune}")
