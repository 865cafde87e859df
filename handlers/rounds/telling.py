"""Telling people of a round that was opened, and of a deadline that was put off; each once, in their own language."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import or_
from sqlmodel import col

from handlers.late import Made, Nothing, Ready, maker
from handlers.letter import Letter
from handlers.reply import Button, Later, Reply
from handlers.rounds import words
from handlers.rounds.buttons import answer_buttons, list_button
from handlers.rounds.followed import opening
from store import people, rounds
from store.people import below
from store.rules.levels import Level
from store.rules.roles import Act, Role
from store.rules.rounds import reason_words
from store.rules.text import Text, join, same
from store.tables import Person, Priority, Round, RoundExtension, Unit
from store.units import ancestor_ids

if TYPE_CHECKING:
    from datetime import date, datetime

    from sqlmodel import Session

    from handlers.scene import Config, Scene
    from store.people import Viewer
    from store.rounds import Duty

_OPENED, _EXTENDED = "round.opened", "round.extended"
_ASKED = Text(
    "📢 Kính gửi anh/chị: {by} mở đợt báo cáo <b>{title}</b>.\n{units} · {deadline}.\n\n"
    "Nhờ anh/chị báo cáo các hộ có thay đổi; khi đã đủ, hoặc không hộ nào thay đổi, bấm một nút bên dưới ạ.",
    "📢 {by} has opened the round <b>{title}</b>.\n{units} · {deadline}.\n\n"
    "Please report the households that have changed; when that is all, or none has, press a button below.",
)
_INFORMED = Text(
    "📢 Để anh/chị biết: {by} mở đợt báo cáo <b>{title}</b> cho các {level} thuộc {unit}.\n{deadline}.",
    "📢 For your information: {by} has opened the round <b>{title}</b> for each {level} of {unit}.\n{deadline}.",
)
_WATCH = Text("📥 Theo dõi đợt này", "📥 Follow this round")
_PUT_OFF = Text(
    "⏳ Kính gửi anh/chị: {by} gia hạn đợt <b>{title}</b> cho {units}, lý do: {reason}.\n{deadline}.",
    "⏳ {by} has put off the deadline of <b>{title}</b> for {units}; the reason: {reason}.\n{deadline}.",
)


def opened(scene: Scene, asked: Round) -> list[Later]:
    """Tell those a new round asks, and the commune officers below whoever opened it."""
    area = scene.db.get_one(Unit, asked.unit_id)
    asked_ones = set(rounds.silent_people(scene.db, asked, area, scene.now))
    told = asked_ones | _officers(scene, area)
    return [
        Later(_OPENED, {"round": asked.id}, to=chat_id, priority=Priority.NEWS)
        for chat_id in sorted(told - {scene.chat.chat_id})
    ]


def _officers(scene: Scene, area: Unit) -> set[int]:
    own = scene.viewer.units(Act.ROUND_OPEN)
    if not any(unit.level.is_above(Level.COMMUNE) and area.path.startswith(unit.path) for unit in own):
        return set()
    communes = or_(below(area), col(Unit.id).in_(ancestor_ids(area)))
    officers = people.seated(scene.db, Role.COMMUNE_OFFICER, communes, scene.now)
    return {officer.chat_id for officer in officers}


@maker(_OPENED)
def make_opened(db: Session, viewer: Viewer, now: datetime, config: Config, args: dict[str, Any]) -> Made:
    """Make the message that tells of a new round: with the buttons that answer it, or for information."""
    asked, today = db.get_one(Round, args["round"]), now.astimezone(config.zone).date()
    owed = _owed(db, viewer, asked, today)
    by = same(db.get_one(Person, asked.created_by).name)
    if owed:
        text = _ASKED.fill(
            by=by,
            title=asked.title,
            units=_units(owed),
            deadline=words.deadline(asked, owed[0].due_on, today),
        )
        return _ready(viewer, text, owed)
    if not viewer.may(Act.ROUND_READ):
        return Nothing("the round asks nothing of the person")
    area = db.get_one(Unit, asked.unit_id)
    text = _INFORMED.fill(
        by=by,
        title=asked.title,
        level=asked.asks.text,
        unit=area.name,
        deadline=words.deadline(asked, asked.due_on, today),
    )
    rows = [[Button(_WATCH, opening(asked))]]
    return Ready(Letter.of(Reply(text, rows), viewer.language))


def put_off(scene: Scene, asked: Round, given: RoundExtension) -> list[Later]:
    """Tell those who have not answered yet that they have more time."""
    unit = scene.db.get_one(Unit, given.unit_id)
    return [
        Later(_EXTENDED, {"extension": given.id}, to=chat_id, priority=Priority.NEWS)
        for chat_id in rounds.silent_people(scene.db, asked, unit, scene.now)
        if chat_id != scene.chat.chat_id
    ]


@maker(_EXTENDED)
def make_put_off(db: Session, viewer: Viewer, now: datetime, config: Config, args: dict[str, Any]) -> Made:
    """Make the message that tells of more time, for someone who still has to answer."""
    given, today = db.get_one(RoundExtension, args["extension"]), now.astimezone(config.zone).date()
    asked, around = db.get_one(Round, given.round_id), db.get_one(Unit, given.unit_id)
    owed = [duty for duty in _owed(db, viewer, asked, today) if duty.unit.path.startswith(around.path)]
    if not owed:
        return Nothing("nothing is owed any more")
    text = _PUT_OFF.fill(
        by=db.get_one(Person, given.given_by).name,
        title=asked.title,
        units=_units(owed),
        reason=reason_words(given.reason),
        deadline=words.deadline(asked, owed[0].due_on, today),
    )
    return _ready(viewer, text, owed)


def _owed(db: Session, viewer: Viewer, asked: Round, today: date) -> list[Duty]:
    found = rounds.duties(db, viewer, today)
    return [duty for duty in found if duty.asked.id == asked.id and duty.answer is None]


def _units(owed: list[Duty]) -> Text:
    return join([same(duty.unit.name) for duty in owed], ", ")


def _ready(viewer: Viewer, text: Text, owed: list[Duty]) -> Ready:
    rows = answer_buttons(owed) if len(owed) == 1 else [[list_button()]]
    return Ready(Letter.of(Reply(text, rows), viewer.language))
