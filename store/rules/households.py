"""The class of a household in the register of poor and near-poor households."""

from __future__ import annotations

from store.rules.text import Text
from store.rules.worded import Worded


class HouseholdClass(Worded):
    """What the register says of a household (domain.md §1, terms 1–3).

    A class is always compared by its code: the words for near-poor contain the words for poor.
    """

    POOR = "poor", Text("hộ nghèo", "poor household")
    NEAR_POOR = "near_poor", Text("hộ cận nghèo", "near-poor household")
    NON_POOR = "non_poor", Text("hộ không nghèo", "non-poor household")


ON_THE_LIST = frozenset({HouseholdClass.POOR, HouseholdClass.NEAR_POOR})
"""The classes whose households stand on the village's list."""
