"""Figures of a unit and all below it: its lists at the beginning and end of a time, and what changed between.

They come from kept counts (store/tallies.py), so those of the country cost what those of a village do. The beginning
is 01/01, or the unit's first day where it came into being later; the class in force on that day counts (đầu kỳ,
domain.md §5), and what changed is dated after it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING

from store import tallies
from store.register import NEAR, POOR
from store.rules.changes import Change
from store.rules.flows import Flow
from store.rules.series import Snapshot, points
from store.rules.states import OPEN_STATES, State
from store.standings import standing_code
from store.tallies import TOTAL, ZERO, Count

if TYPE_CHECKING:
    from collections.abc import Sequence
    from decimal import Decimal

    from sqlmodel import Session

    from store.tables import Unit

_LAST_PERIOD = 9999_12


@dataclass(frozen=True, slots=True)
class Standing:
    """How many poor and near-poor households a unit has at one time."""

    poor: Count = ZERO
    near: Count = ZERO

    def before(self, flows: Mapping[Flow, Count]) -> Standing:
        """Return how it stood before some changes."""
        poor, near = self.poor, self.near
        for flow, count in flows.items():
            poor, near = poor - count * flow.poor, near - count * flow.near
        return Standing(poor, near)


@dataclass(frozen=True, slots=True)
class YearFigures:
    """One unit in one year.

    Attributes:
        opened: the day of the beginning.
        closed: the day the figures are of: today, the year's last day, or the unit's.
        start: the lists at the beginning (đầu kỳ).
        end: the lists on ``closed`` (cuối kỳ).
        flows: what changed between, recognised or entered in the register.
        total: all households and persons of the unit; zero where their number is not known.
        waiting: open reports now, by state and kind of change.
    """

    unit: Unit
    year: int
    opened: date
    closed: date
    start: Standing
    end: Standing
    flows: Mapping[Flow, Count]
    total: Count
    waiting: Mapping[tuple[State, Change], int] = field(default_factory=dict)

    def flow(self, flow: Flow) -> Count:
        """Return what changed in one way; zero if nothing did."""
        return self.flows.get(flow, ZERO)

    @property
    def done(self) -> int:
        """By how many households the list of poor ones has become shorter; below 0 where it grew."""
        return self.start.poor.households - self.end.poor.households

    @property
    def start_snapshot(self) -> Snapshot:
        """The beginning, as targets and series take it."""
        return Snapshot(self.opened, self.start.poor.households, self.total.households)

    @property
    def end_snapshot(self) -> Snapshot:
        """The end, as targets and series take it."""
        return Snapshot(self.closed, self.end.poor.households, self.total.households)

    @property
    def start_rate(self) -> Decimal | None:
        """The poverty rate at the beginning in %; None where the number of households is not known."""
        return self.start_snapshot.rate

    @property
    def rate(self) -> Decimal | None:
        """The poverty rate at the end in %; None where the number of households is not known."""
        return self.end_snapshot.rate

    @property
    def points(self) -> Decimal | None:
        """By how many điểm % the rate fell; within one year, and so within one poverty standard."""
        return points(self.done, self.total.households)


def year_figures(db: Session, units: Sequence[Unit], year: int, today: date) -> dict[int, YearFigures]:
    """Return the figures of some units in a year, by unit; of the present year as of ``today``."""
    by_time: dict[tuple[date, date], list[Unit]] = {}
    for unit in units:
        by_time.setdefault(_time(unit, year), []).append(unit)
    found: dict[int, YearFigures] = {}
    for (first, last), some in by_time.items():
        ids = [unit.id for unit in some]
        now = _by_unit(tallies.read(db, ids))
        within = _by_unit(tallies.read(db, ids, _period(first), _period(last)))
        after = _by_unit(tallies.read(db, ids, _period(last) + 1, _LAST_PERIOD)) if last < today else {}
        for unit in some:
            counts = _Counts(now.get(unit.id, {}), within.get(unit.id, {}), after.get(unit.id, {}))
            found[unit.id] = _figures(unit, year, today, counts)
    return found


def known_from(db: Session, unit: Unit) -> int | None:
    """Return the first year the register tells anything of; None where it tells nothing."""
    period = tallies.first_period(db, unit.id, _FLOWS)
    return period // 100 if period else None


def monthly(db: Session, unit: Unit, year: int) -> dict[int, dict[Flow, Count]]:
    """Return what changed in each month of a year, by month from 1 to 12."""
    found = tallies.by_period(db, unit.id, year * 100 + 1, year * 100 + 12)
    months = {number: found.get(year * 100 + number, {}) for number in range(1, 13)}
    return {
        number: {Flow(what): count for what, count in counts.items() if what in _FLOWS and count}
        for number, counts in months.items()
    }


def _time(unit: Unit, year: int) -> tuple[date, date]:
    """Return the part of a year in which a unit is there."""
    return max(date(year, 1, 1), unit.valid_from), min(date(year, 12, 31), unit.valid_to or date.max)


def _period(day: date) -> int:
    return day.year * 100 + day.month


_Found = Mapping[str, Count]


def _by_unit(found: Mapping[tuple[int, str], Count]) -> dict[int, dict[str, Count]]:
    units: dict[int, dict[str, Count]] = {}
    for (unit_id, what), count in found.items():
        units.setdefault(unit_id, {})[what] = count
    return units


@dataclass(frozen=True, slots=True)
class _Counts:
    """Kept counts of one unit: what is now, what changed within a year, and after it."""

    now: _Found
    within: _Found
    after: _Found


def _figures(unit: Unit, year: int, today: date, counts: _Counts) -> YearFigures:
    now = counts.now
    present = Standing(now.get(POOR, ZERO), now.get(NEAR, ZERO))
    flows = _flows(counts.within)
    end = present.before(_flows(counts.after))
    first, last = _time(unit, year)
    return YearFigures(
        unit=unit,
        year=year,
        opened=first,
        closed=min(today, last),
        start=end.before(flows),
        end=end,
        flows=flows,
        total=now.get(TOTAL, ZERO),
        waiting=_waiting(now),
    )


def _flows(counts: _Found) -> dict[Flow, Count]:
    return {Flow(what): count for what, count in counts.items() if what in _FLOWS and count}


def _waiting(counts: _Found) -> dict[tuple[State, Change], int]:
    return {
        _STANDINGS[what]: count.households for what, count in counts.items() if what in _STANDINGS and count
    }


_FLOWS = frozenset(Flow)
_STANDINGS = {
    standing_code(state, change): (state, change)
    for state in State
    if state in OPEN_STATES
    for change in Change
}
