"""How households are shown to choose from: each told apart from the others of the same name."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from handlers.forms.choosing import number_label
from handlers.forms.form import Prompt
from handlers.pages import Page
from store.rules.households import HouseholdClass
from store.rules.names import tidy_name
from store.rules.refusal import Refusal
from store.rules.text import Text, join, same
from store.rules.vietnamese import name_order

if TYPE_CHECKING:
    from collections.abc import Sequence

    from handlers.forms.form import Filling
    from handlers.reply import Button
    from store.tables import Household

NOT_LISTED, AS_TYPED, TO_LIST = "-", "+", "list"
LONGEST_TYPED = 60
"""Letters kept of what was typed in search of a household."""

_ASK = Text(
    "<b>Hộ nào có thay đổi ạ?</b>\nBấm tên hộ, hoặc gõ tên chủ hộ (không dấu cũng được).",
    "<b>Which household has changed?</b>\nPress its name, or type the name of its head.",
)
_NO_LIST = Text(
    "Danh sách hộ nghèo, hộ cận nghèo của thôn đang trống.\n"
    "<b>Hộ nào có thay đổi ạ?</b> Nhờ anh/chị gõ tên chủ hộ.",
    "The village's list of poor and near-poor households is empty.\n"
    "<b>Which household has changed?</b> Please type the name of its head.",
)
_FOUND = Text("Với “{typed}”, anh/chị muốn nói hộ nào ạ?", "Which household do you mean by “{typed}”?")
_LINE = Text("<b>{name}</b>{year}, {status}, mã {code}", "<b>{name}</b>{year}, {status}, code {code}")
_BORN = Text(", sinh {year}", ", born {year}")
_NOT_FOUND = Text(
    "Chưa thấy hộ nào tên “{typed}” trong danh sách của thôn. Nhờ anh/chị gõ lại tên chủ hộ, hoặc chọn bên dưới ạ.",
    "No household of “{typed}” is known in the village. Please type the name again, or choose below.",
)
_NEW = Text("➕ Hộ không có trong danh sách", "➕ A household not on the list")
_NEW_NAMED = Text("➕ Hộ mới: {name}", "➕ Another one: {name}")
_TO_LIST = Text("‹ Danh sách của thôn", "‹ The village's list")
_OFF = Text("không còn trong danh sách", "no longer on the list")
_SHORT = {
    HouseholdClass.POOR: Text("nghèo", "poor"),
    HouseholdClass.NEAR_POOR: Text("cận nghèo", "near-poor"),
    HouseholdClass.NON_POOR: Text("không nghèo", "non-poor"),
}
_LABEL = Text("{name} · {status}", "{name} · {status}")


def ordered(listed: Sequence[Household]) -> list[Household]:
    """Return a village's list as people look through it: poor households first, then by given name."""
    return sorted(
        listed,
        key=lambda one: (
            one.status is not HouseholdClass.POOR,
            name_order(one.head_name),
            one.birth_year or 0,
        ),
    )


def page(filling: Filling, listed: Sequence[Household], asked: int) -> Prompt:
    """Show one page of the village's list."""
    if not listed:
        return Prompt(_NO_LIST, [[filling.choose(NOT_LISTED, _NEW)]])
    shown = Page(asked, len(listed))
    labels = _labels(listed)
    last = min(shown.offset + shown.size, len(listed))
    rows = [[_button(filling, place, listed[place], labels[place])] for place in range(shown.offset, last)]
    turning = shown.turning(lambda number: filling.tap("t", str(number)))
    return Prompt(_ASK, [*rows, *turning, [filling.choose(NOT_LISTED, _NEW)]])


def found(filling: Filling, typed: str, matches: Sequence[Household]) -> Prompt:
    """Show the households that may be meant, with all that tells them apart."""
    lines = [number_label(place, _line(household)) for place, household in enumerate(matches, start=1)]
    labels = _labels(matches)
    rows = [[_button(filling, place, matches[place], labels[place])] for place in range(len(matches))]
    ways = [[filling.turn(TO_LIST, _TO_LIST)], [filling.choose(NOT_LISTED, _NEW)]]
    return Prompt(join([_FOUND.fill(typed=typed), *lines]), [*rows, *ways])


def not_found(filling: Filling, typed: str) -> Prompt:
    """Say that nobody of that name is known, and offer the way for a household that is not on the list."""
    rows = [[_new(filling, typed)], [filling.turn(TO_LIST, _TO_LIST)]]
    return Prompt(_NOT_FOUND.fill(typed=typed), rows)


def _new(filling: Filling, typed: str) -> Button:
    try:
        name = tidy_name(typed)
    except Refusal:
        return filling.choose(NOT_LISTED, _NEW)
    return filling.choose(AS_TYPED, _NEW_NAMED.fill(name=name))


def _button(filling: Filling, place: int, household: Household, label: Text) -> Button:
    return filling.choose(str(household.id), number_label(place + 1, label))


def _labels(shown: Sequence[Household]) -> list[Text]:
    """Name each household, with the year of birth where a name comes twice, and the code where both do."""
    names = Counter(one.head_name for one in shown)
    both = Counter((one.head_name, one.birth_year) for one in shown)
    labels = []
    for one in shown:
        words = [one.head_name]
        if names[one.head_name] > 1 and one.birth_year:
            words.append(str(one.birth_year))
        if both[one.head_name, one.birth_year] > 1:
            words.append(one.code.rpartition("-")[2])
        labels.append(_LABEL.fill(name=" ".join(words), status=_status(one)))
    return labels


def _line(household: Household) -> Text:
    year = _BORN.fill(year=household.birth_year) if household.birth_year else same("")
    status = household.status.text if household.status else _OFF
    return _LINE.fill(name=household.head_name, year=year, status=status, code=household.code)


def _status(household: Household) -> Text:
    return _SHORT[household.status] if household.status else _OFF
