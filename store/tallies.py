"""Counts kept for every unit and all above it, in the transaction that changes what they count.

Counted anew, a figure of the country would read a million households; kept, it reads as many rows as that of a
village. Kept counts equal counted rows after any history: tests hold them to it.
"""

from __future__ import annotations

from collections import defaultdict
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, NamedTuple

from sqlalchemy import delete, func, insert, select
from sqlalchemy.dialects import postgresql, sqlite
from sqlmodel import Session, col

from store.prepared import Prepared, by_name
from store.rules.levels import Level
from store.rules.series import series_on
from store.rules.standards import NoStandard
from store.tables import Tally, Unit
from store.units import ancestors_on

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from datetime import date

NOW = 0
"""The period of what is now."""

TOTAL = "total"
"""All households and persons of a unit, poor or not: its own figure, or else the sum of those below."""

ROUND = "round."
"""What begins so belongs to a round; a round may ask communes, so its counts are not sums over villages."""

AT_ONCE = 500


class Key(NamedTuple):
    """What one kept count is of."""

    unit_id: int
    what: str
    period: int = NOW


@dataclass(frozen=True, slots=True)
class Count:
    """Households and the persons in them; elsewhere, as many of what is counted and 0."""

    households: int = 0
    people: int = 0

    def __add__(self, other: Count) -> Count:
        return Count(self.households + other.households, self.people + other.people)

    def __sub__(self, other: Count) -> Count:
        return self + other * -1

    def __mul__(self, times: int) -> Count:
        return Count(self.households * times, self.people * times)

    def __bool__(self) -> bool:
        return bool(self.households or self.people)


ZERO = Count()


class Pile:
    """Changes of counts, gathered until they are kept together."""

    def __init__(self) -> None:
        self.counts: defaultdict[Key, Count] = defaultdict(Count)

    def add(self, unit_id: int, what: str, count: Count, period: int = NOW) -> None:
        """Add to what is counted at one unit; those above it follow when the pile is kept."""
        self.counts[Key(unit_id, what, period)] += count


def month(day: date) -> int:
    """Return the month a change of ``day`` counts in, as yyyymm.

    What begins on 01/01 is how the year began, and so belongs to December (đầu kỳ, domain.md §5). Where a poverty
    standard begins with the year, it belongs to neither: lists drawn up anew are no result of the year before.
    """
    if (day.month, day.day) != (1, 1):
        return day.year * 100 + day.month
    return day.year * 100 if _begins_series(day) else (day.year - 1) * 100 + 12


def _begins_series(day: date) -> bool:
    try:
        return series_on(day).first_day == day
    except NoStandard:
        return False


@contextmanager
def gathered(db: Session, pile: Pile | None) -> Iterator[Pile]:
    """Give the pile of whoever keeps all that a unit of work counts, or one that is kept at the end of the block."""
    if pile is not None:
        yield pile
        return
    own = Pile()
    yield own
    keep_pile(db, own)


def keep_pile(db: Session, pile: Pile) -> None:
    """Add to many counts, each of a unit and of all above it; best once, and late, in a unit of work.

    From then on others wait who count anything below the same units. Two that each kept two piles could wait for each
    other.
    """
    lines = ancestors_on(db, {key.unit_id for key in pile.counts})
    summed: defaultdict[Key, Count] = defaultdict(Count)
    for key, count in pile.counts.items():
        for unit_id in lines[key.unit_id]:
            summed[Key(unit_id, key.what, key.period)] += count
    # In one order always, so that two transactions cannot wait for each other.
    rows = [_row(key, summed[key]) for key in sorted(summed) if summed[key]]
    if rows:
        _ADD.run_each(db, rows)


def read(
    db: Session, unit_ids: Sequence[int], first_period: int = NOW, last_period: int = NOW
) -> dict[tuple[int, str], Count]:
    """Return the counts of some units, by unit and code, summed over the periods from first to last."""
    found: dict[tuple[int, str], Count] = {}
    for start in range(0, len(unit_ids), AT_ONCE):
        statement = (
            select(_TABLE.c.unit_id, _TABLE.c.what, func.sum(_TABLE.c.households), func.sum(_TABLE.c.people))
            .where(
                _TABLE.c.unit_id.in_(unit_ids[start : start + AT_ONCE]),
                _TABLE.c.period.between(first_period, last_period),
            )
            .group_by(_TABLE.c.unit_id, _TABLE.c.what)
        )
        for unit_id, what, households, people in db.execute(statement):
            found[unit_id, what] = Count(int(households), int(people))
    return found


def by_period(db: Session, unit_id: int, first_period: int, last_period: int) -> dict[int, dict[str, Count]]:
    """Return the counts of one unit by period and code, of the periods from first to last."""
    statement = select(_TABLE.c.period, _TABLE.c.what, _TABLE.c.households, _TABLE.c.people).where(
        _TABLE.c.unit_id == unit_id, _TABLE.c.period.between(first_period, last_period)
    )
    found: dict[int, dict[str, Count]] = {}
    for period, what, households, people in db.execute(statement):
        found.setdefault(period, {})[what] = Count(households, people)
    return found


def first_period(db: Session, unit_id: int, whats: Iterable[str]) -> int | None:
    """Return the earliest period in which something of a unit was counted; None where nothing was."""
    statement = select(func.min(_TABLE.c.period)).where(
        _TABLE.c.unit_id == unit_id,
        _TABLE.c.period > NOW,
        _TABLE.c.what.in_(sorted(whats)),
        (_TABLE.c.households != 0) | (_TABLE.c.people != 0),
    )
    found: int | None = db.execute(statement).scalar_one()
    return found


def take_totals(db: Session) -> None:
    """Take over the units' own numbers of households and persons; one without has the sum of those below it."""
    numbers: dict[int, Count] = {}
    sums: defaultdict[int, Count] = defaultdict(Count)
    statement = select(
        col(Unit.id), col(Unit.parent_id), col(Unit.households), col(Unit.people), col(Unit.valid_to)
    )
    rows = {row.id: row for row in db.execute(statement)}
    for unit_id in db.execute(select(col(Unit.id)).order_by(func.length(col(Unit.path)).desc())).scalars():
        row = rows[unit_id]
        own = Count(row.households or sums[unit_id].households, row.people or sums[unit_id].people)
        numbers[unit_id] = own
        above = rows.get(row.parent_id)
        # A unit that has ended stands in the sum of what ended with it, not beside its successor.
        if above is not None and (row.valid_to is None or row.valid_to == above.valid_to):
            sums[above.id] += own
    connection = db.connection()
    connection.execute(delete(_TABLE).where(_TABLE.c.what == TOTAL, _TABLE.c.period == NOW))
    totals = [_row(Key(unit_id, TOTAL), count) for unit_id, count in numbers.items() if count]
    if totals:
        connection.execute(insert(_TABLE), totals)


def sum_up(db: Session) -> None:
    """Sum the counts of all units above the villages anew, from the villages up.

    Counts of rounds are left as they are. What is more than a sum, register.roll_up mends.
    """
    summed = ~_TABLE.c.what.startswith(ROUND) & (_TABLE.c.what != TOTAL)
    connection = db.connection()
    villages = select(_UNITS.c.id).where(_UNITS.c.level == Level.VILLAGE)
    connection.execute(delete(_TABLE).where(summed, _TABLE.c.unit_id.not_in(villages)))
    child, parent = _UNITS.alias(), _UNITS.alias()
    columns = ("unit_id", "what", "period", "households", "people")
    for level in (Level.COMMUNE, Level.DISTRICT, Level.PROVINCE, Level.COUNTRY):
        below = (
            select(
                child.c.parent_id,
                _TABLE.c.what,
                _TABLE.c.period,
                func.sum(_TABLE.c.households),
                func.sum(_TABLE.c.people),
            )
            .select_from(_TABLE)
            .join(child, child.c.id == _TABLE.c.unit_id)
            .join(parent, parent.c.id == child.c.parent_id)
            .where(summed, parent.c.level == level)
            .group_by(child.c.parent_id, _TABLE.c.what, _TABLE.c.period)
        )
        connection.execute(insert(_TABLE).from_select(columns, below))


def _row(key: Key, count: Count) -> Mapping[str, Any]:
    return {
        "unit_id": key.unit_id,
        "what": key.what,
        "period": key.period,
        "households": count.households,
        "people": count.people,
    }


def _adding(dialect: Any) -> Any:
    statement = dialect.insert(_TABLE).values(by_name("unit_id", "what", "period", "households", "people"))
    return statement.on_conflict_do_update(
        index_elements=["unit_id", "period", "what"],
        set_={
            "households": _TABLE.c.households + statement.excluded.households,
            "people": _TABLE.c.people + statement.excluded.people,
        },
    )


_TABLE = Tally.metadata.tables["tally"]
_UNITS = Unit.metadata.tables["unit"]
_ADD = Prepared({"postgresql": _adding(postgresql), "sqlite": _adding(sqlite)})
