"""/tuannay: the last summary of a week, and when it comes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from handlers import places
from handlers.registry import command, taps
from handlers.reply import Button, Later, Reply
from handlers.summaries.weekly.buttons import PLACE
from handlers.summaries.weekly.making import MAKER
from handlers.summaries.weekly.told import last_week
from handlers.tap import Tap
from handlers.values import OldButton
from store import weekly
from store.rules.roles import Act
from store.rules.text import Text
from store.rules.weeks import Sending

if TYPE_CHECKING:
    from handlers.reply import Replies
    from handlers.scene import Scene
    from store.tables import Unit

_NONE = Text(
    "Chưa có tổng hợp tuần nào ạ. Tin đầu tiên sẽ đến vào {sending}.",
    "There is no summary of a week yet. The first one comes on {sending}.",
)
_ASK = Text(
    "Tổng hợp tuần của {unit} và các đơn vị bên dưới đang gửi vào <b>{sending}</b>. Anh/chị muốn nhận vào lúc nào ạ?",
    "The weekly summary of {unit} and all below it comes on <b>{sending}</b>. When would you like it?",
)
_SET = Text(
    "✔️ Từ nay tổng hợp tuần của {unit} và các đơn vị bên dưới gửi vào <b>{sending}</b>.",
    "✔️ From now on the weekly summary of {unit} and all below it comes on <b>{sending}</b>.",
)


@command(
    "tuannay",
    Text("Tổng hợp tuần", "Summary of the week"),
    Act.UNIT_READ,
    order=24,
    phrases=("tổng hợp tuần", "tuần này", "tuần qua", "this week", "weekly summary"),
)
def this_week(scene: Scene, _argument: str) -> Replies:
    """Send the last summary once more."""
    own = places.own_units(scene)
    number = last_week(scene, own)
    if number is None:
        sending = weekly.sendings(scene.db).of(own[0])
        return [Reply(_NONE.fill(sending=sending.text))]
    return [Later(MAKER, {"week": number})]


@taps(PLACE, Act.SUMMARY_TIME_SET)
def on_tap(scene: Scene, tap: Tap) -> Replies:
    """Ask when a place wants its summary, or take the answer."""
    unit = places.at(scene, tap, Act.SUMMARY_TIME_SET)
    if tap.action == "when":
        return [_asked(scene, unit)]
    chosen = tap.values[1] if tap.action == "set" and len(tap.values) > 1 else ""
    if chosen not in set(Sending):
        raise OldButton
    sending = Sending(chosen)
    weekly.choose(scene.db, scene.viewer, unit, sending, scene.now)
    return [Reply(_SET.fill(unit=unit.name, sending=sending.text), in_place=True)]


def _asked(scene: Scene, unit: Unit) -> Reply:
    sending = weekly.sendings(scene.db).of(unit)
    rows = [[Button(each.text, Tap(PLACE, "set", (str(unit.id), each.value))) for each in Sending]]
    return Reply(_ASK.fill(unit=unit.name, sending=sending.text), rows)
