from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import psycopg
import pytest
from sqlalchemy import inspect, text
from sqlalchemy.exc import DatabaseError

from store import schema
from store.database import open_database, unit_of_work
from tests.town import build

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from sqlalchemy import Engine


@pytest.fixture
def empty_postgresql(postgresql: str) -> Iterator[str]:
    with psycopg.connect(postgresql, autocommit=True) as connection:
        connection.execute("CREATE DATABASE migrating TEMPLATE template0")
        head, _, query = postgresql.partition("?")
        yield head.rsplit("/", 1)[0] + "/migrating" + (f"?{query}" if query else "")
        connection.execute("DROP DATABASE migrating WITH (FORCE)")


@pytest.fixture(params=["sqlite", "postgresql"])
def empty(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Engine]:
    on_sqlite = request.param == "sqlite"
    url = f"sqlite:///{tmp_path / 'empty.db'}" if on_sqlite else request.getfixturevalue("empty_postgresql")
    engine = open_database(url)
    yield engine
    engine.dispose()


def test_the_steps_lead_to_the_very_tables_of_the_program(empty: Engine) -> None:
    schema.upgrade(empty)
    assert schema.differences(empty) == []
    assert schema.current(empty) == schema.head()


def test_the_steps_lead_down_to_nothing_and_up_again(empty: Engine) -> None:
    schema.upgrade(empty)
    schema.downgrade(empty, "base")
    assert inspect(empty).get_table_names() == ["alembic_version"]
    schema.upgrade(empty)
    assert schema.differences(empty) == []


def test_a_migrated_database_carries_a_whole_town(empty: Engine) -> None:
    schema.upgrade(empty)
    build(empty)
    schema.upgrade(empty)
    with empty.connect() as connection:
        assert connection.execute(text("SELECT count(*) FROM household")).scalar() == 7


def test_a_missing_column_is_found(empty: Engine) -> None:
    schema.upgrade(empty)
    with unit_of_work(empty) as db:
        db.execute(text("ALTER TABLE household DROP COLUMN members"))
    assert len(schema.differences(empty)) == 1


def test_a_failed_step_leaves_the_database_as_it_was(empty: Engine) -> None:
    with unit_of_work(empty) as db:
        db.execute(text("CREATE TABLE event (id INTEGER)"))  # the last but one that the first step makes
    with pytest.raises(DatabaseError, match="event"):
        schema.upgrade(empty)
    assert inspect(empty).get_table_names() == ["event"]


def test_a_database_is_told_by_its_version(empty: Engine) -> None:
    assert schema.standing(empty) is schema.Standing.EMPTY
    schema.upgrade(empty)
    assert schema.standing(empty) is schema.Standing.CURRENT
    with unit_of_work(empty) as db:
        db.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    assert schema.standing(empty) is schema.Standing.UNKNOWN


def test_the_next_step_is_drafted_from_what_the_tables_have_become(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "migrations"
    shutil.copytree(schema._FOLDER, folder)
    monkeypatch.setattr(schema, "_FOLDER", folder)
    first = next((folder / "versions").glob("0001_*.py"))
    lines = first.read_text(encoding="utf-8").splitlines(keepends=True)
    first.write_text("".join(line for line in lines if '"minority"' not in line), encoding="utf-8")
    engine = open_database(f"sqlite:///{tmp_path / 'empty.db'}")
    drafted = schema.draft(engine, "say who belongs to a minority")
    assert drafted.name == f"{schema.head()}_say_who_belongs_to_a_minority.py"
    assert "sa.Column('minority', sa.Boolean(), nullable=False)" in drafted.read_text(encoding="utf-8")
    engine.dispose()


def test_foreign_keys_are_on_again_after_a_migration(tmp_path: Path) -> None:
    engine = open_database(f"sqlite:///{tmp_path / 'empty.db'}")
    schema.upgrade(engine)
    with engine.connect() as connection:
        assert connection.exec_driver_sql("PRAGMA foreign_keys").scalar() == 1
    engine.dispose()
