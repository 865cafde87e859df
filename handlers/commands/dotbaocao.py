"""/dotbaocao: open an ad-hoc round."""

from __future__ import annotations

from typing import TYPE_CHECKING

from handlers.forms import newround
from handlers.registry import command
from store.rules.roles import Act
from store.rules.text import Text

if TYPE_CHECKING:
    from handlers.reply import Replies
    from handlers.scene import Scene


@command(
    "dotbaocao",
    Text("Mở một đợt báo cáo đột xuất", "Open an ad-hoc round"),
    Act.ROUND_OPEN,
    order=33,
    phrases=("mở đợt báo cáo", "đợt báo cáo", "open a round"),
)
def new_round(scene: Scene, _argument: str) -> Replies:
    """Ask what, for whom and until when, and open the round."""
    return newround.begin(scene)
