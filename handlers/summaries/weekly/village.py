"""The week of one village, in five lines for its head."""

from __future__ import annotations

from typing import TYPE_CHECKING

from handlers.summaries.weekly import lines, rounds
from store.rules.moves import Move
from store.rules.numbers import show_count
from store.rules.text import Text, join
from store.weekly import Stage

if TYPE_CHECKING:
    from collections.abc import Collection

    from handlers.scene import Scene
    from handlers.summaries.weekly.told import Told

_HEADING = Text("🗓 <b>{unit}</b>, {week}", "🗓 <b>{unit}</b>, {week}")
_SENT = Text(
    "Đã gửi {sent}, xã xác minh {verified}, công nhận {recognised}",
    "Sent {sent}, verified {verified}, recognised {recognised}",
)
_WAITS = Text("Xã đang xem: {count}", "With the commune: {count}")
_NO_DUTY = Text("Hạn nộp: không có đợt nào đang chờ", "Deadlines: none")


def block(scene: Scene, told: Told, named: Collection[tuple[int, int]]) -> Text:
    """Say the week in five lines; in one if there is nothing to say.

    ``named`` are rounds and units whose deadline is said elsewhere in the message: where no other is left, so is the
    last line.
    """
    figures, due = told.figures, rounds.duties(scene, told.unit, named)
    if not figures.moves and not figures.pending and not due:
        return lines.nothing(told.unit.name, told)
    return join(
        [
            _HEADING.fill(unit=told.unit.name, week=told.week.text),
            _sent(told),
            _waits(scene, told),
            join([lines.progress(told), lines.lists(told)], ". "),
            *(due[:1] or ([] if any(unit_id == told.unit.id for _, unit_id in named) else [_NO_DUTY])),
        ]
    )


def _sent(told: Told) -> Text:
    figures = told.figures
    return _SENT.fill(
        sent=show_count(figures.made(Move.SUBMIT) + figures.made(Move.RESUBMIT)),
        verified=show_count(figures.made(Move.VERIFY)),
        recognised=show_count(figures.made(Move.RECOGNISE)),
    )


def _waits(scene: Scene, told: Told) -> Text:
    pending = told.figures.pending
    with_commune = sum(
        pending[stage].count for stage in (Stage.UNVERIFIED, Stage.UNDECIDED) if stage in pending
    )
    words = _WAITS.fill(count=show_count(with_commune))
    returned = pending.get(Stage.RETURNED)
    return join([words, lines.pending(Stage.RETURNED, returned, scene.today)], ". ") if returned else words
