"""How a form goes on: what came in, and the state as it is, give the state as it will be and the next thing said."""

from __future__ import annotations

import secrets
from typing import TYPE_CHECKING, Any

from handlers.forms import screens
from handlers.forms.form import (
    Again,
    Chosen,
    Elsewhere,
    Filling,
    Form,
    Given,
    Question,
    Shown,
    Turned,
    Typed,
)
from handlers.forms.standing import settle, take_back
from handlers.forms.ways import way_typed
from handlers.incoming import Document, Photo, Spoken, Words
from handlers.reply import Replies, Reply, Toast
from store.conversations import close, find, open_conversation, save
from store.rules.refusal import Refusal
from store.rules.text import Text

if TYPE_CHECKING:
    from handlers.scene import Scene
    from handlers.tap import Tap

STALE = Toast(Text("Nút này thuộc màn hình cũ ạ.", "That button belongs to an older screen."))
NO_PICTURE = Text("Chỗ này chưa cần ảnh ạ.", "No picture is needed here.")
NO_FILE = Text(
    "Hệ thống chỉ nhận ảnh, chưa nhận tệp. Nhờ anh/chị gửi lại dưới dạng ảnh ạ.",
    "Only pictures can be taken, not files. Please send it again as a picture.",
)
SPOKEN = Text(
    "Hệ thống chưa nghe được tin thoại, chưa xem được phim. Nhờ anh/chị gõ chữ, hoặc bấm nút ạ.",
    "Voice messages and videos cannot be understood here. Please type, or press a button.",
)

_forms: dict[str, Form] = {}


def enter(form: Form) -> Form:
    """Enter a form, so that its buttons and what is typed into it find it."""
    if form.name in _forms:
        raise ValueError(f"the form {form.name} is there twice")
    _forms[form.name] = form
    return form


def find_form(name: str) -> Form | None:
    """Return the form of that name."""
    return _forms.get(name)


def start(
    scene: Scene, form: Form, answers: dict[str, Any] | None = None, *, in_place: bool = False
) -> Replies:
    """Begin a form afresh, with some answers given already."""
    row = open_conversation(
        scene.db,
        scene.chat,
        form.name,
        session=secrets.token_urlsafe(3),
        answers=answers or {},
        now=scene.now,
    )
    return _ask(Filling(scene, form, row), in_place=in_place)


def unfinished(scene: Scene, form: Form) -> Filling | None:
    """Return the form as it was left, if it was left half done."""
    row = find(scene.db, scene.chat.chat_id, form.name)
    return Filling(scene, form, row) if row else None


def resume(filling: Filling, *, in_place: bool = False) -> Replies:
    """Go on where one was."""
    _touch(filling)
    return _saved(filling, _ask(filling, in_place=in_place))


def on_tap(scene: Scene, form: Form, tap: Tap) -> Replies:
    """Answer a tap on one of the form's buttons; a stale one is answered with the question as it is now."""
    _check(scene, form)
    filling = unfinished(scene, form)
    if filling is None:
        return [STALE]
    name, value = (*tap.values, "", "")[:2]
    question = form.current(filling)
    if tap.stamp != filling.stamp or not _belongs(tap.action, name, question):
        return _afresh(filling)
    _touch(filling)
    if question is not None and tap.action in _GIVING:
        return _saved(filling, _give(filling, question, _GIVING[tap.action](value)))
    return _saved(filling, _ACTIONS[tap.action](filling, value))


def on_message(scene: Scene, form: Form, incoming: Words | Photo | Document | Spoken) -> Replies | None:
    """Take what was typed or shown as an answer; None when no such form is open."""
    _check(scene, form)
    filling = unfinished(scene, form)
    if filling is None:
        return None
    _touch(filling)
    return _saved(filling, _taken(filling, incoming))


def _taken(filling: Filling, incoming: Words | Photo | Document | Spoken) -> Replies:
    if isinstance(incoming, Words):
        return _typed(filling, incoming.text)
    if isinstance(incoming, Photo):
        return _shown(filling, Shown(incoming.file_id, incoming.album, incoming.caption))
    return _ask(filling, in_place=False, note=SPOKEN if isinstance(incoming, Spoken) else NO_FILE)


def _saved(filling: Filling, replies: Replies) -> Replies:
    save(filling.scene.db, filling.row)
    return replies


def _check(scene: Scene, form: Form) -> None:
    if form.act is not None:
        scene.viewer.require(form.act)


def _touch(filling: Filling) -> None:
    filling.row.touched_at = filling.scene.now
    if filling.scene.chat.open_form != filling.form.name:
        filling.scene.chat.open_form = filling.form.name


def _belongs(action: str, name: str, question: Question | None) -> bool:
    """Tell whether a button stands on the screen as it is now: of this question, or of the review page."""
    if action in _ANYWHERE:
        return True
    if question is None:
        return name == "" and action in _AT_REVIEW
    return name == question.name and (action == "b" or action in _GIVING)


def _afresh(filling: Filling) -> Replies:
    """Show where one is; a second tap on the newest message only finds it as it is, and needs no word."""
    scene = filling.scene
    newest = scene.incoming.message_id >= scene.chat.last_message_id
    return [*([] if newest else [STALE]), *resume(filling, in_place=True)]


def _typed(filling: Filling, text: str) -> Replies:
    question = filling.form.current(filling)
    way = way_typed(filling, question, text)
    if way is not None:
        action, value = way
        return _ACTIONS[action](filling, value)
    if question is None:
        return _ask(filling, in_place=False)
    return _give(filling, question, Typed(text))


def _shown(filling: Filling, picture: Shown) -> Replies:
    """Keep a picture; those of one album are answered by one message."""
    album = f"album:{filling.scene.chat.chat_id}:{picture.album}" if picture.album else None
    try:
        note = filling.form.pictures(filling, picture) if filling.form.pictures else NO_PICTURE
    except Refusal as refusal:
        note = refusal.text
    return _ask(filling, in_place=False, note=note, rewrites=album)


def _give(filling: Filling, question: Question, given: Given) -> Replies:
    try:
        outcome = question.take(filling.at(question), given)
    except Refusal as refusal:
        return [screens.question(filling, question, in_place=False, note=refusal.text)]
    if isinstance(outcome, Again):
        return _gather(filling, question, outcome, given)
    if isinstance(outcome, Elsewhere):
        return _elsewhere(filling, outcome)
    settle(filling, question, outcome)
    return _ask(filling, in_place=True, note=outcome.note)


def _gather(filling: Filling, question: Question, outcome: Again, given: Given) -> Replies:
    if outcome.scratch is not None:
        filling.row.scratch = outcome.scratch
    in_place = not isinstance(given, Typed)
    return [screens.question(filling, question, outcome.prompt, in_place=in_place)]


def _elsewhere(filling: Filling, outcome: Elsewhere) -> Replies:
    filling.row.editing, filling.row.scratch = outcome.name, {}
    question = filling.form.current(filling)
    if outcome.given is not None and question is not None:
        return _give(filling, question, outcome.given)
    return _ask(filling, in_place=True)


def _ask(
    filling: Filling, *, in_place: bool, note: Text | None = None, rewrites: str | None = None
) -> Replies:
    form = filling.form
    question = form.current(filling)
    if question is not None:
        return [screens.question(filling, question, in_place=in_place, note=note, rewrites=rewrites)]
    if form.review is None:
        return _finish(filling, "")
    page = form.review(filling)
    return [screens.review(filling, page, in_place=in_place, note=note, rewrites=rewrites)]


def _back(filling: Filling, _value: str) -> Replies:
    take_back(filling)
    return _ask(filling, in_place=True)


def _edit(filling: Filling, value: str) -> Replies:
    if filling.form.question(value) in filling.form.applicable(filling):
        filling.row.editing = value
        filling.row.scratch = {}
    return _ask(filling, in_place=True)


def _finish(filling: Filling, _value: str) -> Replies:
    if filling.form.review is None:
        return _close(filling)
    try:
        with filling.scene.db.begin_nested():
            return _close(filling)
    except Refusal as refusal:
        return _ask(filling, in_place=False, note=refusal.text)


def _close(filling: Filling) -> Replies:
    replies = filling.form.finish(filling)
    close(filling.scene.db, filling.scene.chat, filling.row)
    return replies


def _cancel(filling: Filling, value: str) -> Replies:
    """Ask before a draft is thrown away; where nothing has been answered yet, there is none."""
    if not filling.answers and not filling.scratch:
        return _drop(filling, value)
    return [screens.cancelling(filling)]


def _drop(filling: Filling, _value: str) -> Replies:
    close(filling.scene.db, filling.scene.chat, filling.row)
    return [Reply(screens.DROPPED.fill(title=filling.form.title), in_place=True)]


def _later(filling: Filling, _value: str) -> Replies:
    filling.scene.chat.open_form = None
    return [screens.kept(filling)]


def _resume(filling: Filling, _value: str) -> Replies:
    return _ask(filling, in_place=True)


_ACTIONS = {
    "b": _back,
    "e": _edit,
    "s": _finish,
    "x": _cancel,
    "d": _drop,
    "z": _later,
    "w": _resume,
}

_GIVING: dict[str, type[Chosen | Turned]] = {"a": Chosen, "t": Turned}
_AT_REVIEW = frozenset({"b", "e", "s"})

# What may be tapped on any screen of this filling, however much has been answered since.
_ANYWHERE = frozenset({"x", "d", "z", "w"})
