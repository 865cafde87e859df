"""An ad-hoc round: what is to be reported, for whom, and until when."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from sqlalchemy import func, not_, or_, select
from sqlmodel import col

from handlers.forms import choosing, deadlines, engine, screens
from handlers.forms.choosing import NONE_OF_THESE, Option
from handlers.forms.form import Answer, Chosen, Filling, Form, Given, Prompt, Question, Typed
from handlers.forms.placing import Placing
from handlers.reply import Button, Replies, Reply
from handlers.rounds import telling, words
from handlers.rounds.followed import opening
from store import rounds
from store.rules.dates import show_date
from store.rules.levels import Level
from store.rules.refusal import Refusal
from store.rules.roles import Act
from store.rules.rounds import ANSWERED_BY, Topic
from store.rules.text import Text, join, same
from store.tables import Round, Unit
from store.units import existing

if TYPE_CHECKING:
    from sqlalchemy import Select

    from handlers.scene import Scene

_ASK_WHAT = Text(
    "Cần báo cáo <b>về việc gì</b> ạ? Bấm chọn, hoặc gõ ngắn gọn.",
    "<b>What</b> is to be reported? Press one, or type it in a few words.",
)
_ASK_AREA = Text(
    "Cho <b>địa bàn nào</b> ạ? Bấm chọn, hoặc gõ tên đơn vị (không dấu cũng được).",
    "For <b>which area</b>? Press it, or type its name.",
)
_ASK_WHO = Text("<b>Đơn vị nào</b> phải trả lời ạ?", "<b>Who</b> has to answer?")
_WHO = {
    Level.VILLAGE: Text("Từng thôn", "Each village"),
    Level.COMMUNE: Text("Từng xã", "Each commune"),
}
_ASK_DUE = Text(
    "<b>Hạn nộp</b> là ngày nào ạ? Bấm chọn, hoặc gõ ngày, ví dụ {example}.",
    "By <b>which day</b>? Press one, or type it, such as {example}.",
)
_REVIEW = Text(
    "<b>Mở đợt báo cáo</b>\n{title}\nCho: <b>{count} {level}</b> · {unit}\nHạn nộp: <b>{due}</b>\n",
    "<b>A new round</b>\n{title}\nFor: <b>{count} {level}</b> · {unit}\nDue on <b>{due}</b>\n",
)
_TELLS = Text(
    "Bấm Mở đợt là hệ thống báo ngay cho {people} người phải trả lời ạ.",
    "Once it is opened, the {people} people who have to answer are told at once.",
)
_HEADLESS = Text("Còn {count} {level} {nobody}.", "{count} {level}: {nobody}.")
_OPENED = Text(
    "📢 Đã mở đợt <b>{title}</b>, hạn nộp {due}. Đã gửi tin cho {count} người ạ.",
    "📢 The round <b>{title}</b> is open, due on {due}. {count} people are being told.",
)
_FOLLOW = Text("📥 Theo dõi", "📥 Follow it")


def begin(scene: Scene) -> Replies:
    """Begin a round, or go on with one left half done."""
    left = engine.unfinished(scene, NEW_ROUND)
    return engine.resume(left) if left is not None else engine.start(scene, NEW_ROUND)


def _ask_what(filling: Filling) -> Prompt:
    return Prompt(_ASK_WHAT, [[filling.choose(topic.value, topic.button)] for topic in Topic])


def _take_what(_filling: Filling, given: Given) -> Answer:
    if isinstance(given, Chosen) and given.value in set(Topic):
        return Answer(given.value)
    if not isinstance(given, Typed):
        raise Refusal(NONE_OF_THESE)
    return Answer(rounds.check_title(given.text))


def _title(filling: Filling) -> Text:
    """Return what the round is called, fit for a message."""
    what: str = filling.get("what")
    return Topic(what).text if what in set(Topic) else same(what)


def _selected(filling: Filling) -> Select[Unit]:
    scene = filling.scene
    own_villages = col(Unit.id).in_(_own(filling)) & (col(Unit.level) == Level.VILLAGE)
    return (
        select(Unit)
        .where(scene.viewer.area(Act.ROUND_OPEN), existing(scene.today), not_(own_villages))
        .order_by(func.coalesce(col(Unit.parent_id), 0), col(Unit.sort_key), col(Unit.id))
    )


def _near(filling: Filling) -> Select[Unit]:
    """Select the person's own units and those right below; the others are typed."""
    own = _own(filling)
    return _selected(filling).where(or_(col(Unit.id).in_(own), col(Unit.parent_id).in_(own)))


AREA = Placing(lambda _filling: _ASK_AREA, _selected, _near)


def _area(filling: Filling) -> Unit:
    return AREA.chosen(filling, filling.get("area"))


def _levels(filling: Filling) -> list[Level]:
    """Return whom the chosen area may be asked for; nobody asks for a report of their own unit."""
    area = _area(filling)
    own = _own(filling)
    lower = [level for level in ANSWERED_BY if area.level.is_above(level)]
    return lower if area.id in own or area.level not in ANSWERED_BY else [*lower, area.level]


def _own(filling: Filling) -> set[int]:
    return {unit.id for unit in filling.scene.viewer.units(Act.ROUND_OPEN)}


def _who(filling: Filling) -> list[Option]:
    return [Option(level.value, _WHO[level]) for level in _levels(filling)]


def _level(filling: Filling) -> Level:
    chosen = filling.get("asks")
    return Level(chosen) if chosen else _levels(filling)[0]


def _ask_due(filling: Filling) -> Prompt:
    today = filling.scene.today
    return Prompt(_ASK_DUE.fill(example=show_date(today)[:5]), [deadlines.buttons(filling, today)])


def _take_due(filling: Filling, given: Given) -> Answer:
    day = rounds.check_due_day(deadlines.take(filling, given), filling.scene.today)
    return Answer(day.isoformat())


def _due(filling: Filling) -> date:
    return date.fromisoformat(filling.get("due"))


def _drafted(filling: Filling) -> Round:
    scene = filling.scene
    return rounds.draft(
        scene.viewer,
        _area(filling),
        _title(filling),
        asks=_level(filling),
        due_on=_due(filling),
        today=scene.today,
        now=scene.now,
    )


def _review(filling: Filling) -> Prompt:
    db, now, area, drafted = filling.scene.db, filling.scene.now, _area(filling), _drafted(filling)
    heading = _REVIEW.fill(
        title=drafted.title,
        count=rounds.count_asked(db, drafted),
        level=drafted.asks.text,
        unit=area.name,
        due=show_date(drafted.due_on),
    )
    people = len(rounds.silent_people(db, drafted, area, now))
    headless = rounds.count(db, rounds.headless_units(db, drafted, area, now))
    said = [heading]
    if people:
        said.append(_TELLS.fill(people=people))
    if headless:
        nobody = words.nobody(drafted)
        said.append(_HEADLESS.fill(count=headless, level=drafted.asks.text, nobody=nobody))
    return Prompt(join(said), screens.changes(filling))


def _finish(filling: Filling) -> Replies:
    scene = filling.scene
    opened = rounds.open_drafted(scene.db, _drafted(filling))
    told = telling.opened(scene, opened)
    done = _OPENED.fill(title=opened.title, due=show_date(opened.due_on), count=len(told))
    return [Reply(done, [[Button(_FOLLOW, opening(opened))]], in_place=True), *told]


NEW_ROUND = engine.enter(
    Form(
        name="newround",
        version=1,
        act=Act.ROUND_OPEN,
        title=Text("Mở đợt báo cáo", "New round"),
        subject=lambda _filling: None,
        questions=(
            Question(
                name="what",
                title=Text("Nội dung", "What"),
                ask=_ask_what,
                take=_take_what,
                show=_title,
            ),
            Question(
                name="area",
                title=Text("Địa bàn", "Area"),
                ask=AREA.ask,
                take=AREA.take,
                show=lambda filling: same(_area(filling).name),
            ),
            Question(
                name="asks",
                title=Text("Đơn vị trả lời", "Who answers"),
                ask=lambda filling: Prompt(_ASK_WHO, choosing.buttons(filling, _who(filling))),
                take=lambda filling, given: Answer(choosing.pick(_who(filling), given)),
                show=lambda filling: _WHO[_level(filling)],
                applies=lambda filling: filling.get("area") is not None and len(_levels(filling)) > 1,
                leans_on=("area",),
            ),
            Question(
                name="due",
                title=Text("Hạn nộp", "Due"),
                ask=_ask_due,
                take=_take_due,
                show=lambda filling: same(show_date(_due(filling))),
            ),
        ),
        review=_review,
        finish=_finish,
        send=Text("📢 Mở đợt", "📢 Open it"),
    )
)
