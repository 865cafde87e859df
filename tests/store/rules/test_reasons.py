from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from store.rules.reasons import LONGEST_REASON, LongReason, NoReason, ReturnReason, check_reason


@pytest.mark.parametrize("written", [None, "", "   ", ".......", "ok", "-- a b c --", "\n\n"])
def test_a_reason_that_says_nothing_is_refused(written: str | None) -> None:
    with pytest.raises(NoReason):
        check_reason(written)


def test_a_reason_is_kept_with_its_blanks_tidied() -> None:
    assert check_reason("  Thu nhập \n chưa rõ ") == "Thu nhập chưa rõ"


def test_a_reason_written_with_loose_tone_marks_is_composed() -> None:
    assert check_reason(unicodedata.normalize("NFD", "Chưa họp dân")) == "Chưa họp dân"


def test_a_reason_may_fill_its_length_and_not_exceed_it() -> None:
    assert check_reason("x" * LONGEST_REASON) == "x" * LONGEST_REASON
    with pytest.raises(LongReason, match=str(LONGEST_REASON + 1)):
        check_reason("x" * (LONGEST_REASON + 1))


@given(st.text(max_size=700))
def test_whatever_is_written_is_kept_tidy_or_refused(written: str) -> None:
    try:
        reason = check_reason(written)
    except (NoReason, LongReason):
        return
    assert check_reason(reason) == reason
    assert len(reason) <= LONGEST_REASON


@pytest.mark.parametrize("reason", list(ReturnReason))
def test_a_reason_from_the_list_would_pass_as_a_written_one(reason: ReturnReason) -> None:
    assert check_reason(reason.text.vi) == reason.text.vi
    assert len(reason.button.vi) <= 28
    assert reason.text.en.endswith(".")
