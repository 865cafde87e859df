"""/thongbao: write to the people of one's own area, and see who has received it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from handlers.forms import notice
from handlers.notices import receipts
from handlers.registry import command, taps
from handlers.values import OldButton, number
from store import notices
from store.rules.roles import Act
from store.rules.text import Text

if TYPE_CHECKING:
    from handlers.reply import Replies
    from handlers.scene import Scene
    from handlers.tap import Tap


@command(
    "thongbao",
    Text("Gửi thông báo cho trưởng thôn, cán bộ xã", "Write to the people of your area"),
    Act.NOTICE_SEND,
    order=33,
    phrases=("gửi thông báo", "nhắn trưởng thôn", "nhắn cán bộ", "write to the people"),
)
def write(scene: Scene, _argument: str) -> Replies:
    """Ask for the words, show how they will be read, and send them to everyone concerned."""
    return notice.begin(scene)


@taps(receipts.PLACE, Act.NOTICE_SEND)
def on_tap(scene: Scene, tap: Tap) -> Replies:
    """List the notices of the area, or show who has received one."""
    match tap.action:
        case "list":
            return [receipts.page(scene, number(tap, 0))]
        case "who":
            return [receipts.card(scene, notices.get(scene.db, scene.viewer, number(tap, 0)))]
        case _:
            raise OldButton
