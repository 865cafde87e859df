"""/ngonngu: Vietnamese or English, at once."""

from __future__ import annotations

from typing import TYPE_CHECKING

from handlers.forms import engine
from handlers.registry import command
from handlers.reply import Replies, Reply
from store.rules.roles import Act
from store.rules.text import Language, Text

if TYPE_CHECKING:
    from handlers.scene import Scene

SWITCHED = Text(
    "Từ giờ hệ thống dùng tiếng Việt. (Bấm /ngonngu để đổi lại.)",
    "English from now on. (Press /ngonngu to switch back.)",
)


@command(
    "ngonngu",
    Text("Đổi ngôn ngữ / Language", "Language / Đổi ngôn ngữ"),
    Act.LANGUAGE_SET,
    order=95,
    phrases=("đổi ngôn ngữ", "tiếng anh", "tiếng việt", "in english", "in vietnamese"),
)
def language(scene: Scene, _argument: str) -> Replies:
    """Switch to the other language; the menus and the question at hand follow at once."""
    scene.chat.language = Language.EN if scene.chat.language is Language.VI else Language.VI
    return [Reply(SWITCHED, menu=True), *_asked_again(scene)]


def _asked_again(scene: Scene) -> Replies:
    form = engine.find_form(scene.chat.open_form or "")
    if form is None or form.act is None or not scene.viewer.may(form.act):
        return []
    filling = engine.unfinished(scene, form)
    return engine.resume(filling) if filling else []
