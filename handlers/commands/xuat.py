"""/xuat: the official tables of a place and the list of its cases, as an Excel file."""

from __future__ import annotations

from typing import TYPE_CHECKING

from handlers import walking
from handlers.registry import command, taps
from handlers.summaries.exporting import PLACE, ask
from store.rules.roles import Act
from store.rules.text import Text

if TYPE_CHECKING:
    from handlers.reply import Replies
    from handlers.scene import Scene
    from handlers.tap import Tap


@command(
    "xuat",
    Text("Xuất biểu tổng hợp ra Excel", "The official tables as an Excel file"),
    Act.EXPORT_MAKE,
    order=24,
    phrases=(
        "xuất excel", "xuất file excel", "xuất tệp excel", "xuất biểu", "xuất báo cáo", "tải excel", "tải file excel",
        "tải bảng excel", "file excel", "tệp excel", "excel file", "export",
    ),
    place=True,
)  # fmt: skip
def export(scene: Scene, argument: str) -> Replies:
    """Make the workbook of the place that was typed, or of one's own; a year may follow."""
    return walking.begin(scene, PLACE, argument, lambda stand: ask(scene, stand))


@taps(PLACE, Act.EXPORT_MAKE)
def on_tap(scene: Scene, tap: Tap) -> Replies:
    """Make the workbook of another place or year."""
    return walking.go_on(scene, PLACE, tap, lambda stand: ask(scene, stand))
