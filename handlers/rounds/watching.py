"""/chuanop: one round in one place: the five figures, who is silent, who was late; down and up in one message."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from handlers.pages import Page
from handlers.reply import Button, Reply
from handlers.rounds import words
from handlers.rounds.followed import PLACE, tap
from handlers.rounds.naming import late_lines, silent_lines
from handlers.tap import Tap
from store import rounds
from store.rules.levels import Level
from store.rules.money import rate_words
from store.rules.numbers import show_count
from store.rules.roles import Act
from store.rules.rounds import RoundFigures
from store.rules.text import Text, join
from store.tables import Round, Unit

if TYPE_CHECKING:
    from collections.abc import Sequence

    from handlers.reply import Rows
    from handlers.scene import Scene

LINES = 15
"""Names on one page; they are read, not pressed."""

_TITLE = Text("📥 <b>{title}</b>\n{unit} · {deadline}", "📥 <b>{title}</b>\n{unit} · {deadline}")
_CLOSED = Text("Đợt đã khép lại.", "The round is closed.")
_FIGURES = Text(
    "Phải nộp: <b>{expected}</b> {level}\nĐã nộp: <b>{received}</b> ({rate})\n"
    "Đúng hạn: <b>{on_time}</b> ({on_time_rate})\nNộp trễ hạn: {late}\nChưa nộp: <b>{silent}</b>",
    "Asked: <b>{expected}</b> {level}\nReported: <b>{received}</b> ({rate})\n"
    "In time: <b>{on_time}</b> ({on_time_rate})\nLate: {late}\nSilent: <b>{silent}</b>",
)
_NOBODY = Text("Đợt này không hỏi đơn vị nào ở đây ạ.", "This round asks nobody here.")
_NO_RATE = Text("–", "–")
_ALL_THERE = Text("Tất cả đã nộp. 👏", "All have reported. 👏")
_SILENT = Text("<b>Chưa nộp</b>", "<b>Silent</b>")
_LATE = Text("<b>Nộp trễ hạn</b>", "<b>Reported late</b>")
_CHOOSE = Text("Bấm một đơn vị để xem ạ.", "Press a unit to see it.")
_CHILD = Text("{icon} {name} · {received}/{expected}", "{icon} {name} · {received}/{expected}")
_NUDGE = Text("🔔 Nhắc ({count})", "🔔 Nudge ({count})")
_PUT_OFF = Text("⏳ Gia hạn", "⏳ Put off")
_SEE_LATE = Text("🕗 Nộp trễ ({count})", "🕗 Late ({count})")
_SEE_SILENT = Text("‹ Chưa nộp", "‹ Silent")
_UP = Text("▴ {name}", "▴ {name}")
_ROUNDS = Text("🗂 Các đợt", "🗂 Rounds")


@dataclass(frozen=True, slots=True)
class View:
    """A round as seen from a unit, at a page of what is listed below the figures."""

    asked: Round
    unit: Unit
    page: int = 0


def page(scene: Scene, view: View) -> Reply:
    """Show a round in a place: by name who is silent, or where the units asked lie deeper, the units below."""
    if rounds.asks_right_below(scene.db, view.asked, view.unit):
        return _by_name(scene, view, rounds.figures(scene.db, view.asked, view.unit))
    below = rounds.figures_below(scene.db, view.asked, view.unit)
    figures = sum((each for _, each in below), RoundFigures(0, 0, 0))
    # Where something is missing comes first; within, as people count the units, and never by who is behind most.
    ordered = sorted(below, key=lambda each: each[1].silent == 0)
    turned = Page(view.page, len(ordered))
    rows = [[_child(view, *each)] for each in ordered[turned.offset : turned.offset + turned.size]]
    said = [_CHOOSE] if below else [_NOBODY]
    return _reply(scene, view, figures, said, [*rows, *_turning("see", view, turned)])


def late_page(scene: Scene, view: View) -> Reply:
    """Show who reported late in a place, a page at a time."""
    figures = rounds.figures(scene.db, view.asked, view.unit)
    turned = Page(view.page, figures.late, LINES)
    found = rounds.late(scene.db, view.asked, view.unit, offset=turned.offset, limit=turned.size)
    back = [Button(_SEE_SILENT, tap("see", view.asked, view.unit, 0))]
    said = join([_LATE, *late_lines(scene, view.asked, found, turned.offset)])
    text = join([_heading(scene, view), said], "\n\n")
    return Reply(text, [*_turning("late", view, turned), back], in_place=True)


def _by_name(scene: Scene, view: View, figures: RoundFigures) -> Reply:
    turned = Page(view.page, figures.silent, LINES)
    found = rounds.silent(scene.db, view.asked, view.unit, scene.now, offset=turned.offset, limit=turned.size)
    lines = silent_lines(scene, view.asked, found, turned.offset)
    if not figures.expected:
        said = [_NOBODY]
    elif not lines:
        said = [_ALL_THERE]
    else:
        said = [join([_SILENT, *lines])]
    return _reply(scene, view, figures, said, _turning("see", view, turned))


def _reply(scene: Scene, view: View, figures: RoundFigures, said: Sequence[Text], rows: Rows) -> Reply:
    parts = [_heading(scene, view), *([_figures(view.asked, figures)] if figures.expected else []), *said]
    last = [*_up(scene, view), Button(_ROUNDS, Tap(PLACE, "rounds", ("0",)))]
    return Reply(join(parts, "\n\n"), [*rows, *_acts(scene, view, figures), last], in_place=True)


def _heading(scene: Scene, view: View) -> Text:
    due = rounds.due_of(scene.db, view.asked, view.unit)
    title = _TITLE.fill(
        title=view.asked.title, unit=view.unit.name, deadline=words.deadline(view.asked, due, scene.today)
    )
    return title if scene.today <= view.asked.closes_on else join([title, _CLOSED])


def _figures(asked: Round, figures: RoundFigures) -> Text:
    rates = {"rate": figures.rate, "on_time_rate": figures.on_time_rate}
    shown = {name: _NO_RATE if rate is None else rate_words(rate) for name, rate in rates.items()}
    counts = {
        name: show_count(getattr(figures, name))
        for name in ("expected", "received", "on_time", "late", "silent")
    }
    return _FIGURES.fill(level=asked.asks.text, **shown, **counts)


def _child(view: View, unit: Unit, figures: RoundFigures) -> Button:
    label = _CHILD.fill(
        icon="▫️" if figures.silent else "✅",
        name=unit.name,
        received=show_count(figures.received),
        expected=show_count(figures.expected),
    )
    return Button(label, tap("see", view.asked, unit, 0))


def _turning(action: str, view: View, turned: Page) -> list[list[Button]]:
    return turned.turning(lambda number: tap(action, view.asked, view.unit, number))


def _acts(scene: Scene, view: View, figures: RoundFigures) -> list[list[Button]]:
    """Return what can be done here: nudging and putting off while the round is open, and the list of the late."""
    is_open = scene.today <= view.asked.closes_on
    row = []
    if is_open and figures.silent and scene.viewer.covers(Act.NOTICE_SEND, view.unit):
        row.append(Button(_NUDGE.fill(count=show_count(figures.silent)), tap("nudge", view.asked, view.unit)))
    if is_open and figures.silent and _may_put_off(scene, view):
        row.append(Button(_PUT_OFF, tap("extend", view.asked, view.unit)))
    late = [Button(_SEE_LATE.fill(count=show_count(figures.late)), tap("late", view.asked, view.unit, 0))]
    # The late of a whole country are thousands; they are read a province at a time.
    listed = figures.late and view.unit.level is not Level.COUNTRY
    return [each for each in (row, late if listed else []) if each]


def _may_put_off(scene: Scene, view: View) -> bool:
    return scene.viewer.covers(Act.ROUND_OPEN, view.unit) and rounds.asks_right_below(
        scene.db, view.asked, view.unit
    )


def _up(scene: Scene, view: View) -> list[Button]:
    """Lead to the unit above, as far as both the round's area and the person's own reach."""
    if view.unit.id == view.asked.unit_id or view.unit.parent_id is None:
        return []
    above = scene.db.get_one(Unit, view.unit.parent_id)
    if not scene.viewer.covers(Act.ROUND_READ, above):
        return []
    return [Button(_UP.fill(name=above.name), tap("see", view.asked, above, 0))]
