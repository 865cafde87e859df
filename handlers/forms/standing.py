"""Which answers stand: giving one, taking the last one back, and letting fall what leaned on the one that changed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from handlers.forms.form import Answer, Filling, Question


def settle(filling: Filling, question: Question, outcome: Answer) -> None:
    """Write an answer down; where it differs from the one before, what leaned on that falls with it."""
    before, row = filling.answers, filling.row
    row.answers = {**before, question.name: outcome.value, **outcome.also}
    row.scratch, row.editing = {}, None
    if question.name in before and before[question.name] != outcome.value:
        _let_fall(filling, question.name)


def take_back(filling: Filling) -> None:
    """Go one step back: out of what is being changed, or to the last answer before the question at hand."""
    row, form = filling.row, filling.form
    row.scratch = {}
    if row.editing is not None:
        row.editing = None
        return
    current = form.current(filling)
    applicable = form.applicable(filling)
    end = applicable.index(current) if current else len(applicable)
    earlier = [question.name for question in applicable[:end] if question.name in row.answers]
    if earlier:
        row.answers = _without(filling, earlier[-1])
        _let_fall(filling, earlier[-1])


def _let_fall(filling: Filling, changed: str) -> None:
    """Take away the answers that no longer stand once the answer to ``changed`` is another one."""
    fallen = {changed}
    for question in filling.form.questions:
        if fallen & set(question.leans_on) and not (
            question.name in filling.answers and question.stands(filling)
        ):
            fallen.add(question.name)
            filling.row.answers = _without(filling, question.name)


def _without(filling: Filling, name: str) -> dict[str, Any]:
    return {other: value for other, value in filling.answers.items() if other != name}
