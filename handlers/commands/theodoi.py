"""/theodoi: a village head says how the households that have left poverty are doing; officials see the figures."""

from __future__ import annotations

from dataclasses import replace
from enum import StrEnum
from typing import TYPE_CHECKING, TypeVar

from handlers import places
from handlers.following import area, card
from handlers.following import asking as _asking  # noqa: F401 - entering the maker of the question is its effect
from handlers.forms.report.beginning import begin_about
from handlers.registry import command, taps
from handlers.reply import Reply
from handlers.tap import Tap
from handlers.values import OldButton, number
from store import followups
from store.rules.changes import FallReason
from store.rules.roles import Act
from store.rules.sustained import Outlook
from store.rules.text import Text

if TYPE_CHECKING:
    from collections.abc import Callable

    from handlers.reply import Replies
    from handlers.scene import Scene
    from store.followups import Followed

Code = TypeVar("Code", bound=StrEnum)

_NONE = Text(
    "Hiện không có hộ mới thoát nghèo nào cần anh/chị trả lời ạ.",
    "No household that has left poverty waits for your answer now.",
)


@command(
    "theodoi",
    Text("Theo dõi hộ đã thoát nghèo, thoát nghèo bền vững", "Households out of poverty, sustained exits"),
    Act.UNIT_READ,
    order=25,
    phrases=(
        "theo dõi hộ",
        "hộ đã thoát nghèo",
        "thoát nghèo bền vững",
        "số hộ thoát nghèo bền vững",
        "bao nhiêu hộ thoát nghèo bền vững",
        "nguy cơ tái nghèo",
        "sustained exits",
    ),
    place=True,
)
def follow(scene: Scene, argument: str) -> Replies:
    """Ask a village head about the households that wait for an answer; tell everyone else of the place."""
    if argument or not scene.viewer.may(Act.REPORT_CREATE):
        return places.answer(scene, area.PLACE, places.Asked(argument), lambda unit: [area.page(scene, unit)])
    waiting = _waiting(scene)
    if waiting:
        return [card.asked(waiting[0], len(waiting) - 1)]
    return [
        Reply(_NONE),
        *places.answer(
            scene,
            area.PLACE,
            places.Asked(""),
            lambda unit: [replace(area.page(scene, unit), in_place=False)],
        ),
    ]


@taps(area.PLACE, Act.UNIT_READ)
def on_area(scene: Scene, tap: Tap) -> Replies:
    """Show a place, or turn the page of its households at risk."""
    if tap.action == "at":
        asked = number(tap, 1) if len(tap.values) > 1 else 0
        return [area.page(scene, places.at(scene, tap), asked)]
    if tap.action == "q":
        return places.answer(scene, area.PLACE, places.turned(tap), lambda unit: [area.page(scene, unit)])
    raise OldButton


@taps(card.PLACE, Act.REPORT_CREATE)
def on_tap(scene: Scene, tap: Tap) -> Replies:
    """Take an answer, ask for the reason, or go on to the report of a relapse."""
    if tap.action not in _DO:
        raise OldButton
    return _DO[tap.action](scene, tap)


def _waiting(scene: Scene) -> list[Followed]:
    return followups.open_for(scene.db, scene.viewer, scene.config.plans, scene.today)


def _followed(scene: Scene, tap: Tap) -> Followed:
    return followups.get(scene.db, scene.viewer, number(tap, 0), scene.config.plans, scene.today)


def _code(kind: type[Code], tap: Tap) -> Code:
    value = tap.values[1] if len(tap.values) > 1 else ""
    if value not in set(kind):
        raise OldButton
    return kind(value)


def _say(scene: Scene, tap: Tap) -> Replies:
    each, outlook = _followed(scene, tap), _code(Outlook, tap)
    if outlook is Outlook.FALLEN:
        return [card.reasons(each)]
    followups.answer(scene.db, scene.viewer, each.question, outlook, scene.now)
    waiting = _waiting(scene)
    if not waiting:
        return [card.done(each)]
    return [card.asked(waiting[0], len(waiting) - 1, card.noted(each), each)]


def _why(scene: Scene, tap: Tap) -> Replies:
    each, reason = _followed(scene, tap), _code(FallReason, tap)
    followups.answer(scene.db, scene.viewer, each.question, Outlook.FALLEN, scene.now, reason=reason)
    return [
        card.fallen(each, len(_waiting(scene))),
        *begin_about(scene, each.household, reason, _again(each)),
    ]


def _report(scene: Scene, tap: Tap) -> Replies:
    each = _followed(scene, tap)
    return begin_about(scene, each.household, each.question.reason, _again(each), tap.stamp)


def _again(each: Followed) -> Tap:
    return Tap(card.PLACE, "report", (str(each.question.id),))


_DO: dict[str, Callable[[Scene, Tap], Replies]] = {
    "ask": lambda scene, tap: [card.asked(_followed(scene, tap))],
    "next": lambda scene, _tap: follow(scene, ""),
    "say": _say,
    "why": _why,
    "report": _report,
}
