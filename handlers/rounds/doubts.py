"""What does not go with an answer: something half done, or returned, or reports that say the opposite.

It is said before the answer is taken, kindly, with the way to what is meant. Whoever insists is believed.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from handlers.forms import engine
from handlers.forms.report.form import REPORT
from handlers.reply import Button
from handlers.rounds import buttons
from handlers.tap import Tap
from store import rounds
from store.rules.levels import Level
from store.rules.rounds import Answer
from store.rules.text import Text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from handlers.scene import Scene
    from store.tables import Round, Unit

_DRAFT = Text(
    "• Anh/chị còn một báo cáo đang làm dở, chưa gửi.", "• One of your reports is half done and not sent."
)
_RETURNED = Text(
    "• {count} báo cáo đã trả lại, đang chờ bổ sung.",
    "• {count} reports were returned and wait for correction.",
)
_WAITING = Text("• {count} báo cáo đang chờ xác minh.", "• {count} reports wait for verification.")
_NOT_NIL = Text(
    "• Trong kỳ này {unit} đã gửi {count} báo cáo. Nếu đã đủ, nhờ anh/chị bấm “Đã báo cáo đủ” ạ.",
    "• {unit} has sent {count} reports in this time. If that is all, please press “All reported”.",
)
_NOT_DONE = Text(
    "• Trong kỳ này hệ thống chưa nhận báo cáo nào của {unit}. Nếu không hộ nào thay đổi, "
    "nhờ anh/chị bấm “Không có biến động” ạ.",
    "• No report of {unit} has come in this time. If no household has changed, please press “No change”.",
)
_GO_ON = Text("▶️ Làm tiếp báo cáo", "▶️ Go on with it")
_MINE = Text("📋 Báo cáo của tôi", "📋 My reports")
_QUEUE = Text("✅ Mở danh sách chờ", "✅ Open the queue")
_INSTEAD = {
    Answer.DONE: Text("✅ Đã báo cáo đủ", "✅ All reported"),
    Answer.NIL: Text("➖ Không có biến động", "➖ No change"),
}


@dataclass(frozen=True, slots=True)
class Doubt:
    """Something that does not go with an answer, and the button that leads to what may be meant."""

    words: Text
    way: Button


def doubts(scene: Scene, asked: Round, unit: Unit, given: Answer) -> list[Doubt]:
    """Return what does not go with an answer; nothing where all is well."""
    return list(_doubts(scene, asked, unit, given))


def _doubts(scene: Scene, asked: Round, unit: Unit, given: Answer) -> Iterator[Doubt]:
    found = rounds.evidence(scene.db, asked, unit, scene.config.zone)
    if unit.level is Level.VILLAGE:
        yield from _half_done(scene, unit)
        if found.returned:
            yield Doubt(_RETURNED.fill(count=found.returned), Button(_MINE, Tap("bcct", "list", ("0",))))
    elif found.waiting:
        yield Doubt(_WAITING.fill(count=found.waiting), Button(_QUEUE, Tap("xm", "open")))
    if given is Answer.NIL and found.reported:
        words = _NOT_NIL.fill(unit=unit.name, count=found.reported)
        yield Doubt(words, _instead(Answer.DONE, asked, unit))
    if given is Answer.DONE and not found.reported:
        yield Doubt(_NOT_DONE.fill(unit=unit.name), _instead(Answer.NIL, asked, unit))


def _half_done(scene: Scene, unit: Unit) -> Iterator[Doubt]:
    """Find a report that was begun in this chat; one of another village says nothing about this one."""
    draft = engine.unfinished(scene, REPORT)
    if draft is not None and "household" in draft.answers and draft.answers["village"]["id"] == unit.id:
        yield Doubt(_DRAFT, draft.button("w", "", _GO_ON))


def _instead(answer: Answer, asked: Round, unit: Unit) -> Button:
    return Button(_INSTEAD[answer], buttons.tap(answer.value, asked, unit, "sure"))
