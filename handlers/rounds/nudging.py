"""Nudging the silent: one polite message a person, a round and a day, decided when it leaves."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

from handlers.late import Made, Nothing, Ready, Wait, maker
from handlers.letter import Letter
from handlers.quietly import mid_form
from handlers.reply import Button, Later, Reply
from handlers.rounds import words
from handlers.rounds.buttons import answer_buttons, list_button
from handlers.rounds.followed import tap
from store import outbox, rounds
from store.people import NotAllowed
from store.rules.calendar import calendar, next_allowed
from store.rules.dates import show_moment
from store.rules.levels import Level
from store.rules.roles import Act
from store.rules.text import Text, join, same
from store.tables import Person, Priority

if TYPE_CHECKING:
    from datetime import date, datetime

    from sqlmodel import Session

    from handlers.reply import Replies
    from handlers.scene import Config, Scene
    from store.people import Viewer
    from store.rounds import Duty
    from store.tables import Round, Unit

MOST_NAMED = 20
"""Units without anybody that are named to whoever nudges."""

_MAKER = "round.nudge"
_NUDGED = Text(
    "🔔 Đã nhắc <b>{count}</b> người về đợt “{title}”.", "🔔 <b>{count}</b> people nudged about “{title}”."
)
_BEFORE = Text(
    "{count} người đã được nhắc hôm nay, nên không nhắc lại.",
    "{count} had been nudged today and were not again.",
)
_SHUT = Text("{count} người đang chặn hệ thống, chưa nhắn được.", "{count} have blocked the bot.")
_HEADLESS = Text("Chưa có {role}: {units}.", "No {role}: {units}.")
_MORE = Text("{units} và {count} đơn vị nữa", "{units} and {count} more")
_LATER = Text(
    "Lúc này là giờ nghỉ, tin sẽ đến lúc {moment}.", "This is a quiet hour; the messages arrive on {moment}."
)
_BACK = Text("‹ Xem đợt báo cáo", "‹ The round")
_ASKED = Text(
    "🔔 {by} nhờ anh/chị xem giúp: {unit} chưa có trả lời cho đợt <b>{title}</b>.\n{deadline}.\n\n"
    "Nếu đã báo cáo đủ, hoặc không hộ nào thay đổi, nhờ anh/chị bấm một nút bên dưới ạ.",
    "🔔 {by} asks you kindly to look: {unit} has not answered <b>{title}</b> yet.\n{deadline}.\n\n"
    "If all is reported, or no household has changed, please press a button below.",
)


def nudge(scene: Scene, asked: Round, unit: Unit) -> Replies:
    """Nudge everyone who is silent at a unit and below it, and say who could not be reached.

    Raises:
        NotAllowed: writing to people there is not the person's business.
    """
    if not scene.viewer.covers(Act.NOTICE_SEND, unit):
        raise NotAllowed
    people = rounds.silent_people(scene.db, asked, unit, scene.now)
    keys = {chat_id: _key(scene, asked, chat_id) for chat_id, shut in people.items() if not shut}
    before = outbox.keys_among(scene.db, list(keys.values()))
    args = {"round": asked.id, "by": scene.viewer.person_id}
    sent = [
        Later(_MAKER, args, to=chat_id, priority=Priority.NEWS, key=key)
        for chat_id, key in keys.items()
        if key not in before
    ]
    lines = [
        _NUDGED.fill(count=len(sent), title=asked.title),
        *([_BEFORE.fill(count=len(before))] if before else []),
        *([_SHUT.fill(count=sum(people.values()))] if any(people.values()) else []),
        *_headless(scene, asked, unit),
        *(_put_off(scene, asked) if sent else []),
    ]
    return [Reply(join(lines), [[Button(_BACK, tap("see", asked, unit, 0))]]), *sent]


def _key(scene: Scene, asked: Round, chat_id: int) -> str:
    return f"nudge:{asked.id}:{scene.today:%Y%m%d}:{chat_id}"


def _headless(scene: Scene, asked: Round, unit: Unit) -> list[Text]:
    statement = rounds.headless_units(scene.db, asked, unit, scene.now)
    found = rounds.count(scene.db, statement)
    if not found:
        return []
    units = [same(each.name) for each in scene.db.execute(statement.limit(MOST_NAMED)).scalars()]
    named = join(units, ", ")
    if found > len(units):
        named = _MORE.fill(units=named, count=found - len(units))
    return [_HEADLESS.fill(role=words.answered_by(asked), units=named)]


def _put_off(scene: Scene, asked: Round) -> list[Text]:
    moment = _allowed(scene.now, scene.config, asked, asked.due_on)
    return [_LATER.fill(moment=show_moment(moment, scene.config.zone))] if moment > scene.now else []


def _allowed(now: datetime, config: Config, asked: Round, due: date) -> datetime:
    """Return when a nudge may arrive: officials are written to on a weekend only close to the deadline."""
    days = timedelta(days=calendar().quiet.last_days)
    near = due - days <= now.astimezone(config.zone).date() <= due
    return next_allowed(now, config.zone, official=asked.asks is not Level.VILLAGE, near_deadline=near)


@maker(_MAKER)
def make(db: Session, viewer: Viewer, now: datetime, config: Config, args: dict[str, Any]) -> Made:
    """Make a nudge, for someone who is still silent when it leaves."""
    today = now.astimezone(config.zone).date()
    owed = [
        duty
        for duty in rounds.duties(db, viewer, today)
        if duty.asked.id == args["round"] and duty.answer is None
    ]
    if not owed:
        return Nothing("nothing is owed any more")
    allowed = _allowed(now, config, owed[0].asked, owed[0].due_on)
    if allowed > now:
        return Wait(allowed)
    reply = _asking(owed, db.get_one(Person, args["by"]).name, today)
    return mid_form(db, viewer.chat_id, now, config) or Ready(Letter.of(reply, viewer.language))


def _asking(owed: list[Duty], by: str, today: date) -> Reply:
    text = _ASKED.fill(
        by=by,
        unit=join([same(duty.unit.name) for duty in owed], ", "),
        title=owed[0].asked.title,
        deadline=words.deadline(owed[0].asked, owed[0].due_on, today),
    )
    return Reply(text, answer_buttons(owed) if len(owed) == 1 else [[list_button()]])
