"""The chart of the poverty rate over the years; of the number of poor households where there is no rate."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from handlers.summaries.charts.rates import Aim, Point, RateChart, rate_chart
from handlers.summaries.drawn import Drawn, preliminary
from handlers.summaries.history import marks, read_history
from store.rules.dates import show_date
from store.rules.money import points_words, rate_words
from store.rules.numbers import show_count
from store.rules.series import Snapshot
from store.rules.text import Text

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from handlers.progress.results import Result
    from handlers.scene import Scene
    from handlers.summaries.charts.canvas import Frame
    from handlers.summaries.history import History
    from handlers.walking import Stand
    from store.figures import YearFigures
    from store.rules.text import Language

_RATES = Text("Tỷ lệ hộ nghèo qua các năm", "Poverty rate over the years")
_COUNTS = Text("Số hộ nghèo qua các năm", "Poor households over the years")
_RATE, _COUNT = Text("Tỷ lệ hộ nghèo", "Poverty rate"), Text("Số hộ nghèo", "Poor households")
_AIM = Text("Mục tiêu từng năm", "Each year's target")
_AIM_NOW = Text("Mục tiêu từng năm ({year}: {value})", "Each year's target ({year}: {value})")
_BEGUN = Text("chuẩn nghèo mới", "new poverty standard")
_OF_NOW = Text("Tính trên tổng số hộ hiện nay.", "Of all households as they are now.")
_NO_TOTAL = Text(
    "Chưa có tổng số hộ của địa bàn nên chưa tính được tỷ lệ.",
    "The number of all households is not known, so there is no rate.",
)
_NEW_SERIES = Text(
    "Từ {day} áp dụng chuẩn nghèo mới: không so sánh với trước đó.",
    "A new poverty standard holds from {day}: not comparable with earlier.",
)
_BEFORE = Text("Đầu kỳ {day}: {value}", "At the start, {day}: {value}")
_NOW = Text("Đến {day}: <b>{value}</b>", "On {day}: <b>{value}</b>")
_FELL, _ROSE = (
    Text("{line}, giảm {change}", "{line}, down {change}"),
    Text("{line}, tăng {change}", "{line}, up {change}"),
)
_HOUSEHOLDS = Text("{count} hộ", "{count} households")
_DAYS = 366


def draw(scene: Scene, stand: Stand) -> Drawn:
    """Read the history of a place, and say how it is drawn."""
    history = read_history(scene, stand.unit)
    last = history.years[-1].figures
    begun = [_NEW_SERIES.fill(day=show_date(part[0].figures.opened)) for part in history.parts[1:]]
    rest = [_OF_NOW if history.has_rates else _NO_TOTAL, *begun]

    def plot(frame: Frame, language: Language) -> bytes:
        return rate_chart(_chart(history, frame, language))

    return Drawn(
        title=_RATES if history.has_rates else _COUNTS,
        said=[*_said(last), preliminary(last.closed), *begun],
        notes=[preliminary(last.closed), *rest],
        plot=plot,
    )


def _said(year: YearFigures) -> Iterator[Text]:
    """Say how the present year has gone so far."""
    start, end = year.start_snapshot, year.end_snapshot
    yield _BEFORE.fill(day=show_date(start.day), value=_shown(start))
    now = _NOW.fill(day=show_date(end.day), value=_shown(end))
    change = (
        _HOUSEHOLDS.fill(count=show_count(abs(year.done)))
        if year.points is None
        else points_words(abs(year.points))
    )
    yield (_FELL if year.done > 0 else _ROSE).fill(line=now, change=change) if year.done else now


def _shown(snapshot: Snapshot) -> Text:
    if snapshot.rate is None:
        return _HOUSEHOLDS.fill(count=show_count(snapshot.poor))
    return rate_words(snapshot.rate)


def _chart(history: History, frame: Frame, language: Language) -> RateChart:
    goal = history.goal if history.has_rates else None
    aims = {year.figures.year: aim for year in history.years if (aim := _aim(year)) is not None}

    def show(value: float) -> str:
        return rate_words(value).plain(language) if history.has_rates else show_count(round(value))

    return RateChart(
        frame=frame,
        series=[[_point(mark) for mark in marks(part)] for part in history.parts],
        aims=list(aims.values()),
        goal=(float(goal.under or 0), goal.text.plain(language)) if goal else None,
        begun=_BEGUN.plain(language),
        names=((_RATE if history.has_rates else _COUNT).plain(language), _aims(aims, show).plain(language)),
        show=show,
    )


def _aims(aims: Mapping[int, Aim], show: Callable[[float], str]) -> Text:
    """Name the line of the targets, with where the newest of them ends."""
    if not aims:
        return _AIM
    year = max(aims)
    return _AIM_NOW.fill(year=year, value=show(aims[year].end.value))


def _point(snapshot: Snapshot) -> Point:
    value = snapshot.poor if snapshot.rate is None else snapshot.rate
    return Point(_at(snapshot.day), float(value))


def _aim(year: Result) -> Aim | None:
    """Return where a year was to end, by the households its target takes; None without a target."""
    if year.progress is None:
        return None
    figures = year.figures
    start = figures.start_snapshot
    left = start.poor - year.progress.needed
    end = Snapshot(date(figures.year, 12, 31), left, start.total)
    return Aim(_point(start), _point(end))


def _at(day: date) -> float:
    """Say a day as a year and the part of it that has passed; 31/12 is the end of its year."""
    if (day.month, day.day) == (12, 31):
        return day.year + 1.0
    return day.year + (day.timetuple().tm_yday - 1) / _DAYS
