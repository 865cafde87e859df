"""One unit's week, as whoever says it needs it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from store import weekly
from store.rules.weeks import Week

if TYPE_CHECKING:
    from collections.abc import Sequence

    from handlers.scene import Scene
    from store.tables import Unit
    from store.weekly import WeekFigures


@dataclass(frozen=True, slots=True)
class Told:
    """A unit, a week, its figures, and those of the week told before; None where none were."""

    unit: Unit
    week: Week
    figures: WeekFigures
    earlier: WeekFigures | None


def told_of(scene: Scene, units: Sequence[Unit], number: int) -> list[Told]:
    """Return what is kept of a week for some units; one nothing was kept of is left out."""
    return [told for unit in units if (told := _told(scene, unit, number)) is not None]


def last_week(scene: Scene, units: Sequence[Unit]) -> int | None:
    """Return the last week anything is kept of for some units."""
    rows = [weekly.latest(scene.db, unit.id) for unit in units]
    return max((row.week for row in rows if row is not None), default=None)


def _told(scene: Scene, unit: Unit, number: int) -> Told | None:
    kept = weekly.read(scene.db, unit.id, number)
    if kept is None:
        return None
    closes_at, figures = kept
    earlier = weekly.before(scene.db, unit.id, number)
    return Told(unit, Week(closes_at, scene.config.zone), figures, earlier)
