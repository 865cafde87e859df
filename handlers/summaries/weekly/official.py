"""The week of an area, for whoever works for it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from handlers.summaries.weekly import lines, rounds
from handlers.summaries.weekly.rounds import MOST_NAMED
from store import weekly
from store.rules.dates import show_date
from store.rules.levels import Level
from store.rules.numbers import show_count
from store.rules.text import Text, join
from store.units import full_name

if TYPE_CHECKING:
    from collections.abc import Sequence

    from handlers.scene import Scene
    from handlers.summaries.weekly.told import Told

_HEADING = Text("🗓 <b>Tổng hợp {week}</b>\n📍 {unit}", "🗓 <b>Summary of {week}</b>\n📍 {unit}")
_HAPPENED = Text("<b>Trong tuần</b>", "<b>During the week</b>")
_NO_REPORTS = Text("• Không có báo cáo nào", "• No reports")
_WAITING = Text("<b>Đang chờ</b>", "<b>Waiting</b>")
_YEAR = Text(
    "<b>Tiến độ năm {year}</b> (sơ bộ đến {day})", "<b>Progress in {year}</b> (preliminary, up to {day})"
)
_ROUNDS = Text("<b>Đợt báo cáo đang mở</b>", "<b>Open rounds</b>")
_LINE = Text("• {line}", "• {line}")
_WHERE = Text("Quá hạn ở: {places}", "Overdue in: {places}")
_PLACE = Text("{unit} ({count})", "{unit} ({count})")
_MORE = Text("{places} và {count} nơi nữa", "{places} and {count} more")


def is_quiet(scene: Scene, told: Told) -> bool:
    """Tell whether there is nothing to say of a week: nothing happened, nothing waits, no round is open."""
    figures = told.figures
    return not figures.moves and not figures.pending and not rounds.open_in(scene, told.unit)


def block(scene: Scene, told: Told) -> Text:
    """Say how the week went, what waits, how the year stands, and what is due; in one line if there is nothing."""
    unit, week = full_name(scene.db, told.unit), told.week.text
    if is_quiet(scene, told):
        return lines.nothing(unit, told)
    year = _YEAR.fill(year=told.figures.standing.year, day=show_date(told.week.last_day))
    parts = [
        _HEADING.fill(week=week, unit=unit),
        _part(_HAPPENED, lines.happened(told) if told.figures.moves else []),
        _part(_WAITING, [*lines.waiting(told, scene.today), *_where(scene, told)]),
        _part(year, [lines.progress(told), lines.lists(told)]),
        _part(_ROUNDS, rounds.open_in(scene, told.unit)),
    ]
    return join([part for part in parts if part is not None], "\n\n")


def _where(scene: Scene, told: Told) -> list[Text]:
    """Name the places below in which something is overdue; villages are not told of, as it is their commune's to do."""
    if not told.figures.overdue or not told.unit.level.is_above(Level.COMMUNE):
        return []
    found = weekly.read_below(scene.db, told.unit, told.week.number, scene.today)
    late = [(unit, figures.overdue) for unit, figures in found if figures.overdue]
    shown = [_PLACE.fill(unit=unit.name, count=show_count(count)) for unit, count in late[:MOST_NAMED]]
    if not shown:
        return []
    places = join(shown, ", ")
    left_out = len(late) - len(shown)
    return [_WHERE.fill(places=_MORE.fill(places=places, count=left_out) if left_out else places)]


def _part(title: Text, said: Sequence[Text]) -> Text | None:
    if not said:
        return join([title, _NO_REPORTS]) if title is _HAPPENED else None
    return join([title, *(_LINE.fill(line=line) for line in said)])
