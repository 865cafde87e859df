"""An invented town for tests: a province, two communes, three villages, their households and people."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import TYPE_CHECKING

from store.database import unit_of_work
from store.register import enter
from store.rules.households import HouseholdClass
from store.rules.levels import Level
from store.rules.roles import Role
from store.rules.standards import Area
from store.rules.text import Language
from store.rules.vietnamese import fold
from store.tables import Appointment, Chat, Household, Person, Unit
from store.tallies import take_totals
from tests.chat import World

if TYPE_CHECKING:
    from sqlalchemy import Engine
    from sqlmodel import Session

SIZES = {"Thôn Mẫu Một": (60, 240), "Thôn Mẫu Hai": (40, 170), "Thôn Xa": (50, 200)}
"""All households and persons of each village; invented."""

LONG_AGO = datetime(2025, 7, 1, tzinfo=UTC)
REFORM = date(2025, 7, 1)

# name, birth year, members, class; all invented.
HOUSEHOLDS = {
    "Thôn Mẫu Một": [
        ("Hồ Văn Thử", 1970, 4, HouseholdClass.POOR),
        ("Hồ Thị Mẫu", 1985, 3, HouseholdClass.NEAR_POOR),
        ("Nguyễn Văn Ví Dụ", 1962, 5, HouseholdClass.POOR),
        ("Nguyễn Văn Ví Dụ", 1990, 2, HouseholdClass.POOR),
        ("Lê Thị Giả Định", 1978, 4, HouseholdClass.NON_POOR),
    ],
    "Thôn Mẫu Hai": [("Võ Văn Thí Điểm", 1980, 6, HouseholdClass.POOR)],
    "Thôn Xa": [("Phan Thị Ngoài", 1975, 3, HouseholdClass.POOR)],
}


class Town(World):
    """The world with its places and its people."""

    def __init__(self, engine: Engine, units: dict[str, Unit]) -> None:
        super().__init__(engine)
        self.units = units
        self.head = self.phone(11, "Bác Trưởng")
        self.far_head = self.phone(12, "Bác Trưởng Xa")
        self.officer = self.phone(21, "Chị Cán Bộ")
        self.second_officer = self.phone(22, "Anh Cán Bộ")
        self.far_officer = self.phone(23, "Cán Bộ Xa")
        self.viewer = self.phone(31, "Ông Theo Dõi")
        self.administrator = self.phone(41, "Quản Trị")
        self.stranger = self.phone(99, "Người Lạ")


def add_unit(
    db: Session, name: str, level: Level, parent: Unit | None, *, code: str, area: Area = Area.MOUNTAIN
) -> Unit:
    unit = Unit(
        code=code,
        name=name,
        key=fold(name),
        level=level,
        area=area,
        parent_id=parent.id if parent else None,
        valid_from=REFORM,
    )
    db.add(unit)
    db.flush()
    unit.path = f"{parent.path if parent else '/'}{unit.id}/"
    db.flush()
    return unit


def appoint(
    db: Session, chat_id: int, name: str, role: Role, *units: Unit, until: datetime | None = None
) -> Person:
    db.add(Chat(chat_id=chat_id, language=Language.VI))
    person = Person(chat_id=chat_id, name=name, created_at=LONG_AGO)
    db.add(person)
    db.flush()
    for unit in units:
        db.add(Appointment(person_id=person.id, unit_id=unit.id, role=role, since=LONG_AGO, until=until))
    db.flush()
    return person


def _settle(db: Session, village: Unit) -> None:
    for number, (name, year, members, status) in enumerate(HOUSEHOLDS[village.name], start=1):
        household = Household(
            unit_id=village.id,
            code=f"{village.code}-{number:03}",
            head_name=name,
            key=fold(name),
            birth_year=year,
            members=members,
            status=status,
            since=date(2026, 1, 1),
        )
        enter(db, household)


def build(engine: Engine) -> Town:
    """Build the town in an empty database."""
    with unit_of_work(engine) as db:
        province = add_unit(db, "Tỉnh Mẫu", Level.PROVINCE, None, code="91")
        commune = add_unit(db, "Xã Mẫu", Level.COMMUNE, province, code="91001")
        far_commune = add_unit(db, "Xã Khác", Level.COMMUNE, province, code="91002")
        one = add_unit(db, "Thôn Mẫu Một", Level.VILLAGE, commune, code="91001-01")
        two = add_unit(db, "Thôn Mẫu Hai", Level.VILLAGE, commune, code="91001-02")
        far = add_unit(db, "Thôn Xa", Level.VILLAGE, far_commune, code="91002-01")
        for village in (one, two, far):
            village.households, village.people = SIZES[village.name]
            _settle(db, village)
        take_totals(db)
        appoint(db, 11, "Bác Trưởng", Role.VILLAGE_HEAD, one)
        appoint(db, 21, "Chị Cán Bộ", Role.COMMUNE_OFFICER, commune)
        appoint(db, 22, "Anh Cán Bộ", Role.COMMUNE_OFFICER, commune)
        appoint(db, 31, "Ông Theo Dõi", Role.VIEWER, province)
        appoint(db, 41, "Quản Trị", Role.ADMINISTRATOR, province)
        appoint(db, 12, "Bác Trưởng Xa", Role.VILLAGE_HEAD, far)
        appoint(db, 23, "Cán Bộ Xa", Role.COMMUNE_OFFICER, far_commune)
    return Town(engine, {unit.name: unit for unit in (province, commune, far_commune, one, two, far)})
