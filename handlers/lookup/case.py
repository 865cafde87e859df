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
from store.rules.roles import Act
from store.rules.states import State
from store.rules.text import Text, join
from store.tables import Unit

if TYPE_CHECKING:
    from handlers.scene import Scene
    from store.tables import Report

PLACE = "tc"
_HISTORY = Text("🕘 Quá trình", "🕘 History")
_PHOTOS = Text("🖼 Ảnh ({count})", "🖼 Photos ({count})")
_HOUSEHOLD = Text("👤 Hộ này", "👤 The household")
_MEND = Text("✏️ Sửa, rút", "✏️ Correct, withdraw")
_MENDABLE = frozenset({State.WAITING, State.RETURNED})
_BACK = Text("‹ Xem báo cáo", "‹ The report")


def page(scene: Scene, report: Report, *, note: Text | None = None, photos: bool = False) -> Reply:
    """Show a report with everything the viewer may see of it and do to it."""
    village = scene.db.get_one(Unit, report.unit_id)
    named = scene.viewer.covers(Act.HOUSEHOLD_NAMES, village)
    steps = reports.history(scene.db, report)
    number = str(report.id)
    more = [Button(_HISTORY, Tap(PLACE, "h", (number, "0", "")))]
    if named and report.photos:
        more.append(Button(_PHOTOS.fill(count=len(report.photos)), Tap(PLACE, "p", (number,))))
    if named and report.household_id is not None:
        more.append(Button(_HOUSEHOLD, Tap(PLACE, "hh", (str(report.household_id),))))
    if _mends(scene, report, village):
        more.append(Button(_MEND, Tap("bcct", "open", (number,))))
    parts = [casefile.summary(scene, report), casefile.answers(scene, report)]
    return Reply(
        join([note, *parts] if note else parts, "\n\n"),
        [*buttons.rows(scene, report, village, steps, at(report, len(steps))), more],
        in_place=True,
        photos=tuple(report.photos) if photos and named else (),
    )


def _mends(scene: Scene, report: Report, village: Unit) -> bool:
    """Whether the viewer is the village head who can still correct or withdraw the report."""
    return report.state in _MENDABLE and scene.viewer.covers(Act.REPORT_CORRECT, village)


def history(scene: Scene, report: Report, asked: int, queue_place: str) -> Reply:
    """Show a page of everything that happened to a report; ``queue_place`` is where the queue was left, if it was."""
    messages = casefile.history(scene, report)
    turned = Page(asked, len(messages), size=1)
    number = str(report.id)
    turning = turned.turning(lambda to: Tap(PLACE, "h", (number, str(to), queue_place)))
    back = Tap(VERIFYING, "go", (queue_place,)) if queue_place else Tap(PLACE, "r", (number,))
    words = join([casefile.summary(scene, report), messages[turned.number]], "\n\n")
    return Reply(words, [*turning, [Button(_BACK, back)]], in_place=True)
