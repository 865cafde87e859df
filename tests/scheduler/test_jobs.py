"""A job says when it is due, as cron does, in the place's own zone."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from scheduler import jobs
from scheduler.duties.housekeeping import tidy
from scheduler.jobs import At, CatchUp, moments

ZONE = ZoneInfo("Asia/Ho_Chi_Minh")
SUNDAY_EVENING = datetime(2026, 11, 22, 20, 0, tzinfo=ZONE)


def due(*times: At, days: int = 8, after: datetime = SUNDAY_EVENING) -> list[str]:
    found = moments(times, after, after + timedelta(days=days), ZONE)
    return [f"{moment.astimezone(ZONE):%a %d %H:%M}" for moment in found]


@pytest.mark.parametrize(
    ("times", "days", "expected"),
    [
        ((At(7),), 2, ["Mon 23 07:00", "Tue 24 07:00"]),
        ((At(7, 30, day_of_week="mon"),), 8, ["Mon 23 07:30", "Mon 30 07:30"]),
        ((At(16), At(7)), 1, ["Mon 23 07:00", "Mon 23 16:00"]),
        ((At("7-8", "*/30"),), 1, ["Mon 23 07:00", "Mon 23 07:30", "Mon 23 08:00", "Mon 23 08:30"]),
        ((At(8, day=25),), 8, ["Wed 25 08:00"]),
        ((At(8, day=29, month=2),), 8, []),
        ((At(7), At(7, day_of_week="mon")), 1, ["Mon 23 07:00"]),
    ],
)
def test_times_are_read_as_cron_writes_them(times: tuple[At, ...], days: int, expected: list[str]) -> None:
    assert due(*times, days=days) == expected


def test_the_moment_after_which_one_looks_is_out_and_the_last_one_is_in() -> None:
    seven = datetime(2026, 11, 23, 7, 0, tzinfo=ZONE)
    assert due(At(7), after=seven, days=1) == ["Tue 24 07:00"]


def test_moments_are_told_in_utc() -> None:
    [moment] = moments((At(7),), SUNDAY_EVENING, SUNDAY_EVENING + timedelta(days=1), ZONE)
    assert (moment.tzinfo, moment.hour) == (UTC, 0)


def test_a_job_cannot_be_entered_twice() -> None:
    with pytest.raises(ValueError, match="twice"):
        jobs.job("housekeeping", At(1), catch_up=CatchUp(within=timedelta(days=1)))(tidy)
