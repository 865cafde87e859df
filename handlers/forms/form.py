"""What a guided form is made of. One entry a question; everything else is computed from the answers.

There are no step numbers: the current question is the first applicable one without an answer, so inserting one
strands nobody, and "back" takes one answer away.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from handlers.reply import Button, Replies, Rows
from handlers.tap import Tap
from store.rules.text import Text

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from handlers.scene import Scene
    from store.conversations import Draft
    from store.rules.roles import Act


@dataclass(frozen=True, slots=True)
class Prompt:
    """How a question is put: its words, the buttons that answer it, and photos to show with it."""

    text: Text
    buttons: Rows = ()
    photos: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Typed:
    """Words typed in answer."""

    text: str


@dataclass(frozen=True, slots=True)
class Chosen:
    """A button that answers; its value."""

    value: str


@dataclass(frozen=True, slots=True)
class Turned:
    """A button that does not answer yet: a page turned, an item ticked."""

    value: str


@dataclass(frozen=True, slots=True)
class Shown:
    """A picture, with the words under it."""

    file_id: str
    album: str | None
    caption: str = ""


Given = Typed | Chosen | Turned


@dataclass(frozen=True, slots=True)
class Answer:
    """The question is answered; ``note`` is said before the next one. ``also`` sets answers that follow from it."""

    value: Any
    note: Text | None = None
    also: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Again:
    """The question stays; ``scratch`` is what has been gathered, ``prompt`` how to put it this time."""

    scratch: dict[str, Any] | None = None
    prompt: Prompt | None = None


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """Another question comes first: the one of that name is asked again, or takes what was given."""

    name: str
    given: Given | None = None


Outcome = Answer | Again | Elsewhere


@dataclass(frozen=True, slots=True)
class Filling:
    """A form being filled in; ``asked`` is the question at hand, whose buttons are being made."""

    scene: Scene
    form: Form
    row: Draft
    asked: Question | None = None

    @property
    def answers(self) -> dict[str, Any]:
        """The answers so far, by question."""
        return self.row.answers

    @property
    def scratch(self) -> dict[str, Any]:
        """What the question at hand has gathered so far."""
        return self.row.scratch

    def get(self, name: str) -> Any:
        """Return an answer, None while there is none."""
        return self.row.answers.get(name)

    def at(self, asked: Question) -> Filling:
        """Return the same filling with another question at hand."""
        return replace(self, asked=asked)

    def button(self, action: str, value: str, label: Text) -> Button:
        """Make a button of the question at hand; of the review page where there is none."""
        return Button(label, self.tap(action, value))

    def tap(self, action: str, value: str) -> Tap:
        """Say what a button of the question at hand carries."""
        name = self.asked.name if self.asked else ""
        return Tap(self.form.name, action, (name, value), self.stamp)

    def choose(self, value: str, label: Text) -> Button:
        """Make a button that answers the current question."""
        return self.button("a", value, label)

    def turn(self, value: str, label: Text) -> Button:
        """Make a button that turns a page or ticks an item of the current question."""
        return self.button("t", value, label)

    @property
    def stamp(self) -> str:
        """What the buttons of this filling carry, so that those of an earlier one are known as stale."""
        return f"{self.row.session}.{self.form.version}"


def _always(_filling: Filling) -> bool:
    return True


def _never(_filling: Filling) -> bool:
    return False


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """One question of a form.

    Attributes:
        name: its key among the answers, and in its buttons.
        title: what the review page calls it.
        ask: how it is put now.
        take: what to make of something given; raises a Refusal whose words are said before asking again.
        show: the answer in words.
        applies: whether it is asked at all, given the answers before it.
        leans_on: earlier questions whose change makes this answer void.
        stands: whether this answer is right all the same, once one of those has changed.
        free: whether anything typed may be an answer, so that "huy" is a name, and only "hủy" a way out.
    """

    name: str
    title: Text
    ask: Callable[[Filling], Prompt]
    take: Callable[[Filling, Given], Outcome]
    show: Callable[[Filling], Text]
    applies: Callable[[Filling], bool] = _always
    leans_on: tuple[str, ...] = ()
    stands: Callable[[Filling], bool] = _never
    free: bool = False


SEND = Text("✅ Gửi", "✅ Send")


@dataclass(frozen=True, slots=True, kw_only=True)
class Form:
    """A guided form.

    Attributes:
        name: its short name, in the buttons and in the database.
        version: raised when old buttons would no longer be understood.
        act: the act it needs, checked at every step; None for one that lets a stranger in.
        title: what it is called.
        subject: what it is about so far, in a few words; None while that is not known.
        questions: in the order they are asked.
        review: the page before the end; None to finish with the last answer.
        finish: what happens at the end; the conversation is over once it returns. A Refusal leads back to the
            review page.
        send: the words of the button that ends it.
        pictures: keeps a picture, whatever is being asked, and says what became of it; None where pictures
            have no place.
    """

    name: str
    version: int
    act: Act | None
    title: Text
    subject: Callable[[Filling], Text | None]
    questions: Sequence[Question]
    review: Callable[[Filling], Prompt] | None
    finish: Callable[[Filling], Replies]
    send: Text = SEND
    pictures: Callable[[Filling, Shown], Text] | None = None

    def applicable(self, filling: Filling) -> list[Question]:
        """Return the questions that are asked, as things stand."""
        return [question for question in self.questions if question.applies(filling)]

    def current(self, filling: Filling) -> Question | None:
        """Return the question to ask now; None when everything is answered."""
        editing = self.question(filling.row.editing or "")
        if editing is not None and editing.applies(filling):
            return editing
        open_ones = (question for question in self.questions if question.name not in filling.answers)
        return next((question for question in open_ones if question.applies(filling)), None)

    def first(self, filling: Filling) -> Question:
        """Return the question that a form begins with, as things stand."""
        return next(question for question in self.questions if question.applies(filling))

    def question(self, name: str) -> Question | None:
        """Return the question of that name."""
        return next((question for question in self.questions if question.name == name), None)
