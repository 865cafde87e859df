"""The rows of the official tables: the units of an area, those below each right beneath it, as people count them."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from sqlalchemy import select
from sqlmodel import col

from store.people import below
from store.rules.levels import Level
from store.tables import Unit
from store.units import existing

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from sqlmodel import Session

_ROMAN = ((100, "C"), (90, "XC"), (50, "L"), (40, "XL"), (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"))
_LETTERS = 26


@dataclass(slots=True)
class Line:
    """One unit of an area.

    Attributes:
        unit: the unit.
        depth: how far below the area's own unit it stands; 1 for those right below it.
        place: which of its neighbours it is, from 1.
        children: the lines right below it.
        first: the first of the lowest units within it, as a number among all of the area.
        end: the number after the last of them.
    """

    unit: Unit
    depth: int
    place: int
    children: list[Line] = field(default_factory=list)
    first: int = 0
    end: int = 0


@dataclass(frozen=True, slots=True)
class Outline:
    """An area: the line of the whole, the lines beneath it in order, and the lowest units, which bear the figures.

    ``depth`` is how many levels of units there are below the area's own.
    """

    whole: Line
    lines: Sequence[Line]
    leaves: Sequence[Unit]
    depth: int


def lowest_level(unit: Unit) -> Level:
    """Return how far down the tables of a unit go: to its villages, but those of the country to its communes."""
    return Level.COMMUNE if unit.level is Level.COUNTRY else Level.VILLAGE


def read_outline(db: Session, unit: Unit, day: date) -> Outline:
    """Read the units of an area as they are on a day."""
    statement = (
        select(Unit)
        .where(below(unit), existing(day), col(Unit.level).in_(_levels(unit)), col(Unit.id) != unit.id)
        .order_by(col(Unit.sort_key), col(Unit.id))
    )
    under: dict[int | None, list[Unit]] = {}
    for each in db.execute(statement).scalars():
        under.setdefault(each.parent_id, []).append(each)
    lines: list[Line] = []
    leaves: list[Unit] = []
    whole = Line(unit, 0, 1)
    _grow(whole, under, lines, leaves)
    return Outline(whole, lines, leaves, max((line.depth for line in lines), default=0))


def _levels(unit: Unit) -> list[Level]:
    return [level for level in Level if not lowest_level(unit).is_above(level)]


def _grow(line: Line, under: dict[int | None, list[Unit]], lines: list[Line], leaves: list[Unit]) -> None:
    line.first = len(leaves)
    for place, unit in enumerate(under.get(line.unit.id, ()), start=1):
        child = Line(unit, line.depth + 1, place)
        line.children.append(child)
        lines.append(child)
        _grow(child, under, lines, leaves)
    if not line.children:
        leaves.append(line.unit)
    line.end = len(leaves)


def ordinal(line: Line, depth: int) -> str:
    """Number a line as tables do: 1, 2 for the lowest of ``depth`` levels, I, II above them, then A, B."""
    above = depth - line.depth
    if above <= 0:
        return str(line.place)
    return _roman(line.place) if above == 1 else _letters(line.place)


def _roman(number: int) -> str:
    digits = ""
    for value, letters in _ROMAN:
        digits += letters * (number // value)
        number %= value
    return digits


def _letters(number: int) -> str:
    letters = ""
    while number:
        number, left = divmod(number - 1, _LETTERS)
        letters = chr(ord("A") + left) + letters
    return letters
