"""Which figures of a plan hold for a place: those that name it most closely."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol, TypeVar

from store.rules.levels import Level
from store.rules.plans.entries import Clause, Doubtful, Flag, Words
from store.rules.standards import Area

if TYPE_CHECKING:
    from collections.abc import Iterable


class Place(Protocol):
    """What decides which figure of a plan holds for a unit."""

    @property
    def level(self) -> Level:
        """How high the unit stands."""

    @property
    def area(self) -> Area:
        """Its area class."""

    @property
    def poor(self) -> bool:
        """Whether it counts as a poor district, commune or village."""


class Figure(Doubtful):
    """Something the plan states: in which clause, and in what words."""

    clause: Clause
    wording: Words


class Local(Figure):
    """A figure for some places: only poor ones, only of these areas, only of these levels; left out means all."""

    levels: tuple[Level, ...] = ()
    areas: tuple[Area, ...] = ()
    poor: Flag = False

    @property
    def closeness(self) -> tuple[bool, bool, bool]:
        """How closely the figure names its places: the poor flag before the area, the area before the level."""
        return self.poor, bool(self.areas), bool(self.levels)

    def is_for(self, place: Place) -> bool:
        """Whether the figure holds for ``place``."""
        return (
            (place.poor or not self.poor)
            and place.area in (self.areas or Area)
            and place.level in (self.levels or Level)
        )


AnyLocal = TypeVar("AnyLocal", bound=Local)


def closest(figures: Iterable[AnyLocal], place: Place) -> list[AnyLocal]:
    """Return those of the figures for ``place`` that name it most closely."""
    fitting = [figure for figure in figures if figure.is_for(place)]
    most = max((figure.closeness for figure in fitting), default=None)
    return [figure for figure in fitting if figure.closeness == most]
