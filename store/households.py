"""The register of households: who is on a village's list, and the class each has had."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any

from sqlalchemy import bindparam, or_, select
from sqlmodel import Session, col

from store.loading import Loader
from store.people import within
from store.prepared import Prepared
from store.rules.households import ON_THE_LIST, HouseholdClass
from store.rules.refusal import Refusal
from store.rules.roles import Act
from store.rules.text import Text
from store.tables import ClassSpell, Household, Unit

if TYPE_CHECKING:
    from sqlalchemy import Select

    from store.people import Viewer

NOT_FOUND = Text(
    "Không tìm thấy hộ này trong địa bàn của anh/chị ạ.", "There is no such household within your area."
)


def listed(db: Session, viewer: Viewer, unit_id: int) -> list[Household]:
    """Return the poor and near-poor households of a village in the viewer's area, poor ones first."""
    bounds = viewer.bounds(Act.HOUSEHOLD_NAMES)
    return [_HOUSEHOLD.make(db, row) for row in _listed(*bounds).run(db, village=unit_id, **bounds)]


def of_village(db: Session, viewer: Viewer, unit_id: int) -> list[Household]:
    """Return every household the register knows in a village of the viewer's area."""
    bounds = viewer.bounds(Act.HOUSEHOLD_NAMES)
    return [_HOUSEHOLD.make(db, row) for row in _of_village(*bounds).run(db, village=unit_id, **bounds)]


def get(db: Session, viewer: Viewer, household_id: int) -> Household:
    """Return a household from the viewer's own area.

    Raises:
        Refusal: there is none, or it lies elsewhere; the two look alike.
    """
    bounds = viewer.bounds(Act.HOUSEHOLD_NAMES)
    rows = _by_id(*bounds).run(db, household=household_id, **bounds)
    if not rows:
        raise Refusal(NOT_FOUND)
    return _HOUSEHOLD.make(db, rows[0])


def classes_before(db: Session, household: Household) -> frozenset[HouseholdClass]:
    """Return the classes a household has ever had, for telling a relapse from a new case."""
    return frozenset(status for (status,) in _CLASSES.run(db, of=household.id) if status is not None)


# Run for every report, and built once: to build a statement costs more than to run it.
@cache
def _by_id(*bounds: str) -> Prepared:
    return Prepared(_in_area(*bounds).where(col(Household.id) == bindparam("household")))


@cache
def _of_village(*bounds: str) -> Prepared:
    here = _in_area(*bounds).where(col(Household.unit_id) == bindparam("village"))
    return Prepared(here.order_by(col(Household.key), col(Household.id)))


@cache
def _listed(*bounds: str) -> Prepared:
    on_the_list = or_(*(col(Household.status) == status for status in ON_THE_LIST))
    here = _in_area(*bounds).where(col(Household.unit_id) == bindparam("village"), on_the_list)
    return Prepared(here.order_by(col(Household.status).desc(), col(Household.key), col(Household.id)))


def _in_area(*bounds: str) -> Select[*tuple[Any, ...]]:
    columns = select(*_HOUSEHOLD.columns)
    return columns.join(Unit, col(Unit.id) == col(Household.unit_id)).where(within(*bounds))


_HOUSEHOLD = Loader(Household)
_CLASSES = Prepared(select(col(ClassSpell.status)).where(col(ClassSpell.household_id) == bindparam("of")))
