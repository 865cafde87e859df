"""/start: the first thing anyone presses, and what an invitation link sends."""

from __future__ import annotations

from typing import TYPE_CHECKING

from handlers import joining
from handlers.registry import command
from handlers.reply import Replies, Reply
from store.rules.roles import Act
from store.rules.text import Text

if TYPE_CHECKING:
    from handlers.scene import Scene

GREETING = Text(
    "Kính chào {name}. Nhờ anh/chị bấm một nút bên dưới để bắt đầu ạ.",
    "Welcome, {name}. Please press a button below to begin.",
)


@command("start", Text("Bắt đầu", "Begin"), Act.HELP, order=98)
def start(scene: Scene, argument: str) -> Replies:
    """Greet with the menu; with a token, show the invitation it opens."""
    if argument:
        return joining.open_invitation(scene, argument)
    return [Reply(GREETING.fill(name=scene.name), menu=True)]
