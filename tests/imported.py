"""Files of units and households, taken in by a test, and what they leave in the database."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import select
from sqlmodel import Session, col

from store.database import reading, unit_of_work
from store.imports.households import import_households, read_households
from store.imports.problems import Outcome, WrongFile
from store.imports.units import import_units, read_units
from store.register import class_changes, spells_of
from store.tables import Household, Unit

if TYPE_CHECKING:
    from sqlalchemy import Engine

    from store.rules.households import HouseholdClass

NOW = datetime(2026, 11, 22, 3, tzinfo=UTC)
TODAY = date(2026, 11, 22)
UNITS = "code,parent_code,level,name,area,poor,households,people,valid_from,valid_to"
HOUSEHOLDS = "unit_code,household_code,head_name,birth_year,members,minority,status,since"
PROVINCE = "44,,province,Tỉnh Mẫu,mountain,0,,,2025-07-01,"
COMMUNE = "19318,44,commune,Xã Mẫu,mountain,0,1.500,6000,01/07/2025,"
VILLAGE = "19318-01,19318,village,Thôn Mẫu,mountain,1,120,480,2025-07-01,"
AN = "19318-01,H1,Hồ Văn Mẫu,1970,4,1,poor,2025-01-01"
BA = "19318-01,H2,Hồ Thị Thử,,3,0,near_poor,15/03/2025"


def lines(*rows: str) -> bytes:
    return "\n".join(rows).encode()


def take_units(engine: Engine, *rows: str) -> Outcome:
    return take_units_file(engine, lines(UNITS, *rows))


def take_units_file(engine: Engine, content: bytes) -> Outcome:
    with unit_of_work(engine) as db:
        return import_units(db, read_units(content), NOW)


def take_households(engine: Engine, *rows: str) -> Outcome:
    return take_households_file(engine, lines(HOUSEHOLDS, *rows))


def take_households_file(engine: Engine, content: bytes) -> Outcome:
    with unit_of_work(engine) as db:
        return import_households(db, read_households(content, TODAY), NOW, TODAY)


def refused_units(engine: Engine, *rows: str) -> list[str]:
    with pytest.raises(WrongFile) as refusal:
        take_units(engine, *rows)
    return [problem.text.en for problem in refusal.value.problems]


def refused_households(engine: Engine, *rows: str) -> list[str]:
    with pytest.raises(WrongFile) as refusal:
        take_households(engine, *rows)
    return [problem.text.en for problem in refusal.value.problems]


def refused_bytes(content: bytes) -> list[str]:
    with pytest.raises(WrongFile) as refusal:
        read_units(content)
    return [problem.text.en for problem in refusal.value.problems]


def counts(outcome: Outcome) -> tuple[int, int, int]:
    return outcome.added, outcome.changed, outcome.unchanged


def unit(db: Session, code: str) -> Unit:
    found: Unit = db.execute(select(Unit).where(col(Unit.code) == code)).scalar_one()
    return found


def household(db: Session, code: str) -> Household:
    found: Household = db.execute(select(Household).where(col(Household.code) == code)).scalar_one()
    return found


def history(engine: Engine, code: str) -> list[tuple[HouseholdClass | None, date]]:
    with reading(engine) as db:
        spells = class_changes(spells_of(db, household(db, code)))
        return [(spell.status, spell.since) for spell in spells]
