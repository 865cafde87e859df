"""What a form looks like: the step, the question, its buttons, and the way back always within reach."""

from __future__ import annotations

from typing import TYPE_CHECKING

from handlers.reply import Button, Reply, Rows
from handlers.tap import Tap
from store.rules.text import Text, join

if TYPE_CHECKING:
    from handlers.forms.form import Filling, Prompt, Question

BACK = Text("‹ Quay lại", "‹ Back")
CANCEL = Text("Hủy", "Cancel")
SEND = Text("✅ Gửi", "✅ Send")
DROPPED = Text("Đã hủy: {title}. Không có gì được gửi đi.", "Cancelled: {title}. Nothing was sent.")
KEPT = Text(
    "Đã lưu nháp: {title}. Khi nào tiện, anh/chị làm tiếp ạ.",
    "Draft kept: {title}. Go on whenever it suits you.",
)
_STEP = Text("<i>Bước {step}/{steps}</i>", "<i>Step {step}/{steps}</i>")
_STEP_OF = Text("<i>Bước {step}/{steps} · {subject}</i>", "<i>Step {step}/{steps} · {subject}</i>")
_EDITING = Text("<i>Sửa: {title}</i>", "<i>Changing: {title}</i>")
_CANCEL = Text(
    "Anh/chị muốn dừng “{title}”?\nBản nháp có thể để lại, làm tiếp lúc khác.",
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
    shown = prompt or asked.ask(filling)
    parts = [part for part in (note, _heading(filling, asked), shown.text) if part]
    buttons = [*shown.buttons, _ways_out(filling, asked)]
    return Reply(join(parts, "\n"), buttons, in_place=in_place, photos=shown.photos, rewrites=rewrites)


def asked_again(filling: Filling, asked: Question, refusal: Text) -> Reply:
    """Say why an answer could not be taken, and ask again."""
    return question(filling, asked, in_place=False, note=refusal + Text("\n", "\n"))


def review(filling: Filling, prompt: Prompt, *, in_place: bool, note: Text | None = None) -> Reply:
    """Show the page on which each answer can be changed singly."""
    text = join([note, prompt.text], "\n") if note else prompt.text
    last = [_way(filling, "b", BACK), _way(filling, "x", CANCEL)]
    buttons = [[_way(filling, "s", SEND)], *prompt.buttons, last]
    return Reply(text, buttons, in_place=in_place, photos=prompt.photos)


def changes(filling: Filling) -> Rows:
    """Return the buttons of a review page: one for each answer that can be changed, two a row."""
    buttons = [_way(filling, "e", asked.title, asked.name) for asked in filling.form.applicable(filling)]
    return [buttons[start : start + 2] for start in range(0, len(buttons), 2)]


def cancelling(filling: Filling) -> Reply:
    """Ask whether the draft is to be thrown away."""
    subject = filling.form.subject(filling)
    title = filling.form.title if subject is None else join([filling.form.title, subject], " · ")
    buttons = [
        [_way(filling, "w", Text("Làm tiếp", "Go on"))],
        [_way(filling, "z", Text("Để sau", "Later")), _way(filling, "d", Text("Hủy bỏ", "Throw away"))],
    ]
    return Reply(_CANCEL.fill(title=title), buttons, in_place=True)


def _heading(filling: Filling, asked: Question) -> Text:
    if filling.row.editing:
        return _EDITING.fill(title=asked.title)
    names = [other.name for other in filling.form.applicable(filling)]
    step, steps = names.index(asked.name) + 1, len(names)
    subject = filling.form.subject(filling)
    if subject is None:
        return _STEP.fill(step=step, steps=steps)
    return _STEP_OF.fill(step=step, steps=steps, subject=subject)


def _ways_out(filling: Filling, asked: Question) -> list[Button]:
    first = filling.form.applicable(filling)[0]
    ways = []
    if asked is not first or filling.row.editing:
        ways.append(_way(filling, "b", BACK))
    if asked.skip is not None:
        ways.append(filling.button("k", "", asked.skip))
    return [*ways, _way(filling, "x", CANCEL)]


def _way(filling: Filling, action: str, label: Text, value: str = "") -> Button:
    return Button(label, Tap(filling.form.name, action, ("", value), filling.stamp))
