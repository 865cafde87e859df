"""What the annual report tells, as plain data: nothing here is read from anywhere, and nobody is named."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from handlers.summaries.adding import moved_within, stands_apart
from store.rules.targets import Achievement

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

    from handlers.progress.results import Result
    from store.rules.causes import Cause
    from store.rules.narratives import Part
    from store.rules.plans import Plan
    from store.rules.rounds import RoundFigures
    from store.rules.series import Series
    from store.rules.supports import Support
    from store.rules.sustained import Lasting
    from store.rules.targets import YearTarget
    from store.tables import Unit


@dataclass(frozen=True, slots=True)
class Entry:
    """What somebody wrote for a part; ``unit`` is None for the office whose report it is."""

    text: str
    unit: Unit | None = None


@dataclass(frozen=True, slots=True)
class Care:
    """How many reports of the year were objected to in public, and how many were not recognised."""

    objected: int = 0
    refused: int = 0


@dataclass(frozen=True, slots=True)
class Exits:
    """What has become of every exit recognised so far, and for how many years one has to last (clause B-45)."""

    years: int
    counts: Mapping[Lasting, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class Annual:
    """The annual report of one office.

    Attributes:
        own: the office's own area.
        below: the units right below it, in the order they are listed.
        made_on: the day the draft is made; the year of its date line.
        words: what was written, by part: the office's own entry first, then those of the offices below.
        supports: how many of the exits recognised in the year had had each kind of support.
        exits: how many exits that is out of.
        care: what was objected to and refused.
        lasting: what has become of the exits; None where it is not told, as of a time that is over.
        causes: how many poor households there are now by cause of poverty, None standing for those without one on
            record, by the unit they lie in or below; None for a time that is over, of which there is no record.
        rounds: the figures of each round due so far in the year that asked anybody there.
        next_target: what is to be reached in the year after; None where nothing is set.
        next_series: the series that begins with the year after; None where the present one goes on.
    """

    own: Result
    below: Sequence[Result]
    made_on: date
    words: Mapping[Part, Sequence[Entry]] = field(default_factory=dict)
    supports: Mapping[Support, int] = field(default_factory=dict)
    exits: int = 0
    care: Care = field(default_factory=Care)
    lasting: Exits | None = None
    causes: Mapping[int, Mapping[Cause | None, int]] | None = None
    rounds: Sequence[RoundFigures] = ()
    next_target: YearTarget | None = None
    next_series: Series | None = None

    @property
    def unit(self) -> Unit:
        """The unit whose report it is."""
        return self.own.figures.unit

    @property
    def plan(self) -> Plan | None:
        """The movement's plan that holds there; None where there is none."""
        return self.own.plan

    @property
    def year(self) -> int:
        """The year it is about."""
        return self.own.figures.year

    @property
    def day(self) -> date:
        """The day its figures are of."""
        return self.own.figures.closed

    @property
    def apart(self) -> bool:
        """Whether the whole is something else than the sum of the units below, since one of them has ended."""
        return stands_apart(self.own.figures, [result.figures for result in self.below])

    @property
    def moved_within(self) -> bool:
        """Whether households have moved among the units below: the whole does not count them."""
        return moved_within(self.own.figures, [result.figures for result in self.below])

    def reached(self) -> Mapping[Achievement, int]:
        """Count the units below by how they stand to their targets; those without one are left out."""
        stood = [result.progress.achievement for result in self.below if result.progress]
        return {achievement: stood.count(achievement) for achievement in Achievement}
