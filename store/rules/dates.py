"""Days as people type them, always day before month: 15/11, 15-11-26, "15 tháng 11", "hôm qua", "thứ 6".

Rules of domain.md §12: shown as dd/mm/yyyy; without a year the nearest past day is meant for what happened, the
nearest future one for what is planned; 11/15 is asked back, never read as month and day.
"""

from __future__ import annotations

import calendar
import re
from datetime import date, datetime, timedelta, tzinfo
from typing import Literal

from store.rules.numbers import spaced
from store.rules.refusal import Refusal
from store.rules.text import Text
from store.rules.vietnamese import readings

Prefer = Literal["past", "future"]

_EARLIEST, _LATEST = 1900, 2100
_LONGEST = 60
_MONTHS = 12
_WEEK = 7
_WEEKDAYS = {
    "2": 0, "hai": 0, "3": 1, "ba": 1, "4": 2, "tu": 2, "5": 3, "nam": 3, "6": 4, "sau": 4, "7": 5, "bay": 5,
}  # fmt: skip
_WEEKS = {"truoc": -7, "nay": 0, "sau": 7, "toi": 7}
_NEAR_DAYS = {
    **dict.fromkeys(("hom nay", "bua nay", "ngay hom nay", "nay", "h nay", "today"), 0),
    **dict.fromkeys(("hom qua", "bua qua", "ngay hom qua", "h qua", "yesterday"), -1),
    **dict.fromkeys(("hom kia", "bua kia"), -2),
    **dict.fromkeys(("mai", "ngay mai", "hom sau", "tomorrow"), 1),
    **dict.fromkeys(("mot", "ngay mot", "ngay kia"), 2),
}
_UNCLEAR = Text(
    vi="Chưa rõ ngày “{typed}”. Nhờ anh/chị ghi ngày trước, tháng sau, ví dụ: {example} ạ.",
    en="We cannot read the date “{typed}”. Please write the day before the month, for example {example}.",
)
_MONTH_FIRST = Text(
    vi="Không có tháng {month}. Ngày viết trước, tháng viết sau: có phải anh/chị muốn ghi {turned} không ạ? "
    "Nhờ ghi lại ngày/tháng, ví dụ: {example}.",
    en="There is no month {month}. The day comes before the month: did you mean {turned}? "
    "Please write day/month, for example {example}.",
)
_NO_SUCH_DAY = Text(
    vi="Ngày {day} không có trong lịch. Nhờ anh/chị xem lại, ví dụ: {example} ạ.",
    en="There is no {day} in the calendar. Please check; for example {example}.",
)
_FUTURE = Text(
    vi="Ngày {day} chưa tới, hôm nay là {today}. Nhờ anh/chị ghi hôm nay hoặc ngày đã qua ạ.",
    en="{day} has not come yet; today is {today}. Please give today or an earlier day.",
)
_BIRTH_YEAR = Text(
    vi="Năm sinh chưa rõ. Nhờ anh/chị ghi 4 chữ số, từ 1900 đến {last}, ví dụ: 1965. "
    "Nếu không rõ, ghi “không rõ” ạ.",
    en="Please write the year of birth in 4 digits, 1900 to {last}, for example 1965, or “không rõ” if unknown.",
)


def parse_date(typed: str, *, today: date, prefer: Prefer = "past") -> date:
    """Return the day typed; ``prefer`` says which way to look where no year or week is given."""
    if len(typed) <= _LONGEST and not re.search(r"\d\s*[:,]\s*\d|^\s*[-−+]", typed):
        for key in readings(typed):
            words = re.sub(r"^(?:da|vao|tu) | (?:a|nhe|roi|vua roi|vua qua)$", "", spaced(key))
            day = _spoken_day(words, today, prefer) or _written_day(words, today, prefer)
            if day is not None:
                return day
    raise Refusal(_UNCLEAR.fill(typed=typed.strip()[:30], example=show_date(today)))


def refuse_future(day: date, today: date) -> None:
    """Refuse a day after ``today``: what is reported has happened."""
    if day > today:
        raise Refusal(_FUTURE.fill(day=show_date(day), today=show_date(today)))


def parse_birth_year(typed: str, today: date) -> int | None:
    """Return a year of birth, 1900 to this year, or None where the answer is that nobody knows it.

    Of old people often only the year is known, so a full date is read for its year.
    """
    last_two = today.year % 100
    for key in readings(typed):
        if re.fullmatch(r"(?:khong|ko|k|chua) (?:ro|nho|biet|co)(?: nam sinh| nam)?(?: a)?", key):
            return None
        found = re.fullmatch(r"(?:sn|sinh|nam|nam sinh|sinh nam)? ?(?:\d{1,2} \d{1,2} )?(\d{4}|\d{2})", key)
        if found and _EARLIEST <= (year := _century(found[1], last_two)) <= today.year:
            return year
    raise Refusal(_BIRTH_YEAR.fill(last=today.year))


def show_date(day: date) -> str:
    """Show a day as dd/mm/yyyy."""
    return f"{day.day:02}/{day.month:02}/{day.year:04}"


def show_moment(moment: datetime, zone: tzinfo) -> str:
    """Show a moment (with its offset, usually UTC) as the clock at ``zone`` read: 15/11/2026 07:05."""
    local = moment.astimezone(zone)
    return f"{show_date(local.date())} {local:%H:%M}"


def _century(digits: str, last_two: int) -> int:
    """Read 65 as 1965; two digits that could be either century give 0, which no range holds."""
    year = int(digits)
    if len(digits) > 2:  # noqa: PLR2004 - a year in full
        return year
    return 1900 + year if year > last_two else 0


def _spoken_day(words: str, today: date, prefer: Prefer) -> date | None:
    """Read a day named from today on: hôm qua, thứ 6, thứ 2 tuần trước, đầu tháng, ngày 15."""
    if words in _NEAR_DAYS:
        return today + timedelta(days=_NEAR_DAYS[words])
    weekday = re.fullmatch(r"(?:(?:thu|t) (\w+)|chu nhat|cn|c nhat)(?: tuan (truoc|nay|sau|toi))?", words)
    if weekday and (weekday[1] is None or weekday[1] in _WEEKDAYS):
        return _weekday(_WEEKDAYS.get(weekday[1] or "", _WEEK - 1), weekday[2], today, prefer)
    if re.fullmatch(r"dau thang(?: nay)?", words):
        return _day_of_month(1, today, prefer)
    start = re.fullmatch(r"dau thang (\d{1,2})", words)
    if start:
        return _without_year(1, int(start[1]), today, prefer)
    alone = re.fullmatch(r"(?:ngay|hom) (\d{1,2})", words)
    return _day_of_month(int(alone[1]), today, prefer) if alone else None


def _weekday(weekday: int, week: str | None, today: date, prefer: Prefer) -> date:
    if week is not None:
        return today + timedelta(days=weekday - today.weekday() + _WEEKS[week])
    if prefer == "past":
        return today - timedelta(days=(today.weekday() - weekday) % _WEEK)
    return today + timedelta(days=(weekday - today.weekday()) % _WEEK)


def _day_of_month(day: int, today: date, prefer: Prefer) -> date:
    """Return the nearest such day: this month's, or that of the nearest month that has one."""
    if not 1 <= day <= calendar.monthrange(2000, 1)[1]:
        raise Refusal(_NO_SUCH_DAY.fill(day=day, example=show_date(today)))
    step = timedelta(days=-1 if prefer == "past" else 1)
    found = today
    while found.day != day:
        found += step
    return found


def _written_day(words: str, today: date, prefer: Prefer) -> date | None:
    """Read a day and month in figures, with or without a year; the year may also stand first (2026-11-15)."""
    named = r"(?:(?:thu \w+|t \d|chu nhat|cn) )?(?:ngay )?"
    found = re.fullmatch(
        rf"{named}(\d{{1,2}}) (?:(?:thang|th|t) )?(\d{{1,2}})(?: (?:nam )?(\d{{4}}|\d\d))?", words
    )
    found = found or re.fullmatch(r"(\d\d)(\d\d)(\d{4})", words)
    if found:
        day, month, year = int(found[1]), int(found[2]), found[3]
        if year is None:
            return _without_year(day, month, today, prefer)
        return _in_calendar(day, month, int(year) + (2000 if len(year) == 2 else 0), today)  # noqa: PLR2004
    found = re.fullmatch(r"(\d{4}) (\d{1,2}) (\d{1,2})", words)
    return _in_calendar(int(found[3]), int(found[2]), int(found[1]), today) if found else None


def _without_year(day: int, month: int, today: date, prefer: Prefer) -> date:
    year = today.year
    if prefer == "past" and (month, day) > (today.month, today.day):
        year -= 1
    if prefer == "future" and (month, day) < (today.month, today.day):
        year += 1
    return _in_calendar(day, month, year, today)


def _in_calendar(day: int, month: int, year: int, today: date) -> date:
    example = show_date(today)
    if month > _MONTHS >= day > 0 and month <= calendar.monthrange(2000, day)[1]:
        raise Refusal(_MONTH_FIRST.fill(month=month, turned=f"{month:02}/{day:02}", example=example))
    try:
        found = date(year, month, day)
    except ValueError:
        raise Refusal(_NO_SUCH_DAY.fill(day=f"{day:02}/{month:02}/{year}", example=example)) from None
    if not _EARLIEST <= year <= _LATEST:
        raise Refusal(_UNCLEAR.fill(typed=show_date(found), example=example))
    return found
