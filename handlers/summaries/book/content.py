"""What the workbook tells, read before the first cell is written."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

import pandas as pd

from handlers.summaries.adding import stands_apart
from handlers.summaries.frames import ALL, frame_of, summed
from handlers.summaries.official import ENDED
from handlers.summaries.outline import Line, Outline, ordinal, read_outline
from store.causes import poor_by_cause
from store.figures import year_figures
from store.rules.causes import Cause
from store.rules.levels import Level
from store.units import ancestors_on

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date, datetime

    from sqlmodel import Session

    from store.figures import YearFigures
    from store.tables import Unit


@dataclass(frozen=True, slots=True)
class Area:
    """One unit in one year, and who asked for it.

    Attributes:
        outline: its units.
        lines: the rows of every table: the whole first, then what is below it.
        counts: the figures of each of these lines.
        totals: for each line its households and persons, poor or not, where they are not those of the units below.
        own: the unit's own figures.
        causes: for each line the poor households by cause, then those without one; None for earlier years,
            for a unit that has ended, and for the country.
        begun: units that came into being within the year, whose beginning is later than 01/01.
        apart: ids of units whose lines bear their own figures, which are not the sums of the lines below: something
            below has ended within the year, or has kept households since it ended in an earlier one.
        place: the unit's name with those above it.
        by: who asked.
        at: when, as the clock read there.
    """

    outline: Outline
    lines: Sequence[Line]
    counts: pd.DataFrame
    totals: Sequence[tuple[int, int] | None]
    own: YearFigures
    causes: Sequence[Sequence[int]] | None
    begun: Sequence[Unit]
    apart: frozenset[int]
    place: str
    by: str
    at: datetime

    @property
    def unit(self) -> Unit:
        """The unit of the whole."""
        return self.outline.whole.unit

    @property
    def day(self) -> date:
        """The day the figures are of."""
        return self.own.closed

    @property
    def notes(self) -> Sequence[str]:
        """What is said beneath every table of its units."""
        return [ENDED] if self.apart else []

    def label(self, line: Line) -> tuple[str, str]:
        """Return number and name of a line."""
        if line.depth == 0:
            return "", "TỔNG CỘNG" if line.children else line.unit.name
        return ordinal(line, self.outline.depth), line.unit.name


def read_area(db: Session, unit: Unit, year: int, today: date, *, place: str, by: str, at: datetime) -> Area:
    """Read the figures of a unit and all below it in a year."""
    own = year_figures(db, [unit], year, today)[unit.id]
    outline = read_outline(db, unit, own.closed)
    of_leaves = year_figures(db, outline.leaves, year, today)
    lines = [outline.whole, *outline.lines]
    counts = summed(frame_of([of_leaves[leaf.id] for leaf in outline.leaves]), lines)
    begun = [leaf for leaf in outline.leaves if of_leaves[leaf.id].opened > own.opened]
    causes = _causes(db, outline, lines) if own.closed == today else None
    known = year_figures(db, [line.unit for line in lines if line.children], year, today)
    totals = _totals(lines, counts, known)
    apart = _apart(lines, {**of_leaves, **known})
    _put_own(counts, lines, known, apart)
    return Area(outline, lines, counts, totals, own, causes, begun, apart, place, by, at)


def _apart(lines: Sequence[Line], figures: Mapping[int, YearFigures]) -> frozenset[int]:
    """Return the ids of the units whose own figures are not the sums of the lines right below them."""
    return frozenset(
        line.unit.id
        for line in lines
        if stands_apart(figures[line.unit.id], [figures[child.unit.id] for child in line.children])
    )


def _put_own(
    counts: pd.DataFrame, lines: Sequence[Line], known: Mapping[int, YearFigures], apart: frozenset[int]
) -> None:
    """Put a unit's own lists and changes in place of sums where it stands apart, and sum anew what is above it."""
    if not apart:
        return
    rows = {line.unit.id: at for at, line in enumerate(lines)}
    at_own = [rows[unit_id] for unit_id in apart]
    own = frame_of([known[unit_id] for unit_id in apart]).set_axis(at_own)
    names = [column for column in own.columns if column[0] != ALL]
    counts.loc[at_own, names] = own[names]
    anew = set(apart)
    for at in reversed(range(len(lines))):
        line, below = lines[at], [child.unit.id for child in lines[at].children]
        if line.unit.id not in apart and not anew.isdisjoint(below):
            counts.loc[at, names] = counts.loc[[rows[unit_id] for unit_id in below], names].sum()
            anew.add(line.unit.id)


def _totals(
    lines: Sequence[Line], counts: pd.DataFrame, known: Mapping[int, YearFigures]
) -> list[tuple[int, int] | None]:
    """Return a unit's own number of households and persons where it is another than those below it have."""
    found: list[tuple[int, int] | None] = []
    for line, summed_up in zip(lines, counts[ALL].to_numpy().tolist(), strict=True):
        own = known[line.unit.id].total if line.children else None
        differs = own and [own.households, own.people] != summed_up
        found.append((own.households, own.people) if own and differs else None)
    return found


def _causes(db: Session, outline: Outline, lines: Sequence[Line]) -> Sequence[Sequence[int]] | None:
    """Count poor households by cause; the country's are left to its provinces."""
    if outline.whole.unit.level is Level.COUNTRY:
        return None
    found = poor_by_cause(db, outline.whole.unit)
    kinds = [*Cause, None]
    rows = [[found.get(leaf.id, Counter())[kind] for kind in kinds] for leaf in outline.leaves]
    counts: list[list[int]] = summed(pd.DataFrame(rows), lines).to_numpy().tolist()
    gone = found.keys() - {leaf.id for leaf in outline.leaves}
    for village, ancestors in ancestors_on(db, gone).items():
        for at, line in enumerate(lines):
            if line.unit.id in ancestors:
                counts[at] = [
                    sum(pair)
                    for pair in zip(counts[at], (found[village][kind] for kind in kinds), strict=True)
                ]
    return counts
