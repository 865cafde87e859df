"""/hannop: what a person is asked for, how many days are left, what has been answered; an official's rounds below."""

from __future__ import annotations

from typing import TYPE_CHECKING

from handlers.forms.choosing import number_label
from handlers.pages import Page
from handlers.reply import Button, Reply
from handlers.rounds import buttons, followed, words
from handlers.tap import Tap
from store import rounds
from store.rules.rounds import is_late
from store.rules.text import Text, join

if TYPE_CHECKING:
    from handlers.scene import Scene
    from store.rounds import Duty

SHOWN = 5
"""Duties on one page: each takes three lines and a row of buttons."""

_HEADING = Text("<b>Hạn nộp của anh/chị</b>", "<b>Your deadlines</b>")
_NONE = Text(
    "Hiện không có đợt báo cáo nào chờ anh/chị trả lời ạ.",
    "No round waits for an answer of yours at present.",
)
_DUTY = Text(
    "<b>{title}</b>\n{unit} · {deadline}\n{standing}", "<b>{title}</b>\n{unit} · {deadline}\n{standing}"
)
_AREA = Text("<b>Các đợt báo cáo trong địa bàn</b>", "<b>The rounds of your area</b>")
_ROUND = Text(
    "<b>{title}</b>\n{unit} · {deadline}\nĐã nộp {received}/{expected}, chưa nộp {silent}",
    "<b>{title}</b>\n{unit} · {deadline}\nReported {received}/{expected}, silent {silent}",
)
_WATCH = Text("📥 {title}", "📥 {title}")


def page(scene: Scene, asked: int = 0, *, note: Text | None = None) -> Reply:
    """Show the person's own deadlines, a page at a time, and below them the rounds of an official's area."""
    own = rounds.duties(scene.db, scene.viewer, scene.today)
    turned = Page(asked, len(own), SHOWN)
    shown = own[turned.offset : turned.offset + SHOWN]
    area, watching = _area(scene) if turned.number == 0 else ([], [])
    parts = [
        *([note] if note else []),
        *([_HEADING] if own else [] if area else [_NONE]),
        *(_numbered(place, len(shown), _words(scene, duty)) for place, duty in enumerate(shown, start=1)),
        *area,
    ]
    rows = [
        *buttons.answer_buttons(shown),
        *_backs(scene, shown),
        *turned.turning(lambda number: Tap(buttons.PLACE, "list", (str(number),))),
        *watching,
    ]
    return Reply(join(parts, "\n\n"), rows, in_place=True)


def _numbered(place: int, count: int, duty: Text) -> Text:
    return duty if count == 1 else number_label(place, duty)


def _words(scene: Scene, duty: Duty) -> Text:
    return _DUTY.fill(
        title=duty.asked.title,
        unit=duty.unit.name,
        deadline=words.deadline(duty.asked, duty.due_on, scene.today),
        standing=words.standing(scene, duty),
    )


def _backs(scene: Scene, shown: list[Duty]) -> list[list[Button]]:
    return [
        [buttons.back_button(duty, place if len(shown) > 1 else None)]
        for place, duty in enumerate(shown, start=1)
        if duty.answer is not None and not is_late(scene.today, duty.due_on)
    ]


def _area(scene: Scene) -> tuple[list[Text], list[list[Button]]]:
    found = followed.open_ones(scene)[:SHOWN]
    lines, rows = [], []
    for each in found:
        figures = rounds.figures(scene.db, each.asked, each.home)
        due = rounds.due_of(scene.db, each.asked, each.home)
        values = {"expected": figures.expected, "received": figures.received, "silent": figures.silent}
        lines.append(
            _ROUND.fill(
                title=each.asked.title,
                unit=each.home.name,
                deadline=words.deadline(each.asked, due, scene.today),
                **values,
            )
        )
        rows.append([Button(_WATCH.fill(title=words.short_title(each.asked)), each.tap())])
    return [_AREA, *lines] if lines else [], rows
