"""Telling the village head what became of a report, in the same chat, with the reason."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlmodel import col

from handlers import casefile
from handlers.casewords import reason_words
from handlers.reply import Button, Reply
from handlers.tap import Tap
from store import people
from store.rules.moves import Move
from store.rules.roles import Role
from store.rules.text import Text, join
from store.tables import Priority, Unit

if TYPE_CHECKING:
    from handlers.scene import Scene
    from store.tables import Person, Report

_TOLD = frozenset({Move.VERIFY, Move.RETURN, Move.REJECT, Move.OBJECT, Move.CLEAR})
_VERDICT = Text(
    "{icon} Báo cáo <b>{code}</b> · {household}\nTình trạng: <b>{state}</b>",
    "{icon} Report <b>{code}</b> · {household}\nState: <b>{state}</b>",
)
_WHY = Text("Lý do: {reason}", "Reason: {reason}")
_BY = Text("Người xử lý: {by}", "Handled by {by}")
MEND = Text("✏️ Sửa và gửi lại", "✏️ Correct and send")


def heads_of(scene: Scene, unit_id: int) -> list[Person]:
    """Return the present heads of a village."""
    return people.seated(scene.db, Role.VILLAGE_HEAD, col(Unit.id) == unit_id, scene.now)


def readers(report: Report, heads: list[Person]) -> list[Person]:
    """Return who is told about a report: who sent it, or the present heads once that person is head no more."""
    return [head for head in heads if head.id == report.reporter_id] or heads


def news(scene: Scene, report: Report, move: Move, reason: str | None = None) -> list[Reply]:
    """Tell what an officer did; the steps of the posting are told by the report itself when asked."""
    if move not in _TOLD:
        return []
    words = _words(scene, report, reason)
    buttons = [[Button(MEND, Tap("bcct", "edit", (str(report.id),)))]] if move is Move.RETURN else []
    return [
        Reply(words, buttons, to=reader.chat_id, priority=Priority.NEWS)
        for reader in readers(report, heads_of(scene, report.unit_id))
    ]


def _words(scene: Scene, report: Report, reason: str | None) -> Text:
    verdict = _VERDICT.fill(
        icon=report.state.icon,
        code=report.code,
        household=casefile.name_of(report),
        state=report.state.text,
    )
    why = [_WHY.fill(reason=reason_words(reason))] if reason else []
    return join([verdict, *why, _BY.fill(by=scene.name), report.state.next])
