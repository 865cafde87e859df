"""Sending a report, or its correction, and the receipt for it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from handlers import casefile
from handlers.forms.report.alerts import alerts
from handlers.forms.report.draft import columns, report_of
from handlers.forms.report.household import kept
from handlers.forms.report.told import told
from handlers.forms.report.village import own_village
from handlers.reply import Button, Replies, Reply
from handlers.tap import Tap
from store import households, reports
from store.rules.dictation import dictated
from store.rules.moves import ImpossibleMove, Move, correction
from store.rules.refusal import Refusal
from store.rules.roles import Act
from store.rules.text import Text, join

if TYPE_CHECKING:
    from handlers.forms.form import Filling
    from store.tables import Report

_SENT = Text("✅ <b>Đã gửi báo cáo.</b>", "✅ <b>The report is sent.</b>")
_SENT_AGAIN = Text("✅ <b>Đã gửi lại báo cáo.</b>", "✅ <b>The report is sent again.</b>")
_CORRECTED = Text("✅ <b>Đã sửa báo cáo.</b>", "✅ <b>The report is corrected.</b>")
_RECEIPT = Text(
    "{done}\n{household}\n\nMã báo cáo: <b>{code}</b>\nĐọc qua điện thoại: {dictated}\n\n"
    "Tình trạng: {icon} <b>{state}</b>\n{next}",
    "{done}\n{household}\n\nCode of the report: <b>{code}</b>\nOver the phone: {dictated}\n\n"
    "State: {icon} <b>{state}</b>\n{next}",
)
_LOOK, _NEXT = Text("📄 Xem báo cáo", "📄 The report"), Text("📝 Báo cáo hộ khác", "📝 Another household")
_MOVED_ON = Text(
    "Danh sách của xã vừa thay đổi: hộ này nay là {status}. Nhờ anh/chị bấm “Hộ”, chọn lại hộ rồi xem lại ạ.",
    "The register has just changed: this is a {status} now. Please press “Household” and choose it again.",
)
_OFF_LIST = Text("hộ không còn trong danh sách", "household no longer on the list")
_UNCHANGED = Text(
    "Chưa có câu nào thay đổi so với lần gửi trước. Nhờ anh/chị bấm vào câu cần sửa; "
    "nếu tất cả đã đúng thì gọi cán bộ xã ạ.",
    "Nothing differs from what was sent before. Please press the answer to correct; "
    "if all is right as it is, call the commune officer.",
)


def send(filling: Filling) -> Replies:
    """Send a new report: a receipt to whoever sent it, an alert to the officers.

    Raises:
        Refusal: the household has an open report, the register has moved on, or the village is theirs no more.
    """
    scene = filling.scene
    village = own_village(scene, told(filling).village_id, Act.REPORT_CREATE)
    _check_register(filling)
    report = reports.submit(scene.db, report_of(filling), scene.now)
    return [receipt(report, _SENT), *alerts(scene, village)]


def _check_register(filling: Filling) -> None:
    """Refuse when the household's class is no longer what the questions began from."""
    scene, known = filling.scene, told(filling).household or {}
    if known.get("id") is None:
        return
    household = households.get(scene.db, scene.viewer, known["id"])
    now = kept(household, frozenset())
    if now["listed"] != known["listed"] or (known["listed"] and now["class"] != known["class"]):
        raise Refusal(_MOVED_ON.fill(status=household.status.text if household.status else _OFF_LIST))


def resend(filling: Filling) -> Replies:
    """Put corrected answers into their report; one that the officer has decided meanwhile stays as it is.

    Raises:
        Refusal: nothing was changed, or the report is not in the person's area any more.
    """
    scene, values = filling.scene, columns(filling)
    report = reports.get(scene.db, scene.viewer, filling.answers["report"], Act.REPORT_CORRECT)
    village = own_village(scene, report.unit_id, Act.REPORT_CORRECT)
    try:
        correction(report.state)
    except ImpossibleMove as impossible:
        return [Reply(join([impossible.text, report.state.next]), [[_look(report)]])]
    if all(getattr(report, name) == value for name, value in values.items()):
        raise Refusal(_UNCHANGED)
    move = reports.correct(scene.db, scene.viewer, report, values, scene.now)
    if move is Move.CORRECT:
        return [receipt(report, _CORRECTED)]
    return [receipt(report, _SENT_AGAIN), *alerts(scene, village)]


def receipt(report: Report, done: Text) -> Reply:
    """Say that it is done, under which code, and what happens next."""
    words = _RECEIPT.fill(
        done=done,
        household=casefile.name_of(report),
        code=report.code,
        dictated=dictated(report.code),
        icon=report.state.icon,
        state=report.state.text,
        next=report.state.next,
    )
    return Reply(words, [[_look(report)], [Button(_NEXT, Tap("baocao", "new"))]], in_place=True)


def _look(report: Report) -> Button:
    return Button(_LOOK, Tap("bcct", "show", (str(report.id),)))
