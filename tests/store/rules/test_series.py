from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from store.rules.series import NewSeries, Snapshot, common_series, points_fallen, series_on
from store.rules.standards import NoStandard, standard_on

DAYS = st.dates(date(2016, 1, 1), date(2030, 12, 31))
SNAPSHOTS = st.builds(Snapshot, DAYS, st.integers(0, 500), st.integers(0, 500))


@pytest.mark.parametrize(
    ("day", "words"),
    [
        (date(2016, 1, 1), "chuẩn nghèo 2016–2021"),
        (date(2021, 12, 31), "chuẩn nghèo 2016–2021"),
        (date(2022, 1, 1), "chuẩn nghèo 2022–2026"),
        (date(2026, 12, 31), "chuẩn nghèo 2022–2026"),
        (date(2027, 1, 1), "chuẩn nghèo 2027–2030"),
    ],
)
def test_a_series_lasts_as_long_as_its_standard(day: date, words: str) -> None:
    assert series_on(day).text.vi == words


def test_a_day_without_a_standard_belongs_to_no_series() -> None:
    with pytest.raises(NoStandard):
        series_on(date(2015, 12, 31))


def test_the_last_day_of_2026_and_the_first_of_2027_are_not_compared_and_the_words_say_why() -> None:
    before, after = Snapshot(date(2026, 12, 31), 10, 100), Snapshot(date(2027, 1, 1), 20, 100)
    with pytest.raises(NewSeries) as refusal:
        points_fallen(before, after)
    assert refusal.value.begun == series_on(date(2027, 1, 1))
    assert refusal.value.text.vi == (
        "Từ 01/01/2027 áp dụng chuẩn nghèo 2027–2030, số liệu bắt đầu chuỗi mới "
        "nên không so sánh với trước đó."
    )
    assert "new series" in refusal.value.text.en


@settings(deadline=None)
@given(DAYS, DAYS)
def test_two_days_are_compared_exactly_when_one_standard_holds_on_both(one: date, other: date) -> None:
    if standard_on(one) == standard_on(other):
        assert common_series(one, other) == common_series(other, one) == series_on(one)
    else:
        with pytest.raises(NewSeries) as refusal:
            common_series(one, other)
        assert refusal.value.begun == series_on(max(one, other))


@settings(deadline=None)
@given(SNAPSHOTS, SNAPSHOTS)
def test_points_fallen_is_the_difference_of_two_rates_or_nothing(start: Snapshot, end: Snapshot) -> None:
    if standard_on(start.day) != standard_on(end.day):
        with pytest.raises(NewSeries):
            points_fallen(start, end)
    elif 0 in (start.total, end.total):
        assert points_fallen(start, end) is None
    else:
        fallen = points_fallen(start, end)
        assert fallen is not None
        exact = Decimal(start.poor * end.total - end.poor * start.total) * 100
        assert abs(fallen * start.total * end.total - exact) < Decimal("1e-15")


def test_quang_nams_rate_of_2019_is_what_was_published() -> None:
    rate = Snapshot(date(2019, 12, 31), 25_650, 423_270).rate  # domain.md §10
    assert rate is not None
    assert round(rate, 2) == Decimal("6.06")
