"""What the workbook tells, read before the first cell is written."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

import pandas as pd

from handlers.summaries.frames import ALL, LISTS, frame_of, summed
from handlers.summaries.outline import Line, Outline, ordinal, read_ended, read_outline
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
        apart: ids of units of which something below has ended: their lines bear their own figures of the whole year,
            which are not the sums of those below that are left.
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
    apart = _put_own(counts, lines, known, read_ended(db, unit, own.opened, own.closed))
    return Area(outline, lines, counts, totals, own, causes, begun, apart, place, by, at)


def _put_own(
    counts: pd.DataFrame, lines: Sequence[Line], known: Mapping[int, YearFigures], ended: Sequence[str]
) -> frozenset[int]:
    """Put a unit's own lists and changes in place of sums that lack something; return the ids of such units.

    A sum lacks what happened in a unit that ended at one of some paths, and households one has kept beyond its end.
    """
    above = {int(part) for path in ended for part in path.strip("/").split("/")}
    rows = [at for at, line in enumerate(lines) if line.children]
    own = frame_of([known[lines[at].unit.id] for at in rows]).set_axis(rows)
    lists = [column for column in own.columns if column[0] in LISTS]
    differs = (own[lists].to_numpy() != counts.loc[rows, lists].to_numpy()).any(axis=1).tolist()
    apart = [at for at, lacks in zip(rows, differs, strict=True) if lacks or lines[at].unit.id in above]
    names = [column for column in own.columns if column[0] != ALL]
    counts.loc[apart, names] = own.loc[apart, names]
    return frozenset(lines[at].unit.id for at in apart)


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
