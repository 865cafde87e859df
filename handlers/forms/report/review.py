"""The page before sending: every answer, each of which can be changed singly."""

from __future__ import annotations

from typing import TYPE_CHECKING

from handlers import casefile
from handlers.casewords import reason_words
from handlers.forms import screens
from handlers.forms.form import Prompt
from handlers.forms.report.draft import report_of
from handlers.forms.report.told import told
from store.rules.text import Text, join, same

if TYPE_CHECKING:
    from handlers.forms.form import Filling

_HEADING = Text("<b>Xem lại trước khi gửi</b>", "<b>Please look it over</b>")
_CORRECTING = Text("<b>Sửa báo cáo {code}</b>", "<b>Correcting report {code}</b>")
_WHY = Text("↩️ Lý do trả lại: <b>{reason}</b>", "↩️ Returned because: <b>{reason}</b>")
_HOUSEHOLD = Text("{household} · {village}", "{household} · {village}")
_UNLISTED = Text(
    "⚠️ Hộ không có trong danh sách của thôn, cán bộ xã sẽ xem thêm.",
    "⚠️ The household is not on the village's list; the officer will look at it.",
)
_ENDING = Text(
    "Đúng rồi thì bấm Gửi. Muốn sửa câu nào, bấm nút của câu đó ạ.",
    "If all is right, press Send. To change an answer, press its button.",
)
_ENDING_AGAIN = Text(
    "Muốn sửa câu nào, bấm nút của câu đó; xong thì bấm Gửi lại ạ.",
    "To change an answer, press its button; then press Send again.",
)


def review(filling: Filling) -> Prompt:
    """Show every answer, with a button for each."""
    report, here = report_of(filling), told(filling)
    named = _HOUSEHOLD.fill(household=casefile.name_of(report), village=filling.answers["village"]["name"])
    lines = [named, *casefile.told(filling.scene, report)]
    if here.unlisted:
        lines.append(_UNLISTED)
    ending = _ENDING if here.report_id is None else _ENDING_AGAIN
    words = join([join(_heading(filling)), join(lines), ending], "\n\n")
    return Prompt(words, screens.changes(filling))


def _heading(filling: Filling) -> list[Text]:
    if told(filling).report_id is None:
        return [_HEADING]
    heading = [_CORRECTING.fill(code=same(filling.answers["code"]))]
    reason = filling.get("reason")
    return [*heading, _WHY.fill(reason=reason_words(reason))] if reason else heading
