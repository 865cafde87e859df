from __future__ import annotations

from datetime import date
from decimal import Decimal
from itertools import product
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from store.rules.levels import Level
from store.rules.plans import MilestoneKind, NoPlan, Plan, load_plans, shipped_plans
from store.rules.plans.checks import KINDS, Kind
from store.rules.standards import Area

if TYPE_CHECKING:
    from store.rules.plans import Figure

ALL = load_plans(examples=True).by_file
LE_THUY, QUANG_NAM = ALL["le-thuy-2017-2020"], ALL["quang-nam-2016-2020"]
EXAMPLE = ALL["vi-du-2026-2030"]
PLACES = st.builds(Kind, st.sampled_from(Level), st.sampled_from(Area), st.booleans())


def kind(level: str, area: str = "plain", *, poor: bool = False) -> Kind:
    return Kind(Level(level), Area(area), poor)


def clauses(plan: Plan) -> dict[str, list[Figure]]:
    found: dict[str, list[Figure]] = {}
    for _, figure in plan.figures():
        found.setdefault(figure.clause, []).append(figure)
    return found


# Plan A: Lệ Thủy 2017-2020


def test_a2_le_thuy_lowers_its_rate_by_1_5_to_2_5_points_a_year_on_average() -> None:
    (reduction,) = LE_THUY.reduction
    assert (reduction.clause, reduction.least, reduction.most) == ("A-2", Decimal("1.5"), Decimal("2.5"))
    assert (reduction.average, reduction.at_least) == (True, False)
    assert (reduction.levels, reduction.areas, reduction.poor) == ((), (), False)
    assert reduction.text.vi == "giảm bình quân 1,5–2,5 điểm %/năm"
    assert reduction.text.en == "down 1.5–2.5 percentage points a year on average"


def test_a3_le_thuy_district_is_under_5_percent_by_2020() -> None:
    (ceiling,) = LE_THUY.ceiling
    assert (ceiling.clause, ceiling.year, ceiling.under, ceiling.none) == ("A-3", 2020, Decimal(5), False)
    assert ceiling.levels == (Level.DISTRICT,)
    assert ceiling.text.vi == "đến năm 2020 còn dưới 5%"
    assert ceiling.text.en == "under 5% by 2020"


@pytest.mark.parametrize("year", [2017, 2018, 2019, 2020])
def test_a32_before_15_11_is_strict_so_the_last_day_is_14_11(year: int) -> None:
    assert LE_THUY.annual_report.clause == "A-32"
    assert LE_THUY.annual_report.last_day(year) == date(year, 11, 14)


def test_a32_the_report_goes_to_the_district_through_its_office_of_home_affairs() -> None:
    assert LE_THUY.annual_report.to.vi == "Ủy ban nhân dân huyện (qua Phòng Nội vụ huyện)"


def test_a24_le_thuy_ends_with_a_final_review_in_2020_and_dates_no_interim_one() -> None:
    reviews = [(one.kind, one.year, one.day) for one in LE_THUY.milestone]
    assert reviews == [(MilestoneKind.INTERIM, None, None), (MilestoneKind.FINAL, 2020, None)]
    assert {one.clause for one in LE_THUY.milestone} == {"A-24"}


def test_a33_le_thuy_names_eight_recipients() -> None:
    assert LE_THUY.recipients.clause == "A-33"
    assert [one.vi for one in LE_THUY.recipients.list] == [
        "Ban TĐKT tỉnh (B/c)",
        "TT Huyện ủy; TT HĐND huyện",
        "CT, PCT UBND huyện PT lĩnh vực",
        "UBMTTQVN, các đoàn thể cấp huyện",
        "Các phòng, ban, cơ quan, đơn vị",
        "UBND các xã, thị trấn",
        "Đăng Website UBND huyện",
        "Lưu: VT, NV",
    ]


def test_le_thuys_plan_rests_on_the_provinces_and_on_its_rules_of_awards() -> None:
    cited = [(basis.clause, basis.text.vi.split(" của ")[0]) for basis in LE_THUY.legal_basis]
    assert cited == [
        (None, "Kế hoạch số 2226/KH-UBND ngày 24/11/2017"),
        ("A-19", "Quyết định số 3630/QĐ-UBND ngày 16/10/2017"),
    ]


def test_le_thuys_plan_is_for_2017_to_2020_and_its_own_number_is_not_known() -> None:
    assert (LE_THUY.years, LE_THUY.places) == (range(2017, 2021), ("457",))
    assert (LE_THUY.number, LE_THUY.issued) == (None, None)


def test_le_thuys_plan_names_no_standard_so_that_of_its_years_is_marked_unverified() -> None:
    (standard,) = LE_THUY.standard
    assert (standard.clause, standard.first_day) == (None, date(2016, 1, 1))
    assert standard.unverified == ("first_day", "text")


# Plan B: Quảng Nam 2016-2020


@pytest.mark.parametrize(
    ("clause", "least", "most", "at_least", "words"),
    [
        ("B-3", "2", "2.5", False, "giảm bình quân 2–2,5 điểm %/năm"),
        ("B-4", "1.5", "2", True, "giảm ít nhất 1,5–2 điểm %/năm"),
        ("B-5", "5", None, True, "giảm ít nhất 5 điểm %/năm"),
        ("B-6", "7", None, True, "giảm ít nhất 7 điểm %/năm"),
    ],
)
def test_b3_to_b6_quang_nam_lowers_its_rates_each_year(
    clause: str, least: str, most: str | None, at_least: bool, words: str
) -> None:
    (reduction,) = (one for one in QUANG_NAM.reduction if one.clause == clause)
    assert reduction.least == Decimal(least)
    assert reduction.most == (most and Decimal(most))
    assert (reduction.at_least, reduction.average) == (at_least, not at_least)
    assert (reduction.first_year, reduction.last_year) == (None, None)
    assert reduction.text.vi == words


def test_b3_the_baseline_is_11_13_percent_by_the_standard_of_2016() -> None:
    assert QUANG_NAM.baseline is not None
    assert (QUANG_NAM.baseline.clause, QUANG_NAM.baseline.rate) == ("B-3", Decimal("11.13"))
    assert QUANG_NAM.baseline.year == 2017
    assert [(one.clause, one.first_day) for one in QUANG_NAM.standard] == [("B-3", date(2016, 1, 1))]


@pytest.mark.parametrize(
    ("level", "area", "poor", "clause"),
    [
        ("province", "mountain", False, "B-3"),
        ("district", "plain", False, "B-4"),
        ("commune", "plain", False, "B-4"),
        ("village", "plain", False, "B-4"),
        ("commune", "mountain", False, "B-5"),
        ("district", "mountain", True, "B-6"),
        ("commune", "plain", True, "B-6"),
        ("village", "mountain", True, "B-5"),
        ("commune", "midland", False, "B-3"),
        ("commune", "urban", False, "B-3"),
    ],
)
@pytest.mark.parametrize("year", [2016, 2020])
def test_poor_goes_before_area_and_area_before_the_whole_province(
    level: str, area: str, poor: bool, clause: str, year: int
) -> None:
    reduction = QUANG_NAM.reduction_for(kind(level, area, poor=poor), year)
    assert reduction is not None
    assert reduction.clause == clause


@pytest.mark.parametrize(
    ("level", "area", "clause", "under", "words"),
    [
        ("commune", "urban", "B-7", None, "đến năm 2020 không còn hộ nghèo"),
        ("district", "plain", "B-8", "2", "đến năm 2020 còn dưới 2%"),
        ("district", "mountain", "B-9", "7", "đến năm 2020 còn dưới 7%"),
        ("district", "midland", "B-9", "7", "đến năm 2020 còn dưới 7%"),
    ],
)
def test_b7_to_b9_what_is_to_be_reached_by_2020(
    level: str, area: str, clause: str, under: str | None, words: str
) -> None:
    ceiling = QUANG_NAM.ceiling_for(kind(level, area), 2017)
    assert ceiling is not None
    assert (ceiling.clause, ceiling.year) == (clause, 2020)
    assert ceiling.under == (under and Decimal(under))
    assert ceiling.none is (under is None)
    assert ceiling.text.vi == words


def test_b8_and_b9_speak_of_districts_so_a_plain_commune_has_no_ceiling() -> None:
    assert QUANG_NAM.ceiling_for(kind("commune", "plain"), 2017) is None
    assert QUANG_NAM.ceiling_for(kind("province", "plain"), 2017) is None


def test_a_ceiling_is_over_once_its_year_is() -> None:
    assert QUANG_NAM.ceiling_for(kind("district", "plain"), 2020) is not None
    assert QUANG_NAM.ceiling_for(kind("district", "plain"), 2021) is None


def test_b10_income_of_poor_households_at_the_end_of_2020_is_1_5_times_that_of_2015() -> None:
    (income,) = QUANG_NAM.income_for(kind("province"))
    assert (income.clause, income.times) == ("B-10", Decimal("1.5"))
    assert (income.base_year, income.year) == (2015, 2020)
    assert QUANG_NAM.income_for(kind("commune")) == []


def test_b45_an_exit_is_sustained_after_three_years() -> None:
    assert QUANG_NAM.sustained_exit is not None
    assert (QUANG_NAM.sustained_exit.clause, QUANG_NAM.sustained_exit.years) == ("B-45", 3)


def test_b54_and_b55_interim_review_2018_and_final_review_on_11_6_2021_with_their_awards() -> None:
    interim, final = QUANG_NAM.milestone
    assert (interim.clause, interim.kind, interim.year) == ("B-54", MilestoneKind.INTERIM, 2018)
    assert (final.clause, final.kind, final.year) == ("B-55", MilestoneKind.FINAL, 2021)
    assert (interim.day, final.day) == (None, date(2021, 6, 11))
    assert final.awards is not None
    assert final.awards.vi.startswith("Bằng khen của Chủ tịch UBND tỉnh")


def test_b60_quang_nams_yearly_report_has_a_recipient_and_no_date() -> None:
    report = QUANG_NAM.annual_report
    assert (report.clause, report.to.vi) == ("B-60", "Sở Nội vụ (Ban Thi đua - Khen thưởng)")
    assert report.last_day(2018) is None


def test_b63_quang_nam_names_ten_recipients() -> None:
    assert QUANG_NAM.recipients.clause == "B-63"
    assert [one.vi for one in QUANG_NAM.recipients.list] == [
        "Bộ Lao động Thương binh và xã hội",
        "Ban TĐKT TW",
        "TTTU, HĐND, UBND, UBMTTQVN tỉnh",
        "Ban TĐ-KT các tỉnh trong Cụm (QNg, BĐ, PY, KH)",
        "Các Sở, Ban, ngành, Hội, đoàn thể tỉnh",
        "Các huyện, thị xã, thành phố",
        "Các DN trên địa bàn tỉnh",
        "Ban TĐKT tỉnh",
        "CPVP",
        "Lưu: VT, TH, KTTH, KTN, KG-VX, NC",
    ]


def test_quang_nams_plan_has_its_number_date_period_and_six_bases() -> None:
    assert (QUANG_NAM.number, QUANG_NAM.issued) == ("5201/KH-UBND", date(2017, 9, 27))
    assert (QUANG_NAM.years, QUANG_NAM.places) == (range(2016, 2021), ("49",))
    assert len(QUANG_NAM.legal_basis) == 6
    assert "1258/QĐ-TTg ngày 21/8/2017" in QUANG_NAM.legal_basis[-1].text.vi


def test_every_clause_with_a_figure_is_there_and_no_other() -> None:
    assert set(clauses(LE_THUY)) == {"A-2", "A-3", "A-24", "A-32"}
    numbers = (3, 4, 5, 6, 7, 8, 9, 10, 45, 54, 55, 60)
    assert set(clauses(QUANG_NAM)) == {f"B-{number}" for number in numbers}


def test_no_figure_of_the_two_real_plans_is_in_doubt() -> None:
    for plan in (LE_THUY, QUANG_NAM):
        assert not plan.example
        assert [figure.clause for _, figure in plan.figures() if figure.unverified] == []


# The example


def test_the_example_says_so_in_its_name_and_doubts_every_figure_of_its_own() -> None:
    assert EXAMPLE.example
    assert EXAMPLE.name.vi.startswith("VÍ DỤ")
    assert [figure.clause for _, figure in EXAMPLE.figures() if not figure.unverified] == []


def test_the_example_is_measured_by_two_standards_with_figures_for_each() -> None:
    assert [one.first_day for one in EXAMPLE.standard] == [date(2022, 1, 1), date(2027, 1, 1)]
    found = [EXAMPLE.reduction_for(kind("province"), year) for year in (2026, 2027, 2030)]
    assert [one.clause for one in found if one] == ["VD-1", "VD-2", "VD-2"]


# All of them


@settings(deadline=None)
@given(st.sampled_from([LE_THUY, QUANG_NAM, EXAMPLE]), PLACES, st.integers(2010, 2035))
def test_every_place_has_exactly_one_reduction_in_the_period_and_none_outside(
    plan: Plan, place: Kind, year: int
) -> None:
    assert len(plan.reductions_for(place, year)) == (1 if year in plan.years else 0)


@settings(deadline=None)
@given(st.sampled_from([LE_THUY, QUANG_NAM, EXAMPLE]), PLACES, st.integers(2016, 2030))
def test_the_figure_for_a_place_is_one_that_names_it(plan: Plan, place: Kind, year: int) -> None:
    for figure in (plan.reduction_for(place, year), plan.ceiling_for(place, year)):
        if figure is not None:
            assert place.level in (figure.levels or Level)
            assert place.area in (figure.areas or Area)
            assert place.poor or not figure.poor


@settings(deadline=None)
@given(st.sampled_from(QUANG_NAM.ceiling), st.integers(0, 500_000))
def test_a_ceiling_allows_as_many_poor_households_as_keep_the_rate_under_it(
    ceiling: object, total: int
) -> None:
    (rule,) = (one for one in QUANG_NAM.ceiling if one == ceiling)
    allowed = rule.allowed(total)
    if rule.under is None:
        assert allowed == 0
    elif total > 0:
        assert Decimal(allowed * 100) / total < rule.under <= Decimal((allowed + 1) * 100) / total


def test_every_kind_of_place_is_tried_when_a_plan_is_checked() -> None:
    assert [Kind(*each) for each in product(Level, Area, (False, True))] == KINDS


# Which plan holds where


def test_examples_are_left_out_unless_asked_for() -> None:
    assert set(shipped_plans().by_file) == {"le-thuy-2017-2020", "quang-nam-2016-2020"}
    assert set(shipped_plans(examples=True).by_file) == set(ALL)


def test_a_place_has_the_plan_of_its_own_district_or_of_the_province_above_it() -> None:
    plans = shipped_plans()
    assert plans.of(["44", "457", "19318"], 2018) == LE_THUY
    assert plans.of(["49", "516", "20944"], 2018) == QUANG_NAM


@pytest.mark.parametrize(("codes", "year"), [(["44", "457"], 2016), (["44", "450"], 2018), ([], 2018)])
def test_a_place_or_year_without_a_plan_is_refused(codes: list[str], year: int) -> None:
    with pytest.raises(NoPlan, match=str(year)):
        shipped_plans().of(codes, year)


def test_a_plan_without_places_holds_wherever_there_is_no_other() -> None:
    assert shipped_plans(examples=True).of(["44", "19318"], 2026) == EXAMPLE
