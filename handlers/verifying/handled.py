"""The reports an officer has verified and that are not closed yet: on their way to the decision."""

from __future__ import annotations

from typing import TYPE_CHECKING

from handlers.lookup.listing import listed
from handlers.reply import Button, Reply
from handlers.tap import Tap
from handlers.verifying.aim import PLACE
from store import reports
from store.rules.roles import Act
from store.rules.states import State
from store.rules.text import Text

if TYPE_CHECKING:
    from handlers.scene import Scene

ON_THE_WAY = (State.VERIFIED, State.POSTED, State.RECHECK, State.AWAITING_DECISION)
"""The states between the verdict and the decision."""

_LIST = Text(
    "<b>Đã xác minh, chờ công nhận: {total}</b>\nBấm vào một hộ để xem và làm bước tiếp theo ạ.",
    "<b>Verified, waiting for recognition: {total}</b>\nPress a household to see it and take the next step.",
)
_NONE = Text("Chưa có báo cáo nào đang chờ công nhận ạ.", "No report waits for recognition.")
_QUEUE = Text("‹ Chờ xác minh", "‹ Waiting")


def page(scene: Scene, asked: int) -> Reply:
    """List the reports on their way, a page at a time."""
    statement = reports.in_states(scene.viewer, Act.REPORT_VERIFY, ON_THE_WAY)
    total, rows = listed(scene, statement, asked, lambda number: Tap(PLACE, "list", (str(number),)))
    words = _LIST.fill(total=total) if total else _NONE
    return Reply(words, [*rows, [Button(_QUEUE, Tap(PLACE, "go", ("0",)))]], in_place=True)
