"""How large a run is."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Size:
    """Numbers of village heads, seconds and reminders; ``most_seconds`` cuts a run at capacity short."""

    idle_heads: int
    capacity_heads: int
    most_seconds: float
    half_seconds: float
    half_heads: int
    crash_heads: int
    kills: int
    reminders: int

    @property
    def heads(self) -> int:
        """Everybody who has a village of their own."""
        return self.idle_heads + self.capacity_heads + self.half_heads


FULL = Size(
    idle_heads=20,
    capacity_heads=400,
    most_seconds=90.0,
    half_seconds=20.0,
    half_heads=500,
    crash_heads=100,
    kills=3,
    reminders=3_000,
)
QUICK = Size(
    idle_heads=6,
    capacity_heads=200,
    most_seconds=6.0,
    half_seconds=4.0,
    half_heads=200,
    crash_heads=30,
    kills=1,
    reminders=300,
)
"""For development: the figures are rough, and a run cut short has more first questions than reports."""
