"""Finding a place by what was typed, within the area of whoever asks.

The whole country has 93,000 places, so not every name is read: the communes and what lies above them first, then
villages, by the index of their whole name or within the place that was named. Names are compared one by one, for what
is only like them, where no whole name is found; those of villages in no larger an area than a province.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import false, or_, select
from sqlalchemy.orm import aliased
from sqlmodel import Session, col

from store.people import under
from store.rules.levels import Level
from store.rules.placenames import (
    exact,
    keys_of,
    lines,
    meanings,
    named,
    parts_left,
    similar,
    splits,
    whole_keys,
)
from store.rules.roles import Act
from store.rules.vietnamese import fold, natural, spelling
from store.tables import Unit
from store.units import ancestor_ids, existing

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import date

    from sqlalchemy import ColumnElement

    from store.people import Viewer
    from store.rules.placenames import Named

MOST_FOUND = 40
"""Places shown for one search; whoever has more adds the name of the place above."""

MOST_KEYS = 20_000
"""Keys looked for at once: SQLite takes 32,766 values in a statement. What people type has some hundreds."""

_LEVELS = tuple(Level)
_VILLAGE = (Level.VILLAGE,)
_UPPER = tuple(level for level in Level if level is not Level.VILLAGE)
_IS_UPPER = col(Unit.level).in_(_UPPER)


@dataclass(frozen=True, slots=True)
class Found:
    """A place that may be meant, and the name of the one above it; ``sure`` unless its name is only like the typed."""

    unit: Unit
    above: str | None
    sure: bool


def find(
    db: Session, viewer: Viewer, typed: str, today: date, act: Act = Act.UNIT_READ, *, alike: bool = True
) -> list[Found]:
    """Return the places of the viewer's area that may be meant by what was typed; none where nothing fits.

    A code comes before a name, a place before those below it, and a name that bears the very marks typed before one
    that only shares its letters. Without ``alike`` a name that is only like what was typed is not looked for.
    """
    search = _Search(db, viewer, act, today)
    by_code = search.load(col(Unit.code) == typed.strip())
    if by_code:
        return _told(by_code, sure=True)
    asked = meanings(typed)
    ways = [(True, search.whole), (True, search.within), *([(False, search.alike)] if alike else [])]
    for sure, look in ways:
        ids = [place.id for place in look(asked)] if asked else []
        if ids:
            return _told(_as_marked(typed, search.load(col(Unit.id).in_(ids[:MOST_FOUND]))), sure=sure)
    return []


def partly(db: Session, viewer: Viewer, typed: str, today: date, act: Act = Act.UNIT_READ) -> list[Found]:
    """Return the places of the viewer's area that a part of what was typed names, where the whole names none."""
    search = _Search(db, viewer, act, today)
    ids = [place.id for place in search.partly(meanings(typed))]
    return _told(search.load(col(Unit.id).in_(ids[:MOST_FOUND])), sure=False) if ids else []


class _Search:
    """One search within an area."""

    def __init__(self, db: Session, viewer: Viewer, act: Act, today: date) -> None:
        self._db, self._own = db, viewer.units(act)
        self._there = existing(today)
        self._area = viewer.area(act) & self._there
        self._read_below: dict[tuple[str, ...], list[Named]] = {}

    def whole(self, asked: Sequence[str]) -> list[Named]:
        """Find the places whose name is what was typed; villages only where no commune is called so."""
        upper = exact(asked, self._read(_called(asked, _UPPER)))
        # Its own word for its kind first: of the many villages of a number no more are read than can be shown.
        ways = (_bearing(whole_keys, asked, _VILLAGE), _called(asked, _VILLAGE))
        villages = (self._read(way, MOST_FOUND) for way in ways)
        return upper or next(filter(None, (exact(asked, each) for each in villages)), [])

    def within(self, asked: Sequence[str]) -> list[Named]:
        """Find the places that were named with one above them, or with two: thôn 2 xã Kim Ngân."""
        inside = self._inside([(*split, "") for key in asked for split in splits(key)])
        found = _first(self._named_inside, inside)
        return found or self._along(asked) or _first(self._alike_inside, inside)

    def _along(self, asked: Sequence[str]) -> list[Named]:
        """Find the places that were named with two above them, or after those they lie in: Quảng Trị, Kim Ngân."""
        return _first(self._named_inside, self._inside([line for key in asked for line in lines(key)]))

    def partly(self, asked: Sequence[str]) -> list[Named]:
        """Find the places that are named, with one above them or none, by the most of what was typed."""
        for left in filter(None, parts_left(asked)):
            ways = [(*split, "") for key in left for split in splits(key)]
            found = self.whole(left) or _first(self._named_inside, self._inside(ways))
            if found:
                return found
        return []

    def _inside(self, ways: Sequence[tuple[str, str, str]]) -> list[tuple[str, list[Named]]]:
        """Return the names that may lie in places there are, each with those places.

        The highest place of a way stands at an end of what was typed, and a sentence that is about no place has none:
        what would lie between is looked for only beside one that is there.
        """
        tops = self._called_above({far or near for _, near, far in ways})
        there = [(name, near, far) for name, near, far in ways if tops[far or near]]
        nearer = self._called_above({near for _, near, far in there if far})
        found = []
        for name, near, far in there:
            places = nearer[near] if far else tops[near]
            if far:
                places = [place for place in places if any(_lies_in(place, top) for top in tops[far])]
            if places:
                found.append((name, places))
        return found

    def _called_above(self, asked: set[str]) -> dict[str, list[Named]]:
        """Return for each name the higher places that bear it, in the area or above it."""
        read = self._above(_called(sorted(asked), _UPPER)) if asked else []
        return {name: exact([name], read) if read else [] for name in asked}

    def alike(self, asked: Sequence[str]) -> list[Named]:
        """Find the places whose name is like what was typed; villages in no larger an area than a province."""
        if any(unit.level.is_above(Level.PROVINCE) for unit in self._own):
            return similar(asked, self._read(_IS_UPPER))
        return similar(asked, self._below(tuple(unit.path for unit in self._own)))

    def load(self, condition: ColumnElement[bool]) -> list[tuple[Unit, str | None]]:
        """Load places of the area, each with the name of the one above it."""
        above = aliased(Unit)
        statement = (
            select(Unit, col(above.name))
            .join(above, col(above.id) == col(Unit.parent_id), isouter=True)
            .where(self._area, condition)
        )
        return sorted(((unit, name) for unit, name in self._db.execute(statement)), key=_order)

    def _above(self, called: ColumnElement[bool]) -> list[Named]:
        """Read the higher places of the area, and those above it: they can be named, though none of them is found."""
        own = {each for unit in self._own for each in ancestor_ids(unit)}
        return [*self._read(called), *_named(self._db, col(Unit.id).in_(own) & called)]

    def _named_inside(self, name: str, above: Sequence[Named]) -> list[Named]:
        """Find the places of a name in the area that lie below some."""
        lie_there = or_(false(), *map(under, self._common(above)))
        called = _named(self._db, self._there & lie_there & _called([name], tuple(Level)))
        return exact([name], [place for place in called if place not in above])

    def _alike_inside(self, name: str, above: Sequence[Named]) -> list[Named]:
        """Find the places of the area whose name is like one; below more than a province, no villages."""
        large = [place for place in above if place.level.is_above(Level.PROVINCE)]
        small = self._below(self._common([place for place in above if place not in large]))
        read = [*(self._read(_IS_UPPER) if large else ()), *small]
        return similar([name], [place for place in read if place not in above])

    def _common(self, above: Sequence[Named]) -> tuple[str, ...]:
        """Return what lies both below some places and in the area, as paths; a tight path is a short range."""
        return tuple(
            max(place.path, own.path, key=len)
            for place in above
            for own in self._own
            if place.path.startswith(own.path) or own.path.startswith(place.path)
        )

    def _below(self, paths: tuple[str, ...]) -> list[Named]:
        """Read the places at some paths of the area and below them, once in a search."""
        if paths not in self._read_below:
            lie_there = or_(false(), *map(under, paths))
            self._read_below[paths] = _named(self._db, self._there & lie_there) if paths else []
        return self._read_below[paths]

    def _read(self, condition: ColumnElement[bool], most: int | None = None) -> list[Named]:
        return _named(self._db, self._area & condition, most)


def _first(
    look: Callable[[str, Sequence[Named]], list[Named]], inside: Sequence[tuple[str, Sequence[Named]]]
) -> list[Named]:
    return next(filter(None, (look(name, places) for name, places in inside)), [])


def _lies_in(place: Named, top: Named) -> bool:
    return place.path.startswith(top.path) and place.path != top.path


def _called(asked: Sequence[str], levels: Sequence[Level]) -> ColumnElement[bool]:
    """Return the condition that a ``Unit`` of some levels bears the name of something asked for."""
    return _bearing(lambda key: keys_of(key, levels), asked, levels)


def _bearing(
    way: Callable[[str], set[str]], asked: Sequence[str], levels: Sequence[Level]
) -> ColumnElement[bool]:
    """Return the condition that a ``Unit`` of some levels bears one of the keys of something asked for.

    By a query of its own, which reads a few places of the index of levels and names: beside the path of a large area
    SQLite would take the index of paths, and look at all its places.
    """
    keys = sorted(set().union(*map(way, asked)))[:MOST_KEYS]
    return col(Unit.id).in_(select(col(Unit.id)).where(col(Unit.level).in_(levels), col(Unit.key).in_(keys)))


def _named(db: Session, condition: ColumnElement[bool], most: int | None = None) -> list[Named]:
    statement = select(col(Unit.id), col(Unit.path), col(Unit.level), col(Unit.key)).where(condition)
    return [named(*row) for row in db.execute(statement.limit(most))]


def _order(row: tuple[Unit, str | None]) -> tuple[int, str, str, int]:
    unit, above = row
    return _LEVELS.index(unit.level), unit.sort_key, natural(fold(above or "")), unit.id


def _as_marked(typed: str, rows: list[tuple[Unit, str | None]]) -> list[tuple[Unit, str | None]]:
    """Keep the places spelled with the very marks typed, if there are any."""
    words = set(spelling(typed).split())
    spelled = [
        (unit, above) for unit, above in rows if words <= set(spelling(f"{unit.name} {above or ''}").split())
    ]
    return rows if typed.isascii() or not spelled else spelled


def _told(rows: Sequence[tuple[Unit, str | None]], *, sure: bool) -> list[Found]:
    return [Found(unit, above, sure) for unit, above in rows]
