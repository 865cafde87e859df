"""When the figures contradict the claimed change: put it right, or keep it and say why.

Asked right after the income, and once more after the deprivations where only those bring the contradiction.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from handlers.casewords import TITLES
from handlers.forms.choosing import NONE_OF_THESE, Option, pick_typed
from handlers.forms.form import Again, Answer, Elsewhere, Prompt, Question, Turned, Typed
from handlers.forms.report.told import Told, told
from store.rules.money import parse_money
from store.rules.reasons import check_reason
from store.rules.refusal import Refusal
from store.rules.standards import per_head
from store.rules.text import Text, join, same
from store.rules.warnings import contradiction

if TYPE_CHECKING:
    from handlers.forms.form import Filling, Given, Outcome

_ASK = Text(
    "<b>Anh/chị sửa lại, hay giữ nguyên và ghi lý do ạ?</b>",
    "<b>Will you correct it, or keep it and say why?</b>",
)
_WHY = Text(
    "<b>Nhờ anh/chị gõ lý do giữ nguyên, để cán bộ xã hiểu ạ.</b>\n"
    "Ví dụ: Thu nhập tính cả năm, mùa này chưa có. (Không ghi số căn cước, chuyện bệnh tật.)",
    "<b>Please type why it is right all the same, for the officer.</b>\n"
    "(No identity numbers, nothing about anyone's health.)",
)
_KEEP = Text("Giữ nguyên, ghi lý do", "Keep it, say why")
_MEND, _NOT_KEPT = Text("Thôi, để sửa lại", "Rather correct it"), "mend"
_INCOME = Option("income", Text("Sửa thu nhập", "Correct the income"))
_CHANGE = Option("change", Text("Sửa thay đổi", "Correct the change"))
_DEPRIVATIONS = Option("deprivations", Text("Sửa thiếu hụt", "Correct the deprivations"))
_KEPT = Option("keep", _KEEP, ("giữ nguyên", "giữ", "keep"))


def income_doubt(here: Told) -> Text | None:
    """Say how the income alone contradicts the change; None if some count of deprivations would mend it."""
    return _doubt(here, None)


def living_doubt(here: Told) -> Text | None:
    """Say how income and deprivations contradict the change, where the income alone does not."""
    lacking = here.get("deprivations")
    return None if lacking is None or income_doubt(here) else _doubt(here, len(lacking))


def _doubt(here: Told, lacking: int | None) -> Text | None:
    income, members = here.get("income"), here.get("members")
    if income is None or not members or not here.asks_living():
        return None
    if here.change is None or here.standard is None:
        return None
    return contradiction(here.change, here.standard, here.area, per_head(income, members), lacking)


def keep_reason(here: Told) -> str | None:
    """Return why the answers stand although they contradict each other; None where they do not."""
    name = "keep" if income_doubt(here) else "keep_lacking" if living_doubt(here) else ""
    reason: str | None = here.get(name)
    return reason


def _ways(filling: Filling) -> list[Option]:
    first = [_INCOME, _CHANGE]
    return [_DEPRIVATIONS, *first] if living_doubt(told(filling)) else first


def _ask(filling: Filling) -> Prompt:
    here = told(filling)
    doubt = income_doubt(here) or living_doubt(here) or same("")
    if filling.scratch.get("keeping"):
        return Prompt(join([doubt, _WHY], "\n\n"), [[filling.turn(_NOT_KEPT, _MEND)]])
    rows = [[filling.turn(way.value, way.label)] for way in [*_ways(filling), _KEPT]]
    return Prompt(join([doubt, _ASK], "\n\n"), rows)


def _take(filling: Filling, given: Given) -> Outcome:
    if isinstance(given, Typed):
        return _typed(filling, given)
    way = given.value
    if way == _KEPT.value:
        return Again(scratch={"keeping": True})
    if way == _NOT_KEPT:
        return Again(scratch={})
    if way not in {option.value for option in _ways(filling)}:
        raise Refusal(NONE_OF_THESE)
    return Elsewhere(way)


def _typed(filling: Filling, given: Typed) -> Outcome:
    """Take typed words: a way named, the income put right at once, or the reason."""
    if not filling.scratch.get("keeping"):
        way = pick_typed([*_ways(filling), _KEPT], given.text)
        if way is not None:
            return _take(filling, Turned(way))
        if _is_sum(given.text):
            return Elsewhere("income", given)
    return Answer(check_reason(given.text))


def _is_sum(text: str) -> bool:
    try:
        return parse_money(text) > 0
    except Refusal:
        return False


KEEP = Question(
    name="keep",
    title=TITLES["keep_reason"],
    ask=_ask,
    take=_take,
    show=lambda filling: same(filling.answers["keep"]),
    applies=lambda filling: income_doubt(told(filling)) is not None,
    leans_on=("change", "event_on", "members", "income"),
)
KEEP_LACKING = Question(
    name="keep_lacking",
    title=TITLES["keep_reason"],
    ask=_ask,
    take=_take,
    show=lambda filling: same(filling.answers["keep_lacking"]),
    applies=lambda filling: living_doubt(told(filling)) is not None,
    leans_on=("change", "event_on", "members", "income", "deprivations"),
)
