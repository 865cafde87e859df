"""Each question of the report: what it understands, what it refuses and in which words."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import TYPE_CHECKING

import pytest
from sqlmodel import select

from store.database import unit_of_work
from store.rules.changes import Change, LeaveReason
from store.tables import Household
from tests.handlers.reporting import TYPED, answers, begins, does, last_report

if TYPE_CHECKING:
    from tests.town import Town


def at(town: Town, question: str, **instead: str) -> str:
    """Come to a question of a typical report."""
    return begins(town.head, until=question, **instead)


def test_only_the_changes_possible_from_the_class_are_offered_in_plain_words(small_town: Town) -> None:
    seen = at(small_town, "change")
    assert "<b>Thoát nghèo, còn cận nghèo</b>: Hết nghèo nhưng còn cận nghèo" in seen
    assert "<b>Thoát nghèo hẳn</b>: Hết nghèo hẳn, vượt chuẩn cận nghèo" in seen
    assert len([label for label in small_town.head.buttons() if label[0].isdigit()]) == 3
    does(small_town.head, "Quay lại", "Hồ Thị Mẫu")
    assert [label for label in small_town.head.buttons() if label[0].isdigit()] == [
        "1. Thoát cận nghèo",
        "2. Cận nghèo thành nghèo",
        "3. Giảm khác",
    ]


@pytest.mark.parametrize("typed", ["2", "thoat ngheo han", "thoát nghèo hẳn rồi ạ", "thoats ngheof hawnr"])
def test_a_change_can_be_typed_by_number_or_by_its_words(small_town: Town, typed: str) -> None:
    at(small_town, "change")
    small_town.head.types(typed)
    assert answers(small_town, small_town.head)["change"] == Change.EXIT_POOR_FULL


@pytest.mark.parametrize("typed", ["thoát nghèo", "9", "0", "gì cơ", "nghèo"])
def test_words_that_could_mean_several_changes_are_asked_again(small_town: Town, typed: str) -> None:
    at(small_town, "change")
    assert "chưa hiểu" in small_town.head.types(typed)
    assert "change" not in answers(small_town, small_town.head)


@pytest.mark.parametrize("cause", LeaveReason)
def test_another_decrease_says_why_and_asks_nothing_about_income(
    small_town: Town, cause: LeaveReason
) -> None:
    head = small_town.head
    assert "Vì sao hộ ra khỏi danh sách" in at(small_town, "signed", change="Giảm khác")
    does(head, cause.button.vi, "Hôm nay", "4 người")
    if cause is LeaveReason.WRONG:
        does(head, "Chưa họp")
    does(head, "Bỏ qua")
    assert "Thu nhập" not in head.sees()
    head.taps("✅ Gửi")
    report = last_report(small_town)
    assert (report.change, report.cause) == (Change.OTHER_DECREASE, cause)
    assert (report.signed, report.income, report.deprivations, report.supports) == (None, None, [], [])


@pytest.mark.parametrize(
    ("typed", "signed"),
    [("co", True), ("rồi", True), ("đã ký", True), ("da ky roi a", True), ("chua", False), ("chưa ký", False),
     ("không", False)],
)  # fmt: skip
def test_whether_the_request_is_signed_can_be_typed(small_town: Town, typed: str, signed: bool) -> None:
    at(small_town, "signed")
    small_town.head.types(typed)
    assert answers(small_town, small_town.head)["signed"] is signed


def test_the_day_is_that_of_the_request_if_there_is_one_and_else_of_the_change(small_town: Town) -> None:
    assert "Hộ ký giấy đề nghị ngày nào" in at(small_town, "event_on")
    does(small_town.head, "Quay lại", "Chưa")
    assert "có thay đổi này từ ngày nào" in small_town.head.sees()


@pytest.mark.parametrize(
    ("typed", "day"),
    [("hom nay", "20/11/2026"), ("hôm qua", "19/11/2026"), ("15/11", "15/11/2026"), ("15-11-26", "15/11/2026"),
     ("15 tháng 11", "15/11/2026"), ("25/12", "25/12/2025"), ("1.2.2026", "01/02/2026")],
)  # fmt: skip
def test_a_day_is_read_as_day_and_month_and_said_back_with_its_year(
    small_town: Town, typed: str, day: str
) -> None:
    at(small_town, "event_on")
    assert f"Đã ghi ngày {day}." in small_town.head.types(typed)


@pytest.mark.parametrize(
    ("typed", "words"),
    [("21/11/2026", "chưa tới"), ("mai", "chưa tới"), ("11/15", "Không có tháng 15"), ("31/02", "không có trong lịch"),
     ("bữa nọ", "Chưa rõ ngày"), ("1/1/2010", "chưa có chuẩn nghèo")],
)  # fmt: skip
def test_a_day_that_cannot_be_is_refused_and_the_question_stays(
    small_town: Town, typed: str, words: str
) -> None:
    at(small_town, "event_on")
    seen = small_town.head.types(typed)
    assert words in seen
    assert "ngày nào" in seen
    assert "event_on" not in answers(small_town, small_town.head)


def test_a_button_means_the_day_that_stands_on_it_even_when_tapped_a_day_later(small_town: Town) -> None:
    at(small_town, "event_on")
    small_town.passes(days=1)
    small_town.head.taps("Hôm nay (20/11)")
    assert answers(small_town, small_town.head)["event_on"] == "2026-11-20"


def test_the_registers_number_of_persons_is_one_tap_and_another_can_be_typed(small_town: Town) -> None:
    assert "Danh sách ghi 4 người" in at(small_town, "members")
    small_town.head.types("năm người")
    assert answers(small_town, small_town.head)["members"] == 5


def test_yes_means_the_number_of_persons_that_is_shown(small_town: Town) -> None:
    at(small_town, "members")
    small_town.head.types("đúng rồi")
    assert answers(small_town, small_town.head)["members"] == 4


@pytest.mark.parametrize("given", ["25 người", TYPED + "23"])
def test_a_household_the_register_knows_as_larger_keeps_its_number(small_town: Town, given: str) -> None:
    with unit_of_work(small_town.engine) as db:
        db.exec(select(Household).where(Household.head_name == "Hồ Văn Thử")).one().members = 25
    at(small_town, "members")
    does(small_town.head, given)
    assert answers(small_town, small_town.head)["members"] == int(given.removeprefix(TYPED)[:2])


@pytest.mark.parametrize("typed", ["0", "21", "-3", "nhiều", "4,5"])
def test_a_number_of_persons_that_cannot_be_is_refused(small_town: Town, typed: str) -> None:
    at(small_town, "members")
    assert "từ 1 đến 20" in small_town.head.types(typed)


@pytest.mark.parametrize(
    ("typed", "income"),
    [("7.200.000", 7_200_000), ("7tr2", 7_200_000), ("7,2 triệu", 7_200_000), ("7200k", 7_200_000),
     ("7 triệu rưỡi", 7_500_000), ("bảy triệu", 7_000_000)],
)  # fmt: skip
def test_an_income_is_understood_as_people_write_it(small_town: Town, typed: str, income: int) -> None:
    at(small_town, "income")
    small_town.head.types(typed)
    assert answers(small_town, small_town.head)["income"] == income


def test_an_ambiguous_sum_is_asked_back_with_what_it_may_mean(small_town: Town) -> None:
    head = small_town.head
    at(small_town, "income", change="Thoát nghèo, còn cận nghèo")
    seen = head.types("1500")
    assert "“1500” là" in seen
    assert head.buttons()[0] == "1.500.000 đồng"
    head.taps("1.500.000 đồng")
    assert answers(small_town, head)["income"] == 1_500_000


def test_yes_means_the_only_sum_that_is_asked_back(small_town: Town) -> None:
    at(small_town, "income", change="Thoát nghèo, còn cận nghèo")
    does(small_town.head, TYPED + "1500", TYPED + "phai")
    assert answers(small_town, small_town.head)["income"] == 1_500_000


def test_yes_alone_is_no_income(small_town: Town) -> None:
    at(small_town, "income")
    assert "Chưa rõ số tiền" in small_town.head.types("đúng")


def test_what_was_ticked_by_typing_is_said_again(small_town: Town) -> None:
    at(small_town, "deprivations", change="Thoát nghèo, còn cận nghèo", income=TYPED + "5tr")
    assert "Đã ghi: Việc làm, Dinh dưỡng." in small_town.head.types("1 3")


def test_after_an_ambiguous_sum_one_may_type_it_in_full(small_town: Town) -> None:
    at(small_town, "income")
    does(small_town.head, TYPED + "7200", TYPED + "7.200.000")
    assert answers(small_town, small_town.head)["income"] == 7_200_000


@pytest.mark.parametrize("typed", ["nhiều", "-5", "999 tỷ", "😀"])
def test_what_is_no_income_is_refused_with_an_example(small_town: Town, typed: str) -> None:
    at(small_town, "income")
    assert "6.500.000" in small_town.head.types(typed)


def test_income_is_said_per_person_against_the_line_of_that_day_and_place(small_town: Town) -> None:
    seen = begins(small_town.head, until="deprivations")
    assert "Cả hộ 7.200.000 đồng một tháng, mỗi người <b>1.800.000 đồng</b>" in seen
    assert "Chuẩn nghèo nông thôn ngày 20/11/2026: 1.500.000 đồng/người. Như vậy là trên chuẩn." in seen


def test_the_line_is_the_one_in_force_on_the_day_of_the_change(small_town: Town) -> None:
    small_town.now = datetime(2027, 1, 20, 5, tzinfo=UTC)
    seen = begins(small_town.head, until="deprivations", income=TYPED + "10tr")
    assert "Chuẩn nghèo nông thôn ngày 20/01/2027: 2.200.000 đồng/người. Như vậy là trên chuẩn." in seen
    small_town.head.types("quay lại")
    does(small_town.head, "Quay lại", "Quay lại", TYPED + "31/12/2026", "4 người", TYPED + "10tr")
    assert "Chuẩn nghèo nông thôn ngày 31/12/2026: 1.500.000 đồng/người." in small_town.head.sees()


def test_an_income_that_contradicts_the_change_is_said_with_both_figures(small_town: Town) -> None:
    seen = begins(small_town.head, until="deprivations", income=TYPED + "5tr")
    assert "1.250.000 đồng/người/tháng" in seen
    assert "1.500.000 đồng" in seen
    assert "chưa khớp với “thoát nghèo, vượt chuẩn cận nghèo”" in seen


def test_a_contradiction_is_put_right_by_another_income(small_town: Town) -> None:
    head = small_town.head
    begins(head, until="deprivations", income=TYPED + "5tr")
    assert "Đang ghi: 5.000.000 đồng" in head.taps("Sửa thu nhập")
    assert "thiếu hụt những gì" in head.types("7tr2")


def test_a_sum_typed_at_a_contradiction_is_the_corrected_income(small_town: Town) -> None:
    head = small_town.head
    begins(head, until="deprivations", income=TYPED + "5tr")
    assert "thiếu hụt những gì" in head.types("7tr2")
    assert answers(small_town, head)["income"] == 7_200_000


def test_a_contradiction_is_put_right_by_another_change(small_town: Town) -> None:
    head = small_town.head
    begins(head, until="deprivations", income=TYPED + "5tr")
    head.types("sửa thay đổi")
    assert "thiếu hụt những gì" in does(head, "Thoát nghèo, còn cận nghèo")


def test_a_contradiction_may_be_kept_with_a_reason(small_town: Town) -> None:
    head = small_town.head
    begins(head, until="deprivations", income=TYPED + "5tr")
    assert "gõ lý do giữ nguyên" in head.taps("Giữ nguyên")
    assert "Nhờ anh/chị ghi rõ lý do" in head.types("ok")
    does(head, TYPED + "Mùa này chưa thu hoạch", "Không còn", "Không có hỗ trợ", "Chưa họp", "Bỏ qua")
    assert "Mùa này chưa thu hoạch" in head.sees()
    head.taps("✅ Gửi")
    assert last_report(small_town).keep_reason == "Mùa này chưa thu hoạch"


def test_whoever_rather_corrects_than_gives_a_reason_has_the_way_back(small_town: Town) -> None:
    head = small_town.head
    begins(head, until="deprivations", income=TYPED + "5tr")
    head.taps("Giữ nguyên")
    head.taps("Thôi, để sửa lại")
    assert "Sửa thu nhập" in head.buttons()


def test_where_a_reason_is_asked_for_huy_without_its_mark_is_a_way_out(small_town: Town) -> None:
    begins(small_town.head, until="deprivations", income=TYPED + "5tr")
    assert "muốn dừng" in small_town.head.types("huy")


def test_a_reason_to_keep_a_contradiction_is_dropped_with_the_contradiction(small_town: Town) -> None:
    head = small_town.head
    begins(head, until="deprivations", income=TYPED + "5tr")
    does(head, TYPED + "Mùa này chưa thu hoạch", "Không còn", "Không có hỗ trợ", "Chưa họp", "Bỏ qua")
    does(head, "Thu nhập", TYPED + "9tr", "✅ Gửi")
    assert last_report(small_town).keep_reason is None


def test_deprivations_that_contradict_the_change_are_said_once_they_are_known(small_town: Town) -> None:
    head = small_town.head
    begins(head, until="deprivations", change="Thoát nghèo, còn cận nghèo", income=TYPED + "5tr")
    seen = head.types("1 2 3 4")
    assert "thiếu hụt 4 chỉ số" in seen
    assert head.buttons()[0] == "Sửa thiếu hụt"
    head.taps("Sửa thiếu hụt")
    assert "hỗ trợ chính" in head.types("1")


def test_several_indicators_are_ticked_and_unticked_and_then_done(small_town: Town) -> None:
    head = small_town.head
    begins(head, until="deprivations")
    assert "Không còn thiếu hụt" in head.buttons()
    does(head, "Bảo hiểm y tế", "Nhà tiêu", "Bảo hiểm y tế", "Việc làm")
    assert "✅ 1. Việc làm" in head.buttons()
    assert "⬜ 4. Bảo hiểm y tế" in head.buttons()
    assert "hỗ trợ chính" in head.taps("Xong (2)")
    assert answers(small_town, head)["deprivations"] == ["job", "toilet"]


@pytest.mark.parametrize(
    ("typed", "codes"),
    [("khong con", []), ("không", []), ("2, 5", ["dependants", "adult_edu"]), ("9 và 4", ["insurance", "water"]),
     ("bảo hiểm y tế", ["insurance"]), ("nha tieu hop ve sinh", ["toilet"]), ("12", ["device"])],
)  # fmt: skip
def test_what_is_lacking_can_be_typed_by_numbers_or_names(
    small_town: Town, typed: str, codes: list[str]
) -> None:
    begins(small_town.head, until="deprivations")
    small_town.head.types(typed)
    assert answers(small_town, small_town.head)["deprivations"] == codes


@pytest.mark.parametrize("typed", ["13", "nhà", "1, 99", "xe máy", "1," * 13])
def test_what_is_not_on_the_list_is_asked_again(small_town: Town, typed: str) -> None:
    begins(small_town.head, until="deprivations")
    assert "chưa hiểu" in small_town.head.types(typed)


def test_the_indicators_are_those_in_force_on_the_day_of_the_change(small_town: Town) -> None:
    head = small_town.head
    begins(head, until="deprivations")
    assert not any("chất thải" in label.lower() for label in head.buttons())
    does(head, TYPED + "/huy", "Hủy bỏ")
    small_town.now = datetime(2027, 1, 20, 5, tzinfo=UTC)
    begins(head, until="deprivations", income=TYPED + "10tr")
    assert any("chất thải" in label.lower() for label in head.buttons())


def test_another_day_of_the_same_standard_leaves_the_deprivations_and_of_another_one_does_not(
    small_town: Town,
) -> None:
    head = small_town.head
    small_town.now = datetime(2027, 1, 20, 5, tzinfo=UTC)
    begins(head, until="send", income=TYPED + "12tr", meeting_on="Chưa họp")
    does(head, "Ngày", TYPED + "5/1/2027")
    assert "Xem lại trước khi gửi" in head.sees()
    does(head, "Ngày", TYPED + "20/12/2026")
    assert "thiếu hụt những gì" in head.sees()


@pytest.mark.parametrize("typed", ["không có", "ko co", "Không có hỗ trợ"])
def test_no_support_can_be_said_in_one(small_town: Town, typed: str) -> None:
    begins(small_town.head, until="supports")
    assert "họp dân" in small_town.head.types(typed)


@pytest.mark.parametrize("typed", ["chua hop", "chưa", "chưa họp ạ", "khong"])
def test_that_nobody_has_met_yet_can_be_typed(small_town: Town, typed: str) -> None:
    begins(small_town.head, until="meeting_on")
    assert "ảnh giấy tờ" in small_town.head.types(typed)
    assert answers(small_town, small_town.head)["meeting_on"] is None


def test_a_meeting_cannot_lie_in_the_future(small_town: Town) -> None:
    begins(small_town.head, until="meeting_on")
    assert "chưa tới" in small_town.head.types("25/11/2026")
    small_town.head.types("18/11")
    does(small_town.head, "Bỏ qua", "✅ Gửi")
    assert last_report(small_town).meeting_on == date(2026, 11, 18)


def test_a_forged_way_out_of_a_contradiction_is_asked_again(small_town: Town) -> None:
    head = small_town.head
    begins(head, until="deprivations", income=TYPED + "5tr")
    message, data = head.data("Sửa thu nhập")
    assert "chưa hiểu" in head.taps_data(message, data.replace("|income", "|photos"))


def test_ticks_are_done_with_a_typed_word_too(small_town: Town) -> None:
    head = small_town.head
    begins(head, until="deprivations")
    does(head, "Việc làm", TYPED + "xong")
    assert answers(small_town, head)["deprivations"] == ["job"]


def test_numbers_typed_after_some_ticks_join_them(small_town: Town) -> None:
    head = small_town.head
    begins(head, until="deprivations")
    does(head, "Việc làm", TYPED + "4")
    assert answers(small_town, head)["deprivations"] == ["job", "insurance"]
