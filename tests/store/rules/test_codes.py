from itertools import pairwise

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from store.rules.codes import ALPHABET, CAPACITY, looks_like_code, make_code, read_code
from store.rules.refusal import Refusal

numbers = st.integers(0, CAPACITY - 1)
places = st.integers(0, 6)


def body(code: str) -> list[str]:
    return list(code.removeprefix("CT").replace("-", ""))


def is_refused(typed: str) -> bool:
    try:
        read_code(typed)
    except Refusal:
        return True
    return False


@given(numbers)
def test_a_code_is_read_as_it_was_made(number: int) -> None:
    code = make_code(number)
    assert read_code(code) == code
    assert looks_like_code(code)


@given(numbers)
def test_case_spaces_dashes_and_the_sign_do_not_matter(number: int) -> None:
    code = make_code(number)
    assert read_code(f"  mã {code.lower().replace('-', ' ')} ") == code
    assert read_code("".join(body(code))) == code
    assert read_code(code.replace("0", "O").replace("1", "l")) == code


@given(numbers, places, st.sampled_from(ALPHABET))
def test_a_code_with_one_wrong_character_is_refused(number: int, place: int, symbol: str) -> None:
    symbols = body(make_code(number))
    assume(symbols[place] != symbol)
    symbols[place] = symbol
    assert is_refused("CT" + "".join(symbols))


@given(numbers, places, places)
def test_a_code_with_two_swapped_characters_is_refused(number: int, one: int, other: int) -> None:
    symbols = body(make_code(number))
    assume(symbols[one] != symbols[other])
    symbols[one], symbols[other] = symbols[other], symbols[one]
    assert is_refused("CT" + "".join(symbols))


def test_every_wrong_character_and_every_swap_in_a_hundred_codes_is_refused() -> None:
    for number in range(100):
        symbols = body(make_code(number))
        slips = [[*symbols[:at], new, *symbols[at + 1 :]] for at in range(7) for new in ALPHABET]
        for one in range(7):
            for other in range(one):
                swapped = list(symbols)
                swapped[one], swapped[other] = symbols[other], symbols[one]
                slips.append(swapped)
        assert all(is_refused("".join(slip)) for slip in slips if slip != symbols)


@given(numbers)
def test_a_code_with_a_character_missing_or_doubled_is_refused(number: int) -> None:
    symbols = "".join(body(make_code(number)))
    assert is_refused(symbols[:-1])
    assert is_refused(symbols + symbols[-1])


@given(numbers)
def test_a_wrong_sign_is_refused(number: int) -> None:
    code = make_code(number)
    assert is_refused("TC" + code[2:])
    assert is_refused("CX" + code[2:])


@given(numbers, numbers)
def test_no_two_numbers_share_a_code(one: int, other: int) -> None:
    assert (make_code(one) == make_code(other)) == (one == other)


def test_thousands_of_codes_in_a_row_are_all_different_and_unlike_their_neighbours() -> None:
    codes = [make_code(number) for number in range(5_000)]
    assert len(set(codes)) == 5_000
    neighbours = pairwise(body(code) for code in codes)
    same = [sum(a == b for a, b in zip(one, other, strict=True)) for one, other in neighbours]
    assert max(same) <= 4


def test_there_are_codes_for_more_than_ten_million_reports() -> None:
    assert CAPACITY >= 10_000_000


@pytest.mark.parametrize("number", [-1, CAPACITY])
def test_a_number_without_a_code_is_a_fault(number: int) -> None:
    with pytest.raises(ValueError, match="no code"):
        make_code(number)


@given(st.text())
def test_whatever_is_typed_is_a_code_or_refused(typed: str) -> None:
    assert is_refused(typed) or looks_like_code(typed)


def test_the_refusal_names_the_code_and_asks_to_check_it() -> None:
    with pytest.raises(Refusal, match="Mã “CT-47K-3H9” chưa đúng, nhờ anh/chị kiểm tra lại ạ"):
        read_code(" CT-47K-3H9 ")


def test_a_mistyped_code_still_looks_like_one_so_that_it_is_answered_as_one() -> None:
    assert looks_like_code("CT 47K 3H9")
    assert looks_like_code("ct-519-ut4z")


@pytest.mark.parametrize(
    "typed", ["Hồ Văn An", "1.500.000", "15/11/2026", "CT", "ct nguyen", "0912345678", ""]
)
def test_other_answers_do_not_look_like_a_code(typed: str) -> None:
    assert not looks_like_code(typed)
