"""/moi: invite somebody by a link that works once."""

from __future__ import annotations

from typing import TYPE_CHECKING

from handlers.forms import invite as form
from handlers.registry import command
from store.rules.roles import Act
from store.rules.text import Text

if TYPE_CHECKING:
    from handlers.reply import Replies
    from handlers.scene import Scene


@command(
    "moi",
    Text("Mời người vào hệ thống", "Invite somebody"),
    Act.INVITE_VILLAGE_HEAD,
    button=Text("✉️ Mời người", "✉️ Invite"),
    order=30,
    phrases=("mời người", "lời mời", "mời trưởng thôn", "mời cán bộ", "invite somebody"),
)
def invite(scene: Scene, _argument: str) -> Replies:
    """Ask for role and place, and give the link."""
    return form.begin(scene)
