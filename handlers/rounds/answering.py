"""Answering a round by one tap, and taking the answer back until the deadline."""

from __future__ import annotations

from typing import TYPE_CHECKING

from handlers.reply import Button, Reply
from handlers.rounds import buttons, duties, words
from handlers.rounds.doubts import doubts
from handlers.values import number
from store import rounds
from store.people import NotAllowed
from store.rules.roles import Act
from store.rules.rounds import Answer
from store.rules.text import Text, join

if TYPE_CHECKING:
    from handlers.reply import Replies
    from handlers.scene import Scene
    from handlers.tap import Tap
    from store.tables import Round, Unit

_DOUBT = Text(
    "<b>{title}</b> · {unit}\nTrước khi ghi nhận “{answer}”, nhờ anh/chị xem giúp ạ:",
    "<b>{title}</b> · {unit}\nBefore “{answer}” is taken down, please look at this:",
)
_ALL_THE_SAME = Text("Vẫn trả lời: {answer}", "Answer all the same: {answer}")
_TAKEN = Text(
    "<b>{title}</b> · {unit}\n{standing}\nCảm ơn anh/chị ạ.",
    "<b>{title}</b> · {unit}\n{standing}\nThank you.",
)
_STILL = Text(
    "Đến hết hạn anh/chị vẫn rút lại được; báo cáo hộ thì lúc nào cũng gửi được.",
    "Until the deadline you can take it back; reports of households can be sent at any time.",
)
_TAKEN_BACK = Text(
    "↩️ Đã rút lại trả lời của {unit}. Khi nào xong, nhờ anh/chị trả lời lại ạ.",
    "↩️ The answer of {unit} is taken back. Please answer again when you are done.",
)


def give(scene: Scene, tap: Tap) -> Replies:
    """Take an answer; where something does not go with it, say so first."""
    asked, unit = _asked(scene, tap), _own(scene, tap)
    given = Answer(tap.action)
    rounds.check_answering(scene.db, scene.viewer, asked, unit, scene.today)
    insists = tap.values[2:] == ("sure",)
    if not insists and rounds.answer_of(scene.db, asked, unit) is None:
        found = doubts(scene, asked, unit, given)
        if found:
            again = Button(
                _ALL_THE_SAME.fill(answer=given.text), buttons.tap(given.value, asked, unit, "sure")
            )
            rows = [*([each.way] for each in found), [again], [buttons.list_button()]]
            heading = _DOUBT.fill(title=asked.title, unit=unit.name, answer=given.text)
            return [Reply(join([heading, *(each.words for each in found)]), rows, in_place=True)]
    answer = rounds.answer(scene.db, scene.viewer, asked, unit, given, now=scene.now, zone=scene.config.zone)
    thanks = _TAKEN.fill(title=asked.title, unit=unit.name, standing=words.answered(scene, answer))
    said = thanks if answer.late else join([thanks, _STILL])
    return [Reply(said, [[buttons.list_button()]], in_place=True)]


def take_back(scene: Scene, tap: Tap) -> Replies:
    """Take an answer back, and show the deadlines again."""
    asked, unit = _asked(scene, tap), _own(scene, tap)
    rounds.take_back(scene.db, scene.viewer, asked, unit, now=scene.now, zone=scene.config.zone)
    return [duties.page(scene, note=_TAKEN_BACK.fill(unit=unit.name))]


def _asked(scene: Scene, tap: Tap) -> Round:
    return rounds.get(scene.db, scene.viewer, number(tap, 0))


def _own(scene: Scene, tap: Tap) -> Unit:
    """Return the unit of a tap, one of those the person answers for."""
    unit_id = number(tap, 1)
    for unit in scene.viewer.units(Act.ROUND_ANSWER):
        if unit.id == unit_id:
            return unit
    raise NotAllowed
