"""Invented places, people and households for this bot: each village head has a village with three households."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import TYPE_CHECKING

from sqlalchemy import insert, select
from sqlmodel import col

from handlers.letter import Letter
from store import outbox
from store.database import open_database, reading, unit_of_work
from store.outbox import Post
from store.register import note_entered
from store.rules.households import HouseholdClass
from store.rules.levels import Level
from store.rules.roles import Role
from store.rules.standards import Area
from store.rules.text import Language
from store.rules.vietnamese import fold
from store.tables import (
    Appointment,
    Chat,
    Household,
    OutboxRow,
    OutboxState,
    Person,
    Priority,
    Report,
    Unit,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlalchemy import Engine
    from sqlmodel import Session

LONG_AGO = datetime(2025, 7, 1, tzinfo=UTC)
REFORM = date(2025, 7, 1)
VILLAGES_OF_A_COMMUNE = 40
FIRST_OFFICER = 900_001
REMINDER = (
    "Kính gửi trưởng thôn: đã đến kỳ báo cáo tháng 11/2026. Thôn chưa có báo cáo nào trong tháng. "
    "Nhờ anh/chị bấm /baocao nếu có hộ thay đổi ạ."
)
HOUSEHOLDS = (
    ("Hồ Văn Mẫu", 1970, 4, HouseholdClass.POOR),
    ("Nguyễn Thị Thử", 1985, 3, HouseholdClass.POOR),
    ("Lê Văn Ví Dụ", 1962, 5, HouseholdClass.NEAR_POOR),
)


def officers(heads: range) -> range:
    """Return the chats of the commune officers, one for each forty villages."""
    return range(FIRST_OFFICER, FIRST_OFFICER + -(-len(heads) // VILLAGES_OF_A_COMMUNE))


def settle(engine: Engine, heads: range) -> None:
    """Fill an empty database: a province, its communes with an officer each, their villages with a head each."""
    with unit_of_work(engine) as db:
        province = _unit(db, "Tỉnh Mẫu", Level.PROVINCE, None, "91")
        for place, officer in enumerate(officers(heads)):
            code = f"91{place:03}"
            commune = _unit(db, f"Xã Mẫu {place + 1}", Level.COMMUNE, province, code)
            _appoint(db, officer, f"Cán bộ {place + 1}", Role.COMMUNE_OFFICER, commune)
            here = heads[place * VILLAGES_OF_A_COMMUNE : (place + 1) * VILLAGES_OF_A_COMMUNE]
            for number, head in enumerate(here, start=1):
                village = _unit(db, f"Thôn {number}", Level.VILLAGE, commune, f"{code}-{number:02}")
                _appoint(db, head, f"Trưởng thôn {head}", Role.VILLAGE_HEAD, village)
                _house(db, village)


def _unit(db: Session, name: str, level: Level, parent: Unit | None, code: str) -> Unit:
    unit = Unit(
        code=code,
        name=name,
        key=fold(name),
        level=level,
        area=Area.MOUNTAIN,
        parent_id=parent.id if parent else None,
        valid_from=REFORM,
    )
    db.add(unit)
    db.flush()
    unit.path = f"{parent.path if parent else '/'}{unit.id}/"
    return unit


def _appoint(db: Session, chat_id: int, name: str, role: Role, unit: Unit) -> None:
    db.add(Chat(chat_id=chat_id, language=Language.VI))
    person = Person(chat_id=chat_id, name=name, created_at=LONG_AGO)
    db.add(person)
    db.flush()
    db.add(Appointment(person_id=person.id, unit_id=unit.id, role=role, since=LONG_AGO))


def _house(db: Session, village: Unit) -> None:
    households = [
        Household(
            unit_id=village.id,
            code=f"{village.code}-{number:03}",
            head_name=name,
            key=fold(name),
            birth_year=year,
            members=members,
            status=status,
            since=date(2026, 1, 1),
        )
        for number, (name, year, members, status) in enumerate(HOUSEHOLDS, start=1)
    ]
    db.add_all(households)
    db.flush()
    note_entered(db, households)


def open_chats(url: str, numbers: Sequence[int]) -> None:
    """Remember chats of people who hold no appointment, so that something can be sent to them."""
    engine = open_database(url)
    with unit_of_work(engine) as db:
        db.execute(insert(Chat), [{"chat_id": number, "language": Language.VI} for number in numbers])
    engine.dispose()


def reports(engine: Engine) -> list[tuple[int, str]]:
    """Return the chat of who sent each report, and its code."""
    statement = select(col(Person.chat_id), col(Report.code)).join(
        Report, col(Report.reporter_id) == col(Person.id)
    )
    with reading(engine) as db:
        return [(row.chat_id, row.code) for row in db.execute(statement)]


def remind(url: str, numbers: Sequence[int]) -> None:
    """Put one reminder for each of these chats into the outbox, as the scheduler does."""
    engine = open_database(url)
    letter = Letter(text=REMINDER).to_json()
    posts = [Post(number, letter, Priority.SCHEDULED, key=f"bench:2026-11-22:{number}") for number in numbers]
    with unit_of_work(engine) as db:
        outbox.put_once(db, posts, "bench", datetime.now(UTC))
    engine.dispose()


def open_reminders(url: str) -> set[int]:
    """Return the chats whose reminder stands in the outbox as not sent."""
    engine = open_database(url)
    statement = select(col(OutboxRow.chat_id)).where(
        col(OutboxRow.state) == OutboxState.OPEN, col(OutboxRow.priority) == Priority.SCHEDULED
    )
    with reading(engine) as db:
        found = set(db.execute(statement).scalars())
    engine.dispose()
    return found
