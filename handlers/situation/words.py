"""The figures of a place and year in words (domain.md §5, T2 and T3)."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from store.rules.changes import Change
from store.rules.dates import show_date
from store.rules.flows import Flow
from store.rules.money import points_words, rate_words
from store.rules.numbers import show_count
from store.rules.series import NewSeries, series_on
from store.rules.standards import NoStandard
from store.rules.states import State
from store.rules.text import Text, join

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from store.figures import YearFigures

PROVISIONAL = Text("<i>Số liệu sơ bộ tính đến {day}</i>", "<i>Preliminary figures as of {day}</i>")
RECOGNISED = Text(
    "<i>Số liệu theo các quyết định công nhận, đến {day}</i>",
    "<i>Figures from the decisions of recognition, up to {day}</i>",
)
_SINCE = Text("Đầu kỳ: {day}, ngày bắt đầu có đơn vị này.", "Begins on {day}, the unit's first day.")
_POOR = Text(
    "Hộ nghèo: <b>{now}</b> (đầu kỳ {start})", "Poor households: <b>{now}</b> ({start} at the start)"
)
_NEAR = Text(
    "Hộ cận nghèo: <b>{now}</b> (đầu kỳ {start})", "Near-poor households: <b>{now}</b> ({start} at the start)"
)
_RATE = Text(
    "Tỷ lệ hộ nghèo: <b>{now}</b> (đầu kỳ {start}), {moved}",
    "Poverty rate: <b>{now}</b> ({start} at the start), {moved}",
)
_NO_RATE = Text(
    "Tỷ lệ hộ nghèo: chưa tính được vì chưa có tổng số hộ.",
    "Poverty rate: the number of all households is not known.",
)
_FELL, _ROSE = Text("giảm {points}", "down {points}"), Text("tăng {points}", "up {points}")
_SAME = Text("không đổi", "unchanged")

_EXITS = Text("<b>Thoát nghèo</b>", "<b>Out of poverty</b>")
_EXITS_NEAR = Text("<b>Thoát cận nghèo</b>", "<b>Out of near-poverty</b>")
_KINDS = Text(
    "{count} (vượt chuẩn cận nghèo {full}, thành cận nghèo {near})",
    "{count} ({full} above the near-poor standard, {near} to near-poor)",
)
_IN_STATE = Text("• {state}: {count}", "• {state}: {count}")
_ON_THE_WAY = Text("• Đã xác minh, chờ công nhận: {count}", "• Verified, not yet recognised: {count}")
_FALLEN = Text("<b>Vào danh sách</b>", "<b>Onto the lists</b>")
_RELAPSES = Text("• Tái nghèo {poor}, tái cận nghèo {near}", "• Fell back: poor {poor}, near-poor {near}")
_NEW = Text(
    "• Phát sinh mới: nghèo {poor}, cận nghèo {near}", "• Newly arisen: poor {poor}, near-poor {near}"
)
_WORSE = Text("• Cận nghèo trở thành nghèo {poor}", "• Near-poor became poor: {poor}")
_OTHER = Text("<b>Thay đổi khác</b>", "<b>Other changes</b>")
_LESS = Text("• Giảm khác: nghèo {poor}, cận nghèo {near}", "• Other decrease: poor {poor}, near-poor {near}")
_MORE = Text("• Tăng khác: nghèo {poor}, cận nghèo {near}", "• Other increase: poor {poor}, near-poor {near}")
_NONE = Text("• Không có", "• None")
_STILL = Text("• Còn đang xử lý: {count} báo cáo", "• Still on their way: {count} reports")

_VERIFIED = (State.VERIFIED, State.POSTED, State.AWAITING_DECISION, State.RECHECK)
_OUT_OF_POOR = (Change.EXIT_POOR_FULL, Change.EXIT_POOR_TO_NEAR)
_ONTO = (
    Change.RELAPSE_POOR, Change.RELAPSE_NEAR, Change.NEW_POOR, Change.NEW_NEAR, Change.NEAR_TO_POOR,
)  # fmt: skip
_OTHERS = (Change.OTHER_DECREASE, Change.OTHER_INCREASE)


def heading(figures: YearFigures, today: date) -> list[Text]:
    """Say of what day the figures are, and how final.

    Those of the year at hand are sơ bộ until it is over (domain.md §0, fact 3). Those of an earlier year hold only
    what decisions have recognised, and open reports are not told with them. Where a poverty standard began with the
    year, so did a new series.
    """
    words = PROVISIONAL if figures.year == today.year else RECOGNISED
    said = [words.fill(day=show_date(figures.closed))]
    said += _new_series(figures.year)
    if figures.opened != date(figures.year, 1, 1):
        said.append(_SINCE.fill(day=show_date(figures.opened)))
    return said


def _new_series(year: int) -> list[Text]:
    try:
        series = series_on(date(year, 1, 1))
    except NoStandard:
        return []
    return [NewSeries(series).text] if series.first_day == date(year, 1, 1) else []


def standing(figures: YearFigures) -> list[Text]:
    """Say how the lists stand now, and stood at the beginning."""
    start, end = figures.start, figures.end
    return [
        _POOR.fill(now=show_count(end.poor.households), start=show_count(start.poor.households)),
        _NEAR.fill(now=show_count(end.near.households), start=show_count(start.near.households)),
        _rate(figures),
    ]


def _rate(figures: YearFigures) -> Text:
    before, now, fallen = figures.start_rate, figures.rate, figures.points
    if before is None or now is None or fallen is None:
        return _NO_RATE
    moved = (_FELL if fallen > 0 else _ROSE).fill(points=points_words(abs(fallen))) if fallen else _SAME
    return _RATE.fill(now=rate_words(now), start=rate_words(before), moved=moved)


def changes(figures: YearFigures, today: date) -> list[Text]:
    """Say what changed: what is recognised, and in the year at hand what is on its way to that."""
    full, near = (figures.flow(flow).households for flow in (Flow.EXIT_POOR_FULL, Flow.EXIT_POOR_TO_NEAR))
    out = _KINDS.fill(count=show_count(full + near), full=show_count(full), near=show_count(near))
    current = figures.year == today.year
    return [
        _part(_EXITS, [_recognised(out)], _stages(figures, _OUT_OF_POOR) if current else []),
        _part(
            _EXITS_NEAR,
            [_recognised(_count(figures, Flow.EXIT_NEAR))],
            _stages(figures, (Change.EXIT_NEAR,)) if current else [],
        ),
        _part(_FALLEN, _onto(figures), _still(figures, _ONTO) if current else []),
        _part(_OTHER, _others(figures), _still(figures, _OTHERS) if current else []),
    ]


def _part(title: Text, lines: Sequence[Text], further: Sequence[Text]) -> Text:
    return join([title, *lines, *further])


def _recognised(count: Text | str) -> Text:
    return _IN_STATE.fill(state=State.RECOGNISED.text, count=count)


def _stages(figures: YearFigures, kinds: Iterable[Change]) -> list[Text]:
    """Tell how many exits wait for the officer, were returned, and are verified but not yet recognised."""
    kinds = set(kinds)
    return [
        _ON_THE_WAY.fill(count=show_count(_waiting(figures, _VERIFIED, kinds))),
        *(
            _IN_STATE.fill(state=state.text, count=show_count(count))
            for state in (State.WAITING, State.RETURNED)
            if (count := _waiting(figures, (state,), kinds)) or state is State.WAITING
        ),
    ]


def _still(figures: YearFigures, kinds: Iterable[Change]) -> list[Text]:
    count = _waiting(figures, tuple(State), set(kinds))
    return [_STILL.fill(count=show_count(count))] if count else []


def _waiting(figures: YearFigures, states: Iterable[State], kinds: set[Change]) -> int:
    wanted = set(states)
    return sum(
        count for (state, change), count in figures.waiting.items() if state in wanted and change in kinds
    )


def _onto(figures: YearFigures) -> list[Text]:
    return _any(
        figures,
        (_RELAPSES, Flow.RELAPSE_POOR, Flow.RELAPSE_NEAR),
        (_NEW, Flow.NEW_POOR, Flow.NEW_NEAR),
        (_WORSE, Flow.NEAR_TO_POOR, Flow.NEAR_TO_POOR),
    )


def _others(figures: YearFigures) -> list[Text]:
    return _any(figures, (_LESS, Flow.LESS_POOR, Flow.LESS_NEAR), (_MORE, Flow.MORE_POOR, Flow.MORE_NEAR))


def _any(figures: YearFigures, *lines: tuple[Text, Flow, Flow]) -> list[Text]:
    """Return the lines that have something to tell, or the one that says that there is nothing."""
    told = [
        words.fill(poor=_count(figures, poor), near=_count(figures, near))
        for words, poor, near in lines
        if figures.flow(poor).households or figures.flow(near).households
    ]
    return told or [_NONE]


def _count(figures: YearFigures, flow: Flow) -> str:
    return show_count(figures.flow(flow).households)
