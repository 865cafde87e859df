"""The buttons an officer has under a report: what its state admits, and nothing else."""

from __future__ import annotations

from typing import TYPE_CHECKING

from handlers.reply import Button, Rows
from store.rules.moves import Move, act_for, possible_moves
from store.rules.text import Text
from store.tables import Unit

if TYPE_CHECKING:
    from handlers.scene import Scene
    from handlers.verifying.aim import Aim
    from store.tables import Report

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


def moves_of(scene: Scene, report: Report) -> list[Move]:
    """Return what the viewer may do to a report as it stands; nothing to one's own."""
    if report.reporter_id == scene.viewer.person_id:
        return []
    village = scene.db.get_one(Unit, report.unit_id)
    possible = possible_moves(report.state, tracks_posting=scene.config.tracks_posting)
    return [move for move in LABELS if move in possible and scene.viewer.covers(act_for(move), village)]


def rows(scene: Scene, report: Report, aim: Aim) -> Rows:
    """Return the buttons of the moves: each way forward in a row of its own, the others beside each other."""
    buttons = {move: Button(LABELS[move], aim.tap(move)) for move in moves_of(scene, report)}
    forward = [[button] for move, button in buttons.items() if move in _FORWARD]
    others = [button for move, button in buttons.items() if move not in _FORWARD]
    return [*forward, others] if others else forward
