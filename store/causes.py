"""How many poor households there are by the cause of their poverty, as far as the register records it."""

from __future__ import annotations

import json
from collections import Counter
from typing import TYPE_CHECKING

from sqlalchemy import String, cast, func, select
from sqlmodel import Session, col

from store.people import below
from store.rules.causes import Cause
from store.rules.households import HouseholdClass
from store.tables import Household, Unit

if TYPE_CHECKING:
    from collections.abc import Mapping


def poor_by_cause(db: Session, unit: Unit) -> Mapping[int, Counter[Cause | None]]:
    """Count the poor households of each village of a unit by cause; one with several counts for each of them.

    Under None stand those whose causes nobody has recorded.
    """
    told = cast(col(Household.causes), String)
    statement = (
        select(col(Household.unit_id), told, func.count())
        .join(Unit, col(Unit.id) == col(Household.unit_id))
        .where(below(unit), col(Household.status) == HouseholdClass.POOR)
        .group_by(col(Household.unit_id), told)
    )
    found: dict[int, Counter[Cause | None]] = {}
    for village_id, written, count in db.execute(statement):
        counter = found.setdefault(village_id, Counter())
        for cause in _causes(written) or (None,):
            counter[cause] += count
    return found


def _causes(written: str | None) -> list[Cause]:
    return [Cause(code) for code in json.loads(written) or ()] if written else []
