"""What must hold between the entries of one plan."""

from __future__ import annotations

import datetime as dt
from itertools import product
from typing import TYPE_CHECKING, NamedTuple

from store.rules.levels import Level
from store.rules.plans.plan import ANNUAL_REPORT
from store.rules.standards import Area, NoStandard, standard_on

if TYPE_CHECKING:
    from collections.abc import Iterator

    from store.rules.plans.plan import Plan

    Where = tuple[str | int, ...]
    Wrong = tuple[Where, str]


class Kind(NamedTuple):
    """A kind of place."""

    level: Level
    area: Area
    poor: bool


KINDS = [Kind(*each) for each in product(Level, Area, (False, True))]
"""Every kind of place there is."""


def contradictions(plan: Plan) -> Iterator[Wrong]:
    """Yield what is wrong between the entries of ``plan``, each with its place in the file."""
    yield from _of_the_whole(plan)
    yield from _of_clauses(plan)
    yield from _of_years(plan)
    yield from _of_standards(plan)
    yield from _of_deadlines(plan)
    yield from _of_rivals(plan)


def _of_the_whole(plan: Plan) -> Iterator[Wrong]:
    if plan.last_year < plan.first_year:
        yield ("last_year",), "lies before first_year"
    said = {plan.example, plan.name.vi.startswith("VÍ DỤ"), plan.name.en.startswith("EXAMPLE")}
    if len(said) > 1:
        yield ("name",), "begins with VÍ DỤ and EXAMPLE exactly where example = true"
    if len(set(plan.places)) < len(plan.places):
        yield ("places",), "a code stands there twice"


def _of_clauses(plan: Plan) -> Iterator[Wrong]:
    letters = plan.recipients.clause.split("-")[0]
    tagged = [(where, figure.clause) for where, figure in plan.figures()]
    tagged += [
        (("legal_basis", number), basis.clause or letters) for number, basis in enumerate(plan.legal_basis)
    ]
    tagged += [(("standard", number), one.clause or letters) for number, one in enumerate(plan.standard)]
    for where, clause in tagged:
        if clause.split("-")[0] != letters:
            yield (*where, "clause"), f"is of another plan than {plan.recipients.clause}"


def _of_years(plan: Plan) -> Iterator[Wrong]:
    for number, reduction in enumerate(plan.reduction):
        for key in ("first_year", "last_year"):
            if getattr(reduction, key) not in (None, *plan.years):
                yield ("reduction", number, key), "lies outside the plan's period"
    for name in ("ceiling", "income"):
        for number, figure in enumerate(getattr(plan, name)):
            if figure.year not in plan.years:
                yield (name, number, "year"), "lies outside the plan's period"


def _of_standards(plan: Plan) -> Iterator[Wrong]:
    named = {standard.first_day: number for number, standard in enumerate(plan.standard)}
    held: set[dt.date] = set()
    for year in plan.years:
        try:
            standard = standard_on(dt.date(year, 1, 1), plan.scope)
        except NoStandard:
            yield ("standard",), f"no poverty standard is known for {year}"
            continue
        held.add(standard.first_day)
        if standard.first_day not in named:
            yield (
                ("standard",),
                f"{year} is measured by the standard of {standard.first_day}, which is missing",
            )
    for first_day in named.keys() - held:
        yield ("standard", named[first_day], "first_day"), "no year of the plan is measured by this standard"


def _of_deadlines(plan: Plan) -> Iterator[Wrong]:
    codes = [deadline.code for deadline in plan.deadline]
    if ANNUAL_REPORT not in codes:
        yield ("deadline",), f"one needs code = {ANNUAL_REPORT!r}"
    for number, code in enumerate(codes):
        if code in codes[:number]:
            yield ("deadline", number, "code"), "stands there twice"


def _of_rivals(plan: Plan) -> Iterator[Wrong]:
    """Find figures of which nobody could say which one holds for a place."""
    found: dict[Where, str] = {}
    for kind, year in product(KINDS, plan.years):
        for name, rivals in (
            ("reduction", plan.reductions_for(kind, year)),
            ("ceiling", plan.ceilings_for(kind, year)),
        ):
            for rival in rivals[1:]:
                words = f"holds for the same places and years as {rivals[0].clause}, and neither is closer"
                found[name, getattr(plan, name).index(rival)] = words
    yield from found.items()
