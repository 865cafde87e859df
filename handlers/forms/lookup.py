"""What to look up, asked when /tracuu comes without words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from handlers import asking
from handlers.forms import engine
from handlers.forms.form import Answer, Filling, Form, Given, Prompt, Question, Typed
from handlers.lookup import search
from store.conversations import close
from store.rules.refusal import Refusal
from store.rules.roles import Act
from store.rules.text import Text, same

if TYPE_CHECKING:
    from handlers.reply import Replies

_ASK = Text(
    "Nhờ anh/chị gõ mã báo cáo (CT-…), tên chủ hộ hoặc tên thôn ạ. Gõ không dấu cũng được.",
    "Please type the code of a report (CT-…), the name of a household's head, or of a village.",
)
_ASK_CODES = Text(
    "Nhờ anh/chị gõ mã báo cáo (CT-…) hoặc tên đơn vị ạ. Gõ không dấu cũng được.",
    "Please type the code of a report (CT-…), or the name of a place.",
)


def _ask(filling: Filling) -> Prompt:
    return Prompt(_ASK if filling.scene.viewer.may(Act.HOUSEHOLD_NAMES) else _ASK_CODES)


def _take(filling: Filling, given: Given) -> Answer:
    if not isinstance(given, Typed):
        raise Refusal(_ask(filling).text)
    return Answer(given.text)


def _finish(filling: Filling) -> Replies:
    """Look it up; what is called nothing and asks for something else is that question."""
    scene, typed = filling.scene, filling.get("what")
    try:
        return [search.answer(scene, typed)]
    except Refusal:
        meant = asking.meaning(scene, typed)
        if meant is None:
            raise
    entry, argument = meant
    close(scene.db, scene.chat, filling.row)  # first: a change of language goes on with the form that is open
    return entry.handle(scene, argument)


LOOKUP = engine.enter(
    Form(
        name="lookup",
        version=1,
        act=Act.REPORT_READ,
        title=Text("Tra cứu", "Look up"),
        subject=lambda _filling: None,
        questions=(
            Question(
                name="what",
                title=Text("Cần tìm", "What to find"),
                ask=_ask,
                take=_take,
                show=lambda filling: same(filling.get("what")),
                free=True,
            ),
        ),
        review=None,
        finish=_finish,
    )
)
