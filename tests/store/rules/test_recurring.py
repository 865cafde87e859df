"""Which rounds the calendar brings, and on which days."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

import pytest

from store.rules.ladders import Ladder
from store.rules.levels import Level
from store.rules.plans import shipped_plans
from store.rules.recurring import Opening, RecurringError, load_recurring, recurring_rounds
from store.rules.rounds import RoundKind

if TYPE_CHECKING:
    from pathlib import Path

    from store.rules.plans import Plan

EXAMPLE = shipped_plans(examples=True).by_file["vi-du-2026-2030"]
LE_THUY = shipped_plans().by_file["le-thuy-2017-2020"]
QUANG_NAM = shipped_plans().by_file["quang-nam-2016-2020"]

FILE = """
[ad_hoc]
taken_late = 30

[[yearly]]
asks = "village"
deadline = "annual_report"
opens_before = 45
taken_late = 45
title = { vi = "Báo cáo {year}", en = "Report {year}" }
source = { vi = "Kế hoạch", en = "The plan" }
first_day = 2016-01-01
"""


def yearly(plan: Plan, today: date) -> list[Opening]:
    return [opening for rule in recurring_rounds().yearly for opening in rule.openings(plan, today)]


def monthly(today: date) -> list[Opening]:
    return [opening for rule in recurring_rounds().monthly for opening in rule.openings(today)]


def test_before_15_11_means_that_14_11_is_the_last_day() -> None:
    (opening,) = yearly(EXAMPLE, date(2026, 10, 20))
    assert (opening.kind, opening.period, opening.asks) == (RoundKind.YEARLY, "2026", Level.VILLAGE)
    assert opening.due_on == date(2026, 11, 14)
    assert opening.title.vi == "Báo cáo phong trào thi đua năm 2026"


def test_the_yearly_round_is_open_before_the_first_reminder_and_closed_within_the_year() -> None:
    (opening,) = yearly(EXAMPLE, date(2026, 10, 20))
    assert opening.due_on - opening.opens_on > timedelta(days=30 + 2)
    assert opening.closes_on == date(2026, 12, 29)


@pytest.mark.parametrize(
    ("today", "count"),
    [
        (date(2026, 9, 29), 0),
        (date(2026, 9, 30), 1),
        (date(2026, 11, 14), 1),
        (date(2026, 11, 15), 0),
    ],
)
def test_it_is_opened_between_its_first_and_its_due_day(today: date, count: int) -> None:
    assert len(yearly(EXAMPLE, today)) == count


def test_a_plan_without_a_date_and_one_of_other_years_bring_no_round() -> None:
    assert yearly(QUANG_NAM, date(2019, 11, 1)) == []
    assert len(yearly(LE_THUY, date(2019, 11, 1))) == 1
    assert yearly(LE_THUY, date(2026, 11, 1)) == []


def test_the_regular_review_begins_on_the_15th_and_communes_report_it_on_the_5th() -> None:
    (opening,) = monthly(date(2026, 2, 1))
    assert (opening.kind, opening.period, opening.asks) == (RoundKind.MONTHLY, "2026-01", Level.COMMUNE)
    assert (opening.opens_on, opening.due_on) == (date(2026, 1, 15), date(2026, 2, 5))
    assert opening.title.vi == "Kết quả rà soát thường xuyên tháng 01/2026"


def test_commune_reports_are_due_from_february_to_september() -> None:
    days = [date(2026, 1, 1) + timedelta(days=number) for number in range(365)]
    due = {opening.due_on for day in days for opening in monthly(day)}
    assert sorted(due) == [date(2026, month, 5) for month in range(2, 10)]


def test_a_monthly_round_is_closed_before_the_next_one_opens() -> None:
    (opening,) = monthly(date(2026, 2, 1))
    assert opening.closes_on == date(2026, 2, 14)


def test_before_the_decision_of_2021_there_is_no_monthly_round() -> None:
    assert monthly(date(2021, 6, 1)) == []


@pytest.mark.parametrize(
    ("before", "after", "told"),
    [
        ('"village"', '"district"', "nobody answers"),
        ("opens_before = 45", "opens_before = 0", "yearly.0.opens_before"),
        ("taken_late = 45", "take_late = 45", "take_late"),
        ("2016-01-01", '"2016-01-01"', "yearly.0.first_day"),
        ("[[yearly]]", "[[yearly]", "own.toml"),
    ],
)
def test_a_wrong_file_is_told_by_name_and_key(tmp_path: Path, before: str, after: str, told: str) -> None:
    own = tmp_path / "own.toml"
    own.write_text(FILE, encoding="utf-8")
    assert len(load_recurring(own).yearly) == 1
    own.write_text(FILE.replace(before, after), encoding="utf-8")
    with pytest.raises(RecurringError, match=r"own\.toml") as fault:
        load_recurring(own)
    assert told in str(fault.value)


def test_the_ladder_of_a_plan_goes_before_that_of_the_rule_and_the_monthly_one_is_short() -> None:
    assert yearly(EXAMPLE, date(2026, 10, 20))[0].ladder is None
    (deadline,) = [each for each in EXAMPLE.deadline if each.code == "annual_report"]
    own = deadline.model_copy(update={"ladder": Ladder(before=(10, 2))})
    plan = EXAMPLE.model_copy(update={"deadline": (own,)})
    assert yearly(plan, date(2026, 10, 20))[0].ladder == Ladder(before=(10, 2))
    (opening,) = monthly(date(2026, 3, 20))
    assert opening.ladder == Ladder(before=(3, 1))
