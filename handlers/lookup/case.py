"""One report, looked up: what it says, what happened to it, and what the viewer may do to it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from handlers import casefile
from handlers.pages import Page
from handlers.reply import Button, Reply
from handlers.tap import Tap
from handlers.verifying import buttons
from handlers.verifying.aim import PLACE as VERIFYING
from handlers.verifying.aim import at
from store import reports
from store.rules.text import Text, join

if TYPE_CHECKING:
    from handlers.scene import Scene
    from store.tables import Report

PLACE = "tc"
_HISTORY = Text("🕘 Quá trình", "🕘 History")
_PHOTOS = Text("🖼 Ảnh ({count})", "🖼 Photos ({count})")
_HOUSEHOLD = Text("👤 Hộ này", "👤 The household")
_BACK = Text("‹ Xem báo cáo", "‹ The report")


def page(scene: Scene, report: Report, *, note: Text | None = None, photos: bool = False) -> Reply:
    """Show a report with everything the viewer may see of it and do to it."""
    named = casefile.reads_names(scene, report)
    aim = at(report, len(reports.history(scene.db, report)))
    number = str(report.id)
    more = [Button(_HISTORY, Tap(PLACE, "h", (number, "0", "")))]
    if named and report.photos:
        more.append(Button(_PHOTOS.fill(count=len(report.photos)), Tap(PLACE, "p", (number,))))
    if named and report.household_id is not None:
        more.append(Button(_HOUSEHOLD, Tap(PLACE, "hh", (str(report.household_id),))))
    parts = [casefile.summary(scene, report), casefile.answers(scene, report)]
    return Reply(
        join([note, *parts] if note else parts, "\n\n"),
        [*buttons.rows(scene, report, aim), more],
        in_place=True,
        photos=tuple(report.photos) if photos and named else (),
    )


def history(scene: Scene, report: Report, asked: int, queue_place: str) -> Reply:
    """Show a page of everything that happened to a report; ``queue_place`` is where the queue was left, if it was."""
    messages = casefile.history_pages(scene, report)
    turned = Page(asked, len(messages), size=1)
    number = str(report.id)
    turning = turned.turning(lambda to: Tap(PLACE, "h", (number, str(to), queue_place)))
    back = Tap(VERIFYING, "go", (queue_place,)) if queue_place else Tap(PLACE, "r", (number,))
    words = join([casefile.summary(scene, report), messages[turned.number]], "\n\n")
    return Reply(words, [*turning, [Button(_BACK, back)]], in_place=True)
