"""A household that the register does not know: its head's name, year of birth, and what it is at present."""

from __future__ import annotations

from typing import TYPE_CHECKING

from handlers.forms.choosing import NONE_OF_THESE, Option, buttons, pick
from handlers.forms.form import Again, Answer, Elsewhere, Prompt, Question, Turned, Typed
from handlers.forms.report.opened import already_open
from handlers.forms.report.told import told
from store import reports
from store.rules.dates import parse_birth_year
from store.rules.households import HouseholdClass
from store.rules.names import tidy_name
from store.rules.refusal import Refusal
from store.rules.text import Text, same
from store.rules.vietnamese import fold

if TYPE_CHECKING:
    from handlers.forms.form import Filling, Given

_ASK_NAME = Text(
    "<b>Họ và tên chủ hộ là gì ạ?</b>\nHộ không có trong danh sách sẽ được đánh dấu để cán bộ xã xem thêm.",
    "<b>What is the full name of the head of the household?</b>\nThe officer will see that it is not on the list.",
)
_ASK_BORN = Text(
    "<b>Chủ hộ sinh năm nào ạ?</b>\nGõ năm, ví dụ 1965.",
    "<b>In which year was the head of the household born?</b>\nType it, such as 1965.",
)
_ASK_CLASS = Text("<b>Hiện nay hộ này là hộ gì ạ?</b>", "<b>What is the household at present?</b>")
_UNKNOWN = Text("Không rõ", "Not known")
_SKIPS = frozenset({"bo qua", "skip"})
_CLASSES = (
    Option("poor", Text("Hộ nghèo", "Poor household"), ("nghèo", "poor")),
    Option("near_poor", Text("Hộ cận nghèo", "Near-poor household"), ("cận nghèo", "cận", "near")),
    Option("non_poor", Text("Hộ không nghèo", "Non-poor household"), ("không nghèo", "không", "bình thường")),
)


def _is_new(filling: Filling) -> bool:
    return told(filling).report_id is None and told(filling).unlisted


def _take_name(_filling: Filling, given: Given) -> Answer:
    if not isinstance(given, Typed):
        raise Refusal(NONE_OF_THESE)
    return Answer(tidy_name(given.text))


def _ask_born(filling: Filling) -> Prompt:
    return Prompt(_ASK_BORN, [[filling.choose("-", _UNKNOWN)]])


def _take_born(filling: Filling, given: Given) -> Answer | Again | Elsewhere:
    if isinstance(given, Turned):
        return Elsewhere("household")
    year = None
    if isinstance(given, Typed) and fold(given.text) not in _SKIPS:
        year = parse_birth_year(given.text, filling.scene.today)
    here = told(filling)
    subject = reports.subject_of(
        household_id=None, unit_id=here.village_id, head_name=filling.answers["name"], birth_year=year
    )
    earlier = reports.open_report_on(filling.scene.db, subject)
    return already_open(filling, earlier) if earlier else Answer(year)


def _show_born(filling: Filling) -> Text:
    year = filling.get("born")
    return _UNKNOWN if year is None else same(year)


def _asks_class(filling: Filling) -> bool:
    return told(filling).report_id is None and told(filling).classless


NAME = Question(
    name="name",
    title=Text("Tên chủ hộ", "Name"),
    ask=lambda _filling: Prompt(_ASK_NAME),
    take=_take_name,
    show=lambda filling: same(filling.answers["name"]),
    applies=_is_new,
    leans_on=("household",),
    free=True,
)
BORN = Question(
    name="born",
    title=Text("Năm sinh", "Year of birth"),
    ask=_ask_born,
    take=_take_born,
    show=_show_born,
    applies=_is_new,
    leans_on=("household",),
)
CLASS = Question(
    name="class",
    title=Text("Hiện là hộ", "At present"),
    ask=lambda filling: Prompt(_ASK_CLASS, buttons(filling, _CLASSES, numbered=True)),
    take=lambda _filling, given: Answer(pick(_CLASSES, given)),
    show=lambda filling: HouseholdClass(filling.answers["class"]).text,
    applies=_asks_class,
    leans_on=("household",),
)
