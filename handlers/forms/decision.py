"""A decision that recognises verified reports: which ones, its number and its date."""

from __future__ import annotations

from typing import TYPE_CHECKING

from handlers.forms import choosing, engine, screens
from handlers.forms.choosing import Option
from handlers.forms.form import Answer, Filling, Form, Prompt, Question
from handlers.pages import gather
from handlers.recognising import picking, signing, telling
from handlers.reply import Replies, Reply
from handlers.verifying import verdicts
from store import decisions, reports
from store.rules.dates import show_date
from store.rules.moves import Move
from store.rules.roles import Act
from store.rules.text import Text, join, same
from store.tables import Report, Unit
from store.units import commune_of

if TYPE_CHECKING:
    from handlers.scene import Scene
    from handlers.verifying.aim import Aim

_ASK_UNIT = Text("Quyết định của xã nào ạ?", "Which commune's decision is it?")
_NOBODY = Text("Chưa có báo cáo nào chờ quyết định công nhận ạ.", "No report waits for a decision.")
_REVIEW = Text(
    "<b>Công nhận {count} hộ</b>\nQuyết định số {number} ngày {day}\n",
    "<b>Recognise {count} households</b>\nDecision {number} of {day}\n",
)
_MORE = Text("… và {count} hộ nữa", "… and {count} more")
_EFFECT = Text(
    "\nDanh sách hộ thay đổi từ ngày quyết định. Việc này không hoàn lại được; nhờ anh/chị xem kỹ ạ.",
    "\nThe register changes from the decision's date. This cannot be undone; please look closely.",
)
_DONE = Text(
    "🏅 Đã công nhận <b>{count}</b> hộ theo Quyết định số {number} ngày {day}. Trưởng thôn đã được báo.",
    "🏅 <b>{count}</b> households recognised by decision {number} of {day}. The village heads have been told.",
)
_COUNT = Text("{count} hộ", "{count} households")


def begin(scene: Scene) -> Replies:
    """Begin a decision, or go on with one left half done."""
    left = engine.unfinished(scene, DECISION)
    if left is not None and left.get("unit") is not None and picking.chosen(left):
        return engine.resume(left)
    units = scene.viewer.units(Act.REPORT_RECOGNISE)
    tracks = scene.config.tracks_posting
    waiting = [
        unit
        for unit in units
        if reports.count(scene.db, decisions.decidable(scene.viewer, unit, tracks_posting=tracks))
    ]
    if not waiting:
        return [Reply(_NOBODY)]
    return engine.start(scene, DECISION, {"unit": waiting[0].id} if len(waiting) == 1 else {})


def begin_with(scene: Scene, aim: Aim) -> Replies:
    """Begin a decision with one report chosen."""
    report = verdicts.ready(scene, Move.RECOGNISE, aim)
    if not isinstance(report, Report):
        return [report]
    unit = commune_of(scene.db, scene.db.get_one(Unit, report.unit_id))
    return engine.start(scene, DECISION, {"unit": unit.id, picking.NAME: [report.id]}, in_place=True)


def _units(filling: Filling) -> list[Option]:
    units = filling.scene.viewer.units(Act.REPORT_RECOGNISE)
    return [Option(str(unit.id), same(unit.name)) for unit in units]


def _review(filling: Filling) -> Prompt:
    chosen = picking.chosen(filling)
    # What is shown here is what will be recognised: whatever has left the list meanwhile is left out now.
    filling.row.answers = {**filling.answers, picking.NAME: [report.id for report in chosen]}
    lines = gather([telling.planned(report) for report in chosen], most=2500)
    shown = lines[0].vi.count("\n") + 1
    parts = [
        _REVIEW.fill(count=len(chosen), number=filling.get("number"), day=show_date(signing.day_of(filling))),
        lines[0],
        *([_MORE.fill(count=len(chosen) - shown)] if len(lines) > 1 else []),
        _EFFECT,
    ]
    return Prompt(join(parts), screens.changes(filling))


def _finish(filling: Filling) -> Replies:
    scene = filling.scene
    recognised = decisions.recognise(
        scene.db,
        scene.viewer,
        picking.commune(filling),
        filling.get(picking.NAME),
        number=filling.get("number"),
        signed_on=signing.day_of(filling),
        now=scene.now,
        zone=scene.config.zone,
        tracks_posting=scene.config.tracks_posting,
    )
    words = _DONE.fill(
        count=len(recognised), number=filling.get("number"), day=show_date(signing.day_of(filling))
    )
    return [Reply(words, in_place=True), *telling.news(scene, recognised)]


DECISION = engine.enter(
    Form(
        name="decision",
        version=1,
        act=Act.REPORT_RECOGNISE,
        title=Text("Công nhận", "Recognition"),
        subject=lambda _filling: None,
        questions=(
            Question(
                name="unit",
                title=Text("Xã", "Commune"),
                ask=lambda filling: Prompt(_ASK_UNIT, choosing.buttons(filling, _units(filling))),
                take=lambda filling, given: Answer(int(choosing.pick(_units(filling), given))),
                show=lambda filling: same(picking.commune(filling).name),
                applies=lambda filling: len(_units(filling)) > 1,
            ),
            Question(
                name=picking.NAME,
                title=Text("Các hộ", "Households"),
                ask=picking.ask,
                take=picking.take,
                show=lambda filling: _COUNT.fill(count=len(filling.get(picking.NAME))),
                leans_on=("unit",),
            ),
            Question(
                name="number",
                title=Text("Số quyết định", "Number"),
                ask=signing.ask_number,
                take=signing.take_number,
                show=lambda filling: same(filling.get("number")),
            ),
            Question(
                name="date",
                title=Text("Ngày quyết định", "Date"),
                ask=signing.ask_date,
                take=signing.take_date,
                show=lambda filling: same(show_date(signing.day_of(filling))),
            ),
        ),
        review=_review,
        finish=_finish,
        send=Text("🏅 Công nhận", "🏅 Recognise"),
    )
)
