"""A code as it is read out over a phone."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from store.rules.codes import CAPACITY, make_code
from store.rules.dictation import dictated


def test_a_code_is_read_out_symbol_by_symbol_in_its_groups() -> None:
    assert dictated("CT-47K-3H92").vi == "xê tê, bốn bảy ca, ba hát chín hai"
    assert dictated("CT-47K-3H92").en == "C T, 4 7 K, 3 H 9 2"


@given(st.integers(0, CAPACITY - 1), st.integers(0, CAPACITY - 1))
def test_two_codes_never_sound_alike(one: int, other: int) -> None:
    assert (dictated(make_code(one)).vi == dictated(make_code(other)).vi) == (one == other)
