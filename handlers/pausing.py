"""Pauses of reminders as an official sees them: what holds in the own area, and its end."""

from __future__ import annotations

from typing import TYPE_CHECKING

from handlers.reply import Button, Reply
from handlers.tap import Tap
from store import pauses
from store.rules.dates import show_date
from store.rules.rounds import reason_words
from store.rules.text import Text, join

if TYPE_CHECKING:
    from handlers.scene import Scene
    from store.tables import Pause, Unit

PLACE = "th"

_LIST = Text("⏸ <b>Đang tạm hoãn nhắc hạn</b>", "⏸ <b>Reminders are paused</b>")
_ITEM = Text("{unit}: đến hết ngày {until} ({reason})", "{unit}: up to and including {until} ({reason})")
_STILL = Text(
    "Hạn nộp không đổi. Hết tạm hoãn, hệ thống tự nhắc lại.",
    "Deadlines stay as they are. Afterwards reminders begin again by themselves.",
)
_END = Text("▶️ Nhắc lại: {unit}", "▶️ Remind again: {unit}")
_MORE = Text("⏸ Tạm hoãn, đổi ngày", "⏸ Pause, or change the day")
_BEGUN = Text(
    "⏸ Đã tạm hoãn nhắc hạn cho <b>{unit}</b> đến hết ngày <b>{until}</b> ({reason}).\n"
    "Hạn nộp không đổi; cần lùi hạn, nhờ anh/chị gia hạn trong /chuanop ạ.",
    "⏸ Reminders for <b>{unit}</b> are paused up to and including <b>{until}</b> ({reason}).\n"
    "Deadlines stay as they are; to put one off, please use /chuanop.",
)
_ENDED = Text(
    "▶️ <b>{unit}</b>: từ hôm nay hệ thống nhắc hạn trở lại.",
    "▶️ <b>{unit}</b>: reminders go out again from today.",
)


def page(standing: list[tuple[Pause, Unit]]) -> Reply:
    """List the pauses of the area, each with the button that ends it."""
    lines = [_ITEM.fill(unit=unit.name, **_values(pause)) for pause, unit in standing]
    ends = [
        [Button(_END.fill(unit=unit.name), Tap(PLACE, "end", (str(pause.id),)))] for pause, unit in standing
    ]
    return Reply(join([_LIST, *lines, _STILL]), [*ends, [Button(_MORE, Tap(PLACE, "new"))]], in_place=True)


def begun(pause: Pause, unit: Unit) -> Reply:
    """Say that reminders are paused, with the way back."""
    back = Button(_END.fill(unit=unit.name), Tap(PLACE, "end", (str(pause.id),)))
    return Reply(_BEGUN.fill(unit=unit.name, **_values(pause)), [[back]], in_place=True)


def end(scene: Scene, pause_id: int) -> Reply:
    """End a pause.

    Raises:
        Refusal: there is no such pause within the viewer's area.
    """
    pause, unit = pauses.get(scene.db, scene.viewer, pause_id, scene.today)
    pauses.end(scene.db, scene.viewer, pause, scene.today, scene.now)
    return Reply(_ENDED.fill(unit=unit.name), in_place=True)


def _values(pause: Pause) -> dict[str, Text | str]:
    return {"until": show_date(pause.until), "reason": reason_words(pause.reason)}
