"""What the workbook tells, read before the first cell is written."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

import pandas as pd

from handlers.summaries.frames import ALL, frame_of, summed
from handlers.summaries.outline import Line, Outline, ordinal, read_ended, read_outline
from store.causes import poor_by_cause
from store.figures import year_figures
from store.rules.causes import Cause
from store.rules.levels import Level

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
        apart: ids of units of which something below ended within the year: their lines bear their own figures of the
            whole year, which are not the sums of those below that are left.
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
    apart = _apart(lines, read_ended(db, unit, own.opened, own.closed))
    _put_own(counts, lines, known, apart)
    return Area(outline, lines, counts, totals, own, causes, begun, apart, place, by, at)


def _apart(lines: Sequence[Line], ended: Sequence[str]) -> frozenset[int]:
    """Return the ids of the units with others below them that had one of some paths below them, too."""
    above = {part for path in ended for part in path.strip("/").split("/")}
    return frozenset(line.unit.id for line in lines if line.children and str(line.unit.id) in above)


def _put_own(
    counts: pd.DataFrame, lines: Sequence[Line], known: Mapping[int, YearFigures], apart: frozenset[int]
) -> None:
    """Put a unit's own lists and changes in place of the sums of those below it."""
    names = [name for name in counts.columns if name[0] != ALL]
    for at, line in enumerate(lines):
        if line.unit.id in apart:
            counts.loc[at, names] = frame_of([known[line.unit.id]]).loc[0, names]


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
    return counts
