"""The rounds an official follows, each from where the own area and the round's meet."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from handlers.tap import Tap
from store import rounds
from store.rules.roles import Act
from store.tables import Unit

if TYPE_CHECKING:
    from collections.abc import Iterable

    from handlers.scene import Scene
    from store.tables import Round

PLACE = "chuanop"
"""Where the buttons of /chuanop are answered: handlers/commands/chuanop.py."""

MOST_FOLLOWED = 40
"""Rounds in one list; those of a place further down are found by its name."""


@dataclass(frozen=True, slots=True)
class Followed:
    """A round and the unit from which the person sees it: the deeper one of the own unit and the round's."""

    asked: Round
    home: Unit

    def tap(self) -> Tap:
        """Say what the button that opens it carries."""
        return tap("see", self.asked, self.home, 0)


def opening(asked: Round) -> Tap:
    """Say what a button carries that opens a round from wherever its reader may see it."""
    return Tap(PLACE, "open", (str(asked.id),))


def tap(action: str, asked: Round, unit: Unit, *numbers: int) -> Tap:
    """Say what a button on a round and a unit carries."""
    return Tap(PLACE, action, (str(asked.id), str(unit.id), *map(str, numbers)))


def open_ones(scene: Scene) -> list[Followed]:
    """Return the open rounds of the person's area, the own ones first; those of places below as far as pages go."""
    found = rounds.rounds_for(scene.db, scene.viewer, scene.today, most=MOST_FOLLOWED)
    return _followed(scene, found)


def at(scene: Scene, unit: Unit) -> list[Followed]:
    """Return the open rounds that ask all of a unit, as seen from there."""
    return [Followed(each, unit) for each in rounds.rounds_at(scene.db, scene.viewer, unit, scene.today)]


def closed_ones(scene: Scene, most: int) -> list[Followed]:
    """Return the rounds of the person's area that were closed last, the latest first."""
    return _followed(scene, rounds.closed_for(scene.db, scene.viewer, scene.today, most))


def of_round(scene: Scene, asked: Round) -> list[Followed]:
    """Return from where the person sees one round."""
    return _followed(scene, [asked])


def _followed(scene: Scene, found: Iterable[Round]) -> list[Followed]:
    own = scene.viewer.units(Act.ROUND_READ)
    return [Followed(each, home) for each in found for home in _homes(scene, each, own)]


def _homes(scene: Scene, asked: Round, own: list[Unit]) -> list[Unit]:
    """Return from where a round is seen; not from a unit of the person's that is asked itself: that is for /hannop."""
    area = scene.db.get_one(Unit, asked.unit_id)
    homes: dict[int, Unit] = {}
    for unit in sorted(own, key=lambda unit: unit.path):
        meeting = area if area.path.startswith(unit.path) else unit
        apart = not meeting.path.startswith(area.path)
        seen = any(meeting.path.startswith(home.path) for home in homes.values())
        if not (apart or seen or (meeting.id == unit.id and unit.level is asked.asks)):
            homes[meeting.id] = meeting
    return list(homes.values())
