"""Progress in words: the target and whose it is, what is done, and where the year ends at this rate."""

from __future__ import annotations

from typing import TYPE_CHECKING

from store.rules.dates import show_date
from store.rules.money import points_words
from store.rules.numbers import show_count
from store.rules.targets import Achievement, Measure, Source
from store.rules.text import Text, join

if TYPE_CHECKING:
    from datetime import date

    from handlers.progress.results import Result
    from store.rules.targets import Pace, Progress, YearTarget

_TARGET = Text("Chỉ tiêu: <b>{text}</b>\n({source})", "Target: <b>{text}</b>\n({source})")
_CLAUSE = Text("{source}, mục {clause}: {plan}", "{source}, clause {clause}: {plan}")
_NO_TARGET = Text(
    "Chưa có chỉ tiêu: cấp trên chưa giao, và chưa có kế hoạch nào cho năm này.",
    "There is no target: none was assigned, and no plan holds for this year.",
)
_NEEDED = Text("Tính ra: <b>{needed}</b> hộ nghèo phải giảm", "That is <b>{needed}</b> poor households fewer")
_LIMITED = Text(" (bằng tất cả hộ nghèo đầu kỳ)", " (all the poor households there were at the start)")
_DONE = Text("Đã giảm: <b>{done}</b> hộ nghèo", "Done: <b>{done}</b> poor households fewer")
_GREW = Text("Danh sách hộ nghèo tăng: <b>{more}</b> hộ", "The list of poor households grew by <b>{more}</b>")
_SHARE = Text(", đạt {percent}% chỉ tiêu", ", {percent}% of the target")
_POINTS = Text(", tương đương {points}", ", which is {points}")
_OUTCOME = Text("Kết quả: <b>{outcome}</b>", "Result: <b>{outcome}</b>")
_NONE_POOR = Text("Đầu kỳ không có hộ nghèo nào.", "There was no poor household at the start.")
_REACHES = Text(
    "Với nhịp này, dự kiến đạt chỉ tiêu vào khoảng <b>{day}</b>.",
    "At this rate the target is reached around <b>{day}</b>.",
)
_FALLS_SHORT = Text(
    "Với nhịp này, đến 31/12 còn thiếu <b>{short}</b> hộ.",
    "At this rate <b>{short}</b> households are missing on 31/12.",
)
_TOO_EARLY = Text(
    "Còn sớm để ước tiến độ cả năm (từ ngày thứ 30 mới tính).",
    "It is too early to tell where the year ends (from the 30th day on).",
)
_WAS_SHORT = Text("Còn thiếu <b>{short}</b> hộ.", "<b>{short}</b> households were missing.")

_UNIT = Text("• {unit}: {done}/{needed} hộ – {state}", "• {unit}: {done}/{needed} – {state}")
_UNIT_DONE = Text("• {unit}: {done} hộ – {state}", "• {unit}: {done} – {state}")
_UNIT_GREW = Text(
    "• {unit}: tăng {more} hộ, cần giảm {needed} – {state}",
    "• {unit}: {more} more, {needed} fewer needed – {state}",
)
_UNIT_ONLY_GREW = Text("• {unit}: tăng {more} hộ – {state}", "• {unit}: {more} more – {state}")
_STATE_REACHES = Text("dự kiến đạt {day}", "reached around {day}")
_STATE_SHORT = Text("dự kiến thiếu {short} hộ", "{short} short at this rate")
_STATE_WAS_SHORT = Text("thiếu {short} hộ", "{short} short")
_STATE_WITHOUT = Text("chưa có chỉ tiêu", "no target")
_STATE_UNTOLD = Text("chưa tính được chỉ tiêu ra số hộ", "its target cannot be counted in households")
_STATE_NO_POOR = Text("đầu kỳ không có hộ nghèo", "no poor household at the start")


def told(result: Result, today: date) -> list[Text]:
    """Say in full how a unit stands to its target."""
    if result.target is None:
        return [_NO_TARGET, _done(result)]
    lines = [_TARGET.fill(text=result.target.text, source=_source(result, result.target))]
    if result.progress is None:
        return [*lines, _done(result), *([result.untold] if result.untold else [])]
    return [*lines, *_progress(result, result.progress, today)]


def line(result: Result, today: date) -> Text:
    """Say in one line how a unit below stands to its own target."""
    done = result.figures.done
    counts = {"unit": result.unit.name, "done": show_count(done), "more": show_count(-done)}
    if result.progress is None:
        state = _STATE_WITHOUT if result.target is None else _STATE_UNTOLD
        return (_UNIT_ONLY_GREW if done < 0 else _UNIT_DONE).fill(**counts, state=state)
    state = _state(result.progress, over=result.figures.year < today.year)
    words = _UNIT_GREW if done < 0 else _UNIT
    return words.fill(**counts, needed=show_count(result.progress.needed), state=state)


def _source(result: Result, target: YearTarget) -> Text:
    if target.source is Source.ASSIGNED or result.plan is None or target.clause is None:
        return target.source.text
    return _CLAUSE.fill(source=target.source.text, clause=target.clause, plan=result.plan.name)


def _progress(result: Result, progress: Progress, today: date) -> list[Text]:
    if not result.figures.start.poor.households and result.figures.done >= 0:
        return [_NONE_POOR]
    lines = []
    if not result.figures.start.poor.households:
        lines.append(_NONE_POOR)
    elif progress.target.measure is Measure.POINTS or progress.limited:
        lines.append(
            _NEEDED.fill(needed=show_count(progress.needed))
            + (_LIMITED if progress.limited else Text("", ""))
        )
    lines.append(_done(result, progress))
    lines.append(_OUTCOME.fill(outcome=progress.achievement.text))
    if progress.achievement is Achievement.NOT_REACHED:
        lines.append(_outlook(progress, over=result.figures.year < today.year))
    return lines


def _done(result: Result, progress: Progress | None = None) -> Text:
    done = result.figures.done
    if done < 0:
        return _GREW.fill(more=show_count(-done))
    parts = [_DONE.fill(done=show_count(done))]
    if progress is not None and progress.percent is not None:
        parts.append(_SHARE.fill(percent=progress.percent))
    if result.figures.points is not None:
        parts.append(_POINTS.fill(points=points_words(result.figures.points)))
    return join(parts, "")


def _outlook(progress: Progress, *, over: bool) -> Text:
    if over:
        return _WAS_SHORT.fill(short=show_count(progress.needed - progress.done))
    if progress.pace is None:
        return _TOO_EARLY
    return _ends(progress.pace, _REACHES, _FALLS_SHORT)


def _state(progress: Progress, *, over: bool) -> Text:
    if progress.achievement is not Achievement.NOT_REACHED:
        return progress.achievement.text if progress.needed or progress.done else _STATE_NO_POOR
    if over:
        return _STATE_WAS_SHORT.fill(short=show_count(progress.needed - progress.done))
    if progress.pace is None:
        return progress.achievement.text
    return _ends(progress.pace, _STATE_REACHES, _STATE_SHORT)


def _ends(pace: Pace, reaches: Text, falls_short: Text) -> Text:
    if pace.reached_on is None:
        return falls_short.fill(short=show_count(pace.short_by))
    return reaches.fill(day=show_date(pace.reached_on))
