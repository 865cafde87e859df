"""/baocao: the guided report of one household."""

from __future__ import annotations

from typing import TYPE_CHECKING

from handlers.forms.report.beginning import begin, begin_anew
from handlers.registry import command, taps
from handlers.values import OldButton
from store.rules.roles import Act
from store.rules.text import Text

if TYPE_CHECKING:
    from handlers.reply import Replies
    from handlers.scene import Scene
    from handlers.tap import Tap


@command(
    "baocao",
    Text("Báo cáo một hộ có thay đổi", "Report a change of a household"),
    Act.REPORT_CREATE,
    button=Text("📝 Báo cáo hộ", "📝 Report a household"),
    order=10,
    phrases=("báo cáo hộ", "báo cáo thoát nghèo", "gửi báo cáo", "report a household"),
)
def report(scene: Scene, _argument: str) -> Replies:
    """Begin a report, or go on with the one that is half done."""
    return begin(scene)


@taps("baocao", Act.REPORT_CREATE)
def anew(scene: Scene, tap: Tap) -> Replies:
    """Begin a new report."""
    if tap.action != "new":
        raise OldButton
    return begin_anew(scene, tap.stamp)
