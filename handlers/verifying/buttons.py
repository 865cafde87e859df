"""The buttons an officer has under a report: what its state admits, and nothing else."""

from __future__ import annotations

from typing import TYPE_CHECKING

from handlers.reply import Button, Rows
from store.rules.moves import SENDING, Move, act_for, possible_moves
from store.rules.roles import Act
from store.rules.text import Text

if TYPE_CHECKING:
    from collections.abc import Sequence

    from handlers.scene import Scene
    from handlers.verifying.aim import Aim
    from store.reports import Step
    from store.tables import Report, Unit

LABELS = {
    Move.VERIFY: Text("✅ Xác minh", "✅ Verify"),
    Move.POST: Text("📌 Niêm yết", "📌 Post"),
    Move.END_POSTING: Text("🏁 Hết niêm yết", "🏁 End posting"),
    Move.OBJECT: Text("🔍 Có ý kiến", "🔍 Comments came"),
    Move.CLEAR: Text("✅ Hết phúc tra", "✅ Re-verified"),
    Move.RETURN: Text("↩️ Trả lại", "↩️ Return"),
    Move.REJECT: Text("⛔ Không công nhận", "⛔ Not recognised"),
    Move.RECOGNISE: Text("🏅 Công nhận", "🏅 Recognise"),
}
"""The moves of an officer, as buttons; the way forward first."""

_FORWARD = frozenset({Move.VERIFY, Move.POST, Move.END_POSTING, Move.CLEAR, Move.RECOGNISE})


def is_own(scene: Scene, steps: Sequence[Step]) -> bool:
    """Tell whether the viewer sent or corrected the report whose history this is, and so may not judge it."""
    me = scene.viewer.person_id
    return any(step.event.person_id == me and step.event.move in SENDING for step in steps)


def moves_of(scene: Scene, report: Report, village: Unit, steps: Sequence[Step]) -> list[Move]:
    """Return what the viewer may do to a report as it stands; one's own is for another officer to verify."""
    possible = possible_moves(report.state, tracks_posting=scene.config.tracks_posting)
    own = is_own(scene, steps)
    return [
        move
        for move in LABELS
        if move in possible
        and scene.viewer.covers(act_for(move), village)
        and not (own and act_for(move) is Act.REPORT_VERIFY)
    ]


def rows(scene: Scene, report: Report, village: Unit, steps: Sequence[Step], aim: Aim) -> Rows:
    """Return the buttons of the moves: each way forward in a row of its own, the others beside each other."""
    moves = moves_of(scene, report, village, steps)
    buttons = {move: Button(LABELS[move], aim.tap(move)) for move in moves}
    forward = [[button] for move, button in buttons.items() if move in _FORWARD]
    others = [button for move, button in buttons.items() if move not in _FORWARD]
    return [*forward, others] if others else forward
