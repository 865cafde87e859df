"""The clock opens the rounds that the calendar brings, once each, and can tell beforehand."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING

from scheduler.catchup import do_next
from scheduler.duties import rounds as duty
from scheduler.jobs import all_jobs
from store.database import unit_of_work
from store.rules.plans import Plans
from tests.asked import all_rounds

if TYPE_CHECKING:
    from tests.town import Town


def runs(town: Town, moment: datetime) -> None:
    (job,) = [job for job in all_jobs() if job.name == duty.NAME]
    while do_next(town.engine, job, moment, town.config):
        pass


def test_a_round_is_open_on_the_first_morning_of_its_time_and_opened_once(small_town: Town) -> None:
    midnight = datetime(2026, 9, 29, 17, 0, tzinfo=UTC)
    runs(small_town, midnight - timedelta(minutes=30))
    runs(small_town, midnight)
    assert all_rounds(small_town) == []
    for hours in range(1, 30):
        runs(small_town, midnight + timedelta(hours=hours))
    (opened,) = all_rounds(small_town)
    assert (opened.period, opened.opens_on) == ("2026", date(2026, 9, 30))


def test_after_a_week_without_power_what_can_still_be_answered_is_opened(small_town: Town) -> None:
    runs(small_town, datetime(2026, 9, 28, 3, tzinfo=UTC))
    runs(small_town, datetime(2026, 10, 5, 3, tzinfo=UTC))
    assert len(all_rounds(small_town)) == 1


def test_without_a_plan_there_is_no_yearly_round(small_town: Town) -> None:
    small_town.config = replace(small_town.config, plans=Plans({}))
    runs(small_town, datetime(2026, 10, 1, 3, tzinfo=UTC))
    runs(small_town, datetime(2026, 10, 1, 6, tzinfo=UTC))
    assert all_rounds(small_town) == []


def test_it_is_told_beforehand_which_rounds_will_open(small_town: Town) -> None:
    first = datetime(2026, 9, 1, tzinfo=UTC)
    with unit_of_work(small_town.engine) as db:
        coming = list(duty.preview(db, first, first + timedelta(days=60), small_town.config))
    assert [(due.moment, due.chat_id) for due in coming] == [(datetime(2026, 9, 29, 17, 5, tzinfo=UTC), None)]
    assert "Báo cáo phong trào thi đua năm 2026" in coming[0].why.vi
    assert all_rounds(small_town) == []
