"""The queue of reports that wait for an officer, one at a time, the oldest first."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import or_
from sqlmodel import col

from handlers import casefile
from handlers.casewords import reason_words
from handlers.pages import Page
from handlers.reply import Button, Reply
from handlers.tap import Tap
from handlers.verifying import buttons
from handlers.verifying.aim import PLACE, at
from store import cases, reports
from store.rules.guards import OwnReport
from store.rules.moves import Move
from store.rules.roles import Act
from store.rules.states import State
from store.rules.text import Text, join
from store.rules.warnings import warnings_for
from store.tables import Report, Unit

if TYPE_CHECKING:
    from sqlalchemy import Select

    from handlers.scene import Scene
    from store.reports import Step

_EMPTY = Text("Không còn báo cáo nào chờ xác minh ạ.", "No report waits for verification.")
_HEADING = Text("Chờ xác minh: <b>{number}/{total}</b>", "Waiting: <b>{number}/{total}</b>")
_WARNING = Text("⚠️ {text}", "⚠️ {text}")
_SENT_AGAIN = Text(
    "<i>Lần trước, {moment}, {by} đã trả lại: {reason}</i>",
    "<i>Returned on {moment} by {by}: {reason}</i>",
)
HANDLED = Text("📋 Đã xác minh", "📋 Verified")
PHOTOS = Text("🖼 Ảnh ({count})", "🖼 Photos ({count})")
HISTORY = Text("🕘 Quá trình", "🕘 History")


def waiting(scene: Scene) -> Select[Report]:
    """Select the reports that wait in the officer's area."""
    return reports.in_states(scene.viewer, Act.REPORT_VERIFY, (State.WAITING,))


def page(scene: Scene, place: int, *, note: Text | None = None, photos: bool = False) -> Reply:
    """Show the report at a place of the queue, the last one if the queue has grown shorter."""
    total = reports.count(scene.db, waiting(scene))
    handled = [Button(HANDLED, Tap(PLACE, "list", ("0",)))]
    if total == 0:
        return Reply(join([note, _EMPTY], "\n\n") if note else _EMPTY, [handled], in_place=True)
    turned = Page(place, total, size=1)
    report = scene.db.execute(waiting(scene).offset(turned.offset).limit(1)).scalar_one()
    village = scene.db.get_one(Unit, report.unit_id)
    steps = reports.history(scene.db, report)
    aim = at(report, len(steps), turned.number)
    more = [Button(HISTORY, Tap("tc", "h", (str(report.id), "0", str(turned.number))))]
    if report.photos:
        more.insert(0, Button(PHOTOS.fill(count=len(report.photos)), aim.tap("photos")))
    turning = turned.turning(lambda number: Tap(PLACE, "go", (str(number),)))
    return Reply(
        _words(scene, report, steps, turned, note),
        [*buttons.rows(scene, report, village, steps, aim), more, *turning, handled],
        in_place=True,
        photos=tuple(report.photos) if photos else (),
    )


def place_of(scene: Scene, report: Report) -> int:
    """Return the place of a waiting report in the queue, from 0."""
    sent, number = col(Report.submitted_at), col(Report.id)
    earlier = or_(sent < report.submitted_at, (sent == report.submitted_at) & (number < report.id))
    return reports.count(scene.db, waiting(scene).where(earlier))


def _words(scene: Scene, report: Report, steps: list[Step], turned: Page, note: Text | None) -> Text:
    heading = _HEADING.fill(number=turned.number + 1, total=turned.total)
    parts = [
        *([note] if note else []),
        join([heading, casefile.summary(scene, report)]),
        *_warnings(scene, report),
        casefile.answers(scene, report),
        *_returned(scene, steps),
    ]
    if buttons.is_own(scene, steps):
        parts.append(OwnReport().text)
    return join(parts, "\n\n")


def _warnings(scene: Scene, report: Report) -> list[Text]:
    config = scene.config
    facts = cases.facts_of(scene.db, report, zone=config.zone, moved_limit=config.crowded_percent)
    lines = [_WARNING.fill(text=warning.text) for warning in warnings_for(facts)]
    return [join(lines)] if lines else []


def _returned(scene: Scene, steps: list[Step]) -> list[Text]:
    returned = next((step for step in reversed(steps) if step.event.move is Move.RETURN), None)
    if returned is None:
        return []
    words = reason_words(returned.event.reason or "")
    moment = casefile.moment(scene, returned.event.at)
    return [_SENT_AGAIN.fill(moment=moment, by=returned.by, reason=words)]
