"""Queries on places."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from sqlalchemy import bindparam, or_, select
from sqlmodel import Session, col

from store.loading import Loader
from store.prepared import Prepared
from store.rules.levels import Level
from store.tables import Unit

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sqlalchemy import ColumnElement
AT_ONCE = 5_000


def existing(today: date) -> ColumnElement[bool]:
    """Return the condition that a ``Unit`` exists on a day."""
    valid_to = col(Unit.valid_to)
    return (col(Unit.valid_from) <= today) & or_(valid_to.is_(None), valid_to >= today)


def ancestor_ids(unit: Unit) -> list[int]:
    """Return the ids from the root down to the unit itself."""
    return _ids(unit.path)


def _ids(path: str) -> list[int]:
    return [int(part) for part in path.strip("/").split("/")]


def line(db: Session, unit: Unit) -> list[Unit]:
    """Return the unit's ancestors from the root down, itself last."""
    statement = select(Unit).where(col(Unit.id).in_(ancestor_ids(unit))).order_by(col(Unit.path))
    return list(db.execute(statement).scalars())


def full_name(db: Session, unit: Unit) -> str:
    """Return the unit's name with those above it but the country: “Thôn 1, xã Kim Ngân, tỉnh Quảng Trị”."""
    above = [each.name for each in line(db, unit)[:-1] if each.level is not Level.COUNTRY]
    return ", ".join([unit.name, *reversed(above)])


def commune_of(db: Session, village: Unit) -> Unit:
    """Return the unit right above a village."""
    [row] = _BY_ID.run(db, unit=village.parent_id)
    return _UNIT.make(db, row)


def by_code(db: Session, code: str, today: date) -> Unit | None:
    """Return the unit that bears a code on a day; a code alone is no identity (domain.md §9)."""
    statement = select(Unit).where(col(Unit.code) == code, existing(today))
    unit: Unit | None = db.execute(statement).scalar_one_or_none()
    return unit


def hold(db: Session, unit: Unit) -> None:
    """Let one transaction after the other hold a unit; whoever waited sees what the one before committed.

    On SQLite there is only one writer anyway. What merely refers to the unit is not held up.
    """
    _HOLD.run(db, unit=unit.id)


def ancestors_on(db: Session, unit_ids: Iterable[int]) -> dict[int, list[int]]:
    """Return for each unit the ids from the root down to itself."""
    ids = sorted(unit_ids)
    if len(ids) == 1:  # whoever counts a report or a household
        [(path,)] = _PATH.run(db, unit=ids[0])
        return {ids[0]: _ids(path)}
    found: dict[int, list[int]] = {}
    for start in range(0, len(ids), AT_ONCE):
        rows = db.execute(_PATHS, {"ids": ids[start : start + AT_ONCE]})
        found.update((unit_id, _ids(path)) for unit_id, path in rows)
    return found


def below(db: Session, unit: Unit, today: date) -> list[Unit]:
    """Return the units right below one that exist on a day, as people count them: Thôn 2 before Thôn 10."""
    statement = select(Unit).where(col(Unit.parent_id) == unit.id, existing(today))
    return list(db.execute(statement.order_by(col(Unit.sort_key), col(Unit.id))).scalars())


def below_in(db: Session, unit: Unit, year: int, today: date) -> list[Unit]:
    """Return the units right below one as they are today, or were on the last day of a year or of the unit itself."""
    return below(db, unit, min(today, date(year, 12, 31), unit.valid_to or date.max))


# Built once: to build a statement costs more than to run it.
_UNIT = Loader(Unit)
_BY_ID = Prepared(select(*_UNIT.columns).where(col(Unit.id) == bindparam("unit")))
_PATHS = select(col(Unit.id), col(Unit.path)).where(col(Unit.id).in_(bindparam("ids", expanding=True)))
_PATH = Prepared(select(col(Unit.path)).where(col(Unit.id) == bindparam("unit")))
_HOLD = Prepared(
    select(col(Unit.id)).where(col(Unit.id) == bindparam("unit")).with_for_update(key_share=True)
)
