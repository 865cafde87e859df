"""Beginning a report or a correction, and coming back to one that was left half done."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from handlers import casefile
from handlers.forms import engine, screens
from handlers.forms.report.draft import answers_of
from handlers.forms.report.form import CORRECTION, REPORT
from handlers.forms.report.household import kept, subject_of
from handlers.forms.report.opened import open_button
from handlers.forms.report.village import beginning, own_village
from handlers.forms.report.village import kept as kept_village
from handlers.reply import Button, Replies, Reply
from handlers.tap import Tap
from store import households, reports
from store.reports import AlreadyOpen
from store.rules.moves import correction
from store.rules.roles import Act
from store.rules.states import State
from store.rules.text import Text

if TYPE_CHECKING:
    from handlers.forms.form import Filling
    from handlers.scene import Scene
    from store.rules.changes import FallReason
    from store.tables import Household, Report

_HALF_DONE = Text(
    "Anh/chị đang làm dở <b>{title}</b>.\nĐến {where}, lúc {moment}.\n\n"
    "Làm tiếp, hay làm báo cáo mới? (Làm mới thì bản nháp này bỏ đi.)",
    "<b>{title}</b> is half done.\nYou had come to {where} on {moment}.\n\n"
    "Go on with it, or begin a new one? (A new one replaces this draft.)",
)
_AT = Text("{step}: {question}", "{step}: {question}")
_AT_REVIEW = Text("trang xem lại, chỉ còn bấm Gửi", "the last page, only Send is left")
_GO_ON, _NEW = Text("▶️ Làm tiếp", "▶️ Go on"), Text("📝 Báo cáo mới", "📝 New report")
_OTHER_CORRECTION = Text(
    "Anh/chị đang sửa dở báo cáo <b>{half_done}</b>, lúc {moment}.\n\n"
    "Sửa tiếp, hay bỏ phần đang sửa đó để sửa báo cáo <b>{wanted}</b> ạ?",
    "The correction of report <b>{half_done}</b> is half done, of {moment}.\n\n"
    "Go on with it, or drop it and correct report <b>{wanted}</b>?",
)
_GO_ON_WITH = Text("▶️ Sửa tiếp {code}", "▶️ Go on with {code}")
_CORRECT_THIS = Text("✏️ Sửa {code}", "✏️ Correct {code}")


def begin(scene: Scene) -> Replies:
    """Begin a report; where one is half done, say how far it had come and leave the choice."""
    draft = engine.unfinished(scene, REPORT)
    if draft is None:
        return engine.start(scene, REPORT, beginning(scene))
    return [half_done(draft)] if _holds_something(draft) else engine.resume(draft)


def _holds_something(draft: Filling) -> bool:
    return "household" in draft.answers or bool(draft.answers.get("pictures"))


def begin_anew(scene: Scene, stamp: str) -> Replies:
    """Begin a new report in place of the draft that bears ``stamp``; a later draft is not thrown away unasked."""
    draft = engine.unfinished(scene, REPORT)
    if draft is not None and draft.stamp != stamp:
        return begin(scene)
    return engine.start(scene, REPORT, beginning(scene), in_place=draft is not None)


def begin_about(
    scene: Scene, household: Household, cause: FallReason | None, again: Tap, stamp: str = ""
) -> Replies:
    """Begin the report of a household that has fallen back, with what is known of it filled in.

    Another report left half done stays: ``again`` is what its button carries that begins this one instead, and
    comes with the ``stamp`` of the draft that may be dropped.
    """
    earlier = reports.open_report_on(scene.db, subject_of(household))
    if earlier is not None:
        return [Reply(AlreadyOpen(earlier.code, earlier.state).text, [[open_button(earlier)]])]
    draft = engine.unfinished(scene, REPORT)
    if draft is not None and draft.stamp != stamp and _holds_something(draft):
        return [half_done(draft, again)]
    village = own_village(scene, household.unit_id, Act.REPORT_CREATE)
    answers = {
        "village": kept_village(village),
        "household": kept(household, households.classes_before(scene.db, household)),
        **({"cause": cause.value} if cause else {}),
    }
    return engine.start(scene, REPORT, answers)


def half_done(draft: Filling, instead: Tap | None = None) -> Reply:
    """Say where one was, and when; ``instead`` is what the button carries that begins another report."""
    question = draft.form.current(draft)
    where = _AT_REVIEW
    if question is not None:
        where = _AT.fill(step=screens.step(draft, question), question=question.title)
    moment = casefile.moment(draft.scene, draft.row.touched_at)
    words = _HALF_DONE.fill(title=screens.titled(draft), where=where, moment=moment)
    new = Button(_NEW, replace(instead or Tap("baocao", "new"), stamp=draft.stamp))
    return Reply(words, [[draft.button("w", "", _GO_ON)], [new]])


def correct(scene: Scene, report: Report, stamp: str | None = None) -> Replies:
    """Open a report's answers for correction, at the review page; ``stamp`` is of the draft that may be dropped.

    Raises:
        ImpossibleMove: the report is verified or closed.
    """
    correction(report.state)
    draft = engine.unfinished(scene, CORRECTION)
    reason = _reason(scene, report)
    if draft is None or draft.stamp == stamp:
        answers = {**answers_of(scene, report), "code": report.code, "reason": reason}
        return engine.start(scene, CORRECTION, answers)
    if draft.get("report") != report.id:
        return [_other(draft, report)]
    draft.row.answers = {**draft.answers, "reason": reason}
    return engine.resume(draft)


def _reason(scene: Scene, report: Report) -> str | None:
    """Return why an officer gave the report back, if it waits for that."""
    verdict = reports.last_verdict(scene.db, report) if report.state is State.RETURNED else None
    return verdict.event.reason if verdict else None


def _other(draft: Filling, wanted: Report) -> Reply:
    moment = casefile.moment(draft.scene, draft.row.touched_at)
    code: str = draft.answers["code"]
    words = _OTHER_CORRECTION.fill(half_done=code, wanted=wanted.code, moment=moment)
    anew = Tap("bcct", "anew", (str(wanted.id),), draft.stamp)
    go_on = draft.button("w", "", _GO_ON_WITH.fill(code=code))
    return Reply(words, [[go_on], [Button(_CORRECT_THIS.fill(code=wanted.code), anew)]])
