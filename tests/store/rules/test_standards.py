from __future__ import annotations

from datetime import date
from fractions import Fraction
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from store.rules.households import HouseholdClass
from store.rules.standards import (
    Area,
    NoStandard,
    Standards,
    StandardsError,
    load_standards,
    per_head,
    standard_on,
)

POOR, NEAR, NON = HouseholdClass.POOR, HouseholdClass.NEAR_POOR, HouseholdClass.NON_POOR
AREAS = st.sampled_from(Area)
DAYS = st.dates(date(2016, 1, 1), date(2030, 12, 31))
INCOMES = st.integers(0, 5_000_000)
UNTIL_2021, SINCE_2022, SINCE_2027 = date(2019, 6, 1), date(2026, 11, 22), date(2027, 1, 1)


@pytest.mark.parametrize(
    ("day", "rural", "urban", "indicators"),
    [
        (date(2016, 1, 1), 700_000, 900_000, 10),
        (date(2021, 12, 31), 700_000, 900_000, 10),
        (date(2022, 1, 1), 1_500_000, 2_000_000, 12),
        (date(2026, 12, 31), 1_500_000, 2_000_000, 12),
        (date(2027, 1, 1), 2_200_000, 2_800_000, 12),
        (date(2030, 12, 31), 2_200_000, 2_800_000, 12),
    ],
)
def test_each_period_has_its_lines_and_indicators_from_its_first_day_to_its_last(
    day: date, rural: int, urban: int, indicators: int
) -> None:
    standard = standard_on(day)
    assert standard.line(Area.URBAN) == urban
    assert {standard.line(area) for area in Area if area is not Area.URBAN} == {rural}
    assert len(standard.indicators) == indicators
    assert standard.threshold == 3


@pytest.mark.parametrize("day", [date(2015, 12, 31), date(2031, 1, 1)])
def test_a_day_without_a_standard_is_refused_and_named(day: date) -> None:
    with pytest.raises(NoStandard, match=day.strftime("%d/%m/%Y")):
        standard_on(day)


@given(DAYS)
def test_every_day_from_2016_to_2030_has_exactly_one_standard(day: date) -> None:
    holding = [one for one in load_standards().standard if one.first_day <= day <= one.last_day]
    assert [standard_on(day)] == holding


def test_plain_midland_and_mountain_are_rural() -> None:
    assert [area for area in Area if area.is_urban] == [Area.URBAN]
    assert {area.line_name.vi for area in Area} == {"thành thị", "nông thôn"}
    assert [area.text.vi for area in Area] == ["thành thị", "đồng bằng", "trung du", "miền núi"]


# Rural lines: 700.000 and 1.000.000 until 2021; 1.500.000 since 2022; 2.200.000 since 2027.
@pytest.mark.parametrize(
    ("day", "income", "deprivations", "expected"),
    [
        (UNTIL_2021, 700_000, 0, POOR),
        (UNTIL_2021, 700_001, 2, NEAR),
        (UNTIL_2021, 700_001, 3, POOR),
        (UNTIL_2021, 1_000_000, 2, NEAR),
        (UNTIL_2021, 1_000_001, 10, NON),
        (SINCE_2022, 1_500_000, 3, POOR),
        (SINCE_2022, 1_500_000, 2, NEAR),
        (SINCE_2022, 700_000, 0, NEAR),
        (SINCE_2022, 1_500_001, 12, NON),
        (SINCE_2027, 1_500_001, 3, POOR),
        (SINCE_2027, 2_200_000, 2, NEAR),
        (SINCE_2027, 2_200_001, 3, NON),
    ],
)
def test_a_household_is_classed_by_the_rule_of_its_period(
    day: date, income: int, deprivations: int, expected: HouseholdClass
) -> None:
    assert standard_on(day).classify(income, deprivations, Area.MOUNTAIN) is expected


@given(DAYS, AREAS, st.tuples(INCOMES, INCOMES), st.tuples(st.integers(0, 10), st.integers(0, 10)))
def test_more_income_and_fewer_deprivations_never_make_a_household_poorer(
    day: date, area: Area, incomes: tuple[int, int], deprivations: tuple[int, int]
) -> None:
    standard, order = standard_on(day), [POOR, NEAR, NON]
    before = standard.classify(min(incomes), max(deprivations), area)
    after = standard.classify(max(incomes), min(deprivations), area)
    assert order.index(after) >= order.index(before)


@given(DAYS, INCOMES, st.integers(0, 10), AREAS)
def test_income_alone_leaves_open_the_class_that_the_deprivations_then_give(
    day: date, income: int, deprivations: int, area: Area
) -> None:
    standard = standard_on(day)
    open_classes = standard.possible_classes(income, area)
    assert standard.classify(income, deprivations, area) in open_classes
    assert (open_classes == {NON}) is (income > standard.ceiling(area))


@given(st.integers(0, 10**9), st.integers(1, 20), st.integers(1, 10**7))
def test_income_a_head_lies_above_a_line_exactly_when_the_total_does(
    total: int, members: int, line: int
) -> None:
    assert (per_head(total, members) > line) is (Fraction(total, members) > line)
    assert 0 <= per_head(total, members) - Fraction(total, members) < 1


def test_every_indicator_has_words_in_both_languages_that_fit_a_button() -> None:
    for standard in load_standards().standard:
        for indicator in standard.indicators:
            assert standard.indicator(indicator.code) is indicator
            assert indicator.text.vi
            assert indicator.text.en
            assert 0 < len(indicator.button.vi) <= 28
            assert 0 < len(indicator.button.en) <= 28
        assert len({indicator.button.vi for indicator in standard.indicators}) == len(standard.indicators)


def test_the_indicators_cover_five_dimensions_until_2021_and_six_since() -> None:
    counts = [len({one.dimension for one in standard.indicators}) for standard in load_standards().standard]
    assert counts == [5, 6, 6]


def test_what_has_not_been_checked_against_the_law_is_marked() -> None:
    marked = [standard.unverified for standard in load_standards().standard]
    assert marked == [["poverty_line", "near_poverty_line", "threshold"], [], ["indicators"]]


SHIPPED = Path(load_standards.__code__.co_filename).with_name("standards.toml").read_text(encoding="utf-8")


def changed(folder: Path, old: str, new: str) -> Path:
    assert old in SHIPPED
    path = folder / "own.toml"
    path.write_text(SHIPPED.replace(old, new), encoding="utf-8")
    return path


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("rural = 2_200_000", 'rural = "2200000"', "standard.2.poverty_line.rural"),
        ("rural = 2_200_000", "rural = 0", "standard.2.poverty_line.rural"),
        ("threshold = 3", "treshold = 3", "standard.0.treshold"),
        ("threshold = 3", "threshold = 13", "threshold: more than there are indicators"),
        ('["indicators"]', '["indicator"]', "unverified: no such entry: indicator"),
        ("first_day = 2022-01-01", "first_day = 2026-12-32", "own.toml: "),
        ("first_day = 2027-01-01", "first_day = 2026-12-31", "two standards of national hold on 2026-12-31"),
        ("last_day = 2030-12-31", "last_day = 2026-12-31", "standard.2: Value error, last_day lies before"),
        ("rural = 1_000_000", "rural = 600_000", "near_poverty_line: lies under poverty_line"),
        ('code = "waste"', 'code = "water"', "indicators: a code stands there twice"),
        ('en = "disposal of waste"', 'e = "waste"', "standard.2.indicators.11.text.en"),
        ('dimension = "work"', 'dimension = "wrk"', "standard.1.indicators.0.dimension"),
    ],
)
def test_a_faulty_file_is_refused_and_the_wrong_entry_named(
    tmp_path: Path, old: str, new: str, told: str
) -> None:
    with pytest.raises(StandardsError) as fault:
        load_standards(changed(tmp_path, old, new))
    assert told in str(fault.value)
    assert "own.toml" in str(fault.value)


def test_a_province_with_a_standard_of_its_own_uses_it_and_all_others_the_national_one(
    tmp_path: Path,
) -> None:
    own = SHIPPED[SHIPPED.rindex("[[standard]]\nscope") :].replace('"national"', '"48"')
    path = tmp_path / "own.toml"
    path.write_text(SHIPPED + own.replace("2_200_000", "2_500_000"), encoding="utf-8")
    standards: Standards = load_standards(path)
    assert standards.on(SINCE_2027, scope="48").line(Area.PLAIN) == 2_500_000
    assert standards.on(SINCE_2027, scope="44").line(Area.PLAIN) == 2_200_000
    assert standards.on(SINCE_2022, scope="48").line(Area.PLAIN) == 1_500_000
