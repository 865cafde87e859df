"""One report as its village head sees it: every answer, everything that happened, and what can still be done."""

from __future__ import annotations

from typing import TYPE_CHECKING

from handlers import casefile
from handlers.ownreports.listing import PLACE
from handlers.reply import Button, Reply
from handlers.tap import Tap
from store import reports
from store.rules.moves import Move, act_for, possible_moves
from store.rules.states import State
from store.rules.text import Text, join
from store.tables import Unit

if TYPE_CHECKING:
    from handlers.scene import Scene
    from store.tables import Report

MOST_HISTORY = 1800
"""Characters of history shown beside the answers; the rest is a button away."""

_HISTORY = Text("<b>Quá trình</b>", "<b>History</b>")
_EARLIER = Text("…", "…")
_CORRECT = Text("✏️ Sửa", "✏️ Correct")
_SEND_AGAIN = Text("✏️ Sửa và gửi lại", "✏️ Correct and send")
_WITHDRAW = Text("🗑️ Rút báo cáo", "🗑️ Withdraw")
_PHOTOS = Text("🖼 Ảnh ({count})", "🖼 Photos ({count})")
_ALL_HISTORY = Text("🕘 Toàn bộ quá trình", "🕘 All of the history")
_LIST = Text("‹ Báo cáo của tôi", "‹ My reports")
_SURE = Text(
    "Rút báo cáo <b>{code}</b>?\n{household}\n\n"
    "Rút rồi thì không gửi lại được báo cáo này; khi cần, anh/chị làm báo cáo mới.",
    "Withdraw report <b>{code}</b>?\n{household}\n\nIt cannot be sent again then; you can make a new one when needed.",
)
_NO = Text("Không rút", "Leave it")


def page(scene: Scene, report: Report, *, photos: bool = False) -> Reply:
    """Show a report with everything that happened to it."""
    steps = reports.history(scene.db, report)
    history = [casefile.step_words(scene, step, named=True) for step in steps]
    shown = _newest(history)
    parts = [
        casefile.summary(scene, report),
        report.state.next,
        casefile.answers(scene, report),
        _HISTORY,
        *([] if len(shown) == len(history) else [_EARLIER]),
        *shown,
    ]
    rows = [
        _moves(scene, report),
        _more(report, whole=len(shown) == len(history)),
        [_button("list", "0", _LIST)],
    ]
    return Reply(
        join(parts, "\n\n"),
        [row for row in rows if row],
        in_place=True,
        photos=tuple(report.photos) if photos else (),
    )


def _newest(history: list[Text]) -> list[Text]:
    """Return as much of a history as one message holds beside the answers: the newest part."""
    length, count = 0, 0
    for words in reversed(history):
        length += max(len(words.vi), len(words.en))
        if length > MOST_HISTORY and count:
            break
        count += 1
    return history[len(history) - count :]


def _moves(scene: Scene, report: Report) -> list[Button]:
    village = scene.db.get_one(Unit, report.unit_id)
    possible = possible_moves(report.state, tracks_posting=scene.config.tracks_posting)
    mine = {move for move in possible if scene.viewer.covers(act_for(move), village)}
    number = str(report.id)
    row = []
    if mine & {Move.CORRECT, Move.RESUBMIT}:
        label = _SEND_AGAIN if report.state is State.RETURNED else _CORRECT
        row.append(_button("edit", number, label))
    if Move.WITHDRAW in mine:
        row.append(_button("withdraw", number, _WITHDRAW))
    return row


def _more(report: Report, *, whole: bool) -> list[Button]:
    number = str(report.id)
    row = []
    if report.photos:
        row.append(_button("photos", number, _PHOTOS.fill(count=len(report.photos))))
    if not whole:
        row.append(Button(_ALL_HISTORY, Tap("tc", "h", (number, "0", ""))))
    return row


def sure(report: Report) -> Reply:
    """Ask once more before a report is withdrawn."""
    number = str(report.id)
    words = _SURE.fill(code=report.code, household=casefile.name_of(report))
    return Reply(words, [[_button("gone", number, _WITHDRAW), _button("open", number, _NO)]], in_place=True)


def _button(action: str, value: str, label: Text) -> Button:
    return Button(label, Tap(PLACE, action, (value,)))
