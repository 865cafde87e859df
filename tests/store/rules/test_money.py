from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from store.rules.money import (
    MOST,
    AmbiguousMoney,
    parse_money,
    points_words,
    rate_words,
    show_money,
    show_points,
    show_rate,
)
from store.rules.refusal import Refusal

sums = st.one_of(st.just(0), st.integers(100_000, MOST))


@pytest.mark.parametrize(
    "typed",
    [
        "1.500.000", "1,500,000", "1500000", "1 500 000", "1.500.000đ", "1.500.000 đồng", "1500000 dong", "1500k",
        "1.500k", "1500 nghìn", "1500 ngàn", "1500 nghin", "1500 ngan", "1500 nghinf", "1500 nga2n", "1tr5",
        "1tr50", "1tr500", "1 tr 5", "1tr500k", "1,5tr", "1.5 triệu", "1,5 trieu", "1.5 trieeuj", "1.5 trie65u",
        "1,50 triệu", "1 triệu rưỡi", "1 trieu ruoi", "1 trieeuj ruwowix", "1 trie6u ru7o7i4", "một triệu rưỡi",
        "triệu rưỡi", "1 triệu 500", "1 triệu 5", "1 triệu 500 nghìn", "1 triệu 500.000", "1 triệu 500 000đ",
        "1 triệu 5 trăm", "một triệu năm trăm nghìn", "1TR5", "1,5 triệu đồng/tháng", "khoảng 1,5 triệu một tháng",
        "1.500.000 ₫", "1500000vnđ", "15 trăm nghìn",
    ],
)  # fmt: skip
def test_a_million_and_a_half_can_be_typed_in_many_ways(typed: str) -> None:
    assert parse_money(typed) == 1_500_000


@pytest.mark.parametrize(
    ("typed", "amount"),
    [
        ("6tr", 6_000_000), ("6tr2", 6_200_000), ("6 triệu rưỡi", 6_500_000), ("hai triệu", 2_000_000),
        ("hai triệu tư", 2_400_000), ("mười lăm triệu", 15_000_000), ("hai mươi triệu", 20_000_000),
        ("1tr05", 1_050_000), ("1 triệu 50 nghìn", 1_050_000), ("hai trăm năm mươi nghìn", 250_000),
        ("5 trăm rưỡi", 550_000), ("2 trăm 5", 250_000), ("5 chục nghìn", 50_000), ("800k", 800_000),
        ("1 tỷ", 1_000_000_000), ("0", 0), ("không", 0), ("ko có ạ", 0), ("0 đồng", 0), ("6 củ", 6_000_000),
    ],
)  # fmt: skip
def test_sums_are_read_as_they_are_said(typed: str, amount: int) -> None:
    assert parse_money(typed) == amount


@given(sums)
def test_a_shown_sum_is_read_back(amount: int) -> None:
    assert parse_money(show_money(amount)) == amount
    assert parse_money(show_money(amount).removesuffix(" đồng")) == amount
    assert parse_money(show_money(amount).replace(".", ",")) == amount
    assert parse_money(str(amount)) == amount


@given(st.integers(1, 999), st.integers(0, 999))
def test_digits_after_million_are_padded_to_three(millions: int, thousands: int) -> None:
    digits = f"{thousands:03}"
    expected = millions * 1_000_000 + thousands * 1_000
    assert parse_money(f"{millions}tr{digits}") == expected
    assert parse_money(f"{millions} triệu {digits.rstrip('0') or '0'}") == expected


@given(st.integers(1, 999), st.integers(0, 99))
def test_a_comma_or_dot_before_one_or_two_digits_makes_part_of_a_million(
    millions: int, hundredths: int
) -> None:
    expected = millions * 1_000_000 + hundredths * 10_000
    assert parse_money(f"{millions},{hundredths:02} triệu") == expected
    assert parse_money(f"{millions}.{hundredths:02}tr") == expected


@pytest.mark.parametrize(
    ("typed", "candidates"),
    [
        ("1500", (1_500_000,)), ("1.500", (1_500_000,)), ("1,500", (1_500_000,)), ("1500đ", (1_500_000,)),
        ("15", (15_000_000,)), ("6", (6_000_000,)), ("1,5", (1_500_000,)), ("6.25", (6_250_000,)),
        ("500", (500_000,)), ("100", (100_000, 100_000_000)), ("50.000", (50_000, 50_000_000)),
        ("1.500 triệu", (1_500_000,)), ("6 trieu65", (6_000_000, 6_650_000)), ("sáu", (6_000_000,)),
    ],
)  # fmt: skip
def test_what_can_be_read_otherwise_is_asked_back(typed: str, candidates: tuple[int, ...]) -> None:
    with pytest.raises(AmbiguousMoney) as asked:
        parse_money(typed)
    assert asked.value.candidates == candidates
    assert all(show_money(one) in asked.value.text.vi for one in candidates)
    assert asked.value.text.vi.endswith("phải không ạ?")


@given(st.integers(1, 99_999))
def test_a_small_bare_number_is_never_taken_for_granted(number: int) -> None:
    with pytest.raises(Refusal):
        parse_money(str(number))


@pytest.mark.parametrize(
    "typed",
    [
        "", "abc", "-5tr", "- 500.000", "nhiều", "0912345678", "1.50.000", "1.500,000", "6 triệu 2 tỷ",
        "6 triệu 6 triệu", "60 triệu một năm", "mỗi người 1tr5", "1tr5 hoặc 2tr", "đồng", "tr", "rưỡi", "6tr rưỡi rưỡi",
        "1tr5000", "500 nghìn 5", "1,2345 nghìn", "5 + 5 triệu", "00", "1,5555 triệu", "9" * 5000, "6 triệu gạo",
    ],
)  # fmt: skip
def test_what_is_no_sum_is_refused_with_an_example(typed: str) -> None:
    with pytest.raises(Refusal, match=r"6\.500\.000") as refused:
        parse_money(typed)
    assert not isinstance(refused.value, AmbiguousMoney)


@pytest.mark.parametrize("typed", ["1.000.000.001", "2 tỷ", "1001 triệu", "12345678901"])
def test_more_than_a_billion_is_refused_as_too_large(typed: str) -> None:
    with pytest.raises(Refusal, match="lớn quá 1 tỷ"):
        parse_money(typed)


words = st.sampled_from(
    ["1", "5", "500", "1.500", "1,5", "tr", "triệu", "k", "nghìn", "trăm", "rưỡi", "đ", " ", "0", "tỷ"]
)


@given(st.one_of(st.text(), st.lists(words).map("".join), st.lists(words).map(" ".join)))
def test_whatever_is_typed_is_a_sum_or_refused(typed: str) -> None:
    assert all(0 <= amount <= MOST for amount in sums_read(typed))


def sums_read(typed: str) -> tuple[int, ...]:
    try:
        return (parse_money(typed),)
    except AmbiguousMoney as asked:
        return asked.candidates or (-1,)
    except Refusal:
        return ()


def test_rates_and_points_are_shown_with_a_comma_and_two_decimals() -> None:
    assert show_rate(Decimal("6.06")) == "6,06%"
    assert show_rate(6.125) == "6,13%"
    assert show_rate(0) == "0,00%"
    assert show_points(-2.24) == "−2,24 điểm %"
    assert show_points(Decimal("-0.001")) == "0,00 điểm %"


def test_in_english_they_have_a_point() -> None:
    assert (rate_words(6.125).vi, rate_words(6.125).en) == ("6,13%", "6.13%")
    assert points_words(2.24).en == "2.24 percentage points"
