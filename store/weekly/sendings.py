"""When each place gets its summary: as it has chosen itself, or else the nearest place above it, or else on Monday."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlmodel import Session, select

from store.people import NotAllowed
from store.rules.roles import Act
from store.rules.weeks import Sending
from store.tables import WeeklySending
from store.units import ancestor_ids

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from store.people import Viewer
    from store.tables import Unit


@dataclass(frozen=True, slots=True)
class Sendings:
    """What places have chosen, by unit."""

    chosen: Mapping[int, Sending]

    def of(self, unit: Unit) -> Sending:
        """Return when a unit gets its summary."""
        own = (self.chosen.get(unit_id) for unit_id in reversed(ancestor_ids(unit)))
        return next((sending for sending in own if sending is not None), Sending.MONDAY)


def sendings(db: Session) -> Sendings:
    """Return what every place has chosen."""
    return Sendings({row.unit_id: row.sending for row in db.exec(select(WeeklySending))})


def choose(db: Session, viewer: Viewer, unit: Unit, sending: Sending, now: datetime) -> None:
    """Choose when a unit and all below it get their summary.

    Raises:
        NotAllowed: the unit is not within the viewer's area.
    """
    if not viewer.covers(Act.SUMMARY_TIME_SET, unit):
        raise NotAllowed
    row = db.get(WeeklySending, unit.id)
    if row is None:
        row = WeeklySending(unit_id=unit.id, sending=sending, set_by=viewer.person_id, set_at=now)
    row.sending, row.set_by, row.set_at = sending, viewer.person_id, now
    db.add(row)
    db.flush()
