from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from store.rules.guards import (
    OwnReport,
    UnfitDecision,
    UnfitPosting,
    check_decision_day,
    check_four_eyes,
    check_number,
    check_posting_end,
    check_posting_start,
)

DAYS = st.dates(date(2026, 1, 1), date(2026, 3, 1))
SENT, TODAY = date(2026, 11, 3), date(2026, 11, 22)


def test_whoever_reported_cannot_verify() -> None:
    with pytest.raises(OwnReport, match="cán bộ khác"):
        check_four_eyes(decider=7, reporter=7)
    check_four_eyes(decider=8, reporter=7)


def test_a_decision_of_the_day_of_sending_or_of_today_is_taken() -> None:
    check_decision_day(SENT, submitted=SENT, today=TODAY)
    check_decision_day(TODAY, submitted=SENT, today=TODAY)


def test_a_decision_before_the_report_is_refused_with_both_dates() -> None:
    with pytest.raises(UnfitDecision, match=r"02/11/2026.*03/11/2026"):
        check_decision_day(date(2026, 11, 2), submitted=SENT, today=TODAY)


def test_a_decision_of_tomorrow_is_refused_with_its_date() -> None:
    with pytest.raises(UnfitDecision, match=r"23/11/2026 chưa đến"):
        check_decision_day(date(2026, 11, 23), submitted=SENT, today=TODAY)


@given(DAYS, DAYS, DAYS)
def test_a_decision_is_taken_exactly_between_sending_and_today(
    decided: date, submitted: date, today: date
) -> None:
    try:
        check_decision_day(decided, submitted=submitted, today=today)
    except UnfitDecision:
        assert decided < submitted or decided > today
    else:
        assert submitted <= decided <= today


@pytest.mark.parametrize("number", ["", "   ", "QĐ-UBND", "chưa có", "1" * 51])
def test_what_is_no_number_of_a_decision_is_refused_with_an_example(number: str) -> None:
    with pytest.raises(UnfitDecision, match="123/QĐ-UBND"):
        check_number(number)


def test_the_number_of_a_decision_is_kept_with_its_blanks_tidied() -> None:
    assert check_number("  245 /QĐ-UBND ") == "245 /QĐ-UBND"


@pytest.mark.parametrize(
    "typed",
    [
        "15/QD-UBND",
        "15/qd-ubnd",
        "15/qđ-ubnd",
        " 15/QĐ-UBND",
        "15/Qd-UBND",
        "15/Qd-ubnd",
        "15/qđ-UBND",
        "15/qĐ-Ubnd",
        "15/QĐ-ubnd",
    ],
)
def test_the_sign_of_a_decision_is_written_as_papers_write_it(typed: str) -> None:
    assert check_number(typed) == "15/QĐ-UBND"


@pytest.mark.parametrize(
    "number", ["15/2026/NQ-HĐND", "1258/QĐ-TTg", "=9/QĐ-UBND", "245", "15/QDX-UBND", "15/QĐ-UBNDx"]
)
def test_what_is_no_sign_of_a_decision_without_marks_stays(number: str) -> None:
    assert check_number(number) == number


def test_a_posting_begins_after_verification_and_not_in_the_future() -> None:
    check_posting_start(SENT, verified=SENT, today=TODAY)
    for day in (SENT - timedelta(days=1), TODAY + timedelta(days=1)):
        with pytest.raises(UnfitPosting, match=r"03/11/2026 đến 22/11/2026"):
            check_posting_start(day, verified=SENT, today=TODAY)


@given(DAYS, st.integers(0, 30), DAYS)
def test_a_posting_ends_only_when_its_days_are_over(posted: date, days: int, today: date) -> None:
    if (today - posted).days >= days:
        check_posting_end(posted, days=days, today=today)
    else:
        with pytest.raises(UnfitPosting, match=f"{posted + timedelta(days=days):%d/%m/%Y}"):
            check_posting_end(posted, days=days, today=today)
