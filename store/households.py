"""The register of households: who is on a village's list, and the class each has had."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from sqlalchemy import bindparam, select
from sqlmodel import Session, col

from store.people import within
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
    return list(db.execute(_listed(*bounds), {"village": unit_id, **bounds}).scalars())


def of_village(db: Session, viewer: Viewer, unit_id: int) -> list[Household]:
    """Return every household the register knows in a village of the viewer's area."""
    bounds = viewer.bounds(Act.HOUSEHOLD_NAMES)
    return list(db.execute(_of_village(*bounds), {"village": unit_id, **bounds}).scalars())


def get(db: Session, viewer: Viewer, household_id: int) -> Household:
    """Return a household from the viewer's own area.

    Raises:
        Refusal: there is none, or it lies elsewhere; the two look alike.
    """
    bounds = viewer.bounds(Act.HOUSEHOLD_NAMES)
    found = db.execute(_by_id(*bounds), {"household": household_id, **bounds})
    household: Household | None = found.scalar_one_or_none()
    if household is None:
        raise Refusal(NOT_FOUND)
    return household


def classes_before(db: Session, household: Household) -> frozenset[HouseholdClass]:
    """Return the classes a household has ever had, for telling a relapse from a new case."""
    found = db.execute(_CLASSES, {"of": household.id}).scalars()
    return frozenset(status for status in found if status is not None)


# Run for every report, and built once: to build a statement costs more than to run it.
def _in_area(*bounds: str) -> Select[Household]:
    return select(Household).join(Unit, col(Unit.id) == col(Household.unit_id)).where(within(*bounds))


@cache
def _by_id(*bounds: str) -> Select[Household]:
    return _in_area(*bounds).where(col(Household.id) == bindparam("household"))


@cache
def _of_village(*bounds: str) -> Select[Household]:
    here = _in_area(*bounds).where(col(Household.unit_id) == bindparam("village"))
    return here.order_by(col(Household.key), col(Household.id))


@cache
def _listed(*bounds: str) -> Select[Household]:
    here = _in_area(*bounds).where(
        col(Household.unit_id) == bindparam("village"), col(Household.status).in_(ON_THE_LIST)
    )
    return here.order_by(col(Household.status).desc(), col(Household.key), col(Household.id))


_CLASSES = select(col(ClassSpell.status)).where(col(ClassSpell.household_id) == bindparam("of"))
