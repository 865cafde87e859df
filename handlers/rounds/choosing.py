"""Which round: the open ones of the area, and below them those closed last."""

from __future__ import annotations

from typing import TYPE_CHECKING

from handlers.pages import Page
from handlers.reply import Button, Reply
from handlers.rounds import followed, watching, words
from handlers.rounds.watching import View
from handlers.tap import Tap
from store import rounds
from store.rules.dates import show_date
from store.rules.rounds import told_day
from store.rules.text import Text, join

if TYPE_CHECKING:
    from collections.abc import Sequence

    from handlers.rounds.followed import Followed
    from handlers.scene import Scene
    from store.tables import Unit

MOST_CLOSED = 3

_OPEN = Text(
    "<b>Các đợt báo cáo đang mở</b>. Nhờ anh/chị bấm chọn ạ.", "<b>Open rounds</b>. Please press one."
)
_NONE = Text("Hiện không có đợt báo cáo nào đang mở ạ.", "No round is open at present.")
_CLOSED = Text("Các đợt vừa khép lại ở dưới cùng.", "Those closed last come at the end.")
_LABEL = Text("{icon} {title} · {day}", "{icon} {title} · {day}")
_AT = Text("{label} · {unit}", "{label} · {unit}")


def first(scene: Scene) -> Reply:
    """Show the one round that is open, or let one be chosen."""
    found = followed.open_ones(scene)
    if len(found) == 1:
        return watching.page(scene, View(found[0].asked, found[0].home))
    return page(scene)


def page(scene: Scene, asked: int = 0) -> Reply:
    """List the open rounds, a page at a time, and with the last those that were closed last."""
    found = followed.open_ones(scene)
    turned = Page(asked, len(found))
    closed = followed.closed_ones(scene, MOST_CLOSED) if turned.number == turned.pages - 1 else []
    said = [_OPEN if found else _NONE, *([_CLOSED] if closed else [])]
    rows = [
        *_rows(scene, "📥", found[turned.offset : turned.offset + turned.size]),
        *turned.turning(lambda number: Tap(followed.PLACE, "rounds", (str(number),))),
        *_rows(scene, "🗄", closed),
    ]
    return Reply(join(said), rows, in_place=True)


def at(scene: Scene, unit: Unit) -> Reply:
    """Show a place in the open round that asks it and is due first; the list where none does."""
    found = followed.at(scene, unit)
    return watching.page(scene, View(found[0].asked, unit)) if found else page(scene)


def _rows(scene: Scene, icon: str, found: Sequence[Followed]) -> list[list[Button]]:
    several = len({each.home.id for each in found}) > 1
    return [[Button(_label(scene, icon, each, several=several), each.tap())] for each in found]


def _label(scene: Scene, icon: str, each: Followed, *, several: bool) -> Text:
    """Name a round with the day people are told; once past that, with the last one in time, as everywhere."""
    due = rounds.due_of(scene.db, each.asked, each.home)
    told = told_day(each.asked.kind, each.asked.due_on, due)
    day = told if scene.today <= told else due
    label = _LABEL.fill(icon=icon, title=words.short_title(each.asked), day=show_date(day)[:5])
    return _AT.fill(label=label, unit=each.home.name) if several else label
