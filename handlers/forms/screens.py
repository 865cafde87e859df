"""What a form looks like: the step, the question, its buttons, and the way back always within reach."""

from __future__ import annotations

from typing import TYPE_CHECKING

from handlers.reply import Button, Reply, Rows
from store.rules.text import Text, join

if TYPE_CHECKING:
    from handlers.forms.form import Filling, Prompt, Question

BACK = Text("‹ Quay lại", "‹ Back")
CANCEL = Text("Hủy", "Cancel")
DROPPED = Text("Đã hủy: {title}. Không có gì được gửi đi.", "Cancelled: {title}. Nothing was sent.")
_KEPT = Text(
    "Đã lưu nháp: {title}. Khi nào tiện, nhờ anh/chị bấm Làm tiếp ạ.",
    "Draft kept: {title}. Press “Go on” whenever it suits you.",
)
_GO_ON = Text("Làm tiếp", "Go on")
_STEP = Text("Bước {step}/{steps}", "Step {step}/{steps}")
_ABOUT = Text("{step} · {subject}", "{step} · {subject}")
_EDITING = Text("Sửa: {title}", "Changing: {title}")
_NOW = Text("Đang ghi: {answer}", "At present: {answer}")
_SMALL = Text("<i>{words}</i>", "<i>{words}</i>")
_CANCEL = Text(
    "Anh/chị muốn dừng “{title}” ạ?\nBản nháp có thể để lại, làm tiếp lúc khác.",
    "Stop “{title}”?\nThe draft can be kept for later.",
)


def question(
    filling: Filling,
    asked: Question,
    prompt: Prompt | None = None,
    *,
    in_place: bool,
    note: Text | None = None,
    rewrites: str | None = None,
) -> Reply:
    """Put a question; ``prompt`` puts it differently this time, ``note`` comes before it."""
    at = filling.at(asked)
    shown = prompt or asked.ask(at)
    heading = _SMALL.fill(words=_heading(filling, asked))
    text = join([heading, shown.text])
    buttons = [*shown.buttons, _ways_out(at, asked)]
    return Reply(_noted(note, text), buttons, in_place=in_place, photos=shown.photos, rewrites=rewrites)


def review(
    filling: Filling,
    prompt: Prompt,
    *,
    in_place: bool,
    note: Text | None = None,
    rewrites: str | None = None,
) -> Reply:
    """Show the page on which each answer can be changed singly."""
    last = [filling.button("b", "", BACK), filling.button("x", "", CANCEL)]
    buttons = [[filling.button("s", "", filling.form.send)], *prompt.buttons, last]
    return Reply(
        _noted(note, prompt.text), buttons, in_place=in_place, photos=prompt.photos, rewrites=rewrites
    )


def changes(filling: Filling) -> Rows:
    """Return the buttons of a review page: one for each answer that can be changed, two a row."""
    buttons = [filling.button("e", asked.name, asked.title) for asked in filling.form.applicable(filling)]
    return [buttons[start : start + 2] for start in range(0, len(buttons), 2)]


def cancelling(filling: Filling) -> Reply:
    """Ask whether the draft is to be thrown away."""
    buttons = [
        [filling.button("w", "", _GO_ON)],
        [
            filling.button("z", "", Text("Để sau", "Later")),
            filling.button("d", "", Text("Hủy bỏ", "Throw away")),
        ],
    ]
    return Reply(_CANCEL.fill(title=titled(filling)), buttons, in_place=True)


def kept(filling: Filling) -> Reply:
    """Say that the draft is kept, with the way back to it."""
    words = _KEPT.fill(title=titled(filling))
    return Reply(words, [[filling.button("w", "", _GO_ON)]], in_place=True)


def titled(filling: Filling) -> Text:
    """Name the form, and what it is about so far."""
    return _about(filling, filling.form.title)


def step(filling: Filling, asked: Question) -> Text:
    """Say how far one is, as the head of a question does; where there is one question, what it is for."""
    names = [other.name for other in filling.form.applicable(filling)]
    if len(names) == 1:
        return filling.form.title
    return _STEP.fill(step=names.index(asked.name) + 1, steps=len(names))


def _heading(filling: Filling, asked: Question) -> Text:
    if not filling.row.editing or asked.name not in filling.answers:
        return _about(filling, step(filling, asked))
    heading = _about(filling, _EDITING.fill(title=asked.title))
    return join([heading, _NOW.fill(answer=asked.show(filling))])


def _about(filling: Filling, words: Text) -> Text:
    subject = filling.form.subject(filling)
    return words if subject is None else _ABOUT.fill(step=words, subject=subject)


def _noted(note: Text | None, text: Text) -> Text:
    return text if note is None else join([note, text], "\n\n")


def _ways_out(at: Filling, asked: Question) -> list[Button]:
    cancel = at.button("x", "", CANCEL)
    if at.row.editing or asked is not at.form.first(at):
        return [at.button("b", "", BACK), cancel]
    return [cancel]
