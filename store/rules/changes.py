"""The kinds of change of a household (domain.md §4.1): which are possible, and what each leads to."""

from __future__ import annotations

from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING

from store.rules.households import ON_THE_LIST, HouseholdClass
from store.rules.refusal import Refusal
from store.rules.text import Text
from store.rules.worded import Worded

if TYPE_CHECKING:
    from collections.abc import Mapping

POOR, NEAR_POOR, NON_POOR = HouseholdClass.POOR, HouseholdClass.NEAR_POOR, HouseholdClass.NON_POOR


class Change(Worded):
    """A kind of household change: its official words, its plain words for a village head, its button's."""

    EXIT_POOR_TO_NEAR = (
        "EXIT_POOR_TO_NEAR",
        Text("thoát nghèo, trở thành hộ cận nghèo", "left poverty, became a near-poor household"),
        Text("Hết nghèo nhưng còn cận nghèo", "No longer poor, but still near-poor"),
        Text("Thoát nghèo, còn cận nghèo", "Out of poor, near-poor now"),
    )
    EXIT_POOR_FULL = (
        "EXIT_POOR_FULL",
        Text("thoát nghèo, vượt chuẩn cận nghèo", "left poverty, above the near-poor standard"),
        Text("Hết nghèo hẳn, vượt chuẩn cận nghèo", "No longer poor at all, above the near-poor standard"),
        Text("Thoát nghèo hẳn", "Out of poverty altogether"),
    )
    EXIT_NEAR = (
        "EXIT_NEAR",
        Text("thoát cận nghèo", "left near-poverty"),
        Text("Hết cận nghèo, vượt chuẩn cận nghèo", "No longer near-poor, above the near-poor standard"),
        Text("Thoát cận nghèo", "Out of near-poverty"),
    )
    NEAR_TO_POOR = (
        "NEAR_TO_POOR",
        Text("cận nghèo trở thành hộ nghèo", "a near-poor household became poor"),
        Text("Đang cận nghèo, nay khó hơn, thành hộ nghèo", "Was near-poor, is now worse off and poor"),
        Text("Cận nghèo thành nghèo", "Near-poor became poor"),
    )
    RELAPSE_POOR = (
        "RELAPSE_POOR",
        Text("tái nghèo", "fell back into poverty"),
        Text("Trước đây đã thoát nghèo, nay nghèo trở lại", "Had left poverty, is poor again"),
        Text("Tái nghèo", "Poor again"),
    )
    RELAPSE_NEAR = (
        "RELAPSE_NEAR",
        Text("tái cận nghèo", "fell back into near-poverty"),
        Text(
            "Trước đây đã thoát cận nghèo, nay cận nghèo trở lại", "Had left near-poverty, is near-poor again"
        ),
        Text("Tái cận nghèo", "Near-poor again"),
    )
    NEW_POOR = (
        "NEW_POOR",
        Text("hộ nghèo phát sinh mới", "newly arisen poor household"),
        Text("Lần đầu thành hộ nghèo", "Poor for the first time"),
        Text("Hộ nghèo phát sinh", "Newly poor"),
    )
    NEW_NEAR = (
        "NEW_NEAR",
        Text("hộ cận nghèo phát sinh mới", "newly arisen near-poor household"),
        Text("Lần đầu thành hộ cận nghèo", "Near-poor for the first time"),
        Text("Hộ cận nghèo phát sinh", "Newly near-poor"),
    )
    OTHER_DECREASE = (
        "OTHER_DECREASE",
        Text("giảm khác", "other decrease"),
        Text("Ra khỏi danh sách vì lý do khác", "Off the list for another reason"),
        Text("Giảm khác", "Other decrease"),
    )
    OTHER_INCREASE = (
        "OTHER_INCREASE",
        Text("tăng khác", "other increase"),
        Text("Vào danh sách vì chuyển đến hoặc tách hộ", "Onto the list by moving in or splitting off"),
        Text("Tăng khác", "Other increase"),
    )

    @property
    def plain(self) -> Text:
        """The change in words a village head uses; tells the two kinds of exit from poverty apart."""
        return self.words[1]

    @property
    def from_classes(self) -> frozenset[HouseholdClass]:
        """The classes a household may have before this change."""
        return _STEPS[self].before

    @property
    def to_class(self) -> HouseholdClass | None:
        """The class this change gives; None where it gives none (the two “other” kinds, see ``apply``)."""
        return _STEPS[self].after


@dataclass(frozen=True, slots=True)
class _Step:
    """One row of the classification table: the classes before, and the class after."""

    before: frozenset[HouseholdClass]
    after: HouseholdClass | None


_STEPS: Mapping[Change, _Step] = MappingProxyType(
    {
        Change.EXIT_POOR_TO_NEAR: _Step(frozenset({POOR}), NEAR_POOR),
        Change.EXIT_POOR_FULL: _Step(frozenset({POOR}), NON_POOR),
        Change.EXIT_NEAR: _Step(frozenset({NEAR_POOR}), NON_POOR),
        Change.NEAR_TO_POOR: _Step(frozenset({NEAR_POOR}), POOR),
        Change.RELAPSE_POOR: _Step(frozenset({NON_POOR}), POOR),
        Change.RELAPSE_NEAR: _Step(frozenset({NON_POOR}), NEAR_POOR),
        Change.NEW_POOR: _Step(frozenset({NON_POOR}), POOR),
        Change.NEW_NEAR: _Step(frozenset({NON_POOR}), NEAR_POOR),
        Change.OTHER_DECREASE: _Step(ON_THE_LIST, None),
        Change.OTHER_INCREASE: _Step(ON_THE_LIST, None),
    }
)

EXITS = frozenset({Change.EXIT_POOR_TO_NEAR, Change.EXIT_POOR_FULL, Change.EXIT_NEAR})
"""The changes a household requests with Mẫu số 04 (QĐ 24/2021; domain.md §3.5)."""


FALLS = frozenset({Change.RELAPSE_POOR, Change.RELAPSE_NEAR, Change.NEAR_TO_POOR})
"""The changes by which a household that had come up falls back, so that its exit is not sustained (clause B-45)."""


class LeaveReason(Worded):
    """Why a household goes off the list without an exit: “giảm khác” (domain.md §4.1)."""

    DIED = "died", Text("chết", "died"), Text("Chết", "Died")
    MOVED_AWAY = "moved_away", Text("chuyển đi", "moved away"), Text("Chuyển đi", "Moved away")
    MERGED = "merged", Text("nhập hộ", "merged into another household"), Text("Nhập hộ", "Merged")
    WRONG = "wrong", Text("sai đối tượng", "was on the list by mistake"), Text("Sai đối tượng", "By mistake")


class JoinReason(Worded):
    """Why a household comes onto the list with the class it has: “tăng khác” (domain.md §4.1)."""

    MOVED_IN = "moved_in", Text("chuyển đến", "moved in"), Text("Chuyển đến", "Moved in")
    SPLIT_OFF = "split_off", Text("tách hộ", "split off"), Text("Tách hộ", "Split off")


class FallReason(Worded):
    """Why a household has fallen back; force majeure does not break a sustained exit (clause B-45).

    Illness is a mark only, in the words of the official table of causes: no detail of anyone's health is kept
    (domain.md §11).
    """

    FORCE_MAJEURE = (
        "force_majeure",
        Text("bất khả kháng (thiên tai, dịch bệnh, hỏa hoạn)", "force majeure (disaster, epidemic, fire)"),
        Text("Bất khả kháng", "Force majeure"),
    )
    ILLNESS = (
        "illness",
        Text("có người ốm đau, bệnh nặng, tai nạn", "someone is ill, gravely ill or had an accident"),
        Text("Ốm đau, tai nạn", "Illness, accident"),
    )
    LESS_INCOME = (
        "less_income",
        Text("mất việc, mất mùa, thu nhập giảm", "lost work or harvest, less income"),
        Text("Thu nhập giảm", "Less income"),
    )
    LESS_LABOUR = (
        "less_labour",
        Text("mất người lao động chính", "lost the main earner"),
        Text("Mất lao động", "Lost an earner"),
    )
    OTHER = "other_fall", Text("lý do khác", "another reason"), Text("Lý do khác", "Other")


def is_exit(change: Change) -> bool:
    """Whether ``change`` counts as leaving poverty or near-poverty (domain.md §0, fact 6)."""
    return change in EXITS


def rests_on_income(change: Change) -> bool:
    """Whether ``change`` claims a new class, which income and deprivations must bear out."""
    return change.to_class is not None


def possible_changes(
    current: HouseholdClass, *, was_poor_before: bool, was_near_before: bool, listed: bool = True
) -> tuple[Change, ...]:
    """Return the changes a household of class ``current`` may have, in the order to show them.

    A household outside the list falls back only into what it once was; otherwise the case is new.
    ``listed`` is false for a household the register does not know: it can come onto the list, and cannot go
    off it.
    """
    impossible = {
        Change.NEW_POOR if was_poor_before else Change.RELAPSE_POOR,
        Change.NEW_NEAR if was_near_before else Change.RELAPSE_NEAR,
        Change.OTHER_INCREASE if listed else Change.OTHER_DECREASE,
    }
    return tuple(change for change in Change if current in change.from_classes and change not in impossible)


def apply(change: Change, current: HouseholdClass) -> HouseholdClass | None:
    """Return the class after ``change``, or None when the household goes off the list.

    A household that moves in or splits off keeps the class it comes with.

    Raises:
        ImpossibleChange: the change cannot start from ``current``.
    """
    if current not in change.from_classes:
        raise ImpossibleChange(change, current)
    return current if change is Change.OTHER_INCREASE else change.to_class


class ImpossibleChange(Refusal):
    """The household's class does not admit this change."""

    def __init__(self, change: Change, current: HouseholdClass) -> None:
        super().__init__(
            Text(
                "Hộ này đang là {current}, nên không thể ghi “{change}”. Nhờ anh/chị chọn lại ạ.",
                "This is a {current}, so “{change}” cannot be recorded. Please choose again.",
            ).fill(current=current.text, change=change.text)
        )
