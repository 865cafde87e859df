"""How many live in the household and on how much, said per person and against the line in force on that day."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from handlers.casewords import TITLES
from handlers.forms.choosing import NONE_OF_THESE
from handlers.forms.form import Again, Answer, Chosen, Prompt, Question, Typed
from handlers.forms.report.doubts import income_doubt
from handlers.forms.report.told import Told, told
from handlers.values import whole
from store.rules.dates import show_date
from store.rules.money import AmbiguousMoney, parse_money, show_money
from store.rules.numbers import parse_count
from store.rules.refusal import Refusal
from store.rules.standards import per_head, standard_on
from store.rules.text import Text, join, same
from store.rules.vietnamese import yes_or_no

if TYPE_CHECKING:
    from handlers.forms.form import Filling, Given

MOST_MEMBERS = 20
"""Persons a household may have (domain.md §14); more only where the register says so."""

_COUNT = Text("Số nhân khẩu", "The number of persons")
_ASK_MEMBERS = Text(
    "<b>Hộ có bao nhiêu người (nhân khẩu) ạ?</b>", "<b>How many persons live in the household?</b>"
)
_REGISTERED = Text(
    "Danh sách ghi {count} người. Đúng thì bấm nút, khác thì gõ số.",
    "The register says {count}. Press the button if that is right, or type the number.",
)
_TYPE_NUMBER = Text("Bấm nút, hoặc gõ số.", "Press a button, or type the number.")
_PEOPLE = Text("{count} người", "{count} persons")
_FEW = range(1, 9)
_A_ROW = 4

_ASK_INCOME = Text(
    "<b>Tổng thu nhập một tháng của cả hộ là bao nhiêu ạ?</b>\n"
    "Tính tất cả {count} người. Gõ số tiền, ví dụ: 6.500.000 hoặc 6tr5.",
    "<b>What is the household's total income a month?</b>\n"
    "All {count} persons together. Type the sum, such as 6.500.000 or 6tr5.",
)
_OR_TYPE = Text(
    "Nhờ anh/chị bấm số đúng, hoặc gõ lại cả số.", "Please press the right sum, or type it in full."
)
_FIGURES = Text(
    "Cả hộ {total} một tháng, mỗi người <b>{each}</b>.\nChuẩn nghèo {area} ngày {day}: {line}/người{higher}. {verdict}",
    "The household has {total} a month, each person <b>{each}</b>.\n"
    "The {area} poverty line on {day} is {line} a person{higher}. {verdict}",
)
_HIGHER = Text(", chuẩn cận nghèo: {ceiling}", ", the near-poverty line {ceiling}")
_ABOVE = Text("Như vậy là trên chuẩn.", "That is above the line.")
_NOT_ABOVE = Text("Như vậy là chưa vượt chuẩn.", "That is not above the line.")


def _ask_members(filling: Filling) -> Prompt:
    registered = _registered(filling)
    if registered:
        words = join([_ASK_MEMBERS, _REGISTERED.fill(count=registered)])
        return Prompt(words, [[filling.choose(str(registered), _PEOPLE.fill(count=registered))]])
    made = [filling.choose(str(count), same(count)) for count in _FEW]
    return Prompt(join([_ASK_MEMBERS, _TYPE_NUMBER]), [made[:_A_ROW], made[_A_ROW:]])


def _registered(filling: Filling) -> int:
    """Return how many persons the register counts; 0 where it does not know the household."""
    count: int = (told(filling).household or {}).get("members", 0)
    return count


def _take_members(filling: Filling, given: Given) -> Answer:
    registered = _registered(filling)
    most = max(MOST_MEMBERS, registered)
    match given:
        case Typed(text) if registered and yes_or_no(text):
            return Answer(registered)
        case Typed(text):
            return Answer(parse_count(text, low=1, high=most, what=_COUNT))
        case Chosen(value) if 0 < whole(value) <= most:
            return Answer(whole(value))
        case _:
            raise Refusal(NONE_OF_THESE)


def _ask_income(filling: Filling) -> Prompt:
    sums = filling.scratch.get("sums")
    if sums:
        return _which(filling, AmbiguousMoney(filling.scratch["typed"], sums))
    return Prompt(_ASK_INCOME.fill(count=filling.answers["members"]))


def _which(filling: Filling, unclear: AmbiguousMoney) -> Prompt:
    rows = [[filling.choose(str(one), same(show_money(one)))] for one in unclear.candidates]
    return Prompt(join([unclear.text, _OR_TYPE]), rows)


def _take_income(filling: Filling, given: Given) -> Answer | Again:
    sums: list[int] = filling.scratch.get("sums", [])
    match given:
        case Typed(text) if len(sums) == 1 and yes_or_no(text):
            return Answer(sums[0], _said(filling, sums[0]))
        case Typed(text):
            try:
                income = parse_money(text)
            except AmbiguousMoney as unclear:
                return Again(scratch={"typed": text[:30], "sums": list(unclear.candidates)})
            return Answer(income, _said(filling, income))
        case Chosen(value) if whole(value) in sums:
            return Answer(int(value), _said(filling, int(value)))
        case _:
            raise Refusal(NONE_OF_THESE)


def _said(filling: Filling, income: int) -> Text | None:
    """Say what the sum comes to; None where the next question says so, because it contradicts the change."""
    here = Told({**filling.answers, "income": income})
    return None if income_doubt(here) else figures(here)


def figures(here: Told) -> Text:
    """Say income per person and the line in force on the day of the change."""
    income, day = here.answers["income"], date.fromisoformat(here.answers["event_on"])
    standard = standard_on(day)
    line, ceiling = standard.line(here.area), standard.ceiling(here.area)
    each = per_head(income, here.answers["members"])
    return _FIGURES.fill(
        total=show_money(income),
        each=show_money(each),
        area=here.area.line_name,
        day=show_date(day),
        line=show_money(line),
        higher=_HIGHER.fill(ceiling=show_money(ceiling)) if ceiling != line else same(""),
        verdict=_ABOVE if each > ceiling else _NOT_ABOVE,
    )


MEMBERS = Question(
    name="members",
    title=TITLES["members"],
    ask=_ask_members,
    take=_take_members,
    show=lambda filling: _PEOPLE.fill(count=filling.answers["members"]),
    leans_on=("household",),
)
INCOME = Question(
    name="income",
    title=Text("Thu nhập", "Income"),
    ask=_ask_income,
    take=_take_income,
    show=lambda filling: same(show_money(filling.answers["income"])),
    applies=lambda filling: told(filling).asks_living(),
)
