"""What changed: only what is possible from the household's class, in plain words; and the request it rests on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from handlers.casewords import TITLES, cause_words
from handlers.forms.choosing import Option, buttons, number_label, pick
from handlers.forms.form import Answer, Prompt, Question, Typed
from handlers.forms.report.told import Told, told
from store.rules.changes import Change
from store.rules.contents import causes_of
from store.rules.text import Text, join
from store.rules.vietnamese import yes_or_no

if TYPE_CHECKING:
    from handlers.forms.form import Filling, Given

_ASK = Text("<b>{name} – {was}: nay thay đổi thế nào ạ?</b>", "<b>{name} – {was}: what has changed?</b>")
_MEANING = Text("<b>{label}</b>: {plain}", "<b>{label}</b>: {plain}")
_ASK_LEFT = Text("<b>Vì sao hộ ra khỏi danh sách ạ?</b>", "<b>Why does the household go off the list?</b>")
_ASK_JOINED = Text("<b>Vì sao hộ vào danh sách ạ?</b>", "<b>Why does the household come onto the list?</b>")
_ASK_FELL = Text("<b>Vì sao hộ khó khăn trở lại ạ?</b>", "<b>Why has the household fallen back?</b>")
_ASK_SIGNED = Text(
    "<b>Hộ đã ký giấy đề nghị công nhận (Mẫu số 04) chưa ạ?</b>",
    "<b>Has the household signed its request (Mẫu số 04)?</b>",
)
_SIGNED = (
    Option("yes", Text("Có, đã ký", "Yes, signed"), ("ký rồi", "đã ký rồi", "có ký")),
    Option("no", Text("Chưa", "Not yet"), ("chưa ký", "không ký")),
)


def _changes(here: Told) -> list[Option]:
    return [
        Option(change.value, change.button, (change.text.vi, change.plain.vi)) for change in here.possible()
    ]


def _ask_change(filling: Filling) -> Prompt:
    here = told(filling)
    lines = [
        number_label(place, _MEANING.fill(label=change.button, plain=change.plain))
        for place, change in enumerate(here.possible(), start=1)
    ]
    was = here.was.text if here.was else Text("", "")
    asked = _ASK.fill(name=here.head_name or "", was=was)
    return Prompt(join([asked, *lines]), buttons(filling, _changes(here), numbered=True))


def _still_possible(filling: Filling) -> bool:
    return told(filling).change in told(filling).possible()


_WHY = {Change.OTHER_DECREASE: _ASK_LEFT, Change.OTHER_INCREASE: _ASK_JOINED}


def _causes(filling: Filling) -> list[Option]:
    change = told(filling).change
    reasons = causes_of(change) if change else ()
    return [Option(reason.value, reason.button, (reason.text.vi,)) for reason in reasons]


def _ask_cause(filling: Filling) -> Prompt:
    asked = _WHY.get(Change(filling.answers["change"]), _ASK_FELL)
    return Prompt(asked, buttons(filling, _causes(filling), width=2, numbered=True))


def _cause_stands(filling: Filling) -> bool:
    return any(option.value == filling.get("cause") for option in _causes(filling))


def _take_signed(_filling: Filling, given: Given) -> Answer:
    answer = yes_or_no(given.text) if isinstance(given, Typed) else None
    return Answer(pick(_SIGNED, given) == "yes" if answer is None else answer)


CHANGE = Question(
    name="change",
    title=TITLES["change"],
    ask=_ask_change,
    take=lambda filling, given: Answer(pick(_changes(told(filling)), given)),
    show=lambda filling: Change(filling.answers["change"]).button,
    leans_on=("household", "class"),
    stands=_still_possible,
)
CAUSE = Question(
    name="cause",
    title=TITLES["cause"],
    ask=_ask_cause,
    take=lambda filling, given: Answer(pick(_causes(filling), given)),
    show=lambda filling: cause_words(filling.answers["cause"]),
    applies=lambda filling: told(filling).asks_cause(),
    leans_on=("change",),
    stands=_cause_stands,
)
SIGNED = Question(
    name="signed",
    title=Text("Giấy đề nghị", "Request"),
    ask=lambda filling: Prompt(_ASK_SIGNED, buttons(filling, _SIGNED, width=2)),
    take=_take_signed,
    show=lambda filling: _SIGNED[0 if filling.answers["signed"] else 1].label,
    applies=lambda filling: told(filling).asks_signature(),
)
