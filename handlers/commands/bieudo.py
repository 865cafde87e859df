"""/bieudo: charts of a place as pictures: its rate by year, its exits by month, its units against their targets."""

from __future__ import annotations

from typing import TYPE_CHECKING

from handlers import walking
from handlers.registry import command, taps
from handlers.reply import Reply, Toast
from handlers.summaries.charting import DRAWING, Kind, ask
from store.rules.roles import Act
from store.rules.text import Text

if TYPE_CHECKING:
    from handlers.registry import TapHandler
    from handlers.reply import Replies
    from handlers.scene import Scene
    from handlers.tap import Tap


@command(
    "bieudo",
    Text("Biểu đồ tỷ lệ, thoát nghèo, chỉ tiêu", "Charts of rates, exits and targets"),
    Act.UNIT_READ,
    order=23,
    phrases=("biểu đồ", "đồ thị", "xem hình", "chart of", "charts"),
    place=True,
)
def charts(scene: Scene, argument: str) -> Replies:
    """Draw the rate of the place that was typed, or of one's own."""
    kind = Kind.RATES
    return walking.begin(scene, kind.place, argument, lambda stand: [Reply(DRAWING), ask(kind, stand)])


def _answering(kind: Kind) -> TapHandler:
    """Return what answers the buttons of a kind of chart."""

    def on_tap(scene: Scene, tap: Tap) -> Replies:
        return walking.go_on(scene, kind.place, tap, lambda stand: [Toast(DRAWING), ask(kind, stand)])

    return on_tap


for _each in Kind:
    taps(_each.place, Act.UNIT_READ)(_answering(_each))
