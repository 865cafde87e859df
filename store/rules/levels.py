"""The levels of a unit, from the country down to the village (domain.md §0, fact 2)."""

from __future__ import annotations

from store.rules.text import Text
from store.rules.worded import Worded


class Level(Worded):
    """How high a unit stands; members run from the highest to the lowest.

    The tree may leave a level out: there have been no districts since 01/07/2025, and the country is there only
    where one installation serves several provinces together.
    """

    COUNTRY = "country", Text("cả nước", "country")
    PROVINCE = "province", Text("tỉnh", "province")
    DISTRICT = "district", Text("huyện", "district")
    COMMUNE = "commune", Text("xã", "commune")
    VILLAGE = "village", Text("thôn", "village")

    def is_above(self, other: Level) -> bool:
        """Whether this level stands higher than ``other``."""
        order = list(Level)
        return order.index(self) < order.index(other)
