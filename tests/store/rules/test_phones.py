import pytest
from hypothesis import given
from hypothesis import strategies as st

from store.rules.phones import parse_phone, show_phone
from store.rules.refusal import Refusal

mobiles = st.from_regex(r"\+84[35789][0-9]{8}", fullmatch=True)
landlines = st.from_regex(r"\+842[0-9]{9}", fullmatch=True)


@pytest.mark.parametrize(
    "typed",
    [
        "0912345678", "0912 345 678", "0912.345.678", "0912-345-678", "+84912345678", "84 912 345 678",
        "0084912345678", "+84 (0)912 345 678",
    ],
)  # fmt: skip
def test_a_number_is_read_however_it_is_written(typed: str) -> None:
    assert parse_phone(typed) == "+84912345678"


@given(st.one_of(mobiles, landlines))
def test_a_shown_number_is_read_back(number: str) -> None:
    assert parse_phone(show_phone(number)) == number


def test_numbers_are_shown_in_groups() -> None:
    assert show_phone("+84912345678") == "0912 345 678"
    assert show_phone("+842323821234") == "0232 3821 234"
    assert show_phone("+842438212345") == "024 3821 2345"


@pytest.mark.parametrize(
    "typed",
    ["", "abc", "912345678", "091234567", "09123456789", "0412345678", "038123456789", "+1 202 555 0100"],
)
def test_what_is_no_number_in_vietnam_is_refused_with_an_example(typed: str) -> None:
    with pytest.raises(Refusal) as refused:
        parse_phone(typed)
    assert "0912 345 678" in refused.value.text.vi


def test_the_old_eleven_digit_numbers_are_refused_with_the_reason() -> None:
    with pytest.raises(Refusal, match="2018"):
        parse_phone("01234567890")


@given(st.text())
def test_whatever_is_typed_is_a_number_or_refused(typed: str) -> None:
    try:
        number = parse_phone(typed)
    except Refusal:
        return
    assert parse_phone(show_phone(number)) == number
