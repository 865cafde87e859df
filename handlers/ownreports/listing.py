"""The list of a village head's reports, a page at a time: icon, code, household and state."""

from __future__ import annotations

from typing import TYPE_CHECKING

from handlers.forms.choosing import number_label
from handlers.pages import Page
from handlers.reply import Button, Reply
from handlers.tap import Tap
from store import reports
from store.rules.text import Text, join

if TYPE_CHECKING:
    from handlers.scene import Scene
    from store.tables import Report

PLACE = "bcct"
_HEADING = Text(
    "<b>Báo cáo của anh/chị</b> ({total}). Bấm tên hộ để xem.",
    "<b>Your reports</b> ({total}). Press a household to see it.",
)
_EMPTY = Text(
    "Anh/chị chưa gửi báo cáo nào. Bấm “📝 Báo cáo hộ” để bắt đầu ạ.",
    "You have not sent a report yet. Press “📝 Report a household” to begin.",
)
_LINE = Text("{icon} <b>{code}</b> {name} – {state}", "{icon} <b>{code}</b> {name} – {state}")
_LABEL = Text("{icon} {name}", "{icon} {name}")


def page(scene: Scene, asked: int) -> Reply:
    """Show one page of the list."""
    mine = reports.mine(scene.viewer)
    total = reports.count(scene.db, mine)
    if total == 0:
        return Reply(_EMPTY, in_place=True)
    shown = Page(asked, total)
    found = list(scene.db.execute(mine.offset(shown.offset).limit(shown.size)).scalars())
    lines = [number_label(place, _line(report)) for place, report in enumerate(found, start=shown.offset + 1)]
    rows = [[_button(place, report)] for place, report in enumerate(found, start=shown.offset + 1)]
    turning = shown.turning(lambda number: Tap(PLACE, "list", (str(number),)))
    return Reply(join([_HEADING.fill(total=total), *lines]), [*rows, *turning], in_place=True)


def _line(report: Report) -> Text:
    state = report.state
    return _LINE.fill(icon=state.icon, code=report.code, name=report.head_name, state=state.text)


def _button(place: int, report: Report) -> Button:
    label = number_label(place, _LABEL.fill(icon=report.state.icon, name=report.head_name))
    return Button(label, Tap(PLACE, "open", (str(report.id),)))
