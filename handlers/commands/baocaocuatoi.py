"""/baocaocuatoi: a village head's reports, what happened to each, and correcting or withdrawing one."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from handlers.forms.report.beginning import correct
from handlers.ownreports import listing, page
from handlers.registry import command, taps
from handlers.values import OldButton, number
from store import reports
from store.rules.moves import Move, next_state
from store.rules.roles import Act
from store.rules.text import Text

if TYPE_CHECKING:
    from collections.abc import Callable

    from handlers.reply import Replies
    from handlers.scene import Scene
    from handlers.tap import Tap
    from store.tables import Report


@command(
    "baocaocuatoi",
    Text("Các báo cáo của tôi", "My reports"),
    Act.REPORT_CREATE,
    button=Text("📋 Báo cáo của tôi", "📋 My reports"),
    order=11,
    phrases=("báo cáo của tôi", "báo cáo đã gửi", "my reports"),
)
def my_reports(scene: Scene, _argument: str) -> Replies:
    """List the reports."""
    return [listing.page(scene, 0)]


@taps(listing.PLACE, Act.REPORT_READ)
def on_tap(scene: Scene, tap: Tap) -> Replies:
    """Do what a button under the list or under a report says, if the person may."""
    if tap.action not in _DO:
        raise OldButton
    return _DO[tap.action](scene, tap)


def _report(scene: Scene, tap: Tap, act: Act) -> Report:
    return reports.get(scene.db, scene.viewer, number(tap, 0), act)


def _list(scene: Scene, tap: Tap) -> Replies:
    scene.viewer.require(Act.REPORT_CREATE)
    return [listing.page(scene, number(tap, 0))]


def _open(scene: Scene, tap: Tap) -> Replies:
    return [page.page(scene, _report(scene, tap, Act.HOUSEHOLD_NAMES))]


def _show(scene: Scene, tap: Tap) -> Replies:
    """Open a report below what was tapped: a receipt, or a question that still waits for its answer."""
    return [replace(page.page(scene, _report(scene, tap, Act.HOUSEHOLD_NAMES)), in_place=False)]


def _photos(scene: Scene, tap: Tap) -> Replies:
    return [page.page(scene, _report(scene, tap, Act.HOUSEHOLD_NAMES), photos=True)]


def _edit(scene: Scene, tap: Tap) -> Replies:
    return correct(scene, _report(scene, tap, Act.REPORT_CORRECT))


def _edit_instead(scene: Scene, tap: Tap) -> Replies:
    return correct(scene, _report(scene, tap, Act.REPORT_CORRECT), tap.stamp)


def _withdraw(scene: Scene, tap: Tap) -> Replies:
    report = _report(scene, tap, Act.REPORT_WITHDRAW)
    next_state(report.state, Move.WITHDRAW, tracks_posting=scene.config.tracks_posting)
    return [page.sure(report)]


def _gone(scene: Scene, tap: Tap) -> Replies:
    report = _report(scene, tap, Act.REPORT_WITHDRAW)
    reports.move(scene.db, scene.viewer, report, Move.WITHDRAW, scene.now)
    return [page.page(scene, report)]


_DO: dict[str, Callable[[Scene, Tap], Replies]] = {
    "list": _list,
    "open": _open,
    "show": _show,
    "photos": _photos,
    "edit": _edit,
    "anew": _edit_instead,
    "withdraw": _withdraw,
    "gone": _gone,
}
