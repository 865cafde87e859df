from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from store.rules.calendar import (
    Slot,
    add_working_days,
    days_off,
    is_quiet,
    last_working_day_at,
    last_working_day_before,
    next_allowed,
    next_working_day,
    quiet_around_tet,
    working_day,
    working_days_after,
)
from store.rules.calendar.data import CalendarError, calendar, load_calendar

ZONE = ZoneInfo("Asia/Ho_Chi_Minh")
DAY = timedelta(days=1)
SHIPPED = Path(load_calendar.__code__.co_filename).with_name("vietnam.toml").read_text(encoding="utf-8")


def at(text: str) -> datetime:
    """Read a moment as a clock in Vietnam shows it: 16/11/2026 07:30."""
    return datetime.strptime(text, "%d/%m/%Y %H:%M").replace(tzinfo=ZONE).astimezone(UTC)


def shown(moment: datetime) -> str:
    return moment.astimezone(ZONE).strftime("%d/%m/%Y %H:%M")


@pytest.mark.parametrize(
    ("day", "works"),
    [
        (date(2026, 11, 13), True),  # Friday
        (date(2026, 11, 14), False),  # Saturday
        (date(2026, 11, 15), False),
        (date(2026, 1, 1), False),
        (date(2026, 1, 2), False),  # swapped with
        (date(2026, 1, 10), True),  # this Saturday
        (date(2026, 2, 13), True),  # the Friday before Tết
        (date(2026, 2, 20), False),
        (date(2026, 2, 23), True),
        (date(2026, 4, 27), False),  # for Giỗ Tổ on Sunday
        (date(2026, 4, 30), False),
        (date(2026, 8, 22), True),
        (date(2026, 9, 1), False),
        (date(2026, 9, 3), True),
        (date(2026, 11, 24), False),
        (date(2025, 11, 24), True),  # a day off since 2026
    ],
)
def test_offices_work_on(day: date, works: bool) -> None:
    assert working_day(day) is works


@pytest.mark.parametrize(
    ("day", "beside"),
    [(2, 3), (3, 1), (4, 1), (5, 3), (6, 1)],
)
def test_beside_the_second_of_september_that_day_is_off_which_was_in_earlier_years(
    day: int, beside: int
) -> None:
    year = next(year for year in range(2027, 2050) if date(year, 9, 2).isoweekday() + 1 == day)
    assert date(year, 9, beside) in days_off(year)
    assert date(year, 9, 4 - beside) not in days_off(year)


def test_a_year_not_decided_yet_makes_up_for_days_off_on_a_weekend() -> None:
    assert date(2027, 5, 1).isoweekday() == 6
    assert date(2027, 5, 3) in days_off(2027)
    assert {date(2027, 2, day) for day in (5, 6, 7, 8, 9)} <= days_off(2027)
    assert {date(2027, 2, 10), date(2027, 2, 11)} <= days_off(2027)


@pytest.mark.parametrize("year", range(2024, 2051))
def test_every_year_has_the_law_s_days_off(year: int) -> None:
    off = days_off(year)
    on_workdays = [day for day in off if day.weekday() < 5]
    assert {date(year, 1, 1), date(year, 4, 30), date(year, 5, 1), date(year, 9, 2)} <= off
    assert len(on_workdays) >= 11
    assert all(day.year == year for day in off)


def test_outside_the_table_only_the_solar_days_off_are_known() -> None:
    assert date(2017, 9, 2) in days_off(2017)
    assert working_day(date(2017, 1, 27))
    assert not quiet_around_tet(date(2017, 1, 28))


@pytest.mark.parametrize(
    ("deadline", "told"),
    [
        (date(2026, 11, 14), date(2026, 11, 13)),  # before 15/11/2026: Saturday, so Friday
        (date(2027, 11, 14), date(2027, 11, 12)),
        (date(2028, 11, 14), date(2028, 11, 14)),
        (date(2026, 2, 22), date(2026, 2, 13)),  # over Tết
        (date(2026, 11, 24), date(2026, 11, 23)),
        (date(2026, 1, 10), date(2026, 1, 10)),  # a Saturday that is worked
    ],
)
def test_people_are_told_the_last_working_day_in_time(deadline: date, told: date) -> None:
    assert last_working_day_at(deadline) == told


def test_working_days_are_counted_without_weekends_and_days_off() -> None:
    assert next_working_day(date(2026, 11, 13)) == date(2026, 11, 16)
    assert last_working_day_before(date(2026, 11, 16)) == date(2026, 11, 13)
    assert add_working_days(date(2026, 11, 14), 2) == date(2026, 11, 17)
    assert working_days_after(date(2026, 11, 14), date(2026, 11, 17)) == 2
    assert working_days_after(date(2026, 2, 13), date(2026, 2, 23)) == 1
    assert working_days_after(date(2026, 11, 17), date(2026, 11, 14)) == 0


@pytest.mark.parametrize(
    ("day", "quiet"),
    [
        (date(2027, 1, 31), False),  # 24 tháng Chạp
        (date(2027, 2, 1), True),  # 25 tháng Chạp
        (date(2027, 2, 5), True),
        (date(2027, 2, 6), True),  # mùng 1
        (date(2027, 2, 12), True),  # mùng 7
        (date(2027, 2, 13), False),
        (date(2030, 1, 27), False),
        (date(2030, 1, 28), True),
        (date(2030, 2, 8), True),
        (date(2030, 2, 9), False),
    ],
)
def test_from_25_thang_chap_to_mung_7_nobody_is_written_to(day: date, quiet: bool) -> None:
    assert quiet_around_tet(day) is quiet
    assert is_quiet(Slot.MORNING.on(day, ZONE), ZONE, official=False, near_deadline=True) is quiet


@pytest.mark.parametrize(
    ("clock", "quiet"),
    [
        ("06:29", True),
        ("06:30", False),
        ("07:30", False),
        ("11:29", False),
        ("11:30", True),
        ("13:29", True),
        ("13:30", False),
        ("18:30", False),
        ("20:29", False),
        ("20:30", True),
        ("23:59", True),
        ("00:00", True),
    ],
)
def test_night_and_noon_are_quiet(clock: str, quiet: bool) -> None:
    for official in (True, False):
        assert is_quiet(at(f"16/11/2026 {clock}"), ZONE, official=official) is quiet


@pytest.mark.parametrize(
    ("moment", "official", "near", "allowed"),
    [
        ("14/11/2026 07:30", True, False, "16/11/2026 06:30"),  # Saturday waits for Monday
        ("14/11/2026 07:30", True, True, "14/11/2026 07:30"),  # but not right before the deadline
        ("14/11/2026 07:30", False, False, "14/11/2026 07:30"),  # a village head is no official
        ("16/11/2026 12:00", True, False, "16/11/2026 13:30"),
        ("13/11/2026 21:00", True, False, "16/11/2026 06:30"),
        ("13/11/2026 21:00", False, False, "14/11/2026 06:30"),
        ("24/11/2026 07:30", False, False, "25/11/2026 06:30"),
        ("29/04/2027 21:00", False, False, "02/05/2027 06:30"),
        ("29/04/2027 21:00", True, True, "02/05/2027 06:30"),
        ("01/02/2027 07:30", False, True, "13/02/2027 06:30"),
        ("01/02/2027 07:30", True, False, "15/02/2027 06:30"),
        ("10/01/2026 07:30", True, False, "10/01/2026 07:30"),  # a Saturday that is worked
    ],
)
def test_what_falls_into_quiet_time_waits_for_its_end(
    moment: str, official: bool, near: bool, allowed: str
) -> None:
    assert shown(next_allowed(at(moment), ZONE, official=official, near_deadline=near)) == allowed


def test_the_two_hours_a_person_chooses_from_are_never_quiet_on_a_working_day() -> None:
    day = date(2026, 11, 16)
    assert [shown(slot.on(day, ZONE)) for slot in Slot] == ["16/11/2026 07:30", "16/11/2026 18:30"]
    assert not any(is_quiet(slot.on(day, ZONE), ZONE, official=True) for slot in Slot)


def test_culture_day_is_marked_as_not_verified_and_the_decided_years_name_their_source() -> None:
    (culture,) = [each for each in calendar().fixed if each.month == 11]
    assert culture.unverified
    assert [each.year for each in calendar().decided] == [2024, 2025, 2026]


@pytest.mark.parametrize(
    ("written", "instead", "fault"),
    [
        ("day = 24\nmonth = 11", "day = 31\nmonth = 11", "fixed.4"),
        ("year = 2024\n", 'year = "2024 (Giáp Thìn)"\n', "decided.0.year"),
        ("[quiet]", "[quiet", "vietnam.toml"),
        ("last_days = 3", "last_days = 3\nlast_hours = 2", "quiet.last_hours"),
    ],
)
def test_a_wrong_file_is_refused_with_the_place_of_its_fault(
    tmp_path: Path, written: str, instead: str, fault: str
) -> None:
    path = tmp_path / "vietnam.toml"
    path.write_text(SHIPPED.replace(written, instead, 1), encoding="utf-8")
    with pytest.raises(CalendarError, match=fault):
        load_calendar(path)
