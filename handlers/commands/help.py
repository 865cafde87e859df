"""/trogiup: what this person may do, and nothing they may not."""

from __future__ import annotations

from typing import TYPE_CHECKING

from handlers.registry import command, commands_for
from handlers.reply import Replies, Reply
from store.rules.roles import Act
from store.rules.text import Text, join
from store.units import full_name

if TYPE_CHECKING:
    from handlers.scene import Scene

HEADING = Text("<b>Các việc anh/chị làm được</b>", "<b>What you can do</b>")
LINE = Text("/{name} – {about}", "/{name} – {about}")
SEAT = Text("Vai trò: {role} – {unit}", "Role: {role} – {unit}")
ANYTIME = Text(
    "Đang làm dở có thể dừng bất cứ lúc nào, hệ thống nhớ giúp. Gõ không dấu cũng được ạ.",
    "You can stop at any moment; what you began is kept.",
)


@command(
    "trogiup",
    Text("Trợ giúp", "Help"),
    Act.HELP,
    button=Text("❓ Trợ giúp", "❓ Help"),
    order=90,
    phrases=("trợ giúp", "hướng dẫn", "giúp tôi", "làm được gì", "cách dùng", "how do i"),
)
def help_(scene: Scene, _argument: str) -> Replies:
    """List the person's own commands and roles."""
    lines = [LINE.fill(name=entry.name, about=entry.about) for entry in commands_for(scene.viewer)]
    seats = [
        SEAT.fill(role=seat.role.text, unit=full_name(scene.db, seat.unit)) for seat in scene.viewer.seats
    ]
    return [Reply(join([HEADING, *lines, Text("", ""), *seats, ANYTIME]), menu=True)]
