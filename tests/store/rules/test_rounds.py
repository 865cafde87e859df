"""What makes an answer late, and what the five figures are."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from store.rules.levels import Level
from store.rules.reasons import LongReason, NoReason
from store.rules.roles import BOUND_TO
from store.rules.rounds import (
    ANSWERED_BY,
    Answer,
    ExtensionReason,
    RoundFigures,
    RoundKind,
    check_extension_reason,
    covered_from,
    is_late,
    reason_words,
    told_day,
)

counts = st.integers(0, 90_000)


def test_the_due_day_itself_is_in_time_and_the_next_one_late() -> None:
    due = date(2026, 11, 14)
    assert not is_late(due, due)
    assert is_late(date(2026, 11, 15), due)


def test_people_are_told_the_last_working_day_at_or_before_the_end() -> None:
    due = date(2026, 11, 14)  # a Saturday
    assert told_day(RoundKind.YEARLY, due, due) == date(2026, 11, 13)
    assert told_day(RoundKind.MONTHLY, date(2026, 8, 5), date(2026, 8, 5)) == date(2026, 8, 5)


def test_a_day_that_an_official_set_is_told_as_it_was_set() -> None:
    sunday = date(2026, 11, 22)
    assert told_day(RoundKind.AD_HOC, sunday, sunday) == sunday
    assert told_day(RoundKind.YEARLY, date(2026, 11, 14), sunday) == sunday


def test_the_five_figures_of_a_commune() -> None:
    figures = RoundFigures(expected=15, received=12, on_time=9)
    assert (figures.expected, figures.received, figures.on_time) == (15, 12, 9)
    assert (figures.rate, figures.on_time_rate) == (Decimal(80), Decimal(60))
    assert (figures.late, figures.silent) == (3, 3)


def test_where_nobody_is_asked_there_is_no_rate() -> None:
    figures = RoundFigures(0, 0, 0)
    assert figures.rate is figures.on_time_rate is None


@given(counts, counts, counts)
def test_no_figure_is_ever_above_those_asked(expected: int, received: int, on_time: int) -> None:
    figures = RoundFigures(expected, received, on_time)
    assert 0 <= figures.on_time <= figures.received <= figures.expected
    assert figures.late + figures.on_time + figures.silent == figures.expected
    assert all(rate is None or 0 <= rate <= 100 for rate in (figures.rate, figures.on_time_rate))


def test_the_figures_of_two_areas_add_up() -> None:
    assert RoundFigures(15, 12, 9) + RoundFigures(5, 5, 5) == RoundFigures(20, 17, 14)


def test_the_annual_report_is_about_the_year_and_another_about_its_own_time() -> None:
    opens, due = date(2026, 9, 30), date(2026, 11, 14)
    assert covered_from(RoundKind.YEARLY, opens, due) == date(2026, 1, 1)
    assert covered_from(RoundKind.MONTHLY, opens, due) == opens
    assert covered_from(RoundKind.AD_HOC, opens, due) == opens


def test_whoever_answers_can_be_appointed_to_a_unit_of_that_level() -> None:
    assert all(level in BOUND_TO[role] for level, role in ANSWERED_BY.items())
    assert set(ANSWERED_BY) == {Level.VILLAGE, Level.COMMUNE}


def test_a_reason_is_one_of_the_list_or_says_something() -> None:
    assert check_extension_reason("storm") == "storm"
    assert check_extension_reason("  Đường vào   bản bị sạt lở ") == "Đường vào bản bị sạt lở"
    assert reason_words("storm").vi == "bão"
    assert reason_words("Đường <sạt lở>").vi == "Đường &lt;sạt lở&gt;"
    with pytest.raises(NoReason):
        check_extension_reason("vì")
    with pytest.raises(LongReason):
        check_extension_reason("dài " * 200)


def test_the_words_of_the_glossary_are_on_the_buttons() -> None:
    assert Answer.DONE.text.vi == "Đã báo cáo đủ"
    assert Answer.NIL.text.vi == "Không có biến động"
    assert all(len(reason.button.vi) <= 28 for reason in ExtensionReason)
