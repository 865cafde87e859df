"""Finding a household, a report or a place by a name typed as people type: without marks, in raw keys, with slips.

Places are found as everywhere (``store/places.py``). Of the names of people the database narrows by the folded key
first; only when that finds nothing is every name of the area read, because a slip of the finger can be anywhere.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from sqlalchemy import and_, or_, select, true
from sqlmodel import Session, col

from store import places
from store.rules.names import LONGEST_NAME, find_names
from store.rules.roles import Act
from store.rules.vietnamese import readings
from store.tables import Household, Report, Unit

if TYPE_CHECKING:
    from datetime import date

    from sqlalchemy import ColumnElement, Select

    from store.people import Viewer

    _Found = Select[Any, Any, Any, Any]

MOST_FOUND = 40
"""Hits shown for one search; whoever has more types more of the name."""


class Kind(StrEnum):
    """What was found; the code stands in the button that opens it."""

    UNIT = "u"
    HOUSEHOLD = "hh"
    REPORT = "r"


@dataclass(frozen=True, slots=True)
class Hit:
    """Something found: its name, the year of birth of a household's head, and the place it lies in."""

    kind: Kind
    id: int
    name: str
    birth_year: int | None
    place: str | None


def find(db: Session, viewer: Viewer, typed: str, today: date) -> list[Hit]:
    """Return what may be meant within the viewer's area, best first.

    Places are open to everyone; households, and reports of households the register does not know, only to those
    who may read names (domain.md §11).
    """
    found = places.find(db, viewer, typed, today)
    named = people(db, viewer, typed)
    # A place that is only like what was typed stands back behind people who are called so.
    shown = [place for place in found if place.sure or not named]
    hits = [Hit(Kind.UNIT, place.unit.id, place.unit.name, None, place.above) for place in shown]
    return [*hits, *named][:MOST_FOUND]


def people(db: Session, viewer: Viewer, typed: str) -> list[Hit]:
    """Return the households, and the reports of households the register does not know, whose name may be meant."""
    typed = typed[:LONGEST_NAME]
    if not viewer.may(Act.HOUSEHOLD_NAMES):
        return []
    for narrow in (typed, None):
        statements = {Kind.HOUSEHOLD: _households(viewer, narrow), Kind.REPORT: _unlisted(viewer, narrow)}
        hits = [Hit(kind, *row) for kind, statement in statements.items() for row in db.execute(statement)]
        found = find_names(typed, hits, name=lambda hit: hit.name, limit=MOST_FOUND)
        if found:
            return found
    return []


def household_id(db: Session, viewer: Viewer, code: str) -> int | None:
    """Return the household that bears a code, if the viewer may read its name."""
    statement = (
        select(col(Household.id))
        .join(Unit, col(Unit.id) == col(Household.unit_id))
        .where(viewer.area(Act.HOUSEHOLD_NAMES), col(Household.code) == code.strip())
    )
    found: int | None = db.execute(statement).scalar_one_or_none()
    return found


def _households(viewer: Viewer, typed: str | None) -> _Found:
    return (
        select(col(Household.id), col(Household.head_name), col(Household.birth_year), col(Unit.name))
        .join(Unit, col(Unit.id) == col(Household.unit_id))
        .where(viewer.area(Act.HOUSEHOLD_NAMES), like(col(Household.key), typed))
        .order_by(col(Household.key), col(Household.id))
    )


def _unlisted(viewer: Viewer, typed: str | None) -> _Found:
    return (
        select(col(Report.id), col(Report.head_name), col(Report.birth_year), col(Unit.name))
        .join(Unit, col(Unit.id) == col(Report.unit_id))
        .where(
            viewer.area(Act.HOUSEHOLD_NAMES),
            col(Report.household_id).is_(None),
            like(col(Report.key), typed),
        )
        .order_by(col(Report.key), col(Report.id))
    )


def like(key: Any, typed: str | None) -> ColumnElement[bool]:
    """Return the condition that a key holds every word typed, in one of the ways it can be read."""
    if typed is None:
        return true()
    return or_(
        *(and_(true(), *(key.like(_pattern(word)) for word in meant.split())) for meant in readings(typed))
    )


def _pattern(word: str) -> str:
    # Mỹ and Mĩ, Quý and Quí are one name: the last letter stays open.
    return f"%{word[:-1]}_%" if word[-1] in "iy" else f"%{word}%"
