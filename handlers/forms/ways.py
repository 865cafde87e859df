"""The ways out of a question, typed instead of tapped: back, cancel, later; and at the review page, send."""

from __future__ import annotations

from typing import TYPE_CHECKING

from store.rules.vietnamese import fold, readings, spelling

if TYPE_CHECKING:
    from handlers.forms.form import Filling, Question

_WORDS = {
    "quay lại": "b",
    "back": "b",
    "hủy": "x",
    "hủy bỏ": "x",
    "cancel": "x",
    "để sau": "z",
    "later": "z",
    "làm tiếp": "w",
    "go on": "w",
}
_SEND = frozenset({"gui", "gui di", "gui lai", "gui bao cao", "send", "send again"})


def way_typed(filling: Filling, question: Question | None, text: str) -> tuple[str, str] | None:
    """Return the action and value that typed words stand for; None where they are an answer.

    At the review page the title of a question opens it, and "gửi" sends. Where a name may be typed, "hủy" has to
    bear its mark: Huy is a name.
    """
    if question is None:
        return _way_from_review(filling, text)
    action = next((action for words, action in _WORDS.items() if _said(words, text, question)), None)
    return (action, "") if action else None


def _said(words: str, text: str, question: Question) -> bool:
    if question.free and " " not in words:
        return spelling(words) == spelling(text)
    return fold(words) in readings(text)


def _way_from_review(filling: Filling, text: str) -> tuple[str, str] | None:
    keys = readings(text)
    if _SEND & set(keys):
        return "s", ""
    for question in filling.form.applicable(filling):
        if {fold(question.title.vi), fold(question.title.en)} & set(keys):
            return "e", question.name
    action = next((action for words, action in _WORDS.items() if fold(words) in keys), None)
    return (action, "") if action else None
