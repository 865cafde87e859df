from datetime import UTC, date, datetime, timedelta
from typing import Literal
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from store.rules.dates import parse_birth_year, parse_date, refuse_future, show_date, show_moment
from store.rules.refusal import Refusal

TODAY = date(2026, 11, 22)  # a Sunday
days = st.dates(date(1900, 1, 1), date(2100, 12, 31))
todays = st.dates(date(2020, 1, 1), date(2050, 12, 31))


def refusal_of(typed: str, prefer: Literal["past", "future"] = "past") -> str:
    with pytest.raises(Refusal) as refused:
        parse_date(typed, today=TODAY, prefer=prefer)
    return refused.value.text.vi


@pytest.mark.parametrize(
    "typed",
    [
        "15/11", "15-11", "15.11", "15 11", " 15 / 11 ", "15/11/26", "15-11-26", "15-11-2026", "15.11.2026",
        "15112026", "2026-11-15", "15 tháng 11", "15 thang 11", "15 thangs 11", "15 tha1ng 11", "15tháng11",
        "15t11", "15 th 11", "15 tháng 11 năm 2026", "15 thang 11 nam 26", "15 thangs 11 nawm 2026",
        "Ngày 15 tháng 11", "ngày 15", "chủ nhật ngày 15/11", "15/11 ạ", "chủ nhật tuần trước",
    ],
)  # fmt: skip
def test_the_fifteenth_of_november_can_be_typed_in_many_ways(typed: str) -> None:
    assert parse_date(typed, today=TODAY) == date(2026, 11, 15)


@pytest.mark.parametrize(
    ("typed", "ago"),
    [
        ("hôm nay", 0), ("hom nay", 0), ("hoom nay", 0), ("ho6m nay", 0), ("Hôm nay ạ", 0), ("hôm qua", 1),
        ("hom qua", 1), ("hôm kia", 2), ("chủ nhật", 0), ("cn", 0), ("thứ 7", 1), ("thứ 6", 2), ("thu sau", 2),
        ("thuws 6", 2), ("t6", 2), ("thứ hai", 6), ("thứ 6 vừa rồi", 2), ("thứ 6 tuần này", 2),
        ("thứ 6 tuần trước", 9), ("đầu tháng", 21), ("dau thang nay", 21), ("đầu tháng 10", 52), ("ngày mai", -1),
    ],
)  # fmt: skip
def test_days_near_today_are_read_from_today_on(typed: str, ago: int) -> None:
    assert parse_date(typed, today=TODAY) == TODAY - timedelta(days=ago)


@given(days, todays, st.sampled_from(["/", "-", ".", " "]))
def test_a_shown_date_is_read_back_with_any_separator(day: date, today: date, separator: str) -> None:
    assert parse_date(show_date(day).replace("/", separator), today=today) == day


@given(st.dates(date(2000, 1, 1), date(2099, 12, 31)), todays)
def test_two_digits_of_a_year_are_of_this_century(day: date, today: date) -> None:
    assert parse_date(f"{day.day}/{day.month}/{day.year % 100:02}", today=today) == day


@given(todays, st.integers(0, 364))
def test_without_a_year_what_happened_is_the_nearest_past_day(today: date, ago: int) -> None:
    day = today - timedelta(days=ago)
    if (day.month, day.day) != (2, 29):
        assert parse_date(f"{day.day}/{day.month}", today=today) == day


@given(todays, st.integers(0, 364))
def test_without_a_year_what_is_planned_is_the_nearest_future_day(today: date, ahead: int) -> None:
    day = today + timedelta(days=ahead)
    if (day.month, day.day) != (2, 29):
        assert parse_date(f"{day.day}/{day.month}", today=today, prefer="future") == day


@given(todays, st.sampled_from(["thứ 2", "thu ba", "t4", "thứ năm", "thu 6", "thứ bảy", "chủ nhật"]))
def test_a_weekday_is_the_nearest_past_or_future_one(today: date, typed: str) -> None:
    past = parse_date(typed, today=today)
    future = parse_date(typed, today=today, prefer="future")
    assert past <= today <= future
    assert past.weekday() == future.weekday()
    assert (future - past).days in {0, 7}


@given(todays, st.integers(1, 31))
def test_a_day_alone_is_the_nearest_one_that_exists(today: date, day: int) -> None:
    past = parse_date(f"ngày {day}", today=today)
    future = parse_date(f"ngày {day}", today=today, prefer="future")
    assert past.day == future.day == day
    assert 0 <= (today - past).days <= 62 >= (future - today).days >= 0


@given(st.integers(13, 31), st.integers(1, 12), st.sampled_from(["", "/2026", "/26"]))
def test_a_month_is_never_read_before_its_day(day: int, month: int, year: str) -> None:
    words = refusal_of(f"{month}/{day}{year}")
    assert "ngày" in words.lower()
    assert "Không có tháng" in words or "không có trong lịch" in words


def test_a_month_first_is_asked_back_the_right_way_round() -> None:
    words = refusal_of("11/15")
    assert "15/11" in words
    assert "Ngày viết trước, tháng viết sau" in words


@pytest.mark.parametrize(
    ("typed", "shown"),
    [("30/02", "30/02/2026"), ("31/4/2026", "31/04/2026"), ("29/2", "29/02/2026"), ("0/5", "00/05/2026"),
     ("32/1", "32/01/2026"), ("2/30/2026", "02/30/2026"), ("99999999", "99/99/9999")],
)  # fmt: skip
def test_a_day_that_does_not_exist_is_named(typed: str, shown: str) -> None:
    assert f"{shown} không có trong lịch" in refusal_of(typed)


def test_a_day_of_the_month_that_no_month_has_is_refused() -> None:
    assert "không có trong lịch" in refusal_of("ngày 32")


@pytest.mark.parametrize(
    "typed",
    ["", "hom wa", "15:11", "15,11", "-15/11", "15/11/0026", "15/11/2226", "15", "thứ 8", "tháng trước",
     "Hồ Văn An", "15/11/2026 07:05", "1/2/3/4", "x" * 5000],
)  # fmt: skip
def test_what_is_no_date_is_refused_with_an_example(typed: str) -> None:
    assert "ví dụ: 22/11/2026" in refusal_of(typed)


@given(st.text(), todays)
def test_whatever_is_typed_is_a_date_or_refused(typed: str, today: date) -> None:
    try:
        day = parse_date(typed, today=today)
    except Refusal:
        return
    assert parse_date(show_date(day), today=today) == day


@given(st.from_regex(r"[0-9]{1,4}[/.\- ][0-9]{1,4}([/.\- ][0-9]{1,5})?", fullmatch=True), todays)
def test_whatever_figures_are_typed_are_a_date_in_that_order_or_refused(typed: str, today: date) -> None:
    try:
        day = parse_date(typed, today=today)
    except Refusal:
        return
    figures = [int(part) for part in typed.replace(".", "/").replace("-", "/").replace(" ", "/").split("/")]
    assert figures[:2] == [day.day, day.month] or figures == [day.year, day.month, day.day]


def test_a_day_to_come_is_refused_for_what_has_happened() -> None:
    with pytest.raises(Refusal, match="Ngày 23/11/2026 chưa tới, hôm nay là 22/11/2026"):
        refuse_future(date(2026, 11, 23), TODAY)


def test_today_and_earlier_days_have_happened() -> None:
    refuse_future(TODAY, TODAY)
    refuse_future(date(2020, 1, 1), TODAY)


def test_a_moment_is_shown_by_the_clock_of_the_place() -> None:
    moment = datetime(2026, 11, 15, 17, 5, tzinfo=UTC)
    assert show_moment(moment, ZoneInfo("Asia/Ho_Chi_Minh")) == "16/11/2026 00:05"


@pytest.mark.parametrize(
    "typed", ["1965", "sn 1965", "sinh năm 1965", "năm 1965", "nawm 1965", "15/3/1965", "65", "sinh 1965 "]
)
def test_a_birth_year_can_be_typed_in_many_ways(typed: str) -> None:
    assert parse_birth_year(typed, TODAY) == 1965


@pytest.mark.parametrize("typed", ["không rõ", "ko biết", "khong nho", "khoong rox", "không rõ năm sinh ạ"])
def test_a_birth_year_may_be_unknown(typed: str) -> None:
    assert parse_birth_year(typed, TODAY) is None


@pytest.mark.parametrize("typed", ["1899", "2027", "20", "5", "", "già", "038065123456"])
def test_another_birth_year_is_refused_with_an_example(typed: str) -> None:
    with pytest.raises(Refusal, match="từ 1900 đến 2026, ví dụ: 1965"):
        parse_birth_year(typed, TODAY)


@given(st.text())
def test_whatever_is_typed_is_a_birth_year_or_unknown_or_refused(typed: str) -> None:
    try:
        year = parse_birth_year(typed, TODAY)
    except Refusal:
        return
    assert year is None or 1900 <= year <= 2026
