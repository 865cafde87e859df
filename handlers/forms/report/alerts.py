"""Telling the officers of a commune that reports wait: one message each, which counts up until the queue is opened."""

from __future__ import annotations

from typing import TYPE_CHECKING

from handlers import casefile
from handlers.reply import Button, Reply
from handlers.tap import Tap
from store import people, reports, units
from store.rules.text import Text
from store.tables import Priority

if TYPE_CHECKING:
    from handlers.scene import Scene
    from store.tables import Unit

_ALERT = Text(
    "📥 <b>{count} báo cáo</b> đang chờ xác minh ở {commune}.\nMới nhất: {village}, {moment}.",
    "📥 <b>{count} reports</b> wait for verification in {commune}.\nThe newest: {village}, {moment}.",
)
_QUEUE = Text("✅ Mở danh sách chờ", "✅ Open the queue")


def alerts(scene: Scene, village: Unit) -> list[Reply]:
    """Tell each officer of the village's commune how many reports wait; whoever sends one is not told of it."""
    commune = units.commune_of(scene.db, village)
    # Two reports sent at once would each count without the other, and both begin the same message.
    units.hold(scene.db, commune)
    words = _ALERT.fill(
        count=reports.waiting_below(scene.db, commune),
        commune=commune.name,
        village=village.name,
        moment=casefile.moment(scene, scene.now),
    )
    officers = people.officers_of(scene.db, village, scene.now)
    return [
        Reply(
            words,
            [[Button(_QUEUE, Tap("xm", "open"))]],
            to=officer.chat_id,
            priority=Priority.NEWS,
            rewrites=_alert_key(scene, officer.chat_id),
        )
        for officer in officers
        if officer.id != scene.viewer.person_id
    ]


def _alert_key(scene: Scene, chat_id: int) -> str:
    return f"alert:{chat_id}:{people.alert_round(scene.db, chat_id)}"
