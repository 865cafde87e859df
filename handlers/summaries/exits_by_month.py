"""The chart of the households that left poverty, by month of a year."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from handlers.summaries.charts.months import MonthChart, month_chart
from handlers.summaries.drawn import Drawn, preliminary
from store.figures import monthly
from store.rules.flows import Flow
from store.rules.numbers import show_count
from store.rules.text import Text
from store.tallies import ZERO

if TYPE_CHECKING:
    from handlers.scene import Scene
    from handlers.summaries.charts.canvas import Frame
    from handlers.walking import Stand
    from store.rules.text import Language

_TITLE = Text("Hộ thoát nghèo theo tháng, {year}", "Exits by month, {year}")
_YEAR = Text(
    "Cộng: {poor} hộ thoát nghèo, {near} hộ thoát cận nghèo.",
    "In all: {poor} households left poverty, {near} near-poverty.",
)
_BY_DAY = Text(
    "Theo ngày thay đổi đã công nhận hoặc ghi trong sổ hộ.",
    "By the day of the change, as recognised or registered.",
)
_KINDS = (
    (Flow.EXIT_POOR_FULL, Text("Thoát nghèo, vượt chuẩn cận nghèo", "Left poverty, above near-poor")),
    (Flow.EXIT_POOR_TO_NEAR, Text("Thoát nghèo, trở thành hộ cận nghèo", "Left poverty, now near-poor")),
    (Flow.EXIT_NEAR, Text("Thoát cận nghèo", "Left near-poverty")),
)


def draw(scene: Scene, stand: Stand) -> Drawn:
    """Read the months of a year, and say how they are drawn."""
    months = monthly(scene.db, stand.unit, stand.year)
    counts = [
        (words, [month.get(flow, ZERO).households for month in months.values()]) for flow, words in _KINDS
    ]
    full, part, near = (sum(numbers) for _, numbers in counts)
    total = _YEAR.fill(poor=show_count(full + part), near=show_count(near))
    day = preliminary(min(scene.today, date(stand.year, 12, 31)))

    def plot(frame: Frame, language: Language) -> bytes:
        kinds = [(words.plain(language), numbers) for words, numbers in counts]
        return month_chart(MonthChart(frame, kinds))

    return Drawn(_TITLE.fill(year=stand.year), [total, day], [total, day, _BY_DAY], plot)
