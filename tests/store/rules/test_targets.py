from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from store.rules.levels import Level
from store.rules.plans import shipped_plans
from store.rules.plans.checks import Kind
from store.rules.series import NewSeries, Snapshot
from store.rules.standards import Area
from store.rules.targets import (
    PACE_FROM,
    Achievement,
    Measure,
    Pace,
    Source,
    UnknownTotal,
    YearTarget,
    assigned_target,
    own_target,
    progress,
)

LE_THUY = shipped_plans().by_file["le-thuy-2017-2020"]
QUANG_NAM = shipped_plans().by_file["quang-nam-2016-2020"]
NEW_YEAR, YEAR_END = date(2026, 1, 1), date(2026, 12, 31)
MOUNTAIN_COMMUNE = Kind(Level.COMMUNE, Area.MOUNTAIN, poor=False)

HUNDREDTHS = st.integers(1, 2_000).map(lambda hundredths: Decimal(hundredths) / 100)
OWN = st.builds(
    lambda least, more: YearTarget(
        Measure.POINTS, least, least + more if more else None, Source.PLAN, "B-3", assigned().text
    ),
    HUNDREDTHS,
    st.none() | HUNDREDTHS,
)
TARGETS = (
    st.integers(0, 300).map(lambda number: assigned_target(Measure.HOUSEHOLDS, Decimal(number)))
    | HUNDREDTHS.map(lambda amount: assigned_target(Measure.POINTS, amount))
    | OWN
)
DAYS = st.dates(NEW_YEAR, YEAR_END)


def assigned(households: int = 12) -> YearTarget:
    return assigned_target(Measure.HOUSEHOLDS, Decimal(households))


def begun(poor: int = 60, total: int = 400, day: date = NEW_YEAR) -> Snapshot:
    return Snapshot(day, poor, total)


@st.composite
def results(draw: st.DrawFn) -> tuple[Snapshot, int, date]:
    total = draw(st.integers(1, 5_000))
    poor = draw(st.integers(0, total))
    return begun(poor, total), draw(st.integers(-50, poor)), draw(DAYS)


# Whose target it is


def test_the_plans_own_target_names_its_clause_and_says_that_it_is_the_plans() -> None:
    target = own_target(QUANG_NAM, MOUNTAIN_COMMUNE, 2018)
    assert target is not None
    assert (target.source, target.clause, target.least, target.most) == (Source.PLAN, "B-5", Decimal(5), None)
    assert target.text.vi == "giảm ít nhất 5 điểm %/năm"
    assert target.source.text.vi == "chỉ tiêu của kế hoạch"


def test_outside_its_period_a_plan_has_no_target() -> None:
    assert own_target(QUANG_NAM, MOUNTAIN_COMMUNE, 2021) is None


@pytest.mark.parametrize(
    ("measure", "amount", "vi", "en"),
    [
        (Measure.HOUSEHOLDS, "12", "giảm 12 hộ", "down 12 households"),
        (Measure.HOUSEHOLDS, "1190", "giảm 1.190 hộ", "down 1,190 households"),
        (Measure.POINTS, "2.20", "giảm 2,2 điểm %", "down 2.2 percentage points"),
        (Measure.POINTS, "10", "giảm 10 điểm %", "down 10 percentage points"),
    ],
)
def test_an_assigned_target_says_its_figure_and_that_it_was_assigned(
    measure: Measure, amount: str, vi: str, en: str
) -> None:
    target = assigned_target(measure, Decimal(amount))
    assert (target.text.vi, target.text.en) == (vi, en)
    assert (target.source, target.source.text.vi, target.clause) == (
        Source.ASSIGNED,
        "chỉ tiêu được giao",
        None,
    )


# In households and in points


def test_le_thuys_target_of_2017_in_households_is_what_the_province_published() -> None:
    points = YearTarget(
        Measure.POINTS, Decimal("2.0"), Decimal("2.2"), Source.ASSIGNED, None, assigned().text
    )
    assert points.households(40_350) == (807, 888)  # published: 807 to 890 (domain.md §10)
    target = own_target(LE_THUY, Kind(Level.DISTRICT, Area.PLAIN, poor=False), 2017)
    assert target is not None
    assert target.households(40_400) == (606, 1_010)
    assert target.points(40_400) == (Decimal("1.5"), Decimal("2.5"))


def test_households_and_points_of_an_assigned_target_are_one_figure() -> None:
    assert assigned(12).households(0) == (12, 12)
    assert assigned(12).points(400) == (Decimal(3), Decimal(3))
    assert assigned_target(Measure.POINTS, Decimal(3)).households(400) == (12, 12)


@settings(deadline=None)
@given(HUNDREDTHS, st.integers(1, 100_000))
def test_the_households_of_a_target_in_points_are_the_fewest_that_reach_it(
    amount: Decimal, total: int
) -> None:
    needed, _ = assigned_target(Measure.POINTS, amount).households(total)
    assert Fraction(needed * 100, total) >= Fraction(amount) > Fraction((needed - 1) * 100, total)


def test_without_the_number_of_households_nothing_is_converted() -> None:
    with pytest.raises(UnknownTotal):
        assigned_target(Measure.POINTS, Decimal(3)).households(0)
    with pytest.raises(UnknownTotal):
        assigned(12).points(0)


# Done against target


@pytest.mark.parametrize(
    ("done", "percent", "achievement", "vi"),
    [
        (-2, 0, Achievement.NOT_REACHED, "Chưa đạt"),
        (0, 0, Achievement.NOT_REACHED, "Chưa đạt"),
        (11, 91, Achievement.NOT_REACHED, "Chưa đạt"),
        (12, 100, Achievement.REACHED, "Đạt"),
        (13, 108, Achievement.EXCEEDED, "Vượt chỉ tiêu"),
    ],
)
def test_a_target_is_reached_by_its_last_household_and_exceeded_by_one_more(
    done: int, percent: int, achievement: Achievement, vi: str
) -> None:
    result = progress(assigned(12), begun(), done, date(2026, 11, 22))
    assert (result.needed, result.done, result.percent) == (12, done, percent)
    assert (result.achievement, result.achievement.text.vi) == (achievement, vi)


def test_a_range_is_reached_at_its_lower_end_and_exceeded_above_its_upper_end() -> None:
    target = own_target(LE_THUY, Kind(Level.VILLAGE, Area.PLAIN, poor=False), 2018)
    assert target is not None
    start = begun(60, 400, date(2018, 1, 1))  # 1,5 to 2,5 points of 400 are 6 to 10 households
    found = [progress(target, start, done, date(2018, 12, 31)).achievement for done in (5, 6, 10, 11)]
    assert found == [
        Achievement.NOT_REACHED,
        Achievement.REACHED,
        Achievement.REACHED,
        Achievement.EXCEEDED,
    ]


def test_a_village_with_fewer_poor_households_than_its_target_reaches_it_with_the_last_one() -> None:
    result = progress(assigned(12), begun(poor=5), 5, date(2026, 6, 1))
    assert (result.needed, result.limited, result.percent) == (5, True, 100)
    assert result.achievement is Achievement.REACHED


def test_where_nobody_was_poor_nothing_is_needed_until_someone_becomes_so() -> None:
    still = progress(assigned(2), begun(poor=0), 0, YEAR_END)
    assert (still.needed, still.percent, still.achievement) == (0, None, Achievement.REACHED)
    grown = progress(assigned(2), begun(poor=0), -3, YEAR_END)
    assert (grown.achievement, grown.pace) == (Achievement.NOT_REACHED, Pace(None, 3))


def test_what_is_done_is_said_in_points_too_unless_the_total_is_unknown() -> None:
    assert progress(assigned(), begun(60, 400), 6, YEAR_END).points == Decimal("1.5")
    assert progress(assigned(), begun(60, 0), 6, YEAR_END).points is None


def test_a_target_in_points_of_a_place_without_a_total_is_refused_and_never_counts_as_reached() -> None:
    with pytest.raises(UnknownTotal, match="Chưa có tổng số hộ"):
        progress(assigned_target(Measure.POINTS, Decimal(3)), begun(60, 0), 60, YEAR_END)


# Pace


def test_half_done_at_half_of_the_year_is_reached_just_before_it_ends_and_a_little_later_no_more() -> None:
    half = progress(assigned(12), begun(), 6, date(2026, 7, 2))
    assert half.pace == Pace(reached_on=None, short_by=1)  # 183 of 365 days: 11,97 households by its end
    half = progress(assigned(12), begun(), 6, date(2026, 6, 30))
    assert half.pace == Pace(reached_on=date(2026, 12, 28), short_by=0)


def test_what_stands_still_is_short_by_all_that_is_missing() -> None:
    assert progress(assigned(12), begun(), 0, date(2026, 6, 30)).pace == Pace(None, 12)


def test_a_list_that_grew_is_not_taken_to_go_on_growing() -> None:
    assert progress(assigned(12), begun(), -2, date(2026, 3, 1)).pace == Pace(None, 14)


def test_in_the_first_weeks_of_the_year_no_pace_is_told() -> None:
    day = NEW_YEAR + timedelta(days=PACE_FROM - 1)
    assert progress(assigned(12), begun(), 1, day - timedelta(days=1)).pace is None
    assert progress(assigned(12), begun(), 1, day).pace is not None


def test_a_target_that_is_reached_needs_no_pace() -> None:
    assert progress(assigned(12), begun(), 12, date(2026, 6, 30)).pace is None


def test_a_commune_that_began_on_1_7_2025_is_measured_from_that_day() -> None:
    start = begun(60, 400, date(2025, 7, 1))
    result = progress(assigned(12), start, 6, date(2025, 9, 30))  # 92 of 184 days
    assert result.pace == Pace(reached_on=date(2025, 12, 31), short_by=0)


@settings(deadline=None)
@given(TARGETS, results())
def test_percent_and_achievement_agree(target: YearTarget, result: tuple[Snapshot, int, date]) -> None:
    start, done, on = result
    found = progress(target, start, done, on)
    reached = found.achievement is not Achievement.NOT_REACHED
    assert reached is (done >= found.needed)
    assert 0 <= found.needed <= start.poor
    if found.percent is not None:
        assert (found.percent >= 100) is reached
    if found.achievement is Achievement.EXCEEDED:
        assert done > target.households(start.total)[1]
    if found.limited:
        assert found.achievement is not Achievement.EXCEEDED


@settings(deadline=None)
@given(TARGETS, results())
def test_one_more_household_never_makes_a_result_worse(
    target: YearTarget, result: tuple[Snapshot, int, date]
) -> None:
    start, done, on = result
    assume(done < start.poor)
    order = list(Achievement)
    fewer, more = progress(target, start, done, on), progress(target, start, done + 1, on)
    assert order.index(more.achievement) >= order.index(fewer.achievement)
    assert (more.percent or 0) >= (fewer.percent or 0)
    if more.pace and fewer.pace:
        assert more.pace.short_by <= fewer.pace.short_by
        if fewer.pace.reached_on and more.pace.reached_on:
            assert more.pace.reached_on <= fewer.pace.reached_on


@settings(deadline=None)
@given(TARGETS, results())
def test_a_pace_names_a_day_still_to_come_this_year_or_what_will_be_missing(
    target: YearTarget, result: tuple[Snapshot, int, date]
) -> None:
    start, done, on = result
    pace = progress(target, start, done, on).pace
    if pace is None:
        return
    if pace.reached_on is None:
        assert pace.short_by > 0
    else:
        assert pace.short_by == 0
        assert on < pace.reached_on <= YEAR_END


@settings(deadline=None)
@given(TARGETS, results())
def test_at_the_years_end_the_pace_is_the_plain_result(
    target: YearTarget, result: tuple[Snapshot, int, date]
) -> None:
    start, done, _ = result
    found = progress(target, start, done, YEAR_END)
    missing = found.needed - done
    assert found.pace == (Pace(None, missing) if missing > 0 else None)


@settings(deadline=None)
@given(TARGETS, results(), st.integers(1, 40))
def test_keeping_the_pace_up_to_the_day_named_reaches_the_target(
    target: YearTarget, result: tuple[Snapshot, int, date], per_year: int
) -> None:
    start, _, on = result
    elapsed = (on - NEW_YEAR).days + 1
    done = per_year * elapsed // 365
    assume(done <= start.poor)
    found = progress(target, start, done, on)
    if found.pace and found.pace.reached_on:
        days = (found.pace.reached_on - NEW_YEAR).days + 1
        assert Fraction(done * days, elapsed) >= found.needed > Fraction(done * (days - 1), elapsed)


# One year, one standard


@settings(deadline=None)
@given(st.dates(NEW_YEAR, YEAR_END), st.dates(date(2027, 1, 1), date(2030, 12, 31)))
def test_progress_across_the_change_of_standard_is_refused(before: date, after: date) -> None:
    with pytest.raises(NewSeries, match="01/01/2027"):
        progress(assigned(), begun(day=before), 5, after)


@pytest.mark.parametrize(
    ("start", "on"),
    [(date(2025, 1, 1), date(2026, 1, 1)), (date(2026, 3, 1), date(2026, 2, 28))],
)
def test_a_target_is_judged_within_its_own_year(start: date, on: date) -> None:
    with pytest.raises(ValueError, match="cannot be judged"):
        progress(assigned(), begun(day=start), 5, on)
