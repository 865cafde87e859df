"""/huy: stop what is half done, with the choice to keep it for later."""

from __future__ import annotations

from typing import TYPE_CHECKING

from handlers.forms import engine
from handlers.incoming import Words
from handlers.registry import command
from handlers.reply import Replies, Reply
from store.rules.roles import Act
from store.rules.text import Text

if TYPE_CHECKING:
    from handlers.scene import Scene

NOTHING = Text("Hiện không có việc nào đang làm dở ạ.", "Nothing is half done at present.")


@command("huy", Text("Dừng việc đang làm dở", "Stop what is half done"), Act.HELP, order=92)
def cancel(scene: Scene, _argument: str) -> Replies:
    """Ask whether the open form is thrown away or kept."""
    form = engine.find_form(scene.chat.open_form or "")
    incoming = scene.incoming
    words = Words(incoming.chat_id, incoming.message_id, incoming.sender_name, "hủy")
    answered = engine.on_message(scene, form, words) if form else None
    return answered or [Reply(NOTHING, menu=True)]
