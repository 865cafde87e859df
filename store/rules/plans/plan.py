"""A plan of the movement, as its file states it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

from pydantic import Field

from store.rules.plans.entries import Basis, Day, Entry, Flag, PovertyStandard, Recipients, Words, Year
from store.rules.plans.figures import (  # noqa: TC001 - pydantic reads the annotations
    Baseline,
    Ceiling,
    Deadline,
    Income,
    Milestone,
    Reduction,
    SustainedExit,
)
from store.rules.plans.places import closest
from store.rules.standards import NATIONAL

if TYPE_CHECKING:
    from collections.abc import Iterator

    from store.rules.plans.places import Figure, Place

ANNUAL_REPORT = "annual_report"
"""The code of the deadline every plan has: the yearly report of the movement."""


class Plan(Entry):
    """One plan (kế hoạch); its keys are those of the file, docs/plans.md says what each means.

    An empty ``places`` means every place without a plan of its own.
    """

    example: Flag = False
    name: Words
    movement: Words
    issuer: Words
    number: str | None = None
    issued: Day | None = None
    first_year: Year
    last_year: Year
    places: tuple[str, ...] = ()
    scope: Annotated[str, Field(min_length=1)] = NATIONAL
    legal_basis: Annotated[tuple[Basis, ...], Field(min_length=1)]
    standard: Annotated[tuple[PovertyStandard, ...], Field(min_length=1)]
    baseline: Baseline | None = None
    reduction: Annotated[tuple[Reduction, ...], Field(min_length=1)]
    ceiling: tuple[Ceiling, ...] = ()
    income: tuple[Income, ...] = ()
    deadline: tuple[Deadline, ...]
    milestone: tuple[Milestone, ...] = ()
    sustained_exit: SustainedExit | None = None
    recipients: Recipients

    @property
    def years(self) -> range:
        """The years of the plan's period."""
        return range(self.first_year, self.last_year + 1)

    @property
    def annual_report(self) -> Deadline:
        """The yearly report of the movement: to whom, and by when if that is set."""
        return self.due(ANNUAL_REPORT)

    def due(self, code: str) -> Deadline:
        """Return the deadline with ``code``; a KeyError means the plan has none such."""
        return {deadline.code: deadline for deadline in self.deadline}[code]

    def reduction_for(self, place: Place, year: int) -> Reduction | None:
        """Return the yearly reduction that names ``place`` most closely; None outside the period."""
        return next(iter(self.reductions_for(place, year)), None)

    def reductions_for(self, place: Place, year: int) -> list[Reduction]:
        """Return the reductions that name ``place`` equally closely: in a sound plan one, or none."""
        if year not in self.years:
            return []
        return closest((one for one in self.reduction if one.holds_in(year)), place)

    def ceiling_for(self, place: Place, year: int) -> Ceiling | None:
        """Return the next rate ``place`` has to reach, at the end of ``year`` or later; None if there is none."""
        return next(iter(self.ceilings_for(place, year)), None)

    def ceilings_for(self, place: Place, year: int) -> list[Ceiling]:
        """Return the ceilings that come next and name ``place`` equally closely: in a sound plan one, or none."""
        named = closest((one for one in self.ceiling if one.year >= year), place)
        soonest = min((one.year for one in named), default=year)
        return [one for one in named if one.year == soonest]

    def income_for(self, place: Place) -> list[Income]:
        """Return what the plan states for ``place`` on the income of poor households."""
        return closest(self.income, place)

    def figures(self) -> Iterator[tuple[tuple[str | int, ...], Figure]]:
        """Yield every figure with its place in the file."""
        for name in ("reduction", "ceiling", "income", "deadline", "milestone"):
            for number, figure in enumerate(getattr(self, name)):
                yield (name, number), figure
        if self.baseline is not None:
            yield ("baseline",), self.baseline
        if self.sustained_exit is not None:
            yield ("sustained_exit",), self.sustained_exit
