"""The register of households: who is on a village's list, and the class each has had."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import bindparam, select
from sqlmodel import Session, col

from store.rules.households import ON_THE_LIST, HouseholdClass
from store.rules.refusal import Refusal
from store.rules.roles import Act
from store.rules.text import Text
from store.tables import ClassSpell, Household, Unit

if TYPE_CHECKING:
    from store.people import Viewer

NOT_FOUND = Text(
    "Không tìm thấy hộ này trong địa bàn của anh/chị ạ.", "There is no such household within your area."
)


def listed(db: Session, viewer: Viewer, unit_id: int) -> list[Household]:
    """Return the poor and near-poor households of a village in the viewer's area, poor ones first."""
    statement = (
        select(Household)
        .join(Unit, col(Unit.id) == col(Household.unit_id))
        .where(
            viewer.area(Act.HOUSEHOLD_NAMES),
            col(Household.unit_id) == unit_id,
            col(Household.status).in_(ON_THE_LIST),
        )
        .order_by(col(Household.status).desc(), col(Household.key), col(Household.id))
    )
    return list(db.execute(statement).scalars())


def of_village(db: Session, viewer: Viewer, unit_id: int) -> list[Household]:
    """Return every household the register knows in a village of the viewer's area."""
    statement = (
        select(Household)
        .join(Unit, col(Unit.id) == col(Household.unit_id))
        .where(viewer.area(Act.HOUSEHOLD_NAMES), col(Household.unit_id) == unit_id)
        .order_by(col(Household.key), col(Household.id))
    )
    return list(db.execute(statement).scalars())


def get(db: Session, viewer: Viewer, household_id: int) -> Household:
    """Return a household from the viewer's own area.

    Raises:
        Refusal: there is none, or it lies elsewhere; the two look alike.
    """
    statement = (
        select(Household)
        .join(Unit, col(Unit.id) == col(Household.unit_id))
        .where(viewer.area(Act.HOUSEHOLD_NAMES), col(Household.id) == household_id)
    )
    household: Household | None = db.execute(statement).scalar_one_or_none()
    if household is None:
        raise Refusal(NOT_FOUND)
    return household


def classes_before(db: Session, household: Household) -> frozenset[HouseholdClass]:
    """Return the classes a household has ever had, for telling a relapse from a new case."""
    found = db.execute(_CLASSES, {"of": household.id}).scalars()
    return frozenset(status for status in found if status is not None)


# Run for every report, and built once: to build a statement costs more than to run it.
_CLASSES = select(col(ClassSpell.status)).where(col(ClassSpell.household_id) == bindparam("of"))
