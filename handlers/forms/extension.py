"""Putting a deadline off: for one unit or all of an area, until when, and why."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from sqlalchemy import or_, select
from sqlmodel import col

from handlers.forms import deadlines, engine, screens
from handlers.forms.choosing import NONE_OF_THESE
from handlers.forms.form import Answer, Chosen, Filling, Form, Given, Prompt, Question, Typed
from handlers.forms.placing import Placing
from handlers.reply import Button, Replies, Reply
from handlers.rounds import telling
from handlers.rounds.followed import tap
from store import rounds
from store.rules.dates import show_date
from store.rules.refusal import Refusal
from store.rules.roles import Act
from store.rules.rounds import ExtensionReason, check_extension_reason, reason_words
from store.rules.text import Text, same
from store.tables import Round, Unit

if TYPE_CHECKING:
    from sqlalchemy import Select

    from handlers.scene import Scene

_ASK_UNIT = Text(
    "Gia hạn đợt <b>{title}</b> cho đơn vị nào ạ? Bấm chọn, hoặc gõ tên.",
    "For whom is the deadline of <b>{title}</b> put off? Press one, or type its name.",
)
_EVERYONE = Text("Toàn {name}", "All of {name}")
_ASK_DUE = Text(
    "Hạn hiện tại là {due}. Gia hạn <b>đến ngày nào</b> ạ? Bấm chọn, hoặc gõ ngày.",
    "It is due on {due}. <b>Until which day</b> is it put off? Press one, or type it.",
)
_ASK_WHY = Text("<b>Lý do</b> gia hạn là gì ạ? Bấm chọn, hoặc gõ.", "<b>Why?</b> Press a reason, or type it.")
_REVIEW = Text(
    "<b>Gia hạn {title}</b>\nCho: {unit}\nHạn mới: <b>{due}</b>\nLý do: {reason}\n\n"
    "Hệ thống sẽ báo cho {people} người chưa nộp ạ.",
    "<b>Putting off {title}</b>\nFor: {unit}\nNew deadline: <b>{due}</b>\nReason: {reason}\n\n"
    "The {people} people who have not answered will be told.",
)
_DONE = Text(
    "⏳ Đã gia hạn <b>{title}</b> cho {unit} đến {due}. Đã gửi tin cho {count} người ạ.",
    "⏳ <b>{title}</b> is put off to {due} for {unit}. {count} people are being told.",
)
_BACK = Text("‹ Xem đợt báo cáo", "‹ The round")


def begin(scene: Scene, asked: Round, area: Unit) -> Replies:
    """Begin to put a deadline off; said at once if it cannot be."""
    rounds.check_extending(scene.db, scene.viewer, asked, area, scene.today)
    answers = {"round": asked.id, "area": area.id, **({"unit": area.id} if area.level is asked.asks else {})}
    return engine.start(scene, EXTENSION, answers, in_place=True)


def _asked(filling: Filling) -> Round:
    return rounds.get(filling.scene.db, filling.scene.viewer, filling.get("round"))


def _selected(filling: Filling) -> Select[Unit]:
    """Select the area as a whole, and the units in it that have not answered."""
    scene = filling.scene
    area = scene.db.get_one(Unit, filling.get("area"))
    silent = (
        rounds.silent_units(scene.db, _asked(filling), area).with_only_columns(col(Unit.id)).order_by(None)
    )
    return (
        select(Unit)
        .where(or_(col(Unit.id) == area.id, col(Unit.id).in_(silent)), scene.viewer.area(Act.ROUND_OPEN))
        .order_by(col(Unit.id) != area.id, col(Unit.parent_id), col(Unit.sort_key), col(Unit.id))
    )


def _label(filling: Filling, unit: Unit) -> Text:
    name = same(unit.name)
    return name if unit.level is _asked(filling).asks else _EVERYONE.fill(name=name)


UNIT = Placing(lambda filling: _ASK_UNIT.fill(title=_asked(filling).title), _selected, label=_label)


def _unit(filling: Filling) -> Unit:
    return UNIT.chosen(filling, filling.get("unit"))


def _current(filling: Filling) -> date:
    return rounds.due_of(filling.scene.db, _asked(filling), _unit(filling))


def _ask_due(filling: Filling) -> Prompt:
    current = _current(filling)
    days = deadlines.buttons(filling, max(current, filling.scene.today))
    return Prompt(_ASK_DUE.fill(due=show_date(current)), [days])


def _take_due(filling: Filling, given: Given) -> Answer:
    scene, day = filling.scene, deadlines.take(filling, given)
    rounds.check_new_day(scene.db, _asked(filling), _unit(filling), day, scene.today)
    return Answer(day.isoformat())


def _due(filling: Filling) -> date:
    return date.fromisoformat(filling.get("due"))


def _ask_why(filling: Filling) -> Prompt:
    return Prompt(_ASK_WHY, [[filling.choose(reason.value, reason.button) for reason in ExtensionReason]])


def _take_why(_filling: Filling, given: Given) -> Answer:
    if isinstance(given, Chosen) and given.value in set(ExtensionReason):
        return Answer(given.value)
    if not isinstance(given, Typed):
        raise Refusal(NONE_OF_THESE)
    return Answer(check_extension_reason(given.text))


def _review(filling: Filling) -> Prompt:
    scene, unit = filling.scene, _unit(filling)
    said = _REVIEW.fill(
        title=_asked(filling).title,
        unit=_label(filling, unit),
        due=show_date(_due(filling)),
        reason=reason_words(filling.get("why")),
        people=len(rounds.silent_people(scene.db, _asked(filling), unit, scene.now)),
    )
    return Prompt(said, screens.changes(filling))


def _finish(filling: Filling) -> Replies:
    scene, asked, unit = filling.scene, _asked(filling), _unit(filling)
    given = rounds.extend(
        scene.db,
        scene.viewer,
        asked,
        unit,
        due_on=_due(filling),
        reason=filling.get("why"),
        now=scene.now,
        zone=scene.config.zone,
    )
    told = telling.put_off(scene, asked, given)
    said = _DONE.fill(title=asked.title, unit=unit.name, due=show_date(given.due_on), count=len(told))
    area = scene.db.get_one(Unit, filling.get("area"))
    back = [[Button(_BACK, tap("see", asked, area, 0))]]
    return [Reply(said, back, in_place=True), *told]


EXTENSION = engine.enter(
    Form(
        name="extension",
        version=1,
        act=Act.ROUND_OPEN,
        title=Text("Gia hạn", "Putting off"),
        subject=lambda _filling: None,
        questions=(
            Question(
                name="unit",
                title=Text("Đơn vị", "For whom"),
                ask=UNIT.ask,
                take=UNIT.take,
                show=lambda filling: _label(filling, _unit(filling)),
            ),
            Question(
                name="due",
                title=Text("Hạn mới", "New deadline"),
                ask=_ask_due,
                take=_take_due,
                show=lambda filling: same(show_date(_due(filling))),
                leans_on=("unit",),
            ),
            Question(
                name="why",
                title=Text("Lý do", "Reason"),
                ask=_ask_why,
                take=_take_why,
                show=lambda filling: reason_words(filling.get("why")),
            ),
        ),
        review=_review,
        finish=_finish,
        send=Text("⏳ Gia hạn", "⏳ Put off"),
    )
)
