"""A notice to the people of one's area: what it says, to whom, and how it will be read, before it leaves."""

from __future__ import annotations

from typing import TYPE_CHECKING

from handlers.forms import choosing, engine, screens
from handlers.forms.choosing import Option
from handlers.forms.form import Answer, Filling, Form, Prompt, Question, Typed
from handlers.notices import receipts, words
from handlers.reply import Button, Replies, Reply
from handlers.tap import Tap
from store import notices
from store.people import NotAllowed
from store.rules.notices import LONGEST_NOTICE, Audience, audiences, check_notice
from store.rules.numbers import show_count
from store.rules.refusal import Refusal
from store.rules.roles import Act
from store.rules.text import Text, join, same

if TYPE_CHECKING:
    from handlers.forms.form import Given
    from handlers.scene import Scene
    from store.tables import Unit

_ASK_UNIT = Text("Thông báo của đơn vị nào ạ?", "From which place is the notice?")
_ASK_AUDIENCE = Text("Thông báo gửi cho ai ạ?", "Whom is the notice for?")
_ASK_WORDS = Text(
    "<b>Thông báo gửi {audience} của {unit} ({count} người). Nội dung là gì ạ?</b>\n"
    "Nhờ anh/chị gõ trong một tin, tối đa {longest} ký tự.",
    "<b>To the {audience} of {unit} ({count} people). What is the notice to say?</b>\n"
    "Please type it in one message of at most {longest} characters.",
)
_NO_NAMES = Text(
    "<i>Không ghi tên hộ, số giấy tờ, bệnh tình hay thông tin riêng của ai: tin này nhiều người đọc.</i>",
    "<i>No names of households, numbers of papers, illnesses or anything private: many people will read it.</i>",
)
_TYPE = Text("Nhờ anh/chị gõ nội dung thông báo ạ.", "Please type what the notice is to say.")
_PREVIEW = Text(
    "Người nhận: <b>{count}</b> ({audience} của {unit}). Mỗi người sẽ đọc đúng như sau:",
    "Readers: <b>{count}</b> ({audience} of {unit}). Each of them will read exactly this:",
)
_RULE = same("➖➖➖➖➖➖")
_GONE = Text(
    "📢 Đang gửi thông báo cho <b>{count}</b> người. Bấm nút dưới đây để xem ai đã nhận.",
    "📢 The notice is on its way to <b>{count}</b> people. Press the button below to see who has received it.",
)


def begin(scene: Scene) -> Replies:
    """Begin a notice, or go on with one whose words are written already; whoever has no choice is not asked."""
    left = engine.unfinished(scene, NOTICE)
    if left is not None and left.get("words") is not None and _chosen(left) is not None:
        return engine.resume(left)
    units = _places(scene)
    if len(units) > 1:
        return engine.start(scene, NOTICE)
    if len(audiences(units[0].level)) == 1:
        _count_readers(scene, units[0], Audience.HEADS)
    return engine.start(scene, NOTICE, {"unit": units[0].id})


def _places(scene: Scene) -> list[Unit]:
    return scene.viewer.units(Act.NOTICE_SEND)


def _chosen(filling: Filling) -> Unit | None:
    """Return the place the notice is from; None while it is not chosen, and once it is theirs no more."""
    return next((unit for unit in _places(filling.scene) if unit.id == filling.get("unit")), None)


def _unit(filling: Filling) -> Unit:
    unit = _chosen(filling)
    if unit is None:
        raise NotAllowed
    return unit


def _audience(filling: Filling) -> Audience:
    return Audience(filling.get("audience") or Audience.HEADS)


def _count_readers(scene: Scene, unit: Unit, audience: Audience) -> int:
    """Count whom a notice would go to.

    Raises:
        Refusal: it would go to nobody, or to too many.
    """
    number = notices.count(scene.db, notices.readers(scene.viewer, unit, audience, scene.now))
    notices.check_readers(number, unit, audience)
    return number


def _count(filling: Filling) -> int:
    return _count_readers(filling.scene, _unit(filling), _audience(filling))


def _units(filling: Filling) -> list[Option]:
    return [Option(str(unit.id), same(unit.name)) for unit in _places(filling.scene)]


def _audiences(filling: Filling) -> list[Option]:
    unit = _chosen(filling)
    return [Option(each.value, each.button) for each in audiences(unit.level)] if unit else []


def _take_audience(filling: Filling, given: Given) -> Answer:
    audience = Audience(choosing.pick(_audiences(filling), given))
    _count_readers(filling.scene, _unit(filling), audience)
    return Answer(audience.value)


def _ask_words(filling: Filling) -> Prompt:
    count = _count(filling)
    asked = _ASK_WORDS.fill(
        audience=_audience(filling).text,
        unit=_unit(filling).name,
        count=count,
        longest=show_count(LONGEST_NOTICE),
    )
    scene = filling.scene
    rows = (
        [[Button(receipts.SENT, Tap(receipts.PLACE, "list", ("0",)))]]
        if notices.count_sent(scene.db, scene.viewer)
        else []
    )
    return Prompt(join([asked, _NO_NAMES], "\n\n"), rows)


def _take_words(_filling: Filling, given: Given) -> Answer:
    if not isinstance(given, Typed):
        raise Refusal(_TYPE)
    return Answer(check_notice(given.text))


def _review(filling: Filling) -> Prompt:
    scene, unit = filling.scene, _unit(filling)
    head = _PREVIEW.fill(count=_count(filling), audience=_audience(filling).text, unit=unit.name)
    shown = words.as_read(filling.get("words"), unit=unit.name, sender=scene.name)
    return Prompt(join([head, _RULE, shown, _RULE]), screens.changes(filling))


def _finish(filling: Filling) -> Replies:
    scene = filling.scene
    notice, chats = notices.keep(
        scene.db,
        scene.viewer,
        _unit(filling),
        _audience(filling),
        filling.get("words"),
        now=scene.now,
    )
    done = _GONE.fill(count=notice.readers)
    return [
        Reply(done, [[Button(receipts.WHO, receipts.who_tap(notice))]], in_place=True),
        *(words.letter(notice, chat_id) for chat_id in chats),
    ]


NOTICE = engine.enter(
    Form(
        name="notice",
        version=1,
        act=Act.NOTICE_SEND,
        title=Text("Thông báo", "Notice"),
        subject=lambda _filling: None,
        questions=(
            Question(
                name="unit",
                title=Text("Đơn vị", "Place"),
                ask=lambda filling: Prompt(_ASK_UNIT, choosing.buttons(filling, _units(filling))),
                take=lambda filling, given: Answer(int(choosing.pick(_units(filling), given))),
                show=lambda filling: same(_unit(filling).name),
                applies=lambda filling: len(_places(filling.scene)) > 1,
            ),
            Question(
                name="audience",
                title=Text("Người nhận", "Readers"),
                ask=lambda filling: Prompt(_ASK_AUDIENCE, choosing.buttons(filling, _audiences(filling))),
                take=_take_audience,
                show=lambda filling: _audience(filling).text,
                applies=lambda filling: len(_audiences(filling)) > 1,
                leans_on=("unit",),
            ),
            Question(
                name="words",
                title=Text("Nội dung", "Words"),
                ask=_ask_words,
                take=_take_words,
                show=lambda filling: same(filling.get("words")),
            ),
        ),
        review=_review,
        finish=_finish,
    )
)
