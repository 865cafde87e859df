"""A household that has an open report already: said at once, with the way to that report."""

from __future__ import annotations

from typing import TYPE_CHECKING

from handlers.forms.form import Again, Prompt
from handlers.forms.report.listing import TO_LIST
from handlers.reply import Button
from handlers.tap import Tap
from store.reports import AlreadyOpen
from store.rules.text import Text

if TYPE_CHECKING:
    from handlers.forms.form import Filling
    from store.tables import Report

_OPEN = Text("📄 Mở báo cáo {code}", "📄 Open report {code}")
_ANOTHER = Text("Chọn hộ khác", "Choose another household")


def already_open(filling: Filling, earlier: Report) -> Again:
    """Refuse a second report on the household, and offer to open the first one."""
    rows = [[open_button(earlier)], [filling.turn(TO_LIST, _ANOTHER)]]
    return Again(scratch={}, prompt=Prompt(AlreadyOpen(earlier.code, earlier.state).text, rows))


def open_button(report: Report) -> Button:
    """Make the button that opens a report with everything that happened to it."""
    return Button(_OPEN.fill(code=report.code), Tap("bcct", "show", (str(report.id),)))
