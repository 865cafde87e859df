"""How large the country is."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Size:
    """Numbers of units and households; reports come from five years of their changes."""

    provinces: int
    communes: int
    villages: int
    households: int

    @property
    def name(self) -> str:
        """A name for the folder the country is kept in."""
        return f"{self.provinces}-{self.communes}-{self.villages}-{self.households}"


WHOLE = Size(provinces=34, communes=3_321, villages=90_000, households=1_000_000)
"""Provinces and communes as since 01/07/2025 (domain.md §9); villages and households by the issue's measure."""

SMALL = Size(provinces=4, communes=60, villages=900, households=10_000)
"""For development, and to see how the cost grows."""
