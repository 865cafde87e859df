import pytest
from hypothesis import given
from hypothesis import strategies as st

from store.rules.numbers import digits_for_words, parse_count, show_count
from store.rules.refusal import Refusal
from store.rules.text import Text

PERSONS = Text(vi="Số nhân khẩu", en="Number of persons")


@pytest.mark.parametrize(
    "typed",
    ["4", " 4 ", "4 người", "4nguoi", "bốn", "bon", "boons", "bo61n", "Bốn người ạ", "4 khẩu", "co 4 nguoi", "04",
     "gia đình có 4 nhân khẩu"],
)  # fmt: skip
def test_four_persons_can_be_typed_in_many_ways(typed: str) -> None:
    assert parse_count(typed, low=1, high=20, what=PERSONS) == 4


@given(st.integers(1, 20))
def test_every_number_in_range_is_read(count: int) -> None:
    assert parse_count(f"{count} người", low=1, high=20, what=PERSONS) == count


@pytest.mark.parametrize(
    "typed", ["0", "21", "-4", "4.5", "2+2", "4,5", "3/4", "nhiều", "", "4 5", "bốn con bò"]
)
def test_another_answer_is_refused_and_told_the_range(typed: str) -> None:
    with pytest.raises(Refusal, match="Số nhân khẩu phải là một số từ 1 đến 20"):
        parse_count(typed, low=1, high=20, what=PERSONS)


@pytest.mark.parametrize(
    ("key", "digits"),
    [("muoi", "10"), ("muoi lam", "15"), ("hai muoi", "20"), ("hai muoi mot", "21"), ("chin muoi chin", "99"),
     ("bon khau", "4 khau"), ("nam", "5")],
)  # fmt: skip
def test_spelled_numbers_become_digits(key: str, digits: str) -> None:
    assert digits_for_words(key) == digits


@given(st.text())
def test_whatever_is_typed_is_a_count_in_range_or_refused(typed: str) -> None:
    try:
        count = parse_count(typed, low=1, high=20, what=PERSONS)
    except Refusal:
        return
    assert 1 <= count <= 20


@pytest.mark.parametrize(
    ("count", "shown"), [(0, "0"), (999, "999"), (1234, "1.234"), (-1234567, "−1.234.567")]
)
def test_counts_are_shown_with_dots(count: int, shown: str) -> None:
    assert show_count(count) == shown
