"""What leads on from a summary: what waits for the reader, the files, and the hour at which it comes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from handlers.reply import Button
from handlers.summaries.exporting import PLACE as EXPORTING
from handlers.tap import Tap
from store import weekly
from store.rules.levels import Level
from store.rules.roles import Act
from store.rules.text import Text
from store.weekly import Stage

if TYPE_CHECKING:
    from collections.abc import Sequence

    from handlers.reply import Rows
    from handlers.scene import Scene
    from handlers.summaries.weekly.told import Told

PLACE = "tuannay"
_QUEUE = Text("✅ Danh sách chờ", "✅ The queue")
_DECIDE = Text("🏅 Công nhận", "🏅 Recognise")
_MINE = Text("📋 Báo cáo của tôi", "📋 My reports")
_EXCEL = Text("📎 Tệp Excel", "📎 Excel file")
_WHEN = Text("🕢 {sending}", "🕢 {sending}")


def rows(scene: Scene, told: Sequence[Told]) -> Rows:
    """Return the buttons under a summary."""
    first = told[0].unit
    if first.level is Level.VILLAGE:
        return [[_MINE_BUTTON]] if _waits(told, Stage.RETURNED) else []
    work = []
    if _waits(told, Stage.UNVERIFIED) and scene.viewer.may(Act.REPORT_VERIFY):
        work.append(Button(_QUEUE, Tap("xm", "open")))
    if _waits(told, Stage.UNDECIDED) and scene.viewer.may(Act.REPORT_RECOGNISE):
        work.append(Button(_DECIDE, Tap("qd", "open")))
    more = []
    if scene.viewer.covers(Act.EXPORT_MAKE, first):
        more.append(Button(_EXCEL, Tap(EXPORTING, "at", (str(first.id),))))
    if scene.viewer.covers(Act.SUMMARY_TIME_SET, first):
        sending = weekly.sendings(scene.db).of(first)
        more.append(Button(_WHEN.fill(sending=sending.text), Tap(PLACE, "when", (str(first.id),))))
    return [row for row in (work, more) if row]


def _waits(told: Sequence[Told], stage: Stage) -> bool:
    return any(stage in each.figures.pending for each in told)


_MINE_BUTTON = Button(_MINE, Tap("bcct", "list", ("0",)))
