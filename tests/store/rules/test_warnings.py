from __future__ import annotations

from dataclasses import replace
from datetime import date
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from store.rules.changes import Change, is_exit
from store.rules.households import HouseholdClass
from store.rules.standards import Area, Standard, standard_on
from store.rules.warnings import Facts, ReportWarning, WarningCode, contradiction, warnings_for

NOW = standard_on(date(2026, 11, 20))
BEFORE_2022 = standard_on(date(2019, 11, 20))

SOUND = Facts(
    change=Change.EXIT_POOR_FULL,
    standard=NOW,
    area=Area.MOUNTAIN,
    members=4,
    income_total=6_400_000,
    deprivations=1,
    request_signed=True,
    meeting_date=date(2026, 11, 12),
    event_date=date(2026, 11, 10),
    submitted=date(2026, 11, 22),
    photos=2,
    unlisted=False,
    moved=3,
    listed=10,
)


def codes(facts: Facts) -> list[WarningCode]:
    return [warning.code for warning in warnings_for(facts)]


def the_one(facts: Facts) -> ReportWarning:
    (warning,) = warnings_for(facts)
    return warning


def test_a_sound_report_raises_no_warning() -> None:
    assert codes(SOUND) == []


def test_income_below_the_line_contradicts_a_full_exit_and_both_figures_are_said() -> None:
    warning = the_one(replace(SOUND, income_total=4_800_000))
    assert warning.code is WarningCode.INCOME
    assert "1.200.000 đồng/người/tháng, chuẩn nghèo nông thôn 1.500.000 đồng." in warning.text.vi
    assert "“thoát nghèo, vượt chuẩn cận nghèo”" in warning.text.vi


def test_one_dong_above_the_line_for_the_whole_household_is_above_it() -> None:
    assert codes(replace(SOUND, income_total=6_000_001)) == []
    assert codes(replace(SOUND, income_total=6_000_000)) == [WarningCode.INCOME]


def test_in_town_the_urban_line_holds() -> None:
    warning = the_one(replace(SOUND, area=Area.URBAN))
    assert "chuẩn nghèo thành thị 2.000.000 đồng" in warning.text.vi


def test_an_exit_to_near_poor_with_three_deprivations_left_is_no_exit() -> None:
    near = replace(SOUND, change=Change.EXIT_POOR_TO_NEAR, income_total=4_800_000)
    assert codes(replace(near, deprivations=2)) == []
    warning = the_one(replace(near, deprivations=3))
    assert "Còn thiếu hụt 3 chỉ số (hộ nghèo: từ 3 chỉ số)." in warning.text.vi


def test_until_2021_both_lines_are_named() -> None:
    text = contradiction(Change.EXIT_POOR_FULL, BEFORE_2022, Area.PLAIN, 800_000, None)
    assert text is not None
    assert "chuẩn nghèo nông thôn 700.000 đồng, chuẩn cận nghèo 1.000.000 đồng." in text.vi


@pytest.mark.parametrize(("change", "income"), list(product(Change, [1_200_000, 1_600_000])))
def test_before_the_deprivations_are_known_only_what_none_could_mend_is_said(
    change: Change, income: int
) -> None:
    said = contradiction(change, NOW, Area.PLAIN, income, None)
    above = income > 1_500_000
    claims_out = change.to_class is HouseholdClass.NON_POOR
    assert (said is not None) is (change.to_class is not None and claims_out is not above)


@given(
    st.sampled_from(Change),
    st.sampled_from([NOW, BEFORE_2022]),
    st.sampled_from(Area),
    st.integers(0, 3_000_000),
    st.integers(0, 10),
)
def test_what_contradicts_early_also_contradicts_at_the_review(
    change: Change, standard: Standard, area: Area, income: int, count: int
) -> None:
    early = contradiction(change, standard, area, income, None)
    late = contradiction(change, standard, area, income, count)
    assert early is None or late is not None
    if change.to_class is not None:
        assert (late is None) is (standard.classify(income, count, area) is change.to_class)


@pytest.mark.parametrize("change", [Change.OTHER_DECREASE, Change.OTHER_INCREASE])
def test_going_off_or_onto_the_list_is_not_judged_by_income(change: Change) -> None:
    assert codes(replace(SOUND, change=change, income_total=0)) == []


def test_an_exit_without_the_signed_request_is_pointed_out() -> None:
    warning = the_one(replace(SOUND, request_signed=False))
    assert warning.code is WarningCode.REQUEST
    assert "Mẫu số 04" in warning.text.vi


def test_the_request_of_mau_04_is_asked_of_exits_alone() -> None:
    for change in Change:
        facts = replace(SOUND, change=change, request_signed=False)
        assert (WarningCode.REQUEST in codes(facts)) is is_exit(change)


def test_a_missing_meeting_is_pointed_out() -> None:
    assert codes(replace(SOUND, meeting_date=None)) == [WarningCode.NO_MEETING]


def test_a_meeting_before_the_request_is_pointed_out_with_both_dates() -> None:
    warning = the_one(replace(SOUND, meeting_date=date(2026, 11, 9)))
    assert warning.code is WarningCode.EARLY_MEETING
    assert "09/11/2026" in warning.text.vi
    assert "10/11/2026" in warning.text.vi
    assert codes(replace(SOUND, meeting_date=SOUND.event_date)) == []


def test_a_change_of_an_earlier_year_is_flagged_as_supplementary() -> None:
    facts = replace(SOUND, event_date=date(2025, 12, 31), meeting_date=date(2025, 12, 31))
    assert codes(facts) == [WarningCode.EARLIER_YEAR]
    assert "31/12/2025" in the_one(facts).text.vi
    assert "bổ sung" in the_one(facts).text.vi


def test_more_than_thirty_percent_of_the_list_in_a_month_is_pointed_out_and_thirty_is_not() -> None:
    warning = the_one(replace(SOUND, moved=4))
    assert warning.code is WarningCode.MANY_MOVED
    assert "4 trên 10 hộ" in warning.text.vi
    assert codes(replace(SOUND, moved=3)) == []
    assert codes(replace(SOUND, moved=4, moved_limit=40)) == []


@given(st.integers(0, 200), st.integers(0, 200), st.integers(1, 100))
def test_the_limit_is_exact_and_never_divides_by_an_empty_list(moved: int, listed: int, limit: int) -> None:
    facts = replace(SOUND, moved=moved, listed=listed, moved_limit=limit)
    assert (WarningCode.MANY_MOVED in codes(facts)) is (moved > listed * limit / 100)


def test_only_exits_count_as_moving_out_of_poverty() -> None:
    worse = replace(SOUND, change=Change.NEAR_TO_POOR, income_total=4_000_000, deprivations=5, moved=9)
    assert codes(worse) == []


def test_a_report_without_photos_or_of_an_unlisted_household_is_pointed_out() -> None:
    assert codes(replace(SOUND, photos=0)) == [WarningCode.NO_PHOTO]
    assert codes(replace(SOUND, unlisted=True)) == [WarningCode.UNLISTED]


def test_everything_wrong_at_once_is_said_once_each_with_income_first() -> None:
    worst = replace(
        SOUND,
        income_total=4_800_000,
        request_signed=False,
        meeting_date=None,
        event_date=date(2025, 11, 10),
        photos=0,
        unlisted=True,
        moved=9,
    )
    found = codes(worst)
    assert found[0] is WarningCode.INCOME
    assert len(found) == len(set(found)) == len(WarningCode) - 1


def test_a_household_that_only_moves_in_or_away_is_not_missed_at_a_meeting() -> None:
    gone = replace(SOUND, change=Change.OTHER_DECREASE, meeting_date=None)
    assert WarningCode.NO_MEETING not in codes(gone)
