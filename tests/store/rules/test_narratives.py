"""What may be written in the annual report, and what never belongs there."""

from __future__ import annotations

from datetime import date

import pytest

from store.rules.narratives import (
    LONGEST,
    LongNarrative,
    NarrativeClosed,
    Part,
    PersonalNumber,
    check_narrative,
    check_open,
)
from store.rules.refusal import Refusal


def test_lines_are_kept_and_blanks_are_tidied() -> None:
    assert (
        check_narrative("  Tổ chức  02 hội nghị \n\n\t- Kiểm tra 5 thôn ")
        == "Tổ chức 02 hội nghị\n- Kiểm tra 5 thôn"
    )


def test_marks_are_kept_in_one_form() -> None:
    assert check_narrative("Ho\u0300a") == "Hòa"


def test_what_no_file_can_hold_is_left_out() -> None:
    assert check_narrative("Mưa\x07 lũ\x00\uffff 🌧") == "Mưa lũ 🌧"


def test_nothing_is_nothing() -> None:
    assert check_narrative(" \n ") == ""


@pytest.mark.parametrize(
    "typed",
    [
        "Hộ có CCCD 044123456789 đã thoát nghèo",
        "CMND 190123456.",
        "gọi 0912345678",
        "gọi 0912 345 678 hoặc 0912.34.56.78",
        "ĐT +84 912345678",
        "ĐT: 091 234 5678",
    ],
)
def test_numbers_of_papers_and_phones_are_refused(typed: str) -> None:
    with pytest.raises(PersonalNumber):
        check_narrative(typed)


@pytest.mark.parametrize(
    "typed",
    [
        "Huy động 1.500.000.000 đồng",
        "84.500.000.000 đồng vốn vay",
        "Ngày 05.10.2026 15 hộ nhận bò",
        "Kế hoạch số 12/KH-UBND ngày 03-11-2026",
        "Quỹ 15000000 đồng",
        "giai đoạn 2016-2020, 2021-2025, 2026-2030",
        "tỷ lệ 0,35 điểm %; 0.912345 lần",
    ],
)
def test_sums_days_and_papers_of_offices_are_no_personal_numbers(typed: str) -> None:
    assert check_narrative(typed) == typed


def test_what_is_too_long_is_refused_with_its_length() -> None:
    assert check_narrative("a" * LONGEST) == "a" * LONGEST
    with pytest.raises(LongNarrative, match=r"2\.001 ký tự"):
        check_narrative("a" * (LONGEST + 1))


def test_a_year_is_open_until_its_last_day() -> None:
    check_open(2026, date(2026, 12, 31))
    with pytest.raises(NarrativeClosed):
        check_open(2026, date(2027, 1, 1))
    assert issubclass(NarrativeClosed, Refusal)


def test_every_part_has_words_short_enough_for_its_button() -> None:
    assert all(len(part.button.vi) <= 20 for part in Part)
