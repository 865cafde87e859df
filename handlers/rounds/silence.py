"""Who is silent, by name, as the level above hears of it: whom to call, whom to nudge, whose deadline to put off."""

from __future__ import annotations

from itertools import accumulate, groupby
from typing import TYPE_CHECKING

from handlers.reply import Button, Contact, Reply, Rows
from handlers.rounds import words
from handlers.rounds.followed import tap
from handlers.rounds.naming import silent_lines
from store import rounds
from store.people import NotAllowed
from store.rules.roles import Act
from store.rules.text import Text, join
from store.tables import Unit

if TYPE_CHECKING:
    from collections.abc import Sequence

    from handlers.scene import Scene
    from store.rounds import Silent
    from store.tables import Round

MOST = 2400
"""Characters of names in one message, which may hold other things too, and several rounds that share them."""

MOST_CARDS = 10
"""People to call in one go."""

_TOLD = Text(
    "📣 <b>{title}</b> · {unit}\n{deadline}. {count} {level} chưa nộp:",
    "📣 <b>{title}</b> · {unit}\n{deadline}. Silent ({level}): {count}",
)
_PLEASE = Text("Nhờ anh/chị liên hệ giúp ạ.", "Please get in touch with them.")
_PARENT = Text("<i>{unit}</i>", "<i>{unit}</i>")
_MORE = Text("… và {count} nữa", "… and {count} more")
_CALL = Text("📞 Gọi", "📞 Call")
_NUDGE = Text("🔔 Nhắc ({count})", "🔔 Nudge ({count})")
_EXTEND = Text("⏳ Gia hạn", "⏳ Put off")
_LIST = Text("📥 Xem đợt báo cáo", "📥 The round")
_CARDS = Text("Nhờ anh/chị bấm vào số để gọi ạ.", "Press a number to call.")
_NO_CARDS = Text(
    "Chưa ai trong số này ghi số điện thoại trên hệ thống ạ.", "None of them has left a phone number here."
)


def told(
    scene: Scene, asked: Round, home: Unit, silent: Sequence[Silent], *, most: int = MOST
) -> tuple[Text, Rows]:
    """Say who is silent below a unit, with the buttons for whoever may do something about it."""
    heading = _TOLD.fill(
        title=asked.title,
        unit=home.name,
        deadline=words.deadline(asked, min(each.due_on for each in silent), scene.today),
        count=len(silent),
        level=asked.asks.text,
    )
    lines = _lines(scene, asked, home, silent)
    shown = _first(lines, most)
    more = [_MORE.fill(count=len(lines) - len(shown))] if len(shown) < len(lines) else []
    return join([heading, *shown, *more, _PLEASE]), _rows(scene, asked, home, silent)


def _first(lines: Sequence[Text], most: int) -> list[Text]:
    """Return as many of the lines as so many characters hold."""
    ends = accumulate(max(len(line.vi), len(line.en)) for line in lines)
    return [line for line, end in zip(lines, ends, strict=True) if end <= most]


def _lines(scene: Scene, asked: Round, home: Unit, silent: Sequence[Silent]) -> list[Text]:
    """Name each of the silent; the first of a unit below the reader's own bears that unit's name above it."""
    lines: list[Text] = []
    for parent_id, within in groupby(silent, key=lambda each: each.unit.parent_id):
        named = silent_lines(scene, asked, list(within), len(lines))
        if parent_id != home.id:
            named[0] = join([_PARENT.fill(unit=scene.db.get_one(Unit, parent_id).name), named[0]])
        lines.extend(named)
    return lines


def _rows(scene: Scene, asked: Round, home: Unit, silent: Sequence[Silent]) -> Rows:
    listed = [Button(_LIST, tap("see", asked, home, 0))]
    if not scene.viewer.covers(Act.NOTICE_SEND, home):
        return [listed]
    numbers = any(head.phone for each in silent for head in each.heads)
    acts = [
        *([Button(_CALL, tap("call", asked, home))] if numbers else []),
        Button(_NUDGE.fill(count=len(silent)), tap("nudge", asked, home)),
        Button(_EXTEND, tap("extend", asked, home)),
    ]
    return [acts, listed]


def call(scene: Scene, asked: Round, unit: Unit) -> Reply:
    """Give the numbers of those who are silent at a unit and below it, as cards that a tap dials.

    Raises:
        NotAllowed: the people there are not the viewer's to lead.
    """
    if not scene.viewer.covers(Act.PERSON_DISMISS, unit):
        raise NotAllowed
    silent = rounds.silent(scene.db, asked, unit, scene.now)
    people = [
        Contact(f"{head.name} – {each.unit.name}", head.phone)
        for each in silent
        for head in each.heads
        if head.phone
    ]
    cards = tuple(people[:MOST_CARDS])
    return Reply(
        _CARDS if cards else _NO_CARDS, [[Button(_LIST, tap("see", asked, unit, 0))]], contacts=cards
    )
