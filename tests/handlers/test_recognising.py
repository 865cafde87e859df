"""A decision: which reports, its number and date; what it does to the register; and who is told."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING

import pytest
from sqlmodel import col, select

from store import reports
from store.database import unit_of_work
from store.register import reclassify
from store.rules.changes import Change, LeaveReason
from store.rules.households import HouseholdClass
from store.rules.levels import Level
from store.rules.moves import Move
from store.rules.roles import Role
from store.rules.states import State
from store.tables import Appointment, ClassSpell, Decision, Household, Person, Report, Unit
from tests.filed import file_report, file_unlisted, forge, moves, stored, viewer
from tests.town import add_unit, appoint

if TYPE_CHECKING:
    from typing import Any

    from tests.town import Town

POOR, NEAR, OTHER_VILLAGE = "Hồ Văn Thử", "Hồ Thị Mẫu", "Võ Văn Thí Điểm"


def verify(town: Town, *filed: Report) -> None:
    with unit_of_work(town.engine) as db:
        for report in filed:
            found = db.get_one(Report, report.id)
            reports.move(db, viewer(db, town, 21), found, Move.VERIFY, town.now)


def verified(town: Town, name: str = POOR, **answers: Any) -> Report:
    report = file_report(town, name, **answers)
    verify(town, report)
    return report


def decide(town: Town, number: str = "12/QĐ-UBND", day: str = "Hôm nay") -> str:
    """Recognise everything there is."""
    town.officer.types("/congnhan")
    town.officer.taps("Chọn tất cả")
    town.officer.taps("Xong")
    town.officer.types(number)
    town.officer.taps(day) if day in {"Hôm nay", "Hôm qua"} else town.officer.types(day)
    return town.officer.taps("🏅 Công nhận")


def household(town: Town, name: str) -> Household:
    with unit_of_work(town.engine) as db:
        return db.exec(select(Household).where(Household.head_name == name)).one()


def classes(town: Town, household_id: int) -> list[tuple[HouseholdClass | None, date]]:
    with unit_of_work(town.engine) as db:
        spells = db.exec(
            select(ClassSpell).where(ClassSpell.household_id == household_id).order_by(col(ClassSpell.id))
        )
        return [(spell.status, spell.since) for spell in spells]


# --- the whole path ---


def test_a_decision_recognises_and_changes_the_register_from_its_date(town: Town) -> None:
    report = verified(town)
    town.passes(days=3)
    said = decide(town, day="22/11")
    assert "Đã công nhận <b>1</b> hộ theo Quyết định số 12/QĐ-UBND ngày 22/11/2026" in said
    assert stored(town, report).state is State.RECOGNISED
    assert moves(town, report) == ["submit", "verify", "recognise"]
    found = household(town, POOR)
    assert (found.status, found.since) == (HouseholdClass.NON_POOR, date(2026, 11, 22))
    assert classes(town, found.id) == [
        (HouseholdClass.POOR, date(2026, 1, 1)),
        (HouseholdClass.NON_POOR, date(2026, 11, 22)),
    ]
    with unit_of_work(town.engine) as db:
        decision = db.exec(select(Decision)).one()
    assert (decision.number, decision.signed_on) == ("12/QĐ-UBND", date(2026, 11, 22))
    assert stored(town, report).decision_id == decision.id


def test_each_village_head_gets_one_message_that_names_the_households(town: Town) -> None:
    with unit_of_work(town.engine) as db:
        appoint(db, 14, "Bác Hai", Role.VILLAGE_HEAD, town.units["Thôn Mẫu Hai"])
    second_head = town.phone(14, "Bác Hai")
    verified(town)
    verified(town, NEAR, change=Change.EXIT_NEAR)
    verified(town, OTHER_VILLAGE, by=14)
    before = len(town.head.messages)
    decide(town)
    assert len(town.head.messages) == before + 1
    assert POOR in town.head.sees()
    assert NEAR in town.head.sees()
    assert OTHER_VILLAGE not in town.head.sees()
    assert OTHER_VILLAGE in second_head.sees()
    assert "nay là <b>hộ không nghèo</b>" in second_head.sees()


def test_a_list_too_long_for_one_message_is_told_in_several(small_town: Town) -> None:
    for number in range(60):
        report = file_unlisted(
            small_town,
            f"Nguyễn Thị Rất Dài Tên {'abcdefghij'[number % 10]}",
            HouseholdClass.POOR,
            birth_year=1920 + number,
        )
        verify(small_town, report)
    before = len(small_town.head.messages)
    decide(small_town)
    told = small_town.head.messages[before:]
    assert len(told) > 1
    assert sum(message.text.count("nay là") for message in told) == 60
    assert all(len(message.text) < 4096 for message in told)


# --- choosing ---


def test_nothing_to_recognise_is_said(town: Town) -> None:
    file_report(town, POOR)
    assert "Chưa có báo cáo nào chờ quyết định" in town.officer.types("/congnhan")


def test_only_what_is_ticked_is_recognised(town: Town) -> None:
    first = verified(town)
    second = verified(town, NEAR, change=Change.EXIT_NEAR)
    town.officer.taps("🏅 Công nhận")
    assert "Đã chọn <b>1/2</b>" in town.officer.taps(POOR)
    assert "Đã chọn <b>2/2</b>" in town.officer.taps(NEAR)
    assert "Đã chọn <b>1/2</b>" in town.officer.taps(POOR)
    town.officer.taps("Xong (1)")
    town.officer.types("7/QĐ-UBND")
    town.officer.taps("Hôm nay")
    assert NEAR in town.officer.sees()
    assert POOR not in town.officer.sees()
    town.officer.taps("🏅 Công nhận")
    assert stored(town, first).state is State.VERIFIED
    assert stored(town, second).state is State.RECOGNISED


def test_households_are_chosen_by_typing_too(town: Town) -> None:
    verified(town)
    second = verified(town, NEAR, change=Change.EXIT_NEAR)
    town.officer.types("/congnhan")
    assert "Đã chọn <b>1/2</b>" in town.officer.types("ho van thu")
    assert "Đã chọn <b>2/2</b>" in town.officer.types(second.code)
    assert "Chưa rõ" in town.officer.types("khong co ai")
    assert "Đã chọn <b>1/2</b>" in town.officer.types("Hồ Văn Thử")
    assert "Đã chọn <b>2/2</b>" in town.officer.types("tất cả")
    assert "Số quyết định" in town.officer.types("xong")


def test_choosing_nobody_gets_no_further(town: Town) -> None:
    verified(town)
    town.officer.types("/congnhan")
    assert "ít nhất một hộ" in town.officer.taps("Xong (0)")
    town.officer.taps("Chọn tất cả")
    town.officer.taps("Bỏ chọn hết")
    assert "ít nhất một hộ" in town.officer.taps("Xong (0)")


def test_a_long_list_is_paged_and_keeps_its_ticks(small_town: Town) -> None:
    for year in range(1950, 1962):
        verify(small_town, file_unlisted(small_town, "Lê Văn Dài", HouseholdClass.POOR, birth_year=year))
    small_town.officer.types("/congnhan")
    assert sum("Lê Văn Dài" in label for label in small_town.officer.buttons()) == 8
    small_town.officer.taps("Lê Văn Dài")
    small_town.officer.taps("Tiếp ›")
    assert sum("Lê Văn Dài" in label for label in small_town.officer.buttons()) == 4
    assert "Đã chọn <b>1/12</b>" in small_town.officer.sees()
    assert "Đã chọn <b>12/12</b>" in small_town.officer.taps("Chọn tất cả (12)")


def test_a_report_looked_up_can_be_recognised_alone(town: Town) -> None:
    report = verified(town)
    other = verified(town, NEAR, change=Change.EXIT_NEAR)
    town.officer.types(report.code)
    town.officer.taps("🏅 Công nhận")
    town.officer.types("5")
    town.officer.taps("Hôm nay")
    town.officer.taps("🏅 Công nhận")
    assert stored(town, report).state is State.RECOGNISED
    assert stored(town, other).state is State.VERIFIED


def test_a_decision_left_half_done_goes_on_where_it_was(town: Town) -> None:
    verified(town)
    town.officer.types("/congnhan")
    town.officer.taps("Chọn tất cả")
    town.officer.taps("Xong")
    town.officer.types("/tracuu mau mot")
    assert "Số quyết định" in town.officer.types("/congnhan")


def test_with_posting_only_what_awaits_the_decision_can_be_chosen(town: Town) -> None:
    town.config = replace(town.config, tracks_posting=True)
    report = verified(town)
    assert "Chưa có báo cáo nào" in town.officer.types("/congnhan")
    with unit_of_work(town.engine) as db:
        found = db.get_one(Report, report.id)
        for step in (Move.POST, Move.END_POSTING):
            reports.move(db, viewer(db, town, 21), found, step, town.now, tracks_posting=True)
    decide(town)
    assert stored(town, report).state is State.RECOGNISED


def test_an_officer_of_two_communes_is_asked_which_one_decides(town: Town) -> None:
    with unit_of_work(town.engine) as db:
        officer = db.exec(select(Person).where(Person.chat_id == 21)).one()
        far = town.units["Xã Khác"]
        db.add(Appointment(person_id=officer.id, unit_id=far.id, role=Role.COMMUNE_OFFICER, since=town.now))
    here = verified(town)
    far_report = verified(town, "Phan Thị Ngoài", by=12)
    town.officer.types("/congnhan")
    town.officer.taps("Xã Khác")
    assert not any(POOR in label for label in town.officer.buttons())
    town.officer.taps("Chọn tất cả")
    town.officer.taps("Xong")
    town.officer.types("3/QĐ-UBND")
    town.officer.taps("Hôm nay")
    town.officer.taps("🏅 Công nhận")
    assert stored(town, far_report).state is State.RECOGNISED
    assert stored(town, here).state is State.VERIFIED


# --- number and date ---


@pytest.mark.parametrize("number", ["quyết định", "QĐ-UBND", "CT-000-0000", "1" * 60])
def test_what_is_no_number_of_a_decision_is_asked_again(small_town: Town, number: str) -> None:
    verified(small_town)
    small_town.officer.types("/congnhan")
    small_town.officer.taps("Chọn tất cả")
    small_town.officer.taps("Xong")
    assert "ghi số quyết định" in small_town.officer.types(number)


@pytest.mark.parametrize(
    ("day", "words"), [("25/11/2026", "chưa đến"), ("19/11/2026", "trước ngày gửi báo cáo 20/11/2026")]
)
def test_a_decision_is_neither_of_the_future_nor_older_than_a_report(
    small_town: Town, day: str, words: str
) -> None:
    verified(small_town)
    small_town.officer.types("/congnhan")
    small_town.officer.taps("Chọn tất cả")
    small_town.officer.taps("Xong")
    small_town.officer.types("12/QĐ-UBND")
    assert words in small_town.officer.types(day)


def test_a_second_round_under_the_same_decision_is_the_same_decision(town: Town) -> None:
    verified(town)
    decide(town)
    verified(town, NEAR, change=Change.EXIT_NEAR)
    decide(town)
    with unit_of_work(town.engine) as db:
        assert len(db.exec(select(Decision)).all()) == 1


def test_one_number_with_two_dates_in_a_year_is_refused(town: Town) -> None:
    verified(town)
    decide(town)
    town.passes(days=2)
    second = verified(town, NEAR, change=Change.EXIT_NEAR)
    assert "đã được nhập với ngày 20/11/2026" in decide(town)
    assert stored(town, second).state is State.VERIFIED


def test_the_next_year_may_use_the_number_again(town: Town) -> None:
    verified(town)
    decide(town)
    town.passes(days=60)
    verified(town, NEAR, change=Change.EXIT_NEAR)
    decide(town)
    with unit_of_work(town.engine) as db:
        assert {decision.signed_on.year for decision in db.exec(select(Decision))} == {2026, 2027}


@pytest.mark.parametrize("forged", ["t|reports|x", "a|reports|x", "t|reports|p-1", "t|reports|99999"])
def test_a_forged_choice_of_reports_recognises_nothing(small_town: Town, forged: str) -> None:
    report = verified(small_town)
    small_town.officer.types("/congnhan")
    session = small_town.officer.data("Chọn tất cả")[1].split("|")[1]
    forge(small_town.officer, f"decision|{session}|{forged}")
    small_town.officer.taps("Xong")
    small_town.officer.types("12/QĐ-UBND")
    forge(small_town.officer, f"decision|{session}|t|date|x")
    small_town.officer.types("hôm nay")
    small_town.officer.types("gửi")
    assert stored(small_town, report).state is State.VERIFIED


# --- the review page ---


def test_the_review_says_what_becomes_of_each_household_and_lets_each_answer_be_changed(town: Town) -> None:
    verified(town, POOR, change=Change.EXIT_POOR_TO_NEAR)
    town.officer.types("/congnhan")
    town.officer.taps("Chọn tất cả")
    town.officer.taps("Xong")
    town.officer.types("12/QĐ-UBND")
    assert "hộ nghèo → hộ cận nghèo" in town.officer.taps("Hôm nay")
    town.officer.taps("Số quyết định")
    assert "Quyết định số 13/QĐ-UBND ngày 20/11/2026" in town.officer.types("13/QĐ-UBND")


def test_a_report_taken_back_during_the_review_is_not_recognised_unseen(town: Town) -> None:
    first = verified(town)
    second = verified(town, NEAR, change=Change.EXIT_NEAR)
    town.officer.types("/congnhan")
    town.officer.taps("Chọn tất cả")
    town.officer.taps("Xong")
    town.officer.types("12/QĐ-UBND")
    town.officer.taps("Hôm nay")
    with unit_of_work(town.engine) as db:
        found = db.get_one(Report, first.id)
        reports.move(db, viewer(db, town, 22), found, Move.RETURN, town.now, reason="Thiếu biên bản họp")
    seen = town.officer.taps("🏅 Công nhận")
    assert "Danh sách vừa thay đổi" in seen
    assert "Công nhận 1 hộ" in seen
    assert stored(town, second).state is State.VERIFIED
    town.officer.taps("🏅 Công nhận")
    assert stored(town, first).state is State.RETURNED
    assert stored(town, second).state is State.RECOGNISED


def test_a_second_tap_on_recognise_does_nothing(town: Town) -> None:
    report = verified(town)
    town.officer.types("/congnhan")
    town.officer.taps("Chọn tất cả")
    town.officer.taps("Xong")
    town.officer.types("12/QĐ-UBND")
    town.officer.taps("Hôm nay")
    button = town.officer.data("🏅 Công nhận")
    town.officer.taps_data(*button)
    town.officer.taps_data(*button)
    assert moves(town, report) == ["submit", "verify", "recognise"]


# --- what follows in the register ---


def test_a_household_the_register_did_not_know_enters_it_with_a_fresh_code(town: Town) -> None:
    report = file_unlisted(town, "Trần Thị Mới", HouseholdClass.NON_POOR, change=Change.NEW_POOR, members=6)
    verify(town, report)
    decide(town)
    entered = household(town, "Trần Thị Mới")
    assert entered.code == "91001-01-006"
    assert (entered.status, entered.members) == (HouseholdClass.POOR, 6)
    assert (entered.birth_year, entered.since) == (1979, date(2026, 11, 20))
    assert stored(town, report).household_id == entered.id


def test_a_fresh_code_goes_on_from_those_of_an_earlier_village_with_the_same_code(small_town: Town) -> None:
    with unit_of_work(small_town.engine) as db:
        former = db.get_one(Unit, small_town.units["Thôn Mẫu Hai"].id)
        former.valid_from, former.valid_to = date(2020, 1, 1), date(2025, 6, 30)
        commune = db.get_one(Unit, former.parent_id)
        small_town.units["Thôn Mới"] = add_unit(db, "Thôn Mới", Level.VILLAGE, commune, code=former.code)
    report = file_unlisted(small_town, "Trần Thị Mới", HouseholdClass.POOR, village="Thôn Mới")
    verify(small_town, report)
    decide(small_town)
    assert household(small_town, "Trần Thị Mới").code == "91001-02-002"


def test_a_household_that_moves_in_keeps_the_class_it_comes_with(town: Town) -> None:
    report = file_unlisted(town, "Trần Thị Mới", HouseholdClass.NEAR_POOR, change=Change.OTHER_INCREASE)
    verify(town, report)
    decide(town)
    assert household(town, "Trần Thị Mới").status is HouseholdClass.NEAR_POOR


@pytest.mark.parametrize("cause", list(LeaveReason))
def test_other_decrease_takes_a_household_off_the_list(small_town: Town, cause: LeaveReason) -> None:
    verified(small_town, change=Change.OTHER_DECREASE, cause=cause.value, income=None, signed=None)
    decide(small_town)
    found = household(small_town, POOR)
    assert found.status is None
    assert classes(small_town, found.id)[-1] == (None, date(2026, 11, 20))
    assert "ra khỏi danh sách" in small_town.head.sees()
    assert "không còn trong danh sách" in small_town.officer.types("/tracuu ho van thu")


def test_a_report_the_register_has_overtaken_is_refused_by_its_code(town: Town) -> None:
    report = verified(town)
    fine = verified(town, NEAR, change=Change.EXIT_NEAR)
    with unit_of_work(town.engine) as db:
        found = db.exec(select(Household).where(Household.head_name == POOR)).one()
        reclassify(db, found, HouseholdClass.NON_POOR, date(2026, 11, 19))
    said = decide(town)
    assert report.code in said
    assert "hộ này nay là hộ không nghèo" in said
    assert stored(town, report).state is State.VERIFIED
    assert stored(town, fine).state is State.VERIFIED


@pytest.mark.parametrize(("day", "state"), [("28/12/2026", State.VERIFIED), ("Hôm nay", State.RECOGNISED)])
def test_a_decision_dated_before_a_newer_list_is_refused_where_the_list_says_otherwise(
    small_town: Town, day: str, state: State
) -> None:
    """Else a household would leave the list of near-poor ones on a day on which it was still poor."""
    small_town.now = datetime(2026, 12, 20, 3, tzinfo=UTC)
    died = {"change": Change.OTHER_DECREASE, "cause": LeaveReason.DIED.value}
    report = verified(small_town, income=None, signed=None, **died)
    with unit_of_work(small_town.engine) as db:
        found = db.exec(select(Household).where(Household.head_name == POOR)).one()
        reclassify(db, found, HouseholdClass.NEAR_POOR, date(2027, 1, 1))
    small_town.now = datetime(2027, 1, 5, 3, tzinfo=UTC)
    said = decide(small_town, day=day)
    assert ("hộ này nay là hộ cận nghèo" in said) is (state is State.VERIFIED)
    assert stored(small_town, report).state is state


def test_a_household_already_off_the_list_cannot_be_recognised(town: Town) -> None:
    report = verified(town)
    with unit_of_work(town.engine) as db:
        found = db.exec(select(Household).where(Household.head_name == POOR)).one()
        reclassify(db, found, None, date(2026, 11, 19))
    assert "không có trong danh sách" in decide(town)
    assert stored(town, report).state is State.VERIFIED
