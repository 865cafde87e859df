"""An invented district: a root unit, its communes and villages, their households and everyone appointed there."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from store.database import unit_of_work
from store.register import note_entered
from store.rules.households import HouseholdClass
from store.rules.levels import Level
from store.rules.roles import Role
from store.rules.standards import Area
from store.rules.vietnamese import fold
from store.tables import Household, Unit
from store.tallies import take_totals
from tests.town import add_unit, appoint

if TYPE_CHECKING:
    from datetime import date

    from sqlalchemy import Engine
    from sqlmodel import Session

HOUSEHOLDS_A_VILLAGE = 6
WITHOUT_HEAD = 40
"""Every so many villages one has no head."""


@dataclass
class District:
    """Where everything happens, and who is there: chats by what their owner is."""

    root: Unit
    communes: list[Unit] = field(default_factory=list)
    villages: list[Unit] = field(default_factory=list)
    heads: dict[int, Unit] = field(default_factory=dict)
    officers: dict[int, Unit] = field(default_factory=dict)
    viewers: list[int] = field(default_factory=list)

    def role_of(self, chat_id: int) -> Role:
        """Return what the owner of a chat is."""
        if chat_id in self.heads:
            return Role.VILLAGE_HEAD
        return Role.COMMUNE_OFFICER if chat_id in self.officers else Role.VIEWER


def build_district(engine: Engine, since: date, *, communes: int, villages: int) -> District:
    """Build the district in an empty database."""
    with unit_of_work(engine) as db:
        root = add_unit(db, "Địa bàn Mẫu", Level.PROVINCE, None, code="91")
        district = District(root)
        for number in range(communes):
            area = (Area.PLAIN, Area.MOUNTAIN)[number % 2]
            unit = add_unit(
                db, f"Xã Mẫu {number + 1}", Level.COMMUNE, root, code=f"{91001 + number}", area=area
            )
            district.communes.append(unit)
            appoint(db, 2_000 + number, f"Cán Bộ Mẫu {number + 1}", Role.COMMUNE_OFFICER, unit)
            district.officers[2_000 + number] = unit
        for number in range(villages):
            _add_village(db, district, number, since)
        for chat_id in (3_001, 3_002):
            appoint(db, chat_id, "Người Theo Dõi Mẫu", Role.VIEWER, root)
            district.viewers.append(chat_id)
        take_totals(db)
    return district


def _add_village(db: Session, district: District, number: int, since: date) -> None:
    commune = district.communes[number % len(district.communes)]
    village = add_unit(
        db,
        f"Thôn Mẫu {number + 1}",
        Level.VILLAGE,
        commune,
        code=f"{commune.code}-{number + 1}",
        area=commune.area,
    )
    village.households, village.people = 120, 460
    households = [
        Household(
            unit_id=village.id,
            code=f"{village.code}-{each:03}",
            head_name=f"Hộ Mẫu {number + 1}.{each}",
            key=fold(f"Hộ Mẫu {number + 1}.{each}"),
            birth_year=1950 + each,
            members=2 + each % 5,
            status=(HouseholdClass.POOR, HouseholdClass.NEAR_POOR)[each % 2],
            since=since,
        )
        for each in range(HOUSEHOLDS_A_VILLAGE)
    ]
    db.add_all(households)
    db.flush()
    note_entered(db, households)
    district.villages.append(village)
    if number % WITHOUT_HEAD != WITHOUT_HEAD - 1:
        appoint(db, 1_000_000 + number, f"Trưởng Thôn Mẫu {number + 1}", Role.VILLAGE_HEAD, village)
        district.heads[1_000_000 + number] = village
