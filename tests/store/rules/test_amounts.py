from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from store.rules.amounts import UnclearMeasure, parse_target
from store.rules.refusal import Refusal
from store.rules.targets import Measure, assigned_target

HOUSEHOLDS, POINTS = Measure.HOUSEHOLDS, Measure.POINTS
AMOUNTS = st.tuples(st.just(HOUSEHOLDS), st.integers(0, 1_000_000).map(Decimal)) | st.tuples(
    st.just(POINTS), st.integers(0, 10_000).map(lambda hundredths: Decimal(hundredths) / 100)
)


@pytest.mark.parametrize(
    ("typed", "measure", "amount"),
    [
        ("12 hộ", HOUSEHOLDS, "12"),
        ("12ho", HOUSEHOLDS, "12"),
        (" giảm 12 hộ nghèo ", HOUSEHOLDS, "12"),
        ("1.190 hộ", HOUSEHOLDS, "1190"),
        ("1190 households", HOUSEHOLDS, "1190"),
        ("0 hộ", HOUSEHOLDS, "0"),
        ("1,5%", POINTS, "1.5"),
        ("1.5 %", POINTS, "1.5"),
        ("giam 1,5 diem", POINTS, "1.5"),
        ("2,25 điểm %", POINTS, "2.25"),
        ("2 điểm phần trăm", POINTS, "2"),
        ("7 points", POINTS, "7"),
    ],
)
def test_a_target_is_read_as_officials_type_it(typed: str, measure: Measure, amount: str) -> None:
    assert parse_target(typed) == (measure, Decimal(amount))


def test_a_number_alone_is_asked_back_unless_its_measure_was_chosen() -> None:
    with pytest.raises(UnclearMeasure, match="“12” là số hộ hay điểm % ạ"):
        parse_target("12")
    assert parse_target("12", HOUSEHOLDS) == (HOUSEHOLDS, Decimal(12))
    assert parse_target("12", POINTS) == (POINTS, Decimal(12))


@pytest.mark.parametrize(
    ("typed", "measure"),
    [
        ("1,5%", HOUSEHOLDS),
        ("12 hộ", POINTS),
        ("1,5 hộ", None),
        ("1,5", HOUSEHOLDS),
        ("1,125%", None),
        ("-2%", None),
        ("12 người", None),
        ("nhiều", None),
        ("", None),
        ("1..5%", None),
        ("1.19.0 hộ", None),
    ],
)
def test_what_is_no_amount_or_of_the_other_measure_is_refused_with_an_example(
    typed: str, measure: Measure | None
) -> None:
    with pytest.raises(Refusal, match="ví dụ: 12 hộ, hoặc 1,5%"):
        parse_target(typed, measure)


@pytest.mark.parametrize("typed", ["100,01%", "1.000.001 hộ"])
def test_more_than_there_can_be_is_refused(typed: str) -> None:
    with pytest.raises(Refusal, match="lớn quá mức có thể"):
        parse_target(typed)


@settings(deadline=None)
@given(AMOUNTS)
def test_a_target_reads_back_as_it_is_shown_in_either_language(told: tuple[Measure, Decimal]) -> None:
    shown = assigned_target(*told).text
    assert parse_target(shown.vi) == told
    assert parse_target(shown.en.removeprefix("down ").removesuffix("percentage points"), told[0]) == told


@settings(deadline=None)
@given(st.text(max_size=40))
def test_whatever_is_typed_is_read_or_refused(typed: str) -> None:
    try:
        _, amount = parse_target(typed)
    except Refusal:
        return
    assert 0 <= amount <= 1_000_000
