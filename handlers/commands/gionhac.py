"""/gionhac: at which of two hours a day one wishes to be reminded."""

from __future__ import annotations

from typing import TYPE_CHECKING

from handlers.forms import choosing
from handlers.forms.choosing import Option
from handlers.registry import command, taps
from handlers.reply import Button, Replies, Reply
from handlers.tap import Tap
from handlers.values import OldButton
from store.rules.calendar import Slot
from store.rules.roles import Act
from store.rules.text import Text, join, same

if TYPE_CHECKING:
    from handlers.scene import Scene

PLACE = "gn"

_NOW = Text(
    "🔔 Hệ thống nhắc hạn mỗi ngày nhiều nhất một tin. Anh/chị đang nhận lúc <b>{hour}</b> ({part}).",
    "🔔 There is at most one reminder a day. Yours comes at <b>{hour}</b> ({part}).",
)
_ASK = Text("Anh/chị muốn nhận lúc nào ạ?", "When would you like to have it?")
_SET = Text("Đã ghi.", "Noted.")
_BUTTON = Text("{icon} {hour} {part}", "{icon} {hour} {part}")
_ICONS = {Slot.MORNING: "☀️", Slot.EVENING: "🌙"}
_WORDS = {
    Slot.MORNING: ("sáng", "buổi sáng", "morning"),
    Slot.EVENING: ("tối", "chiều tối", "buổi tối", "evening"),
}


@command(
    "gionhac",
    Text("Chọn giờ nhận nhắc hạn", "Choose the hour of reminders"),
    Act.HELP,
    order=93,
    phrases=("giờ nhắc", "giờ nhận nhắc hạn", "reminder time"),
)
def hour(scene: Scene, argument: str) -> Replies:
    """Show the hour chosen, and the two to choose from; what is typed after the command chooses at once."""
    value = choosing.pick_typed(_options(), argument) if argument else None
    return [_page(scene)] if value is None else [_chosen(scene, Slot(value))]


@taps(PLACE, Act.HELP)
def on_tap(scene: Scene, tap: Tap) -> Replies:
    """Choose an hour."""
    if tap.action not in set(Slot):
        raise OldButton
    return [_chosen(scene, Slot(tap.action))]


def _options() -> list[Option]:
    return [Option(slot.value, same(slot.hour), (*_WORDS[slot], slot.hour)) for slot in Slot]


def _chosen(scene: Scene, slot: Slot) -> Reply:
    person = scene.viewer.person
    if person is not None and person.slot is not slot:
        person.slot, person.slot_set_at = slot, scene.now
    return _page(scene, _SET)


def _page(scene: Scene, note: Text | None = None) -> Reply:
    person = scene.viewer.person
    current = (person.slot if person else None) or Slot.MORNING
    now = _NOW.fill(hour=current.hour, part=current.text)
    rows = [
        [
            Button(
                _BUTTON.fill(icon="✓" if slot is current else _ICONS[slot], hour=slot.hour, part=slot.text),
                Tap(PLACE, slot.value),
            )
        ]
        for slot in Slot
    ]
    return Reply(join([note, now], " ") if note else join([now, _ASK]), rows, in_place=True)
