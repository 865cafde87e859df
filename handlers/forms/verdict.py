"""The reason that goes with a verdict: chosen from the list or typed, and asked twice where nothing can undo it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from handlers.forms import engine
from handlers.forms.form import Again, Answer, Chosen, Filling, Form, Given, Prompt, Question, Typed
from handlers.reply import Button, Replies, Rows
from handlers.tap import Tap
from handlers.verifying import verdicts
from handlers.verifying.aim import PLACE, Aim
from store import conversations, reports
from store.rules.codes import looks_like_code
from store.rules.moves import Move
from store.rules.reasons import ReturnReason, check_reason
from store.rules.refusal import Refusal
from store.rules.roles import Act
from store.rules.text import Text, join, same
from store.rules.vietnamese import yes_or_no
from store.tables import Report

if TYPE_CHECKING:
    from handlers.scene import Scene

_ASK = {
    Move.RETURN: Text(
        "<b>Trả lại để bổ sung</b> vì lý do gì ạ? Bấm một lý do, hoặc gõ.",
        "Why is it <b>returned</b>? Press a reason, or type it.",
    ),
    Move.REJECT: Text(
        "<b>Không công nhận</b> vì lý do gì ạ? Nhờ anh/chị gõ.",
        "Why is it <b>not recognised</b>? Please type the reason.",
    ),
    Move.OBJECT: Text(
        "Bà con có ý kiến gì, cần <b>phúc tra</b> điều gì? Nhờ anh/chị gõ ạ.",
        "What were the <b>comments</b>, and what has to be checked again? Please type it.",
    ),
}
_READ_BY_HEAD = Text(
    "<i>Trưởng thôn sẽ đọc được lý do này. Không ghi bệnh tình hay số giấy tờ của hộ.</i>",
    "<i>The village head will read it. No illnesses and no numbers of papers here.</i>",
)
_SURE = Text(
    "<b>{code}</b> · {name}\nKhông công nhận, lý do: {reason}\n\nBáo cáo sẽ đóng lại. Anh/chị đồng ý không ạ?",
    "<b>{code}</b> · {name}\nNot recognised, because: {reason}\n\nThe report will be closed. Do you agree?",
)
_YES = Text("⛔ Đồng ý", "⛔ I agree")
_BACK = Text("‹ Xem báo cáo", "‹ The report")
_NOT_A_REASON = Text(
    "Hệ thống đang chờ lý do cho báo cáo này. Nhờ anh/chị gõ lý do, hoặc bấm “Xem báo cáo” ạ.",
    "The reason for this report is awaited. Please type it, or press “The report”.",
)
_PRESS = Text("Nhờ anh/chị bấm Đồng ý hoặc Hủy ạ.", "Please press “I agree” or “Cancel”.")


def begin(scene: Scene, move: Move, aim: Aim) -> Replies:
    """Ask for the reason of a move; said at once if the move cannot be made."""
    report = verdicts.ready(scene, move, aim)
    if not isinstance(report, Report):
        return [report]
    return engine.start(scene, REASON, {"move": move.value, **aim.answers()}, in_place=True)


def leave(scene: Scene) -> None:
    """Give up a reason or a day asked for and not given: the officer has gone on to something else."""
    if scene.chat.open_form not in {"reason", "posted"}:
        return
    row = conversations.find(scene.db, scene.chat.chat_id, scene.chat.open_form)
    if row is not None:
        conversations.close(scene.db, scene.chat, row)


def _move(filling: Filling) -> Move:
    return Move(filling.get("move"))


def _report(filling: Filling) -> Report:
    scene = filling.scene
    return reports.get(scene.db, scene.viewer, filling.get("report"), Act.REPORT_VERIFY)


def way_back(filling: Filling) -> Rows:
    """Return the row that goes back to the report."""
    aim = Aim.from_answers(filling.answers)
    if aim.place_in_queue is None:
        return [[Button(_BACK, Tap("tc", "r", (str(aim.report_id),)))]]
    return [[Button(_BACK, Tap(PLACE, "go", (str(aim.place_in_queue),)))]]


def _subject(filling: Filling) -> Text:
    return same(_report(filling).code)


def _ask_reason(filling: Filling) -> Prompt:
    move = _move(filling)
    common = list(ReturnReason) if move is Move.RETURN else []
    buttons = [filling.choose(reason.value, reason.button) for reason in common]
    rows = [buttons[start : start + 2] for start in range(0, len(buttons), 2)]
    return Prompt(join([_ASK[move], _READ_BY_HEAD]), [*rows, *way_back(filling)])


def _take_reason(filling: Filling, given: Given) -> Answer:
    if isinstance(given, Chosen) and _move(filling) is Move.RETURN and given.value in set(ReturnReason):
        return Answer(given.value)
    if not isinstance(given, Typed) or looks_like_code(given.text):
        raise Refusal(_NOT_A_REASON)
    return Answer(check_reason(given.text))


def _ask_sure(filling: Filling) -> Prompt:
    report = _report(filling)
    text = _SURE.fill(code=report.code, name=report.head_name, reason=filling.get("reason"))
    return Prompt(text, [[filling.choose("yes", _YES)]])


def _take_sure(_filling: Filling, given: Given) -> Answer | Again:
    if isinstance(given, Chosen) or (isinstance(given, Typed) and yes_or_no(given.text)):
        return Answer("yes")
    raise Refusal(_PRESS)


def _finish(filling: Filling) -> Replies:
    aim = Aim.from_answers(filling.answers)
    return verdicts.decide(filling.scene, _move(filling), aim, filling.get("reason"))


REASON = engine.enter(
    Form(
        name="reason",
        version=1,
        act=Act.REPORT_VERIFY,
        title=Text("Ghi lý do", "Giving a reason"),
        subject=_subject,
        questions=(
            Question(
                name="reason",
                title=Text("Lý do", "Reason"),
                ask=_ask_reason,
                take=_take_reason,
                show=lambda filling: same(filling.get("reason")),
            ),
            Question(
                name="sure",
                title=Text("Đồng ý", "Agreed"),
                ask=_ask_sure,
                take=_take_sure,
                show=lambda filling: same(filling.get("sure")),
                applies=lambda filling: _move(filling) is Move.REJECT,
                leans_on=("reason",),
            ),
        ),
        review=None,
        finish=_finish,
    )
)
