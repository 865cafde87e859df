"""How the lists of poor and near-poor households change: the columns of the official tables T2 and T3 (domain.md §5).

Every step a household takes in the register is one flow, or none where it touches neither list. For each list the
tables' identity holds by construction: cuối kỳ = đầu kỳ + what came onto it − what went off it.
"""

from __future__ import annotations

from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING

from store.rules.changes import Change
from store.rules.households import HouseholdClass
from store.rules.text import Text
from store.rules.worded import Worded

if TYPE_CHECKING:
    from collections.abc import Mapping

POOR, NEAR_POOR, NON_POOR = HouseholdClass.POOR, HouseholdClass.NEAR_POOR, HouseholdClass.NON_POOR


class Flow(Worded):
    """One way onto, off or between the two lists, in the words of the tables' columns."""

    EXIT_POOR_TO_NEAR = (
        Change.EXIT_POOR_TO_NEAR.value,
        Text("thoát nghèo, trở thành hộ cận nghèo", "left poverty, became near-poor"),
    )
    EXIT_POOR_FULL = (
        Change.EXIT_POOR_FULL.value,
        Text("thoát nghèo, vượt chuẩn cận nghèo", "left poverty, above the near-poor standard"),
    )
    EXIT_NEAR = Change.EXIT_NEAR.value, Text("thoát cận nghèo", "left near-poverty")
    NEAR_TO_POOR = Change.NEAR_TO_POOR.value, Text("cận nghèo trở thành nghèo", "near-poor became poor")
    RELAPSE_POOR = Change.RELAPSE_POOR.value, Text("tái nghèo", "fell back into poverty")
    RELAPSE_NEAR = Change.RELAPSE_NEAR.value, Text("tái cận nghèo", "fell back into near-poverty")
    NEW_POOR = Change.NEW_POOR.value, Text("hộ nghèo phát sinh mới", "newly arisen poor households")
    NEW_NEAR = Change.NEW_NEAR.value, Text("hộ cận nghèo phát sinh mới", "newly arisen near-poor households")
    LESS_POOR = "LESS_POOR", Text("hộ nghèo giảm khác", "poor households, other decrease")
    LESS_NEAR = "LESS_NEAR", Text("hộ cận nghèo giảm khác", "near-poor households, other decrease")
    MORE_POOR = "MORE_POOR", Text("hộ nghèo tăng khác", "poor households, other increase")
    MORE_NEAR = "MORE_NEAR", Text("hộ cận nghèo tăng khác", "near-poor households, other increase")

    @property
    def poor(self) -> int:
        """What it does to the list of poor households: 1 onto it, −1 off it, 0 nothing."""
        return _EFFECTS[self][0]

    @property
    def near(self) -> int:
        """What it does to the list of near-poor households: 1 onto it, −1 off it, 0 nothing."""
        return _EFFECTS[self][1]


_EFFECTS: Mapping[Flow, tuple[int, int]] = MappingProxyType(
    {
        Flow.EXIT_POOR_TO_NEAR: (-1, 1),
        Flow.EXIT_POOR_FULL: (-1, 0),
        Flow.EXIT_NEAR: (0, -1),
        Flow.NEAR_TO_POOR: (1, -1),
        Flow.RELAPSE_POOR: (1, 0),
        Flow.RELAPSE_NEAR: (0, 1),
        Flow.NEW_POOR: (1, 0),
        Flow.NEW_NEAR: (0, 1),
        Flow.LESS_POOR: (-1, 0),
        Flow.LESS_NEAR: (0, -1),
        Flow.MORE_POOR: (1, 0),
        Flow.MORE_NEAR: (0, 1),
    }
)

_MORE: Mapping[HouseholdClass, Flow] = MappingProxyType({POOR: Flow.MORE_POOR, NEAR_POOR: Flow.MORE_NEAR})
_LESS: Mapping[HouseholdClass, Flow] = MappingProxyType({POOR: Flow.LESS_POOR, NEAR_POOR: Flow.LESS_NEAR})
_BETWEEN: Mapping[tuple[HouseholdClass, HouseholdClass], Flow] = MappingProxyType(
    {
        (POOR, NEAR_POOR): Flow.EXIT_POOR_TO_NEAR,
        (POOR, NON_POOR): Flow.EXIT_POOR_FULL,
        (NEAR_POOR, NON_POOR): Flow.EXIT_NEAR,
        (NEAR_POOR, POOR): Flow.NEAR_TO_POOR,
    }
)
_BACK: Mapping[HouseholdClass, tuple[Flow, Flow]] = MappingProxyType(
    {POOR: (Flow.RELAPSE_POOR, Flow.NEW_POOR), NEAR_POOR: (Flow.RELAPSE_NEAR, Flow.NEW_NEAR)}
)


@dataclass(frozen=True, slots=True)
class Entry:
    """What the register says of a household at one time: its class (None: off the list), where, how many persons."""

    status: HouseholdClass | None
    unit_id: int
    members: int


@dataclass(frozen=True, slots=True)
class Effect:
    """One flow at one village, in households and persons."""

    flow: Flow
    unit_id: int
    households: int
    people: int


def effects(
    before: Entry | None,
    after: Entry,
    *,
    change: Change | None = None,
    ever: frozenset[HouseholdClass] = frozenset(),
) -> list[Effect]:
    """Return what a step of the register does to the lists; ``before`` is None for a household new to it.

    The household is in one village throughout; a move goes ``off`` the one's lists and ``onto`` the other's. Persons
    born into a household or gone from it are an increase or decrease of persons alone. Where a recognised report
    caused the step, its ``change`` says which flow it is; elsewhere the classes do, and ``ever``, the classes the
    household has had so far, tells a relapse from a new case.
    """
    if before is None or before.status is None:
        return onto(after)
    found = _grown(before.status, after.unit_id, after.members - before.members)
    flow = _flow(before.status, after.status, change, ever)
    if flow is not None:
        found.append(Effect(flow, after.unit_id, 1, after.members))
    return found


def _flow(
    before: HouseholdClass,
    after: HouseholdClass | None,
    change: Change | None,
    ever: frozenset[HouseholdClass],
) -> Flow | None:
    if before is after:
        return None
    if change is not None and change.to_class is not None:
        return Flow(change.value)
    if after is None:
        return _LESS.get(before)
    if (before, after) in _BETWEEN:
        return _BETWEEN[before, after]
    relapse, new = _BACK[after]
    return relapse if after in ever else new


def onto(entry: Entry) -> list[Effect]:
    """Return how a household comes onto a village's lists as it is (tăng khác)."""
    flow = _MORE.get(entry.status) if entry.status else None
    return [Effect(flow, entry.unit_id, 1, entry.members)] if flow else []


def off(entry: Entry) -> list[Effect]:
    """Return how a household goes off a village's lists as it is (giảm khác)."""
    flow = _LESS.get(entry.status) if entry.status else None
    return [Effect(flow, entry.unit_id, 1, entry.members)] if flow else []


def _grown(status: HouseholdClass, unit_id: int, persons: int) -> list[Effect]:
    flow = (_MORE if persons > 0 else _LESS).get(status)
    return [Effect(flow, unit_id, 0, abs(persons))] if flow and persons else []
