"""How a form goes on: what came in, and the state as it is, give the state as it will be and the next thing said."""

from __future__ import annotations

import secrets
from typing import TYPE_CHECKING, Any

from handlers.forms import screens
from handlers.forms.form import Again, Answer, Chosen, Filling, Form, Given, Question, Shown, Turned, Typed
from handlers.incoming import Photo, Words
from handlers.reply import Replies, Reply, Toast
from store.conversations import close, find, open_conversation
from store.rules.refusal import Refusal
from store.rules.text import Text
from store.rules.vietnamese import fold

if TYPE_CHECKING:
    from handlers.scene import Scene
    from handlers.tap import Tap

STALE = Toast(Text("Nút này thuộc màn hình cũ ạ.", "That button belongs to an older screen."))

_WORDS = {
    "quay lai": "b",
    "back": "b",
    "huy": "x",
    "cancel": "x",
    "bo qua": "k",
    "skip": "k",
    "de sau": "z",
    "later": "z",
}

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
    return _ask(filling, in_place=in_place)


def on_tap(scene: Scene, form: Form, tap: Tap) -> Replies:
    """Answer a tap on one of the form's buttons; a stale one is answered with the question as it is now."""
    _check(scene, form)
    filling = unfinished(scene, form)
    if filling is None:
        return [STALE]
    name, value = (*tap.values, "", "")[:2]
    if tap.stamp != filling.stamp:
        return [STALE, *resume(filling)]
    _touch(filling)
    question = form.current(filling)
    if tap.action in _ACTIONS:
        return _ACTIONS[tap.action](filling, value)
    if question is None or question.name != name:
        return [STALE, *_ask(filling, in_place=False)]
    if tap.action == "k":
        return _skip(filling, question)
    return _give(filling, question, Chosen(value) if tap.action == "a" else Turned(value))


def on_message(scene: Scene, form: Form, incoming: Words | Photo) -> Replies | None:
    """Take what was typed or shown as an answer; None when no such form is open."""
    _check(scene, form)
    filling = unfinished(scene, form)
    if filling is None:
        return None
    _touch(filling)
    question = form.current(filling)
    action = _WORDS.get(fold(incoming.text)) if isinstance(incoming, Words) else None
    if action == "k" and question is not None and question.skip is not None:
        return _skip(filling, question)
    if action in _ACTIONS:
        return _ACTIONS[action](filling, "")
    if question is None:
        return _ask(filling, in_place=False)
    given = Typed(incoming.text) if isinstance(incoming, Words) else Shown(incoming.file_id, incoming.album)
    return _give(filling, question, given)


def _check(scene: Scene, form: Form) -> None:
    if form.act is not None:
        scene.viewer.require(form.act)


def _touch(filling: Filling) -> None:
    filling.row.touched_at = filling.scene.now
    filling.scene.chat.open_form = filling.form.name


def _give(filling: Filling, question: Question, given: Given) -> Replies:
    try:
        outcome = question.take(filling, given)
    except Refusal as refusal:
        return [screens.asked_again(filling, question, refusal.text)]
    if isinstance(outcome, Again):
        return _gather(filling, question, outcome, given)
    return _settle(filling, question, outcome)


def _gather(filling: Filling, question: Question, outcome: Again, given: Given) -> Replies:
    if outcome.scratch is not None:
        filling.row.scratch = outcome.scratch
    in_place = not isinstance(given, Typed | Shown)
    return [screens.question(filling, question, outcome.prompt, in_place=in_place, rewrites=outcome.rewrites)]


def _settle(filling: Filling, question: Question, outcome: Answer) -> Replies:
    before = filling.answers
    answers = {**before, question.name: outcome.value, **outcome.also}
    if question.name in before and before[question.name] != outcome.value:
        answers = {
            name: value for name, value in answers.items() if name not in _void(filling.form, question.name)
        }
    filling.row.answers = answers
    filling.row.scratch = {}
    filling.row.editing = None
    return _ask(filling, in_place=True, note=outcome.note)


def _void(form: Form, name: str) -> set[str]:
    """Return the answers that no longer stand once the answer to ``name`` has changed."""
    void: set[str] = set()
    changed = {name}
    while changed:
        changed = {q.name for q in form.questions if q.name not in void and changed & set(q.leans_on)}
        void |= changed
    return void


def _skip(filling: Filling, question: Question) -> Replies:
    if question.skip is None:
        return _ask(filling, in_place=True)
    return _settle(filling, question, Answer(None))


def _ask(filling: Filling, *, in_place: bool, note: Text | None = None) -> Replies:
    question = filling.form.current(filling)
    if question is not None:
        return [screens.question(filling, question, in_place=in_place, note=note)]
    if filling.form.review is None:
        return _finish(filling, "")
    return [screens.review(filling, filling.form.review(filling), in_place=in_place, note=note)]


def _back(filling: Filling, _value: str) -> Replies:
    row, form = filling.row, filling.form
    row.scratch = {}
    if row.editing is not None:
        row.editing = None
        return _ask(filling, in_place=True)
    current = form.current(filling)
    applicable = form.applicable(filling)
    end = applicable.index(current) if current else len(applicable)
    earlier = [question.name for question in applicable[:end] if question.name in row.answers]
    if earlier:
        row.answers = {name: value for name, value in row.answers.items() if name != earlier[-1]}
    return _ask(filling, in_place=True)


def _edit(filling: Filling, value: str) -> Replies:
    if filling.form.question(value) in filling.form.applicable(filling):
        filling.row.editing = value
        filling.row.scratch = {}
    return _ask(filling, in_place=True)


def _finish(filling: Filling, _value: str) -> Replies:
    if filling.form.current(filling) is not None:
        return _ask(filling, in_place=True)
    replies = filling.form.finish(filling)
    close(filling.scene.db, filling.scene.chat, filling.row)
    return replies


def _cancel(filling: Filling, _value: str) -> Replies:
    return [screens.cancelling(filling)]


def _drop(filling: Filling, _value: str) -> Replies:
    close(filling.scene.db, filling.scene.chat, filling.row)
    return [Reply(screens.DROPPED.fill(title=filling.form.title), in_place=True)]


def _later(filling: Filling, _value: str) -> Replies:
    filling.scene.chat.open_form = None
    return [Reply(screens.KEPT.fill(title=filling.form.title), in_place=True)]


def _resume(filling: Filling, _value: str) -> Replies:
    return resume(filling, in_place=True)


_ACTIONS = {
    "b": _back,
    "e": _edit,
    "s": _finish,
    "x": _cancel,
    "d": _drop,
    "z": _later,
    "w": _resume,
}
